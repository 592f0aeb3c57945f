#!/usr/bin/env python3
"""Writes the golden cases in this folder: inputs and double-precision answers.

An independent NumPy/PyWavelets statement of the network, kept short so that it can be read
next to the definitions in the Javadoc of org.firenet.network and org.firenet.transform. Needs numpy and PyWavelets (Debian: python3-numpy,
python3-pywt). Run it from this folder: `/usr/bin/python3 make_golden.py`.
"""
import json, os
import numpy as np, pywt


# ---------------------------------------------------------------- transforms
def fft2c(x):   # unitary, centred in both domains
    ax = (-2, -1)
    return np.fft.fftshift(np.fft.fft2(np.fft.ifftshift(x, axes=ax), axes=ax, norm="ortho"), axes=ax)

def ifft2c(k):
    ax = (-2, -1)
    return np.fft.fftshift(np.fft.ifft2(np.fft.ifftshift(k, axes=ax), axes=ax, norm="ortho"), axes=ax)

def sequency_matrix(n):
    h = np.array([[1.0]])
    while h.shape[0] < n:
        h = np.block([[h, h], [h, -h]])
    changes = (np.diff(np.sign(h), axis=1) != 0).sum(axis=1)
    return h[np.argsort(changes, kind="stable")] / np.sqrt(n)

def walsh2(x):
    n, m = x.shape
    return sequency_matrix(n) @ x @ sequency_matrix(m).T

class Wavelet:
    """Orthonormal periodised wavelet transform in the Mallat layout (coarsest block top left)."""
    def __init__(self, name, levels, shape):
        self.name, self.levels = name, levels
        c = pywt.wavedec2(np.zeros(shape), name, mode="periodization", level=levels)
        self.slices = pywt.coeffs_to_array(c)[1]
    def forward(self, x):
        c = pywt.wavedec2(x, self.name, mode="periodization", level=self.levels)
        return pywt.coeffs_to_array(c)[0]
    def adjoint(self, c):
        c = pywt.array_to_coeffs(c, self.slices, output_format="wavedec2")
        return pywt.waverec2(c, self.name, mode="periodization")


# ---------------------------------------------------------------- the network
def soft(v, t):
    m = np.abs(v)
    return np.where(m > t, (1 - t / np.maximum(m, 1e-300)) * v, 0)

def inner(y, x0, A, At, p, tau, sigma, lam, w):
    x, q, total = x0, np.zeros_like(y), np.zeros_like(x0)
    means = []
    for j in range(1, p + 1):
        xn = soft(x - tau * At(q), tau * lam * w)
        d = q + sigma * A(2 * xn - x) - sigma * y
        q = d * min(1.0, 1.0 / (np.linalg.norm(d) + 1e-43))
        total = total + xn
        means.append(total / j)
        x = xn
    return total / p, means

def ergodic(y, x0, A, At, p, tau, sigma, lam, w):
    out, means = inner(y, x0, A, At, p, tau, sigma, lam, w)
    return out, means

