// The columns of a layer for any mask of two axes: what the rows left (rows.cu) is transformed along y, the dual
// variable moves, and what it sends back is transformed along y again, in place.
//
// Constants: REAL; LINE, the transform along y (fft.cuh); LANES, columns of a block.
#include "fft.cuh"

#ifndef LANES
#define LANES 8
#endif

//   d_c = keep d_c + sigma (M F z_c - alpha y_c),  z_c <- F* M d_c,  keep = min(1, 1 / |d of the layer before|)
// with F the unnormalised transform along y.
// Launch: LANES x LineThreads threads; coils strips x images blocks, strips = ceil(nx / LANES); shared: LANES x
// LineLength numbers.
// Bytes for each image: pixels x coils x sizeof(cplx) x (2 + 3 sampled). Java: org.firenet.cuda.MaskLayer.
//   grid [image, coil, y, x], x in the order of rows.cu; data, dual [image, coil, sample], samples ordered by strip,
//   position along y, lane; sampled [strip, position]: bits of the lanes, offset [strip, position]: number of the
//   first sample; partial_* [image, gridDim.x]; schedule as in lines.cu
//   dual_step = sigma / sqrt(nx ny)
KERNEL __launch_bounds__(LANES *LineThreads)
    columns_layer(cplx *__restrict__ grid, const cplx *__restrict__ data, cplx *__restrict__ dual,
                  const unsigned *__restrict__ sampled, const int *__restrict__ offset,
                  const double *__restrict__ partial_in, double *__restrict__ partial_out,
                  const double *__restrict__ schedule, const cplx *__restrict__ factors, int schedule_stride,
                  int block, int coils, int samples, int nx, double dual_step, double sigma) {
  DYNAMIC_SHARED(cplx, shared);
  __shared__ double scratch[33];
  const int lane = threadIdx.x, t = threadIdx.y, partials = gridDim.x;
  const int64 image = blockIdx.y;
  const bool begun = partial_in != 0;
  const real keep = (real)dual_scale(begun ? partial_in + image * partials : 0, partials, scratch);
  const int strips = (nx + LANES - 1) / LANES;
  const int coil = blockIdx.x / strips, strip = blockIdx.x - coil * strips;
  const int column = strip * LANES + lane;
  const bool inside = column < nx;
  grid += (image * coils + coil) * LineLength * nx;
  data += (image * coils + coil) * samples;
  dual += (image * coils + coil) * samples;
  const Interleaved line = {shared + lane, LANES};
  cplx v[FirstHeld], z[LastHeld];
  unrolled<FirstHeld>([&](auto k) {
    v[k.value] = inside ? grid[(int64)first_position(t, k.value) * nx + column] : make(0, 0);
  });
  forward_line(v, z, line, factors, t);
  const real step = (real)dual_step;
  const real toward = (real)(sigma * schedule[image * schedule_stride + 2 * block + 1]);
  double squares = 0;
  unrolled<LastPass::Loops>([&](auto loop) {
    const int b = t + loop.value * LineThreads;
    if (LastPass::has(b)) {
      unrolled<LastPass::R>([&](auto k) {
        const int place = strip * LineLength + LastPass::position(b, k.value);
        const unsigned bits = sampled[place];
        cplx value = make(0, 0);
        if (bits >> lane & 1) {
          const int at = offset[place] + __popc(bits & ((1u << lane) - 1));
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
  if (inside) {
    unrolled<FirstHeld>([&](auto k) { grid[(int64)first_position(t, k.value) * nx + column] = v[k.value]; });
  }
  squares = block_sum(squares, scratch);
  if (lane == 0 && t == 0) partial_out[image * partials + blockIdx.x] = squares;
}
EXPORT(columns_layer)
