// Several levels of the Haar wavelet on a tile in shared memory, in place: analysis, soft threshold, synthesis.
//
// The tile holds whole blocks of 2^Levels x 2^Levels numbers of the rolled image. At level l = 0 ... Levels - 1 the
// approximation stands at the multiples of 2^l along both axes, its four neighbours (0, 0), (0, 1), (1, 0), (1, 1)
// become approximation and details along x, along y and along both; details are thresholded where they arise.
#pragma once
#include "firenet.cuh"

// What is taken off each coefficient, times `threshold`.
struct Weights {
  // One for each coefficient in the layout of the padded image [rows, columns]; 0 if the bands have one each.
  const real *each;
  // For the bands: level l = 0 ... Levels - 1 (finest first) along x, along y, along both; then the approximation.
  const real *bands;
  int rows, columns;
};

// Threshold of a coefficient: kind 1 detail along x, 2 along y, 3 along both, 0 the approximation of the last level.
// (row, column) counts blocks of 2^(level + 1) of the rolled image.
__device__ __forceinline__ real weight_of(const Weights &w, int levels, int level, int kind, int row, int column) {
  if (w.each == 0) return w.bands[kind == 0 ? 3 * levels : 3 * level + kind - 1];
  const int y = row + (kind & 2 ? w.rows >> (level + 1) : 0);
  const int x = column + (kind & 1 ? w.columns >> (level + 1) : 0);
  return w.each[(int64)y * w.columns + x];
}

// The tile: at(y, x) refers to its numbers, height x width of them, the first at (row0, column0) of the rolled image.
// Called by all threads; the caller passes a barrier before, a barrier is passed at the end.
template <int Levels, class Tile>
__device__ __forceinline__ void haar_threshold(const Tile &tile, int height, int width, int row0, int column0,
                                               const Weights &weights, real threshold) {
  const int threads = blockDim.x * blockDim.y;
  const int thread = threadIdx.x + blockDim.x * threadIdx.y;
  const real half = (real)0.5;
#pragma unroll
  for (int level = 0; level < Levels; ++level) {
    const int step = 1 << level;
    const int across = width >> (level + 1), blocks = (height >> (level + 1)) * across;
    for (int i = thread; i < blocks; i += threads) {
      const int by = i / across, bx = i - by * across;
      const int y = by * 2 * step, x = bx * 2 * step;
      const int row = (row0 >> (level + 1)) + by, column = (column0 >> (level + 1)) + bx;
      const cplx a = tile.at(y, x), b = tile.at(y, x + step), c = tile.at(y + step, x), d = tile.at(y + step, x + step);
      const cplx top = a + b, bottom = c + d, left = a - b, right = c - d;
      const cplx hx = soft(half * (left + right), threshold * weight_of(weights, Levels, level, 1, row, column));
      const cplx hy = soft(half * (top - bottom), threshold * weight_of(weights, Levels, level, 2, row, column));
      const cplx hd = soft(half * (left - right), threshold * weight_of(weights, Levels, level, 3, row, column));
      cplx approximation = half * (top + bottom);
      if (level + 1 == Levels) {
        approximation = soft(approximation, threshold * weight_of(weights, Levels, level, 0, row, column));
        const cplx p = approximation + hy, q = approximation - hy, r = hx + hd, s = hx - hd;
        tile.at(y, x) = half * (p + r);
        tile.at(y, x + step) = half * (p - r);
        tile.at(y + step, x) = half * (q + s);
        tile.at(y + step, x + step) = half * (q - s);
      } else {
        tile.at(y, x) = approximation;
        tile.at(y, x + step) = hx;
        tile.at(y + step, x) = hy;
        tile.at(y + step, x + step) = hd;
      }
    }
    __syncthreads();
  }
#pragma unroll
  for (int level = Levels - 2; level >= 0; --level) {
    const int step = 1 << level;
    const int across = width >> (level + 1), blocks = (height >> (level + 1)) * across;
    for (int i = thread; i < blocks; i += threads) {
      const int by = i / across, bx = i - by * across;
      const int y = by * 2 * step, x = bx * 2 * step;
      const cplx a = tile.at(y, x), hx = tile.at(y, x + step), hy = tile.at(y + step, x), hd = tile.at(y + step, x + step);
      const cplx p = a + hy, q = a - hy, r = hx + hd, s = hx - hd;
      tile.at(y, x) = half * (p + r);
      tile.at(y, x + step) = half * (p - r);
      tile.at(y + step, x) = half * (q + s);
      tile.at(y + step, x + step) = half * (q - s);
    }
    __syncthreads();
  }
}
