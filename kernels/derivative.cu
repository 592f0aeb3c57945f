// What derivatives of the network need beside wavelet.cu and the sampling of generic.cu: vectors, A and A* with maps
// and factors that are given, and the derivatives of soft thresholding. One image at a time; nothing is lazy.
//
// Constants: REAL. Data vectors [coil][sample] hold conj(phase) y, see gather_data of generic.cu; tables as there.
// Twin of every kernel: the operation of org.firenet.derivative.LayerArithmetic that is named, defined by
// org.firenet.reference.ReferenceArithmetic.
#include "grid.cuh"

// v = factor v, real and imaginary parts alike. Twin: scale.
// Launch: blockIdx.x over parts. Moves 2 parts for each part. Launched by VectorKernels.
KERNEL scale_vector(real *v, double factor, int64 count) {
  const real f = (real)factor;
  for (int64 i = FIRST_POINT; i < count; i += NEXT_POINT) v[i] = f * v[i];
}
EXPORT(scale_vector)

// to = to + factor from, real and imaginary parts alike. Twin: add.
// Launch: blockIdx.x over parts. Moves 3 parts for each part. Launched by VectorKernels.
KERNEL add_vector(real *to, const real *from, double factor, int64 count) {
  const real f = (real)factor;
  for (int64 i = FIRST_POINT; i < count; i += NEXT_POINT) to[i] = to[i] + f * from[i];
}
EXPORT(add_vector)

// Partial sums of a_i b_i over real and imaginary parts, in double. Twin: inner.
// Launch: blockIdx.x over parts, one partial sum a block. Moves 2 parts for each part, 1 where a is b. Launched by
// VectorKernels, which adds up the sums in order.
KERNEL inner_product(const real *a, const real *b, int64 count, double *partial) {
  __shared__ double scratch[33];
  double sum = 0;
  for (int64 i = FIRST_POINT; i < count; i += NEXT_POINT) sum += (double)a[i] * b[i];
  sum = block_sum(sum, scratch);
  if (threadIdx.x == 0) partial[blockIdx.x] = sum;
}
EXPORT(inner_product)

// kspace[coil][source[sample]] = phase[sample] data[coil][sample], the adjoint of gather_data; other points are left.
// phase 0 for none. Twin: store of data.
// Launch: blockIdx.x over samples. Moves 2 coils samples numbers and the tables. Launched by SamplingKernels.
KERNEL scatter_samples(const cplx *data, const int *source, const cplx *phase, cplx *kspace, int64 points,
                       int64 samples, int coils) {
  for (int64 s = FIRST_POINT; s < samples; s += NEXT_POINT) {
    for (int c = 0; c < coils; ++c) {
      const cplx value = data[c * samples + s];
      kspace[c * points + source[s]] = phase == 0 ? value : phase[s] * value;
    }
  }
}
EXPORT(scatter_samples)

// grid[coil] = maps[coil] crop x; without coils (0) crop x itself. Twin: the first half of forward and forwardThrough,
// and store of images.
// Launch: blockIdx.x over padded points. Moves padded points + (1 or 2 coils) points numbers. Launched by
// SamplingKernels.
KERNEL expand_image(const cplx *image, const cplx *maps, int coils, cplx *grid, int pz, int py, int px, int iz, int iy,
                    int ix) {
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
    const int inside = cropped((int)i, py, px, iz, iy, ix);
    if (inside < 0) continue;
    const cplx value = image[i];
    if (coils == 0) grid[inside] = value;
    for (int c = 0; c < coils; ++c) grid[c * pixels + inside] = maps[c * pixels + inside] * value;
  }
}
EXPORT(expand_image)

// data = factor v at the sampled points, v being the forward transform; added to data where `added`. table 0: every
// point is a sample. Twin: the second half of forward and forwardThrough.
// Launch: blockIdx.x over points. Moves coils (2 or 3) samples numbers and the table. Launched by SamplingKernels.
KERNEL gather_values(const cplx *values, const int *table, int64 points, int64 samples, int coils, double factor,
                     cplx *data, int added) {
  const real f = (real)factor;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
    const int64 sample = table == 0 ? i : table[i];
    if (sample < 0) continue;
    for (int c = 0; c < coils; ++c) {
      const int64 place = c * samples + sample;
      const cplx value = f * values[c * points + i];
      data[place] = added ? data[place] + value : value;
    }
  }
}
EXPORT(gather_values)

// x = factor sum_c conj(maps_c) grid_c, zero in the padding; without coils (0) the grid itself. Added to x where
// `added`, and nothing in the padding then. Twin: the second half of adjoint and adjointThrough, and load of images.
// Launch: blockIdx.x over padded points. Moves (1 or 2) padded points + (1 or 2 coils) points numbers. Launched by
// SamplingKernels.
KERNEL combine_coils(const cplx *grid, const cplx *maps, int coils, double factor, cplx *image, int added, int pz,
                     int py, int px, int iz, int iy, int ix) {
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  const real f = (real)factor;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
    const int inside = cropped((int)i, py, px, iz, iy, ix);
    cplx sum = make(0, 0);
    if (inside >= 0 && coils == 0) sum = grid[inside];
    for (int c = 0; inside >= 0 && c < coils; ++c) {
      sum = fused_add_conj(sum, maps[c * pixels + inside], grid[c * pixels + inside]);
    }
    if (!added) image[i] = f * sum;
    if (added && inside >= 0) image[i] = image[i] + f * sum;
  }
}
EXPORT(combine_coils)

