// The steps of a layer around library transforms, for images of any size, in image-domain form:
//
//   u <- x - tau A* q;  x+ <- mean_k unroll(Psi* soft(Psi roll(u)));  s <- s + x+;  xbar <- 2 x+ - x;  x <- x+
//   d <- q + sigma (A xbar - alpha y),  q = d min(1, 1 / ‖d‖)
//
// The ball projection is lazy: d is stored unscaled, and whoever reads it next applies dual_scale to it. d and y are
// kept at sampled points only, [image][coil][sample]. The grid [image][coil][points] is what the transforms work on.
// norm is the factor that makes an unnormalised transform unitary. In the first layer of a block x is begin s and there
// is no d: `before` is 0 and nothing of an earlier layer is read.
#include "grid.cuh"

// A number of the state: x, or in the first layer of a block begin s. entry < 0 stands for a later layer.
__device__ __forceinline__ cplx state(const cplx *x, const cplx *sum, int64 place, int entry, real begin) {
  return entry < 0 ? x[place] : begin * sum[place];
}

// u = roll(x - tau norm scale sum_c conj(S_c) t_c): the gradient step, t being the inverse transform of d in the grid.
// coils is 0 where there are no maps; map_stride is 0 where all images share them. step = tau norm.
// Launch: blockIdx.x over padded points, each block with the partial sums of |d|²; blockIdx.y over images.
// Moves 2 padded points + (1 or 2 coils) points numbers an image. Launched by GenericProximal.
KERNEL primal_load(const cplx *x, const cplx *sum, const double *schedule, int entries, int entry, const cplx *grid,
                   const cplx *maps, int64 map_stride, int coils, const double *before, int count, double step, cplx *u,
                   int images, int pz, int py, int px, int iz, int iy, int ix, int sz, int sy, int sx) {
  __shared__ double scratch[33];
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  FOR_IMAGES(image, images) {
    const double scale = dual_scale(before == 0 ? 0 : before + image * count, count, scratch);
    const real t = (real)(step * scale);
    const real begin = entry < 0 ? (real)1 : (real)schedule[image * entries + entry];
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      cplx value = state(x, sum, image * points + i, entry, begin);
      const int inside = before == 0 ? -1 : cropped((int)i, py, px, iz, iy, ix);
      if (inside >= 0) {
        cplx g = make(0, 0);
        if (coils == 0) g = grid[image * pixels + inside];
        for (int c = 0; c < coils; ++c) {
          g = fused_add_conj(g, maps[image * map_stride + c * pixels + inside],
                             grid[(image * coils + c) * pixels + inside]);
        }
        value = value - t * g;
      }
      u[image * points + rolled((int)i, pz, py, px, sz, sy, sx)] = value;
    }
  }
}
EXPORT(primal_load)

// Takes unroll(u) as one of `shifts` parts of x+; with the last of them s, x and the grid S_c xbar are brought up to
// date. mean [image][padded points] is read and written only with several shifts. grid 0: no xbar is wanted.
// Launch: blockIdx.x over padded points, blockIdx.y over images. Moves 5 padded points + (1 or 2 coils) points numbers
// an image. Launched by GenericProximal.
KERNEL primal_update(const cplx *u, cplx *mean, int number, int shifts, cplx *x, cplx *sum, const double *schedule,
                     int entries, int entry, const cplx *maps, int64 map_stride, int coils, cplx *grid, int images,
                     int pz, int py, int px, int iz, int iy, int ix, int sz, int sy, int sx) {
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  const real share = (real)1 / shifts;
  FOR_IMAGES(image, images) {
    const real begin = entry < 0 ? (real)1 : (real)schedule[image * entries + entry];
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const int64 place = image * points + i;
      cplx next = share * u[image * points + rolled((int)i, pz, py, px, sz, sy, sx)];
      if (number > 0) next = mean[place] + next;
      if (number < shifts - 1) {
        mean[place] = next;
        continue;
      }
      const cplx previous = state(x, sum, place, entry, begin);
      sum[place] = entry < 0 ? sum[place] + next : next;
      x[place] = next;
      const int inside = grid == 0 ? -1 : cropped((int)i, py, px, iz, iy, ix);
      if (inside < 0) continue;
      const cplx bar = (real)2 * next - previous;
      if (coils == 0) grid[image * pixels + inside] = bar;
      for (int c = 0; c < coils; ++c) {
        grid[(image * coils + c) * pixels + inside] = maps[image * map_stride + c * pixels + inside] * bar;
      }
    }
  }
}
EXPORT(primal_update)

