// One level of the separable wavelet transform along one axis, any filter, periodised; soft threshold.
//
// A level works on the block [bz, by, bx] at the origin of the padded image [., py, px], from one buffer into another:
// the axes x, y, z in turn for analysis, the other way round for synthesis. The details of a level stay in the buffer
// that its last axis wrote to; the block of the next level is free in both.
#include "grid.cuh"

// A pair of elements that a thread makes: places k and k + half along the axis of the line that begins at `line`.
struct Pair {
  int line, k, z, y, x;
};

__device__ __forceinline__ Pair pair_at(int number, int axis, int half, int by, int bx, int py, int px, int stride) {
  const int hx = axis == 2 ? half : bx, hy = axis == 1 ? half : by;
  const int row = number / hx;
  Pair p;
  p.x = number - row * hx;
  p.z = row / hy;
  p.y = row - p.z * hy;
  p.k = axis == 2 ? p.x : axis == 1 ? p.y : p.z;
  p.line = (p.z * py + p.y) * px + p.x - p.k * stride;
  return p;
}

__device__ __forceinline__ cplx shrink(cplx value, const real *weights, int64 place, double limit) {
  const real t = (real)limit;
  return soft(value, weights == 0 ? t : t * weights[place]);
}

// a[k] = sum_n h[n] x[(2k + n + 1 - F/2) mod N],  d[k] the same with g; a at k, d at k + N/2.
// filters: h[F], g[F]. With limit >= 0 the details are thresholded by limit w as they are written, with whole the
// approximation too: only for the last axis of a level.
// Launch: blockIdx.x over pairs of elements, blockIdx.y over images. Reads and writes the block once (what a filter
// reads again comes from the cache). Twin: org.firenet.transform.Wavelet; launched by WaveletKernels.
KERNEL analyse(const cplx *from, cplx *to, const real *filters, int taps, const real *weights, double limit, int whole,
               int images, int64 points, int axis, int bz, int by, int bx, int py, int px) {
  const int extent = axis == 2 ? bx : axis == 1 ? by : bz, half = extent / 2;
  const int stride = axis == 2 ? 1 : axis == 1 ? px : py * px;
  const int64 pairs = (int64)bz * by * bx / 2;
  FOR_IMAGES(image, images) {
    for (int64 i = FIRST_POINT; i < pairs; i += NEXT_POINT) {
      const Pair p = pair_at((int)i, axis, half, by, bx, py, px, stride);
      const cplx *line = from + image * points + p.line;
      int at = (2 * p.k + 1 - taps / 2) % extent;
      if (at < 0) at += extent;
      cplx low = make(0, 0), high = make(0, 0);
      for (int n = 0; n < taps; ++n) {
        const cplx value = line[(int64)at * stride];
        low = low + filters[n] * value;
        high = high + filters[taps + n] * value;
        at = at + 1 == extent ? 0 : at + 1;
      }
      const int64 place = p.line + (int64)p.k * stride, far = place + (int64)half * stride;
      if (limit >= 0) {
        const bool detail = (axis != 0 && 2 * p.z >= bz) || (axis != 1 && 2 * p.y >= by) || (axis != 2 && 2 * p.x >= bx);
        if (detail || whole) low = shrink(low, weights, place, limit);
        high = shrink(high, weights, far, limit);
      }
      to[image * points + place] = low;
      to[image * points + far] = high;
    }
  }
}
EXPORT(analyse)

// The transpose of analyse:
//   x[2q + r + 1 - F/2 mod N] = sum_m h[2m + r] a[(q - m) mod N/2] + g[2m + r] d[(q - m) mod N/2],  r = 0, 1.
// Launch and bytes as analyse. Launched by WaveletKernels.
KERNEL synthesise(const cplx *from, cplx *to, const real *filters, int taps, int images, int64 points, int axis, int bz,
                  int by, int bx, int py, int px) {
  const int extent = axis == 2 ? bx : axis == 1 ? by : bz, half = extent / 2;
  const int stride = axis == 2 ? 1 : axis == 1 ? px : py * px;
  const int64 pairs = (int64)bz * by * bx / 2, apart = (int64)half * stride;
  FOR_IMAGES(image, images) {
    for (int64 i = FIRST_POINT; i < pairs; i += NEXT_POINT) {
      const Pair p = pair_at((int)i, axis, half, by, bx, py, px, stride);
      const cplx *line = from + image * points + p.line;
      int at = p.k;
      cplx even = make(0, 0), odd = make(0, 0);
      for (int n = 0; n < taps; n += 2) {
        const cplx low = line[(int64)at * stride], high = line[(int64)at * stride + apart];
        even = even + filters[n] * low + filters[taps + n] * high;
        odd = odd + filters[n + 1] * low + filters[taps + n + 1] * high;
        at = at == 0 ? half - 1 : at - 1;
      }
      int first = (2 * p.k + 1 - taps / 2) % extent;
      if (first < 0) first += extent;
      const int second = first + 1 == extent ? 0 : first + 1;
      cplx *out = to + image * points + p.line;
      out[(int64)first * stride] = even;
      out[(int64)second * stride] = odd;
    }
  }
}
EXPORT(synthesise)

// c = soft(c, limit w) everywhere: the threshold without a transform.
// Launch: blockIdx.x over points, blockIdx.y over images. Moves 2 numbers a point. Launched by WaveletKernels.
KERNEL threshold(cplx *c, const real *weights, double limit, int images, int64 points) {
  FOR_IMAGES(image, images) {
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      c[image * points + i] = shrink(c[image * points + i], weights, i, limit);
    }
  }
}
EXPORT(threshold)
