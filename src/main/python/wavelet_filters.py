#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Orthonormal scaling filters db1..db20 and sym2..sym20 from their definition.

The scaling filter h_0..h_{2N-1} with N vanishing moments has the transfer
function  H(w) = sum_k h_k e^{-ikw} = sqrt(2) ((1 + e^{-iw})/2)^N L(e^{-iw}),
with  |L|^2 = P(y) = sum_{k<N} C(N-1+k, k) y^k,  y = sin^2(w/2).
Each root y of P gives a pair z, 1/z with z + 1/z = 2 - 4y.  A group is the one
real z inside the unit circle of a real y, or z and its conjugate of a complex
pair of y; per group, L takes the roots inside the circle (sign +1) or their
inverses (sign -1, the group's factor with its coefficients reversed).

db:   all signs +1 (extremal phase, most energy in the first coefficients).
sym:  the least asymmetric signs.  The phase of a factor, less its linear part,
      is s f(w),  f(w) = sum_{z in group} arg(1 - z e^{-iw}) = sum_k p_k sin(kw)/k,
      p_k = sum_{z in group} z^k,  so the squared L2 norm of the phase's
      non-linearity is, up to a factor, the quadratic form
      s^T G s,  G_ij = sum_k p_ik p_jk / k^2,  minimised here over all signs s.
      s and -s tie (one filter is the other reversed): s has +1 for the group
      nearest the origin, except for the N in REVERSED, so that the orientation
      is the customary one (that of PyWavelets' `rec_lo`).

Source: I. Daubechies, Ten Lectures on Wavelets, SIAM 1992, chapter 6 (spectral
factorisation, extremal phase) and chapter 8 (least asymmetric choice).

Usage: wavelet_filters.py [--check] [output file]
Needs mpmath; --check also compares with PyWavelets (and needs it).
"""
import itertools
import os
import sys

from mpmath import mp, mpf

mp.dps = 100
EPS = mpf(10) ** -70  # bound on every identity verified below
REVERSED = {5, 6, 7, 10, 12, 16, 18, 20}  # sym orders, see above


def multiply(a, b):
    c = [mpf(0)] * (len(a) + len(b) - 1)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            c[i + j] += x * y
    return c


def root_groups(n):
    """The root groups of L inside the unit circle, nearest the origin first."""
    p = [mp.binomial(n - 1 + k, k) for k in reversed(range(n))]
    groups = []
    for y in mp.polyroots(p, maxsteps=500, extraprec=400):
        if mp.im(y) < -EPS:
            continue  # its conjugate stands for both
        b = 1 - 2 * y
        z = b + mp.sqrt(b * b - 1)
        z = z if abs(z) < 1 else 1 / z
        groups.append([mp.re(z)] if abs(mp.im(y)) < EPS else [z, mp.conj(z)])
    assert sum(map(len, groups)) == n - 1
    return sorted(groups, key=lambda g: abs(g[0]))


def scaling_filter(n, groups, signs):
    h = [mpf(1)]
    for _ in range(n):
        h = multiply(h, [mpf(1), mpf(1)])
    for g, s in zip(groups, signs):
        f = [mpf(1), -g[0]] if len(g) == 1 else [mpf(1), -2 * mp.re(g[0]), abs(g[0]) ** 2]
        h = multiply(h, f[::s])
    scale = mp.sqrt(2) / sum(h)
    return [x * scale for x in h]


def least_asymmetric_signs(n, groups):
    # 100 terms in double suffice: |z| < 0.7, and the two best values differ by 2e-4 of
    # themselves (sym19) or more.
    m = len(groups)
    assert all(abs(g[0]) < 0.7 for g in groups)
    p = [[sum((complex(z) ** k).real for z in g) / k for k in range(1, 101)] for g in groups]
    gram = [[sum(x * y for x, y in zip(a, b)) for b in p] for a in p]
    ranked = sorted(
        (sum(s[i] * s[j] * gram[i][j] for i in range(m) for j in range(m)), s)
        for s in itertools.product([1], *[[1, -1]] * (m - 1)))
    assert m < 2 or ranked[1][0] > 1.0001 * ranked[0][0]  # no near tie
    best = ranked[0][1]
    return [-s for s in best] if n in REVERSED else best


def verify(n, h):
    """sum h = sqrt 2, orthonormal even shifts, n vanishing moments."""
    assert len(h) == 2 * n
    assert abs(sum(h) - mp.sqrt(2)) < EPS
    for s in range(n):
        assert abs(sum(h[k] * h[k + 2 * s] for k in range(2 * n - 2 * s)) - (s == 0)) < EPS
    for q in range(n):  # argument scaled to [0, 1]
        x = [mpf(k) / (2 * n - 1) for k in range(2 * n)]
        assert abs(sum((-1) ** k * x[k] ** q * h[k] for k in range(2 * n))) < EPS


def nearest_double(x):
    return float(mp.nstr(x, 60))  # Python's parsing rounds correctly; float(mpf) need not


def all_filters():
    db, sym = {}, {}
    for n in range(1, 21):
        groups = root_groups(n)
        db["db%d" % n] = scaling_filter(n, groups, [1] * len(groups))
        verify(n, db["db%d" % n])
        if n > 1:
            sym["sym%d" % n] = scaling_filter(n, groups, least_asymmetric_signs(n, groups))
            verify(n, sym["sym%d" % n])
    return {**db, **sym}


def check(filters):
    import pywt
    print("PyWavelets", pywt.__version__)
    worst, inexact = 0, []
    for name, h in filters.items():
        ref = pywt.Wavelet(name).rec_lo
        assert len(ref) == len(h)
        # against the exact values, and the table's own departure from orthonormality
        d = max(abs(mpf(r) - x) for r, x in zip(ref, h))
        doubles = max(abs(r - nearest_double(x)) for r, x in zip(ref, h))
        n, r = len(h) // 2, [mpf(x) for x in ref]
        o = max(abs(sum(r[k] * r[k + 2 * s] for k in range(2 * n - 2 * s)) - (s == 0))
                for s in range(n))
        print("%-6s max difference %.2e (of doubles %.2e), pywt orthonormality defect %.2e"
              % (name, d, doubles, o))
        worst = max(worst, d)
        if d > 1e-12:
            inexact.append(name)
    print("largest difference %.2e; less exact than 1e-12: %s" % (worst, " ".join(inexact)))
    assert worst < 1e-10


def main():
    args = [a for a in sys.argv[1:] if a != "--check"]
    here = os.path.dirname(os.path.abspath(__file__))
    path = args[0] if args else os.path.join(here, "filters.txt")
    filters = all_filters()
    with open(path, "w") as out:
        out.write("# Orthonormal scaling filters, written by wavelet_filters.py (see there).\n"
                  "# db: Daubechies extremal phase, sym: least asymmetric; sum h = sqrt 2.\n"
                  "# Per line: name, then h[0] h[1] ..., each the double nearest the exact value.\n")
        for name, h in filters.items():
            out.write(" ".join([name] + ["%.17g" % nearest_double(x) for x in h]) + "\n")
    if "--check" in sys.argv[1:]:
        check(filters)


if __name__ == "__main__":
    main()
