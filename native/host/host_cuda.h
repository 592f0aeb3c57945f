// What a kernel source needs of CUDA, for a host compiler (-DFIRENET_HOST): words of the language, built-in variables,
// barriers, warp operations, atomics and the mathematics that C++ does not have. The execution itself is in block.cpp
// (threads of a block are fibers) and grid.cpp (blocks on processor threads).
//
// What is stricter than a GPU: a barrier that not all threads of the block reach, or a warp operation that not all
// lanes of its mask reach, is an error; values from lanes outside the mask, unwritten shared and device memory are NaN.
#pragma once

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kernel_entry.h"

#define __global__
#define __device__
#define __host__
#define __constant__
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __launch_bounds__(...)
// One for the threads of a block: a block stays on one processor thread, and no other block runs there meanwhile.
#define __shared__ static thread_local

#define KERNEL static void
#define EXPORT(name) FIRENET_HOST_EXPORT(name)
#define DYNAMIC_SHARED(type, name) \
  type *const name = reinterpret_cast<type *>(::firenet_host::dynamic_shared())

#include "host_vectors.h"

#define threadIdx (::firenet_host::indices()->thread)
#define blockIdx (::firenet_host::indices()->block)
#define blockDim (::firenet_host::indices()->threads)
#define gridDim (::firenet_host::indices()->blocks)
#define warpSize 32

namespace firenet_host {
struct Indices {
  uint3 thread, block;
  dim3 threads, blocks;
};
// Of the running thread; the same for all its life.
__attribute__((const)) const Indices *indices();
__attribute__((const)) void *dynamic_shared();
}  // namespace firenet_host

#include "host_atomics.h"
#include "host_math.h"
#include "host_warp.h"
