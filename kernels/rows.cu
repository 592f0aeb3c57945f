// The rows of a layer for any mask of two axes, and transforms along x of data.
//
// Along x the transformed rows stand in the order in which the last pass of the transform leaves them: column
// k LastPass::Count + b holds element k of butterfly b. What is where is known to the tables of the columns.
//
// Constants: REAL; LINE, the transform along x (fft.cuh); ROWS of a block; LEVELS of the Haar wavelet in the same
// kernel as the transforms, 0 where the primal step is a kernel of its own; 2^LEVELS divides ROWS.
#include "fft.cuh"
#include "haar.cuh"

#ifndef ROWS
#define ROWS 2
#endif
#ifndef LEVELS
#define LEVELS 1
#endif

// total = sum_c conj(S_c) F* z_c for one row.
__device__ __forceinline__ void gather_row(cplx *total, const cplx *grid, const cplx *maps, int64 pixels, int coils,
                                           int64 row, bool inside, const Spaced &line, const cplx *factors, int t) {
#pragma unroll 1
  for (int coil = 0; coil < coils; ++coil) {
    cplx v[FirstHeld], z[LastHeld];
    const int64 at = coil * pixels + row * LineLength;
    const cplx *from = grid + at + t;
    unrolled<LastPass::Loops>([&](auto loop) {
      if (LastPass::has(t + loop.value * LineThreads)) {
        constexpr int first = loop.value * LineThreads;
        unrolled<LastPass::R>([&](auto k) {
          constexpr int next = k.value * LastPass::Count + first;
          z[loop.value * LastPass::R + k.value] = inside ? from[next] : make(0, 0);
        });
      }
    });
    // The line of the coil before has been read by all.
    if (coil > 0) __syncthreads();
    adjoint_line(z, v, line, factors, t);
    unrolled<FirstHeld>([&](auto k) {
      if (maps == 0) {
        total[k.value] = v[k.value];
      } else if (inside) {
        total[k.value] = fused_add_conj(total[k.value], (maps + at + t)[first_position(0, k.value)], v[k.value]);
      }
    });
  }
}

// z_c = F S_c mean for one row.
__device__ __forceinline__ void scatter_row(const cplx *mean, cplx *grid, const cplx *maps, int64 pixels, int coils,
                                            int64 row, bool inside, const Spaced &line, const cplx *factors, int t) {
#pragma unroll 1
  for (int coil = 0; coil < coils; ++coil) {
    cplx v[FirstHeld], z[LastHeld];
    const int64 at = coil * pixels + row * LineLength;
    unrolled<FirstHeld>([&](auto k) {
      v[k.value] = mean[k.value];
      if (maps != 0) v[k.value] = inside ? (maps + at + t)[first_position(0, k.value)] * v[k.value] : make(0, 0);
    });
    if (coil > 0) __syncthreads();
    forward_line(v, z, line, factors, t);
    cplx *to = grid + at + t;
    unrolled<LastPass::Loops>([&](auto loop) {
      if (LastPass::has(t + loop.value * LineThreads) && inside) {
        constexpr int first = loop.value * LineThreads;
        unrolled<LastPass::R>([&](auto k) {
          constexpr int next = k.value * LastPass::Count + first;
          to[next] = z[loop.value * LastPass::R + k.value];
        });
      }
    });
  }
}

#if LEVELS > 0
// Rows of the rolled image; kept by their original column, as the transform wants them.
struct RowTile {
  cplx *base;
  int size, columns, shift;
  __device__ __forceinline__ cplx &at(int y, int x) const {
    const Spaced line = {base + y * size};
    return line[x < shift ? x - shift + columns : x - shift];
  }
};