def firenet_shifted(y, shape, forward, adjoint, mask, wavelet, levels, shifts, p, lam, nu=np.exp(-1), delta=1e-9):
    """Image-domain form; the unknown is the image padded at the end to a multiple of 2^levels, the data see its
    cropped part; block i uses the wavelet grid moved by shifts[i]."""
    ny, nx = shape
    padded = (-(-ny // 2 ** levels) * 2 ** levels, -(-nx // 2 ** levels) * 2 ** levels)
    W = Wavelet(wavelet, levels, padded)
    def analyse(x, s):
        return W.forward(np.roll(x, s, (0, 1)))
    def synthesise(c, s):
        return np.roll(W.adjoint(c), (-s[0], -s[1]), (0, 1))
    def A(x):
        return forward(x[:ny, :nx]) * mask
    def At(d):
        z = np.zeros(padded, complex)
        z[:ny, :nx] = adjoint(d * mask)
        return z
    psi, eps, history = np.zeros(padded, complex), np.linalg.norm(y), []
    for s in shifts:
        eps = nu * (delta + eps)
        alpha = 1.0 / (eps / 2 * p)
        x, q, total = alpha * psi, np.zeros_like(y), np.zeros(padded, complex)
        for j in range(1, p + 1):
            xn = synthesise(soft(analyse(x - At(q), s), lam), s)
            d = q + A(2 * xn - x) - alpha * y
            q = d * min(1.0, 1.0 / (np.linalg.norm(d) + 1e-43))
            total, x = total + xn, xn
            history.append((total / (j * alpha))[:ny, :nx])
        psi = total / p / alpha
    return psi[:ny, :nx], history

def firenet(y, x0, A, At, n, p, tau, sigma, lam, w, norm_a=1.0, delta=1e-9, nu=np.exp(-1)):
    psi, eps, history = x0, np.linalg.norm(y), []
    for _ in range(n):
        eps = nu * (delta + eps)
        alpha = 1.0 / (eps / (2 * norm_a) * p)
        out, means = inner(alpha * y, alpha * psi, A, At, p, tau, sigma, lam, w)
        psi = out / alpha
        history += [m / alpha for m in means]
    return psi, history


# ---------------------------------------------------------------- inputs
def shepp_logan(ny, nx):
    e = [[1, .69, .92, 0, 0, 0], [-.8, .6624, .874, 0, -.0184, 0], [-.2, .11, .31, .22, 0, -18],
         [-.2, .16, .41, -.22, 0, 18], [.1, .21, .25, 0, .35, 0], [.1, .046, .046, 0, .1, 0],
         [.1, .046, .046, 0, -.1, 0], [.1, .046, .023, -.08, -.605, 0], [.1, .023, .023, 0, -.606, 0],
         [.1, .023, .046, .06, -.605, 0]]
    gy = -(np.arange(ny) - (ny - 1) / 2) / ((ny - 1) / 2)
    gx = (np.arange(nx) - (nx - 1) / 2) / ((nx - 1) / 2)
    X, Y = np.meshgrid(gx, gy)
    out = np.zeros((ny, nx))
    for a, ax, by, x0, y0, deg in e:
        c, s = np.cos(np.deg2rad(deg)), np.sin(np.deg2rad(deg))
        u, v = (X - x0) * c + (Y - y0) * s, (Y - y0) * c - (X - x0) * s
        out[(u / ax) ** 2 + (v / by) ** 2 <= 1] += a
    return out

def birdcage(coils, ny, nx):
    Y, X = np.mgrid[-1:1:ny * 1j, -1:1:nx * 1j]
    s = []
    for c in range(coils):
        t = 2 * np.pi * c / coils
        d = (X - 1.2 * np.cos(t)) ** 2 + (Y - 1.2 * np.sin(t)) ** 2
        s.append(np.exp(-d / 1.2) * np.exp(1j * (1.5 * (X * np.sin(t) + Y * np.cos(t)) + t)))
    s = np.array(s)
    return s / np.sqrt((np.abs(s) ** 2).sum(0))

def variable_density(ny, nx, rate, rng):
    r = np.hypot(*np.meshgrid((np.arange(ny) - ny // 2) / (ny / 2), (np.arange(nx) - nx // 2) / (nx / 2), indexing="ij"))
    base, lo, hi = np.clip(1 - r / 1.3, 0, 1) ** 3, 0.0, 1e3
    for _ in range(80):
        mid = (lo + hi) / 2
        lo, hi = (lo, mid) if np.minimum(1, mid * base).mean() > rate else (mid, hi)
    return rng.random((ny, nx)) < np.minimum(1, lo * base)

def level_weights(shape, sparsities):
    """sqrt(s / s_j), coarsest first; the first entry covers the approximation and the coarsest details."""
    s, (ny, nx), levels = sum(sparsities), shape, len(sparsities)
    w = np.full(shape, np.sqrt(s / sparsities[0]))
    for i in range(levels - 1):
        hy, hx = ny >> (i + 1), nx >> (i + 1)
        v = np.sqrt(s / sparsities[levels - 1 - i])
        w[hy:2 * hy, :2 * hx] = v
        w[:hy, hx:2 * hx] = v
    return w


def write(name, params, **arrays):
    os.makedirs(name, exist_ok=True)
    for k, v in arrays.items():
        np.save(os.path.join(name, k + ".npy"), np.ascontiguousarray(v))
    params = dict(params, arrays={k: [str(np.asarray(v).dtype), list(np.shape(v))] for k, v in arrays.items()})
    with open(os.path.join(name, "case.json"), "w") as f:
        json.dump(params, f, indent=2)
    print(name, params.get("relative_error"))

def solve(name, truth, forward, adjoint, mask, wavelet, levels, n, p, lam, weights=None, noise=0.0, seed=0,
          tau=1.0, sigma=1.0, x0=None, extra=None, sparsities=None, restarts=True):
    rng = np.random.default_rng(seed)
    y = forward(truth) * mask
    if noise:
        z = (rng.standard_normal(y.shape) + 1j * rng.standard_normal(y.shape)) * mask
        y = y + z * (noise * np.linalg.norm(y) / np.linalg.norm(z))
    W = Wavelet(wavelet, levels, truth.shape)
    A = lambda c: forward(W.adjoint(c)) * mask
    At = lambda d: W.forward(adjoint(d * mask))
    w = np.ones(truth.shape) if weights is None else weights
    start = np.zeros(truth.shape, complex) if x0 is None else W.forward(x0)
    c, hist = firenet(y, start, A, At, n, p, tau, sigma, lam, w) if restarts else ergodic(y, start, A, At, p, tau, sigma, lam, w)
    obj = [lam * np.sum(w * np.abs(h)) + np.linalg.norm(A(h) - y) for h in hist]
    err = [np.linalg.norm(W.adjoint(h) - truth) / np.linalg.norm(truth) for h in hist]
    params = dict(wavelet=wavelet, levels=levels, outer=n, inner=p, nu=float(np.exp(-1)), delta=1e-9, tau=tau, sigma=sigma,
                  lam=lam, norm_a=1.0, restarts=restarts, epsilon0="norm(y)", noise=noise, sparsities=sparsities,
                  objective=obj, error_history=err, relative_error=err[-1],
                  zero_filled_error=float(np.linalg.norm(adjoint(y) - truth) / np.linalg.norm(truth)))
    arrays = dict(kspace=y, mask=np.broadcast_to(mask, y.shape[-2:]).astype(np.uint8), truth=truth, image=W.adjoint(c), coefficients=c)
    if weights is not None: arrays["weights"] = w
    if x0 is not None: arrays["start_image"] = x0
    arrays.update(extra or {})
    write(name, params, **arrays)


def main():
    rng = np.random.default_rng(2026)
    # 1. Fourier, Haar, weights from sparsities in levels, no noise
    x = shepp_logan(64, 64)
    sp = [14, 30, 52, 80]
    solve("fourier_haar_64", x.astype(complex), fft2c, ifft2c, variable_density(64, 64, .35, rng), "db1", 4, 5, 5, 2.5e-4,
          weights=level_weights((64, 64), sp), sparsities=sp)
    # 2. Fourier, db2, unweighted, noise
    x = shepp_logan(128, 128)
    m = variable_density(128, 128, .3, rng)
    solve("fourier_db2_128", x.astype(complex), fft2c, ifft2c, m, "db2", 4, 8, 10, 1e-3, noise=.02, seed=1)
    # 3. four coils, not square, db4, phase-encode lines only, complex image
    ny, nx = 96, 80
    Y, X = np.mgrid[-1:1:ny * 1j, -1:1:nx * 1j]
    x = shepp_logan(ny, nx) * np.exp(1j * (.9 * X - .5 * Y + .4 * X * Y))
    S = birdcage(4, ny, nx)
    lines = np.zeros(ny, bool); lines[::3] = True; lines[ny // 2 - 8:ny // 2 + 8] = True
    m = np.broadcast_to(lines[:, None], (ny, nx))
    solve("sense_db4_96x80", x, lambda z: fft2c(S * z), lambda d: (S.conj() * ifft2c(d)).sum(0), m, "db4", 3, 10, 8, 1e-3,
          noise=.01, seed=2, extra=dict(maps=S))
    # 4. Walsh-Hadamard in sequency order
    x = shepp_logan(64, 64)
    f = np.add.outer(np.arange(64), np.arange(64)) / 126
    m = rng.random((64, 64)) < np.clip(1.2 * (1 - f) ** 3, .05, 1)
    solve("walsh_haar_64", x.astype(complex), walsh2, walsh2, m, "db1", 4, 6, 6, 5e-4)
    # 5. one block of 60 layers, with alpha (n = 1) and without (ergodic)
    m = variable_density(64, 64, .4, rng)
    for name, restarts in (("single_block_haar_64", True), ("ergodic_haar_64", False)):
        solve(name, shepp_logan(64, 64).astype(complex), fft2c, ifft2c, m, "db1", 4, 1, 60, 5e-4, restarts=restarts)
    # 6. warm start from a wrong image
    x = shepp_logan(64, 64)
    wrong = np.roll(x, 5, axis=1) + .3 * (np.hypot(*np.mgrid[-1:1:64j, -1:1:64j]) < .2)
    solve("warm_start_64", x.astype(complex), fft2c, ifft2c, variable_density(64, 64, .4, rng), "db3", 3, 5, 10, 5e-4, x0=wrong.astype(complex))
    # 7. unequal steps
    solve("unequal_steps_64", shepp_logan(64, 64).astype(complex), fft2c, ifft2c, variable_density(64, 64, .4, rng), "db2", 3, 5, 8, 1e-3,
          tau=.5, sigma=2.0)
    # 8. size not divisible by 2^levels, two coils, a shift of the wavelet grid per restart
    ny, nx = 62, 54
    x, S, m = shepp_logan(ny, nx).astype(complex), birdcage(2, ny, nx), variable_density(ny, nx, .45, rng)
    shifts = [[0, 0], [3, 5], [6, 1], [1, 4], [7, 7]]
    forward, adjoint = (lambda z: fft2c(S * z)), (lambda d: (S.conj() * ifft2c(d)).sum(0))
    y = forward(x) * m
    image, hist = firenet_shifted(y, (ny, nx), forward, adjoint, m, "db2", 3, shifts, 8, 1e-3)
    err = [float(np.linalg.norm(h - x) / np.linalg.norm(x)) for h in hist]
    write("shifted_sense_62x54", dict(wavelet="db2", levels=3, outer=5, inner=8, nu=float(np.exp(-1)), delta=1e-9, tau=1.0, sigma=1.0,
          lam=1e-3, norm_a=1.0, epsilon0="norm(y)", shifts=shifts, error_history=err, relative_error=err[-1]),
          kspace=y, mask=m.astype(np.uint8), truth=x, maps=S, image=image)

main()
