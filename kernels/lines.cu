// Layers of a problem whose mask selects whole lines: the data have been transformed back along x (hoisted), only the
// transform along y is left, so that columns are independent but for the wavelet and the norm of the dual variable.
//
// Constants: REAL; LINE, the transform along y (fft.cuh); LANES, columns of a block; LEVELS of the Haar wavelet in the
// same kernel, 0 where the primal step is a kernel of its own; 2^LEVELS divides LANES.
#include "fft.cuh"
#include "haar.cuh"

#ifndef LANES
#define LANES 8
#endif
#ifndef LEVELS
#define LEVELS 1
#endif

// Columns of the rolled image in a strip; kept by their original row, as the transform wants them.
struct ColumnTile {
  cplx *base;
  int rows, shift;
  __device__ __forceinline__ cplx &at(int y, int x) const {
    const int row = y < shift ? y - shift + rows : y - shift;
    return base[row * LANES + x];
  }
};

// Threads that a multiprocessor should hold at once: sets how many registers each may have.
constexpr int Resident = sizeof(real) == 4 ? 640 : 320;
constexpr int BlockThreads = LANES * LineThreads;
constexpr int Blocks = Resident > BlockThreads ? Resident / BlockThreads : 1;

// One layer:
//   LEVELS > 0:  x+ = H* soft(H (x - tau g), tau lambda w), sum += x+, xbar = 2 x+ - x, x = x+
//   d_c = keep d_c + sigma (M F S_c xbar - alpha y_c),  g = sum_c S_c* F* M d_c
// with keep = min(1, 1 / |d of the layer before|) (not yet multiplied into d and g), F = unitary transform along y and
// H the Haar transform of the image rolled by (shift_y, shift_x).
// Launch: LANES x LineThreads threads; ceil(padded_x / LANES) (LEVELS = 0: ceil(nx / LANES)) x images blocks; shared:
// LANES x (padded_y + LineLength) numbers (LEVELS = 0: 2 LineLength).
// Bytes for each image: pixels x sizeof(cplx) x (6 + coils (1 with maps) + 3 coils sampled) (LEVELS = 0: 2 instead of
// 6). Java: org.firenet.cuda.LinesLayer.
//   x, sum [image, padded_y, padded_x]; gradient, bar [image, y, x]; maps [coil, y, x], map_stride from one image to
//   the next (0: the same), null without coils; data, dual [image, coil, row, x]; row_of [position], -1 where not
//   sampled; partial_* [image, gridDim.x], partial_in null in the first layer of a block; schedule [image,
//   schedule_stride], see network.cu; factors [LineLength]
//   gradient_step = tau / sqrt(ny), dual_step = sigma / sqrt(ny)
KERNEL __launch_bounds__(BlockThreads, Blocks)
    lines_layer(cplx *__restrict__ x, cplx *__restrict__ sum, cplx *__restrict__ gradient,
                const cplx *__restrict__ bar, const cplx *__restrict__ maps, int64 map_stride,
                const cplx *__restrict__ data, cplx *__restrict__ dual, const int *__restrict__ row_of,
                const double *__restrict__ partial_in, double *__restrict__ partial_out,
                const double *__restrict__ schedule, const cplx *__restrict__ factors, const real *__restrict__ each,
                const real *__restrict__ bands, int schedule_stride, int block, int coils, int rows, int nx,
                int padded_y, int padded_x, int shift_y, int shift_x, int first, int last, double gradient_step,
                double threshold, double dual_step, double sigma) {
  DYNAMIC_SHARED(cplx, shared);
  __shared__ double scratch[33];
  const int lane = threadIdx.x, t = threadIdx.y, partials = gridDim.x;
  const int64 image = blockIdx.y;
  const bool begun = partial_in != 0;
  const real keep = (real)dual_scale(begun ? partial_in + image * partials : 0, partials, scratch);
  int column = blockIdx.x * LANES + lane;
#if LEVELS > 0
  bool live = column < padded_x;
  column = column < shift_x ? column - shift_x + padded_x : column - shift_x;
#else
  bool live = column < nx;
#endif
  const bool inside = live && column < nx;
  gradient += image * LineLength * nx;
  if (maps != 0) maps += image * map_stride;
  const int place = t * nx + column;  // of first_position(t, 0)
  // xbar; this thread's numbers, which no other one touches.
  cplx *const mean = shared + LANES * (LEVELS > 0 ? padded_y : LineLength) + LANES * t + lane;
#if LEVELS > 0
  {
    const real step = (real)(gradient_step * keep);
    const real begin = (real)schedule[image * schedule_stride + 2 * block];
    const int width = padded_x - (int)blockIdx.x * LANES < LANES ? padded_x - (int)blockIdx.x * LANES : LANES;
    x += image * padded_y * padded_x;
    sum += image * padded_y * padded_x;
    cplx old[FirstHeld];
    unrolled<FirstHeld>([&](auto k) {
      const int y = first_position(t, k.value);
      cplx u = make(0, 0);
      if (live) {
        const int at = y * padded_x + column;
        u = first ? begin * sum[at] : x[at];
      }
      old[k.value] = u;
      if (inside && begun) u = u - step * gradient[place + first_position(0, k.value) * nx];
      shared[y * LANES + lane] = u;
    });
    for (int y = LineLength + t; y < padded_y; y += LineThreads) {
      const int at = y * padded_x + column;
      if (live) shared[y * LANES + lane] = first ? begin * sum[at] : x[at];
    }
    __syncthreads();
    const ColumnTile tile = {shared, padded_y, shift_y};
    const Weights weights = {each, bands, padded_y, padded_x};
    haar_threshold<LEVELS>(tile, padded_y, width, 0, blockIdx.x * LANES, weights, (real)threshold);
    unrolled<FirstHeld>([&](auto k) {
      const int y = first_position(t, k.value);
      const cplx now = shared[y * LANES + lane];
      mean[LANES * first_position(0, k.value)] = (real)2 * now - old[k.value];
      if (live) {
        const int at = y * padded_x + column;
        x[at] = now;
        sum[at] = first ? now : sum[at] + now;
      }
    });
    for (int y = LineLength + t; y < padded_y; y += LineThreads) {
      const int at = y * padded_x + column;
      if (live) {
        const cplx now = shared[y * LANES + lane];
        x[at] = now;
        sum[at] = first ? now : sum[at] + now;
      }
    }
    if (last) return;
  }
#else
  unrolled<FirstHeld>([&](auto k) {
    const int y = first_position(t, k.value);
    mean[LANES * first_position(0, k.value)] = inside ? bar[(image * LineLength + y) * nx + column] : make(0, 0);
  });
#endif
  data += image * coils * rows * nx + column;
  dual += image * coils * rows * nx + column;
  const real step = (real)dual_step;
  const real toward = (real)(sigma * schedule[image * schedule_stride + 2 * block + 1]);
  const Interleaved line = {shared + lane, LANES};
  cplx total[FirstHeld];
  unrolled<FirstHeld>([&](auto k) { total[k.value] = make(0, 0); });
  double squares = 0;
#pragma unroll 1
  for (int coil = 0; coil < coils; ++coil) {
    cplx v[FirstHeld], z[LastHeld];
    unrolled<FirstHeld>([&](auto k) {
      if (maps != 0) {
        v[k.value] = inside ? maps[coil * (LineLength * nx) + place + first_position(0, k.value) * nx] * mean[LANES * first_position(0, k.value)]
                            : make(0, 0);
      } else {
        v[k.value] = mean[LANES * first_position(0, k.value)];
      }
    });
    forward_line(v, z, line, factors, t);
    unrolled<LastPass::Loops>([&](auto loop) {
      const int b = t + loop.value * LineThreads;
      if (LastPass::has(b)) {
        unrolled<LastPass::R>([&](auto k) {
          const int row = row_of[LastPass::position(b, k.value)];
          cplx value = make(0, 0);
          if (row >= 0 && inside) {
            const int at = (coil * rows + row) * nx;
            value = step * z[loop.value * LastPass::R + k.value] - toward * data[at];
            if (begun) value = value + keep * dual[at];
            dual[at] = value;
            squares += square(value);
          }
          z[loop.value * LastPass::R + k.value] = value;
        });
      }
    });
    adjoint_line(z, v, line, factors, t);
    unrolled<FirstHeld>([&](auto k) {
      if (maps == 0) {
        total[k.value] = v[k.value];
      } else if (inside) {
        total[k.value] = fused_add_conj(
            total[k.value], maps[coil * (LineLength * nx) + place + first_position(0, k.value) * nx], v[k.value]);
      }
    });
  }
  if (inside) {
    unrolled<FirstHeld>([&](auto k) { gradient[place + first_position(0, k.value) * nx] = total[k.value]; });
  }
  squares = block_sum(squares, scratch);
  if (lane == 0 && t == 0) partial_out[image * partials + blockIdx.x] = squares;
}
EXPORT(lines_layer)
