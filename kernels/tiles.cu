// The primal step of the fused plans where it is a kernel of its own: tiles of the rolled image in shared memory.
//
// Constants: REAL; FILTER, taps of the wavelet; LEVELS: any from 0 to 5 for FILTER = 2 (Haar), 1 for longer filters;
// TILE, height and width of a tile, a multiple of 2^LEVELS.
#include "haar.cuh"

#ifndef FILTER
#define FILTER 8
#endif
#ifndef LEVELS
#define LEVELS 1
#endif
#ifndef TILE
#define TILE 32
#endif

// A longer filter's tile of TILE numbers needs the coefficients first ... first + Coefficients - 1 along an axis, and
// these the numbers origin ... origin + Inputs - 1 (of the rolled image, counted round and round).
constexpr int Half = FILTER / 2;
constexpr int Coefficients = TILE / 2 + 2 * (Half / 2);
constexpr int Inputs = FILTER == 2 ? TILE : 2 * Coefficients - 2 + FILTER;

__device__ __forceinline__ int wrapped(int i, int n) {
  i %= n;
  return i < 0 ? i + n : i;
}

struct Tile {
  cplx *base;
  __device__ __forceinline__ cplx &at(int y, int x) const { return base[y * (TILE + 1) + x]; }
};

// u - what the wavelet takes off it, for a tile in `inputs` [Inputs, Inputs]; the result in `result` [TILE, TILE + 1].
// rows, columns: extents of the padded image; (row, column): first number of the tile.
// taps [2, FILTER]: scaling filter, wavelet filter.
__device__ __forceinline__ void filter_threshold(cplx *inputs, cplx *work, cplx *result, const real *taps, int rows,
                                                 int columns, int row, int column, const Weights &weights,
                                                 real threshold) {
  const int threads = blockDim.x, thread = threadIdx.x;
  constexpr int Both = 2 * Coefficients;
  // Analysis along x: work [Inputs, approximation | detail].
  for (int i = thread; i < Inputs * Coefficients; i += threads) {
    const int y = i / Coefficients, k = i - y * Coefficients;
    cplx a = make(0, 0), d = make(0, 0);
#pragma unroll
    for (int n = 0; n < FILTER; ++n) {
      const cplx v = inputs[y * Inputs + 2 * k + n];
      a = a + taps[n] * v;
      d = d + taps[FILTER + n] * v;
    }
    work[y * Both + k] = a;
    work[y * Both + Coefficients + k] = d;
  }
  __syncthreads();
  // Analysis along y, threshold: inputs [approximation | detail, approximation | detail].
  const int first_y = row / 2 - Half / 2, first_x = column / 2 - Half / 2;
  for (int i = thread; i < Coefficients * Both; i += threads) {
    const int k = i / Both, x = i - k * Both;
    cplx a = make(0, 0), d = make(0, 0);
#pragma unroll
    for (int n = 0; n < FILTER; ++n) {
      const cplx v = work[(2 * k + n) * Both + x];
      a = a + taps[n] * v;
      d = d + taps[FILTER + n] * v;
    }
    const int along_x = x >= Coefficients;
    const int ky = wrapped(first_y + k, rows / 2);
    const int kx = wrapped(first_x + x - along_x * Coefficients, columns / 2);
    inputs[k * Both + x] = soft(a, threshold * weight_of(weights, 1, 0, along_x, ky, kx));
    inputs[(Coefficients + k) * Both + x] = soft(d, threshold * weight_of(weights, 1, 0, 2 + along_x, ky, kx));
  }
  __syncthreads();
  // Synthesis along y: work [TILE, approximation | detail]. x[i] has the taps n = i - 2 k - 1 + Half.
  for (int i = thread; i < TILE * Both; i += threads) {
    const int y = i / Both, x = i - y * Both;
    cplx v = make(0, 0);
#pragma unroll
    for (int j = 0; j < Half; ++j) {
      // The taps of one parity; k counted from the first coefficient.
      const int n = 2 * j + ((y + Half + 1) & 1);
      const int k = (y - 1 + Half - n) / 2 + Half / 2;
      v = v + taps[n] * inputs[k * Both + x] + taps[FILTER + n] * inputs[(Coefficients + k) * Both + x];
    }
    work[y * Both + x] = v;
  }
  __syncthreads();
  // Synthesis along x.
  for (int i = thread; i < TILE * TILE; i += threads) {
    const int y = i / TILE, x = i - y * TILE;
    cplx v = make(0, 0);
#pragma unroll
    for (int j = 0; j < Half; ++j) {
      const int n = 2 * j + ((x + Half + 1) & 1);
      const int k = (x - 1 + Half - n) / 2 + Half / 2;
      v = v + taps[n] * work[y * Both + k] + taps[FILTER + n] * work[y * Both + Coefficients + k];
    }
    result[y * (TILE + 1) + x] = v;
  }
  __syncthreads();
}

