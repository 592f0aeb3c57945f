"""The default FIRENET (Haar, one level, its grid shifted at every layer) for a batch of images, over an array library.

Everything stays where the library keeps its arrays: transforms are batched over slices and coils and not centred (the
phases are in the data), the transform along fully sampled lines is done once, the ball projection is lazy (one factor an
image, applied where the dual variable is read next), nothing waits for the device inside a solve.
"""
import json, pathlib
import numpy as np

DEFAULTS = dict(outer=2, inner=32, lam=5e-4, relative_delta=1e-9, tau=1.0, sigma=1.0, norm=1.0)
APPROXIMATION_WEIGHT, DIAGONAL_WEIGHT = 3.5, 1.5

def default_nu(outer, inner):
    return max(.0081 ** (1 / outer), min(np.exp(-1), 2.88 / inner))

class Case:
    """kspace [coil, ky, kx] or [coil, kz, ky, kx] (no coil axis without maps), mask [ky, kx], maps [coil, y, x] or None."""

    def __init__(self, kspace, mask=None, maps=None, image=None, **parameters):
        self.axes = kspace.ndim if maps is None else kspace.ndim - 1
        self.shape = kspace.shape[-self.axes:]
        if any(n % 2 for n in self.shape):
            raise ValueError(f"extents: expected even ones, got {self.shape}")
        self.kspace = kspace if maps is not None else kspace[None]
        self.mask = (np.abs(self.kspace).max(0) > 0) if mask is None else mask.astype(bool)
        self.maps, self.image = maps, image
        self.parameters = dict(DEFAULTS, **parameters)
        self.lines = self.axes == 2 and bool((self.mask.all(-1) == self.mask.any(-1)).all())
        if self.lines:      # the axis that is transformed in each layer becomes the last one
            self.kspace, self.mask, self.maps, self.image = (
                array if array is None else np.ascontiguousarray(array.swapaxes(-1, -2))
                for array in (self.kspace, self.mask, self.maps, self.image))
            self.shape = self.shape[::-1]

    @classmethod
    def read(cls, folder):
        """kspace.npy and, where they are there, mask.npy, maps.npy, image.npy, case.json."""
        folder = pathlib.Path(folder)
        arrays = {name: np.load(folder / f"{name}.npy") for name in ("kspace", "mask", "maps", "image")
                  if (folder / f"{name}.npy").exists()}
        parameters = {}
        if (folder / "case.json").exists():
            told = json.loads((folder / "case.json").read_text())
            if (told["wavelet"], told["levels"], told["shifts"]) != ("db1", 1, "layer:1"):
                raise ValueError(f"{folder}: expected Haar, one level, shifts layer:1, got {told}")
            parameters = {name: told[name] for name in ("outer", "inner", "relative_delta", "tau", "sigma", "norm")}
            parameters["lam"] = told["lambda"]
        return cls(arrays["kspace"], arrays.get("mask"), arrays.get("maps"), arrays.get("image"), **parameters)

    def plain(self):
        """Data and mask as transforms that are not centred see them; with lines, data are back along the first axis."""
        every = tuple(range(-self.axes, 0))
        data = np.fft.ifftshift(self.kspace * self.mask, axes=every)
        for axis, n in zip(every, self.shape):
            phase = np.exp(-2j * np.pi * np.arange(n) * (n // 2) / n)
            data = data * phase.reshape([-1] + [1] * (-axis - 1))
        if self.lines:
            data = np.fft.ifft(data, axis=-2, norm="ortho")
        return data, np.fft.ifftshift(self.mask, axes=every)

    def weights(self):
        """One for each band of a level; bit a of its number: a detail along axis a."""
        count = [bin(band).count("1") for band in range(2 ** self.axes)]
        return [APPROXIMATION_WEIGHT if c == 0 else 1. if c == 1 else DIAGONAL_WEIGHT for c in count]

def shift(layer, case):
    """By how much the Haar grid is moved along each axis in a layer, counted over all blocks."""
    digit = layer % 2 ** case.axes
    gray = digit ^ digit >> 1
    moved = tuple(gray >> case.axes - 1 - axis & 1 for axis in range(case.axes))
    return moved[::-1] if case.lines else moved

class Network:
    """A case bound to a library and a batch; owns its arrays. `library` has asarray, zeros, fft, ifft, roll, sqrt, minimum,
    where and squares; subclasses do the steps by kernels of their own."""

    def __init__(self, library, case, batch):
        self.library, self.case, self.batch = library, case, batch
        self.axes = case.axes
        self.along = (-1,) if case.lines else tuple(range(-case.axes, 0))
        data, mask = case.plain()
        self.norms = np.full(batch, np.linalg.norm(case.kspace * case.mask))
        lib = library
        self.maps = None if case.maps is None else lib.asarray(case.maps.astype(np.complex64))
        self.mask = lib.asarray(mask.astype(np.float32))
        coils = data.shape[0]
        self.y = lib.zeros((batch, coils) + case.shape)
        self.y[:] = lib.asarray(data.astype(np.complex64))
        image = (batch,) + case.shape
        self.x, self.s, self.g, self.bar = (lib.zeros(image) for _ in range(4))
        self.d, self.z = lib.zeros(self.y.shape), lib.zeros(self.y.shape)
        self.keep = lib.asarray(np.ones(batch, np.float32))
        self.schedules = {}

    def schedule(self, outer):
        """alpha [block, image] and by what the sum of the block before has to be multiplied, on the device."""
        p = self.case.parameters
        epsilon, alpha, begin = self.norms.copy(), [], []
        nu = default_nu(p["outer"], p["inner"])
        for block in range(outer):
            epsilon = nu * (p["relative_delta"] * self.norms + epsilon)
            alpha.append(2 * p["norm"] / (epsilon * p["inner"]))
            begin.append(alpha[-1] / (alpha[-2] * p["inner"]) if block else alpha[-1])
        final = 1 / (alpha[-1] * p["inner"])
        if outer not in self.schedules:     # kept: captured solves read them
            self.schedules[outer] = tuple([self.library.asarray(a.astype(np.float32)) for a in part]
                                          for part in (alpha, begin, [final]))
        self.alpha, self.begin, (self.final,) = self.schedules[outer]

    def solve(self, outer):
        """All layers; the image is in `s` times `final`. `schedule` comes first. Can be captured."""
        inner = self.case.parameters["inner"]
        self.s[:] = 0
        for block in range(outer):
            for layer in range(inner):
                first, last = layer == 0, layer == inner - 1
                self.primal(block, shift(block * inner + layer, self.case), first)
                if not last:
                    self.forward()
                    self.dual(block, first)
                    self.adjoint()

    def images(self):
        return self.s * self.each(self.final)

    def each(self, factors):
        """One factor an image, to be multiplied with images."""
        return factors.reshape((-1,) + (1,) * self.axes)

    def primal(self, block, moved, first):
        p = self.case.parameters
        if first:
            self.x[:] = self.s * self.each(self.begin[block])
            u = self.x
        else:
            u = self.x - self.g * self.each(self.keep * p["tau"])
        back = tuple(-m for m in moved)
        rolled = self.library.roll(u, moved) if any(moved) else u
        new = self.threshold(rolled, p["tau"] * p["lam"])
        new = self.library.roll(new, back) if any(moved) else new
        self.bar[:] = 2 * new - self.x
        self.x[:] = new
        if first:
            self.s[:] = new
        else:
            self.s += new

    def threshold(self, image, limit):
        """Haar along all axes, soft threshold, and back."""
        bands = [image]
        for axis in range(self.axes):
            bands = [half for band in bands for half in self.halves(band, axis)]
        # `bands` has the bit of the last axis lowest; the weight only depends on how many bits are set.
        bands = [self.soft(band, limit * weight) for band, weight in zip(bands, self.case.weights())]
        for axis in reversed(range(self.axes)):
            bands = [self.whole(bands[i], bands[i + 1], axis) for i in range(0, len(bands), 2)]
        return bands[0]

    def part(self, axis, parity):
        return (Ellipsis, slice(parity, None, 2)) + (slice(None),) * (self.axes - 1 - axis)

    def halves(self, band, axis):
        even, odd = band[self.part(axis, 0)], band[self.part(axis, 1)]
        return (even + odd) * .5 ** .5, (even - odd) * .5 ** .5

    def whole(self, low, high, axis):
        shape = list(low.shape)
        shape[axis - self.axes] *= 2
        out = self.library.zeros(tuple(shape))
        out[self.part(axis, 0)] = (low + high) * .5 ** .5
        out[self.part(axis, 1)] = (low - high) * .5 ** .5
        return out

    def soft(self, band, limit):
        magnitude = abs(band)
        return band * (self.library.maximum(magnitude - limit, 0.) / self.library.maximum(magnitude, 1e-30))

    def forward(self):
        if self.maps is None:
            self.z[:, 0] = self.bar
        else:
            self.z[:] = self.maps * self.bar[:, None]
        self.z = self.library.fft(self.z, self.along)

    def dual(self, block, first):
        p = self.case.parameters
        wide = (-1,) + (1,) * (self.axes + 1)
        step = self.z - self.y * self.alpha[block].reshape(wide)
        step = step * (self.mask * p["sigma"])
        self.d = step if first else self.d * self.keep.reshape(wide) + step
        self.keep[:] = self.library.minimum(1 / self.library.sqrt(self.library.squares(self.d)), 1.)

    def adjoint(self):
        grid = self.library.ifft(self.d, self.along)
        self.g[:] = grid[:, 0] if self.maps is None else (self.maps.conj() * grid).sum(1)

class NumpyLibrary:
    """The mathematics without a device."""
    sqrt, minimum, maximum = staticmethod(np.sqrt), staticmethod(np.minimum), staticmethod(np.maximum)
    asarray = staticmethod(np.asarray)

    def zeros(self, shape):
        return np.zeros(shape, np.complex64)

    def fft(self, x, axes):
        return np.fft.fftn(x, axes=axes, norm="ortho").astype(np.complex64)

    def ifft(self, x, axes):
        return np.fft.ifftn(x, axes=axes, norm="ortho").astype(np.complex64)

    def roll(self, x, moved):
        return np.roll(x, moved, axis=tuple(range(-len(moved), 0)))

    def squares(self, x):
        return np.sum(x.real ** 2 + x.imag ** 2, axis=tuple(range(1, x.ndim)))

def difference(image, expected):
    return float(np.linalg.norm(image - expected) / np.linalg.norm(expected))

def solve_with_numpy(case, batch=1):
    """Images [slice, y, x]."""
    network = Network(NumpyLibrary(), case, batch)
    network.schedule(case.parameters["outer"])
    network.solve(case.parameters["outer"])
    return network.images()