// One layer but for its columns:
//   g = sum_c S_c* F* z_c,  x+ = H* soft(H (x - tau keep g), tau lambda w),  sum += x+,  z_c = F S_c (2 x+ - x),  x = x+
// Launch: LineThreads x ROWS threads; ceil(padded_y / ROWS) x images blocks; shared: ROWS x
// spaced_size(max(LineLength, padded_x)) numbers.
// Bytes for each image: pixels x sizeof(cplx) x (4 + 2 coils + coils with maps). Java: org.firenet.cuda.MaskLayer.
//   x, sum [image, padded_y, padded_x]; grid [image, coil, y, x] (see above); maps [coil, y, x], map_stride as in
//   lines.cu; partial_in [image, partials], null in the first layer of a block; schedule, each, bands as in lines.cu
//   gradient_step = tau / sqrt(nx ny)
KERNEL __launch_bounds__(ROWS *LineThreads)
    rows_layer(cplx *__restrict__ x, cplx *__restrict__ sum, cplx *__restrict__ grid, const cplx *__restrict__ maps,
               int64 map_stride, const double *__restrict__ partial_in, const double *__restrict__ schedule,
               const cplx *__restrict__ factors, const real *__restrict__ each, const real *__restrict__ bands,
               int schedule_stride, int block, int partials, int coils, int ny, int padded_y, int padded_x,
               int shift_y, int shift_x, int first, int last, double gradient_step, double threshold) {
  DYNAMIC_SHARED(cplx, shared);
  __shared__ double scratch[33];
  const int t = threadIdx.x, y = threadIdx.y;
  const int64 image = blockIdx.y;
  const int64 pixels = (int64)ny * LineLength;
  const bool begun = partial_in != 0;
  const real keep = (real)dual_scale(begun ? partial_in + image * partials : 0, partials, scratch);
  const int first_row = blockIdx.x * ROWS;
  const int height = padded_y - first_row < ROWS ? padded_y - first_row : ROWS;
  const bool live = y < height;
  int row = first_row + y;
  row = row < shift_y ? row - shift_y + padded_y : row - shift_y;
  const bool inside = live && row < ny;
  const int size = spaced_size(padded_x > LineLength ? padded_x : LineLength);
  const Spaced line = {shared + y * size};
  grid += image * coils * pixels;
  if (maps != 0) maps += image * map_stride;
  cplx total[FirstHeld];
  unrolled<FirstHeld>([&](auto k) { total[k.value] = make(0, 0); });
  if (begun) gather_row(total, grid, maps, pixels, coils, row, inside, line, factors, t);
  const real step = (real)(gradient_step * keep);
  const real begin = (real)schedule[image * schedule_stride + 2 * block];
  const int64 at = (image * padded_y + row) * padded_x;
  cplx old[FirstHeld], mean[FirstHeld];
  unrolled<FirstHeld>([&](auto k) {
    const int column = first_position(t, k.value);
    old[k.value] = !live ? make(0, 0) : first ? begin * sum[at + column] : x[at + column];
    line[column] = old[k.value] - step * total[k.value];
  });
  for (int column = LineLength + t; column < padded_x; column += LineThreads) {
    if (live) line[column] = first ? begin * sum[at + column] : x[at + column];
  }
  __syncthreads();
  const RowTile tile = {shared, size, padded_x, shift_x};
  const Weights weights = {each, bands, padded_y, padded_x};
  haar_threshold<LEVELS>(tile, height, padded_x, first_row, 0, weights, (real)threshold);
  unrolled<FirstHeld>([&](auto k) {
    const int column = first_position(t, k.value);
    const cplx now = line[column];
    mean[k.value] = (real)2 * now - old[k.value];
    if (live) {
      x[at + column] = now;
      sum[at + column] = first ? now : sum[at + column] + now;
    }
  });
  for (int column = LineLength + t; column < padded_x; column += LineThreads) {
    if (live) {
      const cplx now = line[column];
      x[at + column] = now;
      sum[at + column] = first ? now : sum[at + column] + now;
    }
  }
  if (!last) scatter_row(mean, grid, maps, pixels, coils, row, inside, line, factors, t);
}
EXPORT(rows_layer)
#endif