// One of the K wavelet grids of a primal step; the last one completes it:
//   m = sum_k 1/K W_k* soft(W_k (x - tau keep g), tau lambda w),  sum += m,  xbar = 2 m - x,  x' = m
// W_k = wavelet of the image rolled by (shift_y, shift_x). x and x' are different arrays.
// Launch: 256 threads; ceil(padded_x / TILE) x ceil(padded_y / TILE) x images blocks (images along z); shared: Haar
// TILE (TILE + 1) numbers, longer filters Inputs² + 2 Inputs Coefficients.
// Bytes for each image: pixels x sizeof(cplx) x 6 for K = 1 (and what tiles share), 3 K + 4 else.
// Java: org.firenet.cuda.TileProximal.
//   x, next, sum, mean [image, padded_y, padded_x]; gradient, bar [image, ny, nx]; taps [2, FILTER]; partial_in
//   [image, partials], null in the first layer of a block; number k = 0 ... count - 1; restart: the sum begins anew
KERNEL __launch_bounds__(256)
    tile_threshold(const cplx *__restrict__ x, cplx *__restrict__ next, cplx *__restrict__ sum,
                   const cplx *__restrict__ gradient, cplx *__restrict__ bar, cplx *__restrict__ mean,
                   const real *__restrict__ taps, const double *__restrict__ partial_in,
                   const real *__restrict__ each, const real *__restrict__ bands, int partials, int ny, int nx,
                   int padded_y, int padded_x, int shift_y, int shift_x, int number, int count, int restart,
                   double gradient_step, double threshold) {
  DYNAMIC_SHARED(cplx, shared);
  __shared__ double scratch[33];
  const int64 image = blockIdx.z;
  const int row = blockIdx.y * TILE, column = blockIdx.x * TILE;
  const int64 points = (int64)padded_y * padded_x;
  x += image * points;
  next += image * points;
  sum += image * points;
  if (count > 1) mean += image * points;
  gradient += image * ny * nx;
  bar += image * ny * nx;
  const bool begun = partial_in != 0;
  const real keep = (real)dual_scale(begun ? partial_in + image * partials : 0, partials, scratch);
  const real step = (real)(gradient_step * keep);
  const int origin_y = FILTER == 2 ? row : 2 * (row / 2 - Half / 2) + 1 - Half;
  const int origin_x = FILTER == 2 ? column : 2 * (column / 2 - Half / 2) + 1 - Half;
  constexpr int Pitch = FILTER == 2 ? TILE + 1 : Inputs;
  for (int i = threadIdx.x; i < Inputs * Inputs; i += blockDim.x) {
    const int iy = i / Inputs, ix = i - iy * Inputs;
    const int y = wrapped(origin_y + iy - shift_y, padded_y), xx = wrapped(origin_x + ix - shift_x, padded_x);
    cplx u = x[(int64)y * padded_x + xx];
    if (begun && y < ny && xx < nx) u = u - step * gradient[(int64)y * nx + xx];
    shared[iy * Pitch + ix] = u;
  }
  __syncthreads();
  const int height = padded_y - row < TILE ? padded_y - row : TILE;
  const int width = padded_x - column < TILE ? padded_x - column : TILE;
#if FILTER == 2
  cplx *const result = shared;
  const Tile tile = {shared};
#if LEVELS == 0
  for (int i = threadIdx.x; i < height * width; i += blockDim.x) {
    const int y = i / width, xx = i - y * width;
    const real weight = each != 0 ? each[(int64)(row + y) * padded_x + column + xx] : bands[0];
    tile.at(y, xx) = soft(tile.at(y, xx), (real)threshold * weight);
  }
  __syncthreads();
#else
  const Weights weights = {each, bands, padded_y, padded_x};
  haar_threshold<LEVELS>(tile, height, width, row, column, weights, (real)threshold);
#endif
#else
  const Weights weights = {each, bands, padded_y, padded_x};
  cplx *const work = shared + Inputs * Inputs;
  cplx *const result = shared;
  filter_threshold(shared, work, result, taps, padded_y, padded_x, row, column, weights, (real)threshold);
#endif
  const real share = (real)(1.0 / count);
  for (int i = threadIdx.x; i < height * width; i += blockDim.x) {
    const int iy = i / width, ix = i - iy * width;
    const int y = wrapped(row + iy - shift_y, padded_y), xx = wrapped(column + ix - shift_x, padded_x);
    const int64 at = (int64)y * padded_x + xx;
    cplx now = result[iy * (TILE + 1) + ix];
    if (count > 1) {
      now = share * now;
      if (number > 0) now = mean[at] + now;
      mean[at] = now;
    }
    if (number == count - 1) {
      const cplx old = x[at];
      next[at] = now;
      sum[at] = restart ? now : sum[at] + now;
      if (y < ny && xx < nx) bar[(int64)y * nx + xx] = (real)2 * now - old;
    }
  }
}
EXPORT(tile_threshold)

// x = begin_b sum, the start of a block.
// Launch: 256 threads; any number of blocks x images. Bytes for each image: 2 sizeof(cplx) points.
// Java: org.firenet.cuda.TileProximal.
KERNEL tile_begin(const cplx *__restrict__ sum, cplx *__restrict__ x, const double *__restrict__ schedule,
                  int schedule_stride, int block, int points) {
  const int64 image = blockIdx.y;
  const real begin = (real)schedule[image * schedule_stride + 2 * block];
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < points; i += gridDim.x * blockDim.x) {
    x[image * points + i] = begin * sum[image * points + i];
  }
}
EXPORT(tile_begin)