// gradient_c = gradient_c + factor conj(crop x) grid_c. Twin: mapsGradient.
// Launch: blockIdx.x over padded points. Moves padded points + 3 coils points numbers. Launched by SamplingKernels.
KERNEL maps_gradient(const cplx *image, const cplx *grid, int coils, double factor, cplx *gradient, int pz, int py,
                     int px, int iz, int iy, int ix) {
  const int64 points = (int64)pz * py * px, pixels = (int64)iz * iy * ix;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
    const int inside = cropped((int)i, py, px, iz, iy, ix);
    if (inside < 0) continue;
    const cplx value = (real)factor * image[i];
    for (int c = 0; c < coils; ++c) {
      const int64 place = c * pixels + inside;
      gradient[place] = fused_add_conj(gradient[place], value, grid[place]);
    }
  }
}
EXPORT(maps_gradient)

// to = roll(from). Twin: org.firenet.operator.RollOperator, before every transform of proximal and its derivatives.
// Launch: blockIdx.x over padded points. Moves 2 padded points numbers. Launched by ThresholdKernels.
KERNEL roll_image(const cplx *from, cplx *to, int pz, int py, int px, int sz, int sy, int sx) {
  const int64 points = (int64)pz * py * px;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) to[rolled((int)i, pz, py, px, sz, sy, sx)] = from[i];
}
EXPORT(roll_image)

// to = share unroll(from), added to `to` where `added`. Twin: the adjoint of RollOperator, after every transform back.
// Launch: blockIdx.x over padded points. Moves 2 or 3 padded points numbers. Launched by ThresholdKernels.
KERNEL unroll_image(const cplx *from, cplx *to, double share, int added, int pz, int py, int px, int sz, int sy,
                    int sx) {
  const int64 points = (int64)pz * py * px;
  const real f = (real)share;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
    const cplx value = f * from[rolled((int)i, pz, py, px, sz, sy, sx)];
    to[i] = added ? to[i] + value : value;
  }
}
EXPORT(unroll_image)

// Coefficients c of a transform that lie in two buffers, see wavelet.cu, and their thresholds t = limit w.
struct Coefficient {
  int64 place;
  bool first;
  cplx c;
  real t, modulus;
  // The same test as soft().
  __device__ __forceinline__ bool kept() const { return c.x * c.x + c.y * c.y > t * t; }
};

__device__ __forceinline__ Coefficient coefficient(const cplx *first, const cplx *second, int64 place,
                                                   const real *weights, double limit, int levels, int rank, int pz,
                                                   int py, int px) {
  Coefficient a;
  a.place = place;
  a.first = in_first_buffer((int)place, levels, rank, pz, py, px);
  a.c = (a.first ? first : second)[place];
  a.t = weights == 0 ? (real)limit : (real)limit * weights[place];
  a.modulus = sqrt(a.c.x * a.c.x + a.c.y * a.c.y);
  return a;
}

// v = (1 - t/|c|) v + t c Re(conj(c) v) / |c|³ where |c| > t, v where t = 0, else 0: the derivative of soft(c, t) along
// v. v [2 buffers] as c. Twin: proximalDerivative.
// Launch: blockIdx.x over padded points. Moves 3 padded points numbers and the weights. Launched by ThresholdKernels.
KERNEL soft_derivative(const cplx *first, const cplx *second, cplx *v_first, cplx *v_second, const real *weights,
                       double limit, int levels, int rank, int pz, int py, int px) {
  const int64 points = (int64)pz * py * px;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
    const Coefficient a = coefficient(first, second, i, weights, limit, levels, rank, pz, py, px);
    if (a.t == 0) continue;
    cplx *out = (a.first ? v_first : v_second) + i;
    if (!a.kept()) {
      *out = make(0, 0);
      continue;
    }
    const cplx v = *out;
    const real share = a.t / a.modulus, along = (a.c.x * v.x + a.c.y * v.y) / a.modulus;
    *out = ((real)1 - share) * v + (share * along / a.modulus) * a.c;
  }
}
EXPORT(soft_derivative)

// c = -dt c/|c| where |c| > t, else 0: the derivative of soft(c, t) along a change dt of the thresholds. Twin:
// thresholdDerivative.
// Launch: blockIdx.x over padded points. Moves 2 padded points numbers, their changes and the weights. Launched by
// ThresholdKernels.
KERNEL threshold_derivative(cplx *first, cplx *second, const real *change, const real *weights, double limit,
                            int levels, int rank, int pz, int py, int px) {
  const int64 points = (int64)pz * py * px;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
    const Coefficient a = coefficient(first, second, i, weights, limit, levels, rank, pz, py, px);
    (a.first ? first : second)[i] = (a.kept() ? -change[i] / a.modulus : (real)0) * a.c;
  }
}
EXPORT(threshold_derivative)

// gradient = gradient - share Re(conj(c) v) / |c| where |c| > t: the adjoint of threshold_derivative. v [2 buffers] as
// c. Twin: thresholdGradient.
// Launch: blockIdx.x over padded points. Moves 2 padded points numbers, the gradient twice and the weights. Launched
// by ThresholdKernels.
KERNEL threshold_gradient(const cplx *first, const cplx *second, const cplx *v_first, const cplx *v_second,
                          const real *weights, double limit, double share, real *gradient, int levels, int rank, int pz,
                          int py, int px) {
  const int64 points = (int64)pz * py * px;
  for (int64 i = FIRST_POINT; i < points; i += NEXT_POINT) {
    const Coefficient a = coefficient(first, second, i, weights, limit, levels, rank, pz, py, px);
    if (!a.kept()) continue;
    const cplx v = (a.first ? v_first : v_second)[i];
    gradient[i] = gradient[i] - (real)share * ((a.c.x * v.x + a.c.y * v.y) / a.modulus);
  }
}
EXPORT(threshold_gradient)