// g = sum_c S_c* F* z_c.
// Launch: LineThreads x ROWS threads; ceil(ny / ROWS) x images blocks; shared: ROWS x spaced_size(LineLength) numbers.
// Bytes for each image: pixels x sizeof(cplx) x (1 + coils + coils with maps). Java: org.firenet.cuda.MaskLayer.
KERNEL __launch_bounds__(ROWS *LineThreads)
    rows_adjoint(const cplx *__restrict__ grid, const cplx *__restrict__ maps, int64 map_stride,
                 cplx *__restrict__ gradient, const cplx *__restrict__ factors, int coils, int ny) {
  DYNAMIC_SHARED(cplx, shared);
  const int t = threadIdx.x, row = blockIdx.x * ROWS + threadIdx.y;
  const int64 image = blockIdx.y;
  const int64 pixels = (int64)ny * LineLength;
  const bool inside = row < ny;
  const Spaced line = {shared + threadIdx.y * spaced_size(LineLength)};
  if (maps != 0) maps += image * map_stride;
  cplx total[FirstHeld];
  unrolled<FirstHeld>([&](auto k) { total[k.value] = make(0, 0); });
  gather_row(total, grid + image * coils * pixels, maps, pixels, coils, row, inside, line, factors, t);
  if (inside) {
    unrolled<FirstHeld>([&](auto k) {
      gradient[image * pixels + (int64)row * LineLength + first_position(t, k.value)] = total[k.value];
    });
  }
}
EXPORT(rows_adjoint)

// z_c = F S_c xbar.
// Launch: as rows_adjoint. Bytes for each image: pixels x sizeof(cplx) x (1 + coils + coils with maps).
// Java: org.firenet.cuda.MaskLayer.
KERNEL __launch_bounds__(ROWS *LineThreads)
    rows_forward(const cplx *__restrict__ bar, const cplx *__restrict__ maps, int64 map_stride,
                 cplx *__restrict__ grid, const cplx *__restrict__ factors, int coils, int ny) {
  DYNAMIC_SHARED(cplx, shared);
  const int t = threadIdx.x, row = blockIdx.x * ROWS + threadIdx.y;
  const int64 image = blockIdx.y;
  const int64 pixels = (int64)ny * LineLength;
  const bool inside = row < ny;
  const Spaced line = {shared + threadIdx.y * spaced_size(LineLength)};
  if (maps != 0) maps += image * map_stride;
  cplx mean[FirstHeld];
  unrolled<FirstHeld>([&](auto k) {
    mean[k.value] = inside ? bar[image * pixels + (int64)row * LineLength + first_position(t, k.value)] : make(0, 0);
  });
  scatter_row(mean, grid + image * coils * pixels, maps, pixels, coils, row, inside, line, factors, t);
}
EXPORT(rows_forward)

// z <- scale F* z for rows one after the other, from the order above to the natural one.
// Launch: LineThreads x ROWS threads; ceil(rows / ROWS) blocks; shared as rows_adjoint. Bytes: 2 for each number.
// Java: org.firenet.cuda.LinesLayer.
KERNEL __launch_bounds__(ROWS *LineThreads)
    rows_inverse(cplx *__restrict__ z, const cplx *__restrict__ factors, int64 rows, double scale) {
  DYNAMIC_SHARED(cplx, shared);
  const int t = threadIdx.x;
  const int64 row = (int64)blockIdx.x * ROWS + threadIdx.y;
  const bool inside = row < rows;
  const Spaced line = {shared + threadIdx.y * spaced_size(LineLength)};
  cplx total[FirstHeld];
  gather_row(total, z, 0, 0, 1, row, inside, line, factors, t);
  if (inside) {
    unrolled<FirstHeld>(
        [&](auto k) { z[row * LineLength + first_position(t, k.value)] = (real)scale * total[k.value]; });
  }
}
EXPORT(rows_inverse)
