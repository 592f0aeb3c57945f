// What every way through the layers has in common: the schedule of restarts, the start, the result.
//
// State of an image: x and s = sum of the iterates of a block, both padded, [image][padded points]. The first layer of
// block b takes x = begin_b s and begins a new sum; the image is final s, cropped.
#include "grid.cuh"

// The schedule of each image from the partial sums of |y|²:
//   eps <- nu (delta + eps),  beta = eps / (2 L),  alpha = 1 / (beta p);  alpha = 1 without restarts.
// schedule [image][2 n + 1]: begin_b = alpha_b / (alpha_{b-1} p) (begin_0 = alpha_0) and alpha_b of each block, then
// final = 1 / (alpha_{n-1} p). All are 0 if an alpha is infinite (data, delta and eps0 zero): the image is zero.
// delta < 0 stands for relative_delta ‖y‖, epsilon0 <= 0 for ‖y‖. Data that are not finite give an image that is not.
// entries is the schedule.
// Launch: one block an image. Moves 8 count bytes an image. Twin: org.firenet.network.RestartSchedule; launched by
// NetworkKernels.
KERNEL schedule(const double *partial, int count, int outer, int inner, int restarts, double nu, double delta,
                double relative_delta, double epsilon0, double norm, double *entries) {
  __shared__ double scratch[33];
  const int64 image = blockIdx.x;
  const double *sums = partial + image * count;
  double squared = 0;
  for (int i = threadIdx.x; i < count; i += blockDim.x) squared += sums[i];
  squared = block_sum(squared, scratch);
  if (threadIdx.x != 0) return;
  const double data_norm = sqrt(squared);
  const double least = delta < 0 ? relative_delta * data_norm : delta;
  double epsilon = epsilon0 > 0 ? epsilon0 : data_norm;
  double *out = entries + image * (2 * outer + 1);
  double scale = 1;
  bool infinite = false;
  for (int block = 0; block < outer; ++block) {
    epsilon = nu * (least + epsilon);
    const double beta = epsilon / (2 * norm);
    const double alpha = restarts ? 1 / (beta * inner) : 1;
    infinite = infinite || alpha > 1.7976931348623157e308;
    out[2 * block] = scale * alpha;
    out[2 * block + 1] = alpha;
    scale = 1 / (alpha * inner);
  }
  out[2 * outer] = scale;
  for (int i = 0; infinite && i <= 2 * outer; ++i) out[i] = 0;
}
EXPORT(schedule)

// s = the image, padded with zeros at the end of each axis.
// Launch: blockIdx.x over padded points, blockIdx.y over images. Moves (points + padded points) numbers an image.
// Launched by NetworkKernels.
KERNEL start_from_images(const cplx *from, cplx *sum, int images, int pz, int py, int px, int iz, int iy, int ix) {
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  FOR_IMAGES(image, images) {
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const int inside = cropped((int)i, py, px, iz, iy, ix);
      sum[image * points + i] = inside < 0 ? make(0, 0) : from[image * pixels + inside];
    }
  }
}
EXPORT(start_from_images)

// The image final s, cropped; status counts its numbers that are not finite, and is zero before.
// Launch: blockIdx.x over padded points, blockIdx.y over images. Moves (points + padded points) numbers an image.
// Launched by NetworkKernels.
KERNEL finish_images(const cplx *sum, const double *schedule, int entries, cplx *to, int *status, int images, int pz,
                     int py, int px, int iz, int iy, int ix) {
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  FOR_IMAGES(image, images) {
    const real factor = (real)schedule[image * entries + entries - 1];
    int bad = 0;
    for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
      const int inside = cropped((int)i, py, px, iz, iy, ix);
      if (inside >= 0) {
        const cplx value = factor * sum[image * points + i];
        to[image * pixels + inside] = value;
        bad += value.x - value.x == 0 && value.y - value.y == 0 ? 0 : 1;
      }
    }
    if (bad > 0) atomicAdd(status + image, bad);
  }
}
EXPORT(finish_images)
