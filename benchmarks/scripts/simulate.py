#!/usr/bin/python3
"""Simulated scans for the quality benchmark: real anatomy (T1 brain volumes of Debian's package mricron-data), smooth phase,
birdcage-like coils (sum |s|^2 = 1 everywhere), complex noise, Cartesian masks. Everything has fixed seeds.

    case(name)  a Case: kspace [coil, ky, kx] complex64 with DC in the middle (index n // 2), mask, true maps, truth
    QUICK, ALL  lists of names IMAGE-MASK-NOISE, e.g. A-vd5-1.0: image A, variable density R = 5, 1 % noise
"""
import argparse, functools, gzip, pathlib, struct, zlib
from dataclasses import dataclass
import numpy as np
from scipy import ndimage

TEMPLATES = pathlib.Path("/usr/share/mricron/templates")    # of mricron-data
CH2, CH2_FINE = "ch2.nii.gz", "ch2better.nii.gz"            # the whole head at 1 mm; the brain alone at 0.5 mm

# name: volume, place of the slice as a fraction of the height, voxels resampled by, matrix size (ny, nx)
IMAGES = dict(
    A=(CH2, .50, 1, (256, 256)), B=(CH2, .32, 1, (256, 256)), C=(CH2_FINE, .48, .64, (256, 256)),
    D=(CH2, .42, 1, (217, 181)), E=(CH2, .62, 1, (217, 181)),
    F=(CH2, .50, 1, (144, 112)),                            # cropped inside the brain: no air at all
    G=(CH2_FINE, .55, .74, (320, 320)), H=(CH2, .46, .5, (128, 128)), I=(CH2_FINE, .40, .85, (384, 288)))

# name: kind, acceleration
MASKS = dict(vd4=("vd", 4), vd5=("vd", 5), vd6=("vd", 6), vd8=("vd", 8),
             pe3=("random lines", 3), pe4=("random lines", 4), eq3=("equispaced lines", 3), eq4=("equispaced lines", 4))

QUICK = "A-vd5-1.0 B-vd8-1.0 C-vd6-0.5 D-vd8-1.0 A-pe4-0.5 E-pe3-1.0 B-eq4-0.5 G-vd6-1.0 H-vd4-1.0 H-vd6-0.5 F-vd6-1.0".split()
ALL = ("A-vd4-0.5 A-vd5-1.0 A-vd6-0.5 A-vd8-1.0 A-pe3-0.5 A-pe4-1.0 A-pe4-0.5 A-eq3-1.0 A-eq4-0.5 A-vd5-2.0 A-pe3-2.0 "
       "B-vd5-0.5 B-vd8-1.0 B-pe3-1.0 B-eq4-0.5 C-vd4-1.0 C-vd6-0.5 C-pe4-0.5 C-eq3-1.0 "
       "D-vd5-0.5 D-vd8-1.0 D-pe3-0.5 D-pe4-1.0 D-eq4-1.0 E-vd4-1.0 E-vd6-0.5 E-pe3-1.0 E-eq3-0.5 "
       "G-vd6-1.0 G-pe4-0.5 H-vd4-1.0 H-vd6-0.5 H-pe3-1.0 I-vd5-1.0 F-vd6-1.0").split()

@dataclass
class Case:
    name: str
    kind: str
    acceleration: float     # asked for; 1 / mask.mean() is what the mask has
    noise: float            # percent: norm of the noise over norm of the data
    kspace: np.ndarray
    mask: np.ndarray        # bool
    maps: np.ndarray
    truth: np.ndarray       # complex64

@functools.lru_cache(None)
def volume(name):
    """A uint8 NIfTI-1 file as [z, y, x]."""
    raw = gzip.open(TEMPLATES / name).read()
    nx, ny, nz = struct.unpack("<3h", raw[42:48])
    if struct.unpack("<h", raw[70:72])[0] != 2:
        raise ValueError(f"{name}: expected uint8 voxels")
    start = int(struct.unpack("<f", raw[108:112])[0])
    return np.frombuffer(raw, np.uint8, nx * ny * nz, start).reshape(nz, ny, nx)

