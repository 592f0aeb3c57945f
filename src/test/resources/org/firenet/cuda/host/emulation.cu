// Kernels that show whether the host runs blocks, barriers, shuffles, atomics and parameters as CUDA does.
#include "firenet.cuh"

// out[i] = where thread i stands: block, thread, sizes.
KERNEL indices(int *out) {
  const int threads = blockDim.x * blockDim.y;
  const int block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
  int *mine = out + 10 * (block * threads + threadIdx.x + blockDim.x * threadIdx.y);
  mine[0] = blockIdx.x;
  mine[1] = blockIdx.y;
  mine[2] = blockIdx.z;
  mine[3] = threadIdx.x;
  mine[4] = threadIdx.y;
  mine[5] = blockDim.x;
  mine[6] = blockDim.y;
  mine[7] = gridDim.x;
  mine[8] = gridDim.y;
  mine[9] = gridDim.z;
}
EXPORT(indices)

// Every kind of parameter, in an order that needs gaps.
KERNEL parameters(int a, double b, int c, int d, int64 e, int f, const double *g, int h, double *out) {
  out[0] = a;
  out[1] = b;
  out[2] = c;
  out[3] = d;
  out[4] = (double)e;
  out[5] = f;
  out[6] = g == 0 ? -1 : g[0];
  out[7] = h;
}
EXPORT(parameters)

KERNEL no_parameters() {}
EXPORT(no_parameters)

// Reverses the numbers of a block through dynamic shared memory.
KERNEL reverse(real *values, int barrier) {
  DYNAMIC_SHARED(real, line);
  const int n = blockDim.x, i = threadIdx.x;
  values += (int64)blockIdx.x * n;
  line[i] = values[i];
  if (barrier) __syncthreads();
  values[i] = line[n - 1 - i];
}
EXPORT(reverse)

// The same through a static shared array; several rounds.
KERNEL reverse_static(real *values, int rounds) {
  __shared__ real line[1024];
  const int n = blockDim.x, i = threadIdx.x;
  values += (int64)blockIdx.x * n;
  real value = values[i];
  for (int round = 0; round < rounds; ++round) {
    line[i] = value;
    __syncthreads();
    value = line[n - 1 - i];
    __syncthreads();
  }
  values[i] = value;
}
EXPORT(reverse_static)

// What lies in shared memory that nobody has written: out[block] = {dynamic, static}.
KERNEL unwritten(double *out) {
  DYNAMIC_SHARED(double, dynamic);
  __shared__ double fixed[4];
  out[2 * blockIdx.x] = dynamic[1];
  out[2 * blockIdx.x + 1] = fixed[3];
  dynamic[1] = 1;
  fixed[3] = 1;
}
EXPORT(unwritten)

// Threads below the limit do not reach the barrier.
KERNEL some_return(int limit) {
  if ((int)threadIdx.x < limit) return;
  __syncthreads();
}
EXPORT(some_return)

// Threads below the limit wait at another barrier.
KERNEL two_barriers(int limit) {
  if ((int)threadIdx.x < limit) {
    __syncthreads();
  } else {
    __syncthreads();
  }
}
EXPORT(two_barriers)

// out[kind, thread]: all shuffles of the thread's number.
KERNEL shuffles(int *out, int width) {
  const int n = blockDim.x, i = threadIdx.x, lane = i & 31;
  const int warp = i & ~31, here = n - warp < 32 ? n - warp : 32;
  const unsigned mask = here == 32 ? 0xffffffffu : (1u << here) - 1;
  out[i] = __shfl_sync(mask, i, 3, width);
  out[n + i] = __shfl_up_sync(mask, i, 2, width);
  out[2 * n + i] = __shfl_down_sync(mask, i, 2, width);
  out[3 * n + i] = __shfl_xor_sync(mask, i, 1, width);
  out[4 * n + i] = (int)__ballot_sync(mask, lane % 3 == 0);
  out[5 * n + i] = __any_sync(mask, lane == 5) + 2 * __all_sync(mask, lane < 40);
}
EXPORT(shuffles)

// The types that can be shuffled.
KERNEL shuffled_types(double *out) {
  const int i = threadIdx.x;
  out[5 * i] = __shfl_xor_sync(0xffffffffu, (int)-i, 1);
  out[5 * i + 1] = __shfl_xor_sync(0xffffffffu, (unsigned)i + 4000000000u, 1);
  out[5 * i + 2] = __shfl_xor_sync(0xffffffffu, i + 0.5f, 1);
  out[5 * i + 3] = __shfl_xor_sync(0xffffffffu, i + 0.1, 1);
  out[5 * i + 4] = (double)__shfl_xor_sync(0xffffffffu, i + (1ll << 40), 1);
}
EXPORT(shuffled_types)