// y at the sampled points, turned by conj(phase), and partial sums of |y|². source [sample]: place in the data of a
// coil, 0 for all in order. phase [sample], 0 for none.
// Launch: blockIdx.x over samples, one partial sum a block, blockIdx.y over images. Moves 2 coils samples numbers an
// image. Launched by GenericDual and SamplingKernels.
KERNEL gather_data(const cplx *data, const int *source, const cplx *phase, cplx *y, double *partial, int64 points,
                   int64 samples, int coils, int images) {
  __shared__ double scratch[33];
  FOR_IMAGES(image, images) {
    double squared = 0;
    for (int64 s = FIRST_POINT; s < samples; s += NEXT_POINT) {
      for (int c = 0; c < coils; ++c) {
        const cplx value = data[(image * coils + c) * points + (source == 0 ? s : source[s])];
        squared += square(value);
        y[(image * coils + c) * samples + s] = phase == 0 ? value : fused_add_conj(make(0, 0), phase[s], value);
      }
    }
    squared = block_sum(squared, scratch);
    if (threadIdx.x == 0) partial[image * gridDim.x + blockIdx.x] = squared;
  }
}
EXPORT(gather_data)

// d = scale d + sigma (norm k - alpha y) at the sampled points, k being the forward transform in `values`, which gets
// d at sampled points and 0 elsewhere; partial sums of |d|² in `after`. table [point]: number of the sample, -1 where
// there is none; 0 if every point is one, in order.
// Launch: blockIdx.x over points, count partial sums, one a block; blockIdx.y over images. Moves coils (2 points +
// 3 samples) numbers an image and the table. Launched by GenericDual.
KERNEL dual_step(cplx *values, const cplx *y, cplx *d, const int *table, int64 points, int64 samples, int coils,
                 const double *schedule, int entries, int entry, const double *before, double *after, double norm,
                 double sigma, int images) {
  __shared__ double scratch[33];
  const int count = gridDim.x;
  FOR_IMAGES(image, images) {
    const real scale = (real)dual_scale(before == 0 ? 0 : before + image * count, count, scratch);
    const real alpha = (real)schedule[image * entries + entry];
    double squared = 0;
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const int64 sample = table == 0 ? i : table[i];
      for (int c = 0; c < coils; ++c) {
        const int64 at = (image * coils + c) * points + i;
        cplx next = make(0, 0);
        if (sample >= 0) {
          const int64 place = (image * coils + c) * samples + sample;
          next = (real)sigma * ((real)norm * values[at] - alpha * y[place]);
          if (before != 0) next = scale * d[place] + next;
          d[place] = next;
          squared += square(next);
        }
        values[at] = next;
      }
    }
    squared = block_sum(squared, scratch);
    if (threadIdx.x == 0) after[image * count + blockIdx.x] = squared;
  }
}
EXPORT(dual_step)

// Puts d back into `values`, 0 where there is no sample, after these were needed for something else.
// Launch: blockIdx.x over points, blockIdx.y over images. Moves coils (points + samples) numbers an image and the
// table. Launched by GenericDual and SamplingKernels.
KERNEL scatter_dual(const cplx *d, cplx *values, const int *table, int64 points, int64 samples, int coils, int images) {
  FOR_IMAGES(image, images) {
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const int64 sample = table == 0 ? i : table[i];
      for (int c = 0; c < coils; ++c) {
        values[(image * coils + c) * points + i] =
            sample < 0 ? make(0, 0) : d[(image * coils + c) * samples + sample];
      }
    }
  }
}
EXPORT(scatter_dual)

// Some stages of the unnormalised Hadamard transform in place, of all grids at once: among elements that are `stride`
// apart, 2^stages of them. Over all axes of a grid (powers of two) it is one transform of its points in order.
template <int STAGES>
__device__ __forceinline__ void hadamard_tile(cplx *grid, int64 tile, int64 stride) {
  const int size = 1 << STAGES;
  const int64 group = tile / stride;
  cplx *first = grid + group * stride * size + (tile - group * stride);
  cplx v[size];
#pragma unroll
  for (int j = 0; j < size; ++j) v[j] = first[j * stride];
#pragma unroll
  for (int half = 1; half < size; half *= 2) {
#pragma unroll
    for (int j = 0; j < size; ++j) {
      if ((j & half) == 0) {
        const cplx a = v[j], b = v[j + half];
        v[j] = a + b;
        v[j + half] = a - b;
      }
    }
  }
#pragma unroll
  for (int j = 0; j < size; ++j) first[j * stride] = v[j];
}

// Launch: blockIdx.x over tiles of 2^stages elements, stages 1 to 4. Moves 2 numbers an element. Twin:
// org.firenet.operator.WalshOperator; launched by WalshSampling.
KERNEL hadamard(cplx *grid, int64 tiles, int64 stride, int stages) {
  for (int64 tile = FIRST_POINT; tile < tiles; tile += NEXT_POINT) {
    if (stages == 1) hadamard_tile<1>(grid, tile, stride);
    if (stages == 2) hadamard_tile<2>(grid, tile, stride);
    if (stages == 3) hadamard_tile<3>(grid, tile, stride);
    if (stages == 4) hadamard_tile<4>(grid, tile, stride);
  }
}
EXPORT(hadamard)