def fit(image, shape):
    """Centred crop or zero padding along each axis."""
    for axis, n in enumerate(shape):
        m = image.shape[axis]
        if m > n:
            image = image.take(range((m - n) // 2, (m - n) // 2 + n), axis)
        elif m < n:
            before = (n - m) // 2
            image = np.pad(image, [(before, n - m - before) if a == axis else (0, 0) for a in (0, 1)])
    return image

def anatomy(key):
    name, place, scale, shape = IMAGES[key]
    voxels = volume(name)
    image = voxels[int(place * voxels.shape[0])].astype(float)[::-1]
    if scale != 1:
        square = fit(image, (400, 400) if name == CH2_FINE else (256, 256))
        image = ndimage.zoom(ndimage.gaussian_filter(square, .3 / scale), scale, order=3, mode="grid-constant", grid_mode=True)
    image = np.clip(fit(image, shape), 0, None)
    return image / image.max()

def birdcage(coils, ny, nx):
    y, x = np.mgrid[-1:1:ny * 1j, -1:1:nx * 1j]
    angle = 2 * np.pi * np.arange(coils)[:, None, None] / coils
    distance = (x - 1.2 * np.cos(angle)) ** 2 + (y - 1.2 * np.sin(angle)) ** 2
    maps = np.exp(-distance / 1.2 + 1j * (1.5 * (x * np.sin(angle) + y * np.cos(angle)) + angle))
    return maps / np.sqrt((np.abs(maps) ** 2).sum(0))

def smooth_phase(ny, nx):
    y, x = np.mgrid[-1:1:ny * 1j, -1:1:nx * 1j]
    return np.exp(1j * (.9 * x - .6 * y + .8 * x * y + .7 * np.cos(2 * x + y)))

def middle(n, count):
    """Which of n points are the count in the middle."""
    inside = np.zeros(n, bool)
    inside[n // 2 - count // 2:n // 2 - count // 2 + count] = True
    return inside

def mask_vd(ny, nx, acceleration, rng, calibration=20):
    """Variable density: p = min(1, c clip(1 - r / 1.3, 0, 1)^3) with c such that, with the calibration square, the mean is
    1 / acceleration."""
    y, x = (np.arange(ny) - ny // 2) / (ny / 2), (np.arange(nx) - nx // 2) / (nx / 2)
    base = np.clip(1 - np.hypot(y[:, None], x[None]) / 1.3, 0, 1) ** 3
    square = middle(ny, calibration)[:, None] & middle(nx, calibration)[None]
    low, high = 0.0, 1e3
    for _ in range(60):
        c = (low + high) / 2
        low, high = (low, c) if np.where(square, 1, np.minimum(1, c * base)).mean() > 1 / acceleration else (c, high)
    return square | (rng.random((ny, nx)) < np.minimum(1, low * base))

def mask_random_lines(ny, nx, acceleration, rng, calibration=.08):
    """Random phase-encode lines (along y), 8 % of them in the middle for calibration; the count is exact."""
    count, centre = round(ny / acceleration), round(ny * calibration)
    lines = np.zeros(ny, bool)
    lines[ny // 2 - centre // 2:ny // 2 - centre // 2 + centre] = True
    lines[rng.choice(np.flatnonzero(~lines), count - centre, replace=False)] = True
    return np.broadcast_to(lines[:, None], (ny, nx)).copy()

def mask_equispaced_lines(ny, nx, acceleration, rng, calibration=24):
    """Equally spaced phase-encode lines and 24 lines in the middle; the spacing is such that the mean is about
    1 / acceleration (fastMRI's rule)."""
    step = acceleration * (calibration - ny) / (calibration * acceleration - ny)
    lines = middle(ny, calibration)
    lines[np.round(np.arange(rng.integers(round(step)), ny - 1, step)).astype(int)] = True
    return np.broadcast_to(lines[:, None], (ny, nx)).copy()

DRAW = {"vd": mask_vd, "random lines": mask_random_lines, "equispaced lines": mask_equispaced_lines}

def fft2c(x):
    axes = (-2, -1)
    return np.fft.fftshift(np.fft.fft2(np.fft.ifftshift(x, axes=axes), axes=axes, norm="ortho"), axes=axes)

def case(name, coils=8):
    image, mask_name, noise = name.split("-")
    shape = IMAGES[image][3]
    kind, acceleration = MASKS[mask_name]
    rng = np.random.default_rng(zlib.crc32(f"{image}-{mask_name}".encode()))
    mask = DRAW[kind](*shape, acceleration, rng)
    truth = anatomy(image) * smooth_phase(*shape)
    maps = birdcage(coils, *shape)
    kspace = fft2c(maps * truth) * mask
    error = (rng.standard_normal(kspace.shape) + 1j * rng.standard_normal(kspace.shape)) * mask
    kspace += error * (float(noise) / 100 * np.linalg.norm(kspace) / np.linalg.norm(error))
    return Case(name, kind, acceleration, float(noise), kspace.astype(np.complex64), mask, maps.astype(np.complex64),
                truth.astype(np.complex64))

def png(path, image, top=None):
    """An 8-bit grey PNG of the magnitude; top is shown white."""
    grey = np.abs(image)
    grey = (np.clip(grey / (top or grey.max()), 0, 1) * 255).astype(np.uint8)
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">2I5B", grey.shape[1], grey.shape[0], 8, 0, 0, 0, 0)
    pathlib.Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
                                   + chunk(b"IEND", b""))

def main():
    parser = argparse.ArgumentParser(description="Writes pictures of the anatomy and of the masks.")
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    png(folder / "anatomy.png", np.hstack([fit(anatomy(k), (384, 320)) for k in IMAGES]))
    png(folder / "masks.png", np.hstack([case(f"A-{m}-0.5").mask for m in MASKS]))

if __name__ == "__main__":
    main()