// Two halves of a warp shuffle apart from each other.
KERNEL half_warps(int *out) {
  const int i = threadIdx.x;
  if (i < 16) {
    out[i] = __shfl_sync(0x0000ffffu, i, 15);
  } else {
    out[i] = __shfl_sync(0xffff0000u, 100 * i, 16);
    out[i] += __shfl_sync(0xffff0000u, i, 3);
  }
}
EXPORT(half_warps)

// A lane of the mask that does not come: kind 0 it has returned, 1 it waits at a barrier, 2 it is not in the mask and
// calls, 3 it is in the mask and does not exist.
KERNEL wrong_shuffle(int kind, int *out) {
  const int i = threadIdx.x;
  if (kind == 0 && i == 7) return;
  if (kind == 1 && i == 7) __syncthreads();
  out[i] = __shfl_down_sync(kind == 2 ? 0xffffff7fu : 0xffffffffu, i, 1);
  if (kind == 1 && i != 7) __syncthreads();
}
EXPORT(wrong_shuffle)

// Lanes of a warp exchange through shared memory.
KERNEL neighbours(int *out, int synchronize) {
  __shared__ int shared[64];
  const int i = threadIdx.x;
  shared[i] = i;
  if (synchronize) __syncwarp();
  out[i] = shared[i ^ 1];
}
EXPORT(neighbours)

// Every thread adds to the same places.
KERNEL atomics(int *i, unsigned *u, unsigned long long *l, float *f, double *d, int *top) {
  const int number = threadIdx.x + blockDim.x * blockIdx.x;
  atomicAdd(i, 1);
  atomicAdd(u, 2u);
  atomicAdd(l, 3ull);
  atomicAdd(f, 0.5f);
  atomicAdd(d, 0.25);
  atomicMax(top, number);
}
EXPORT(atomics)

// The last block to finish sums what the others have left.
KERNEL last_block(double *partial, unsigned *counter, double *sum) {
  __shared__ double scratch[33];
  __shared__ int last;
  const double mine = block_sum(1.0 + threadIdx.x, scratch);
  if (threadIdx.x == 0) {
    partial[blockIdx.x] = mine;
    __threadfence();
    last = atomicAdd(counter, 1u) == gridDim.x - 1;
  }
  __syncthreads();
  if (last && threadIdx.x == 0) {
    double all = 0;
    for (int i = 0; i < (int)gridDim.x; ++i) all += partial[i];
    *sum = all;
  }
}
EXPORT(last_block)

// Writes one number at a place.
KERNEL store(unsigned char *at, int64 offset, int value) {
  at[offset] = (unsigned char)value;
}
EXPORT(store)

// Writes outside of dynamic shared memory, or reads there.
KERNEL shared_overrun(int64 offset, int reads, int *out) {
  DYNAMIC_SHARED(unsigned char, bytes);
  if (reads) {
    *out = bytes[offset];
  } else {
    bytes[offset] = 7;
  }
}
EXPORT(shared_overrun)

// out[i] = sum of all values, formed by the block, seen by thread i.
KERNEL sums(const double *values, double *out) {
  __shared__ double scratch[33];
  const int thread = threadIdx.x + blockDim.x * threadIdx.y;
  const double first = block_sum(values[thread], scratch);
  const double second = block_sum(2 * values[thread], scratch);
  out[thread] = first + second;
}
EXPORT(sums)

// out[i] = dual_scale as seen by thread i.
KERNEL scales(const double *partial, int count, double *out) {
  __shared__ double scratch[33];
  out[threadIdx.x + blockDim.x * threadIdx.y] = dual_scale(partial, count, scratch);
}
EXPORT(scales)

// A shift out of range: undefined behaviour.
KERNEL undefined_shift(int by, int *out) { *out = 1 << by; }
EXPORT(undefined_shift)

// values[i] = a values[i] + b
KERNEL affine(double *values, int count, double a, double b) {
  const int i = threadIdx.x + blockDim.x * blockIdx.x;
  if (i < count) values[i] = a * values[i] + b;
}
EXPORT(affine)

// out: bits and mathematics that C++ has not by these names.
KERNEL mathematics(double *out) {
  double s, c;
  sincospi(0.25, &s, &c);
  float fs, fc;
  sincospi(-1.5f, &fs, &fc);
  const double values[] = {
      s, c, fs, fc, cospi(1.0), sinpi(1e15), rsqrt(4.0), rsqrt(4.0f), (double)__popc(0xf0f0u), (double)__popcll(~0ull),
      (double)__ffs(8), (double)__clz(1), (double)__clz(0), (double)min(3, 2), (double)max(2.5f, 1.0f), fma(2.0, 3.0, 4.0),
      (double)__double2float_rn(0.1), (double)__float_as_int(1.0f), isfinite(1.0 / out[0]) ? 1.0 : 0.0,
      (double)sizeof(float4), (double)alignof(double2), (double)make_float2(1, 2).y, (double)dim3(4).y};
  for (int i = 0; i < (int)(sizeof values / sizeof values[0]); ++i) out[i] = values[i];
}
EXPORT(mathematics)
