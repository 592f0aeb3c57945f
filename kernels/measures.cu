// How far the layers are: measures of the mean z = s / (alpha j) after j layers of a block. Every kernel forms one
// partial sum a block, [image][count]; `measures` adds them up. z is not finite where alpha is 0: such an image is zero
// without a layer.
#include "grid.cuh"

__device__ __forceinline__ real mean_factor(const double *schedule, int64 place, int layers) {
  return (real)(1 / (schedule[place] * layers));
}

// u = roll(z).
// Launch: blockIdx.x over padded points, blockIdx.y over images. Moves 2 padded points numbers an image. Launched by
// GenericMeasures.
KERNEL mean_load(const cplx *sum, const double *schedule, int entries, int entry, int layers, cplx *u, int images, int pz,
                 int py, int px, int sz, int sy, int sx) {
  const int64 points = (int64)pz * py * px;
  FOR_IMAGES(image, images) {
    const real factor = mean_factor(schedule, image * entries + entry, layers);
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      u[image * points + rolled((int)i, pz, py, px, sz, sy, sx)] = factor * sum[image * points + i];
    }
  }
}
EXPORT(mean_load)

// The grid S_c crop z.
// Launch: blockIdx.x over padded points, blockIdx.y over images. Moves padded points + (1 or 2 coils) points numbers an
// image. Launched by GenericMeasures.
KERNEL mean_expand(const cplx *sum, const double *schedule, int entries, int entry, int layers, const cplx *maps,
                   int64 map_stride, int coils, cplx *grid, int images, int pz, int py, int px, int iz, int iy, int ix) {
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  FOR_IMAGES(image, images) {
    const real factor = mean_factor(schedule, image * entries + entry, layers);
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const int inside = cropped((int)i, py, px, iz, iy, ix);
      if (inside < 0) continue;
      const cplx value = factor * sum[image * points + i];
      if (coils == 0) grid[image * pixels + inside] = value;
      for (int c = 0; c < coils; ++c) {
        grid[(image * coils + c) * pixels + inside] = maps[image * map_stride + c * pixels + inside] * value;
      }
    }
  }
}
EXPORT(mean_expand)

// Partial sums of ‖A z - y‖², `values` holding the unnormalised transform; table as in dual_step.
// Launch: blockIdx.x over points, blockIdx.y over images. Moves coils (points + samples) numbers an image. Launched by
// GenericMeasures.
KERNEL residual(const cplx *values, const cplx *y, const int *table, int64 points, int64 samples, int coils, double norm,
                double *partial, int images) {
  __shared__ double scratch[33];
  FOR_IMAGES(image, images) {
    double squared = 0;
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const int64 sample = table == 0 ? i : table[i];
      for (int c = 0; c < coils && sample >= 0; ++c) {
        const int64 line = image * coils + c;
        squared += square((real)norm * values[line * points + i] - y[line * samples + sample]);
      }
    }
    squared = block_sum(squared, scratch);
    if (threadIdx.x == 0) partial[image * gridDim.x + blockIdx.x] = squared;
  }
}
EXPORT(residual)

// Partial sums of ‖c‖_{1,w}, added to those of the shifts before (number > 0); c lies in two buffers, see wavelet.cu.
// Launch: blockIdx.x over padded points, blockIdx.y over images. Moves padded points numbers an image. Launched by
// GenericMeasures.
KERNEL weighted_norm(const cplx *first, const cplx *second, const real *weights, double *partial, int number, int levels,
                     int rank, int images, int pz, int py, int px) {
  __shared__ double scratch[33];
  const int64 points = (int64)pz * py * px;
  FOR_IMAGES(image, images) {
    double total = 0;
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const bool even = in_first_buffer((int)i, levels, rank, pz, py, px);
      const double modulus = sqrt(square((even ? first : second)[image * points + i]));
      total += weights == 0 ? modulus : weights[i] * modulus;
    }
    total = block_sum(total, scratch);
    if (threadIdx.x == 0) {
      double *out = partial + image * gridDim.x + blockIdx.x;
      *out = number == 0 ? total : *out + total;
    }
  }
}
EXPORT(weighted_norm)

// Partial sums of ‖crop z - truth‖², or of their magnitudes' difference, and ‖truth‖².
// Launch: blockIdx.x over padded points, blockIdx.y over images. Moves padded points + points numbers an image.
// Launched by GenericMeasures.
KERNEL distance(const cplx *sum, const double *schedule, int entries, int entry, int layers, const cplx *truth,
                int magnitudes, double *difference, double *size, int images, int pz, int py, int px, int iz, int iy, int ix) {
  __shared__ double scratch[33];
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  FOR_IMAGES(image, images) {
    const real factor = mean_factor(schedule, image * entries + entry, layers);
    double apart = 0, norm = 0;
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const int inside = cropped((int)i, py, px, iz, iy, ix);
      if (inside >= 0) {
        const cplx expected = truth[image * pixels + inside];
        const cplx value = factor * sum[image * points + i];
        if (magnitudes) {
          const double away = sqrt(square(value)) - sqrt(square(expected));
          apart += away * away;
        } else {
          apart += square(value - expected);
        }
        norm += square(expected);
      }
    }
    apart = block_sum(apart, scratch);
    norm = block_sum(norm, scratch);
    if (threadIdx.x == 0) {
      difference[image * gridDim.x + blockIdx.x] = apart;
      size[image * gridDim.x + blockIdx.x] = norm;
    }
  }
}
EXPORT(distance)

// Sum over the threads of a block of a number of partial sums; 0 without them.
__device__ inline double add_up(const double *partial, int count, double *scratch) {
  double sum = 0;
  for (int i = threadIdx.x; partial != 0 && i < count; i += blockDim.x) sum += partial[(int64)blockIdx.x * count + i];
  return block_sum(sum, scratch);
}

// measures [image][4]: ‖A z - y‖², ‖z‖_{1,w} (the mean over the shifts), ‖crop z - truth‖², ‖truth‖²; zeros without a
// truth (difference 0). Launch: one block an image. Launched by GenericMeasures.
KERNEL measures(const double *residual, int residual_count, const double *norm, int norm_count, int shifts,
                const double *difference, const double *size, double *measures) {
  __shared__ double scratch[33];
  double *out = measures + 4 * (int64)blockIdx.x;
  const double squared = add_up(residual, residual_count, scratch);
  const double l1 = add_up(norm, norm_count, scratch) / shifts;
  const double apart = add_up(difference, norm_count, scratch);
  const double all = add_up(size, norm_count, scratch);
  if (threadIdx.x == 0) {
    out[0] = squared;
    out[1] = l1;
    out[2] = apart;
    out[3] = all;
  }
}
EXPORT(measures)
