// What all kernels share: number types, complex arithmetic, sums in a fixed order.
//
// Compiled by nvcc, by NVRTC (so nothing is included from outside) and, for the tests, by a host compiler
// (FIRENET_HOST; native/host supplies threads, barriers and shuffles). REAL is float or double.
//
// Conventions of every kernel: arrays lie row by row, the image of a batch is the slowest axis; addresses of images
// and of the arrays of one image are 64-bit; sums are formed in double, always in the same order, so that the same
// input gives the same bits. Nothing is compiled with fast-math.
#pragma once

#ifdef FIRENET_HOST
#include "host_cuda.h"
#else
#define KERNEL extern "C" __global__ void
#define EXPORT(name)
// Dynamic shared memory of the block as an array of a type.
#define DYNAMIC_SHARED(type, name)                                  \
  extern __shared__ __align__(16) unsigned char firenet_shared[];   \
  type *const name = reinterpret_cast<type *>(firenet_shared)
#endif

#ifndef REAL
#define REAL float
#endif
typedef REAL real;
typedef long long int64;

// Keeps the quotient finite at d = 0.
#define GUARD 1e-43

struct alignas(2 * sizeof(real)) cplx {
  real x, y;
};

__device__ __forceinline__ cplx make(real x, real y) {
  cplx c;
  c.x = x;
  c.y = y;
  return c;
}
__device__ __forceinline__ cplx operator+(cplx a, cplx b) { return make(a.x + b.x, a.y + b.y); }
__device__ __forceinline__ cplx operator-(cplx a, cplx b) { return make(a.x - b.x, a.y - b.y); }
__device__ __forceinline__ cplx operator*(cplx a, cplx b) {
  return make(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x);
}
__device__ __forceinline__ cplx operator*(real s, cplx a) { return make(s * a.x, s * a.y); }
__device__ __forceinline__ cplx conj(cplx a) { return make(a.x, -a.y); }
// a + b c, a + conj(b) c
__device__ __forceinline__ cplx fused_add(cplx a, cplx b, cplx c) {
  return make(a.x + b.x * c.x - b.y * c.y, a.y + b.x * c.y + b.y * c.x);
}
__device__ __forceinline__ cplx fused_add_conj(cplx a, cplx b, cplx c) {
  return make(a.x + b.x * c.x + b.y * c.y, a.y + b.x * c.y - b.y * c.x);
}
__device__ __forceinline__ double square(cplx a) { return (double)a.x * a.x + (double)a.y * a.y; }

// soft(v, t) = max(0, 1 - t / |v|) v
__device__ __forceinline__ cplx soft(cplx v, real t) {
  const real m2 = v.x * v.x + v.y * v.y;
  const real keep = m2 > t * t ? (real)1 - t / sqrt(m2) : (real)0;
  return keep * v;
}

// Sum over the threads of a block (a power of two or not, up to 1024), in a fixed order; every thread gets it.
// scratch: at least 33 doubles of shared memory; a barrier is passed before and after their use.
__device__ inline double block_sum(double value, double *scratch) {
  const int threads = blockDim.x * blockDim.y;
  const int thread = threadIdx.x + blockDim.x * threadIdx.y;
  const int lane = thread & 31, warp = thread >> 5;
  // A last warp that is not full: absent lanes hold nothing and their shuffles are not taken up.
  const int here = threads - (warp << 5) < 32 ? threads - (warp << 5) : 32;
  const unsigned mask = here == 32 ? 0xffffffffu : (1u << here) - 1;
  for (int step = 16; step > 0; step >>= 1) {
    const double other = __shfl_down_sync(mask, value, step);
    if (lane + step < here) value += other;
  }
  __syncthreads();
  if (lane == 0) scratch[warp] = value;
  __syncthreads();
  if (thread == 0) {
    double sum = 0;
    for (int w = 0; w < (threads + 31) / 32; ++w) sum += scratch[w];
    scratch[32] = sum;
  }
  __syncthreads();
  return scratch[32];
}

// min(1, 1 / ‖d‖) of an image from the partial sums of |d|², in a fixed order; 0 without sums (the first layer).
// Called by all threads of a block; scratch as for block_sum.
__device__ inline double dual_scale(const double *partial, int count, double *scratch) {
  if (partial == 0) return 0;
  const int threads = blockDim.x * blockDim.y;
  double sum = 0;
  for (int i = threadIdx.x + blockDim.x * threadIdx.y; i < count; i += threads) sum += partial[i];
  sum = block_sum(sum, scratch);
  const double scale = 1 / (sqrt(sum) + GUARD);
  return scale < 1 ? scale : 1;
}
