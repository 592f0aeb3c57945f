// Coil sensitivities by ESPIRiT: the Hermitian matrix of each pixel from the kernels K in k-space, and its dominant
// eigenvectors s with a phase and a crop,
//
//   G_ab(r) = sum_l K_ab[l] exp(-2 pi i l (r - n/2)/n),     G(r) s(r) = lambda(r) s(r),
//
// one axis after the other: along z for planes of a volume, along x for all columns of a plane, along y pixel by pixel,
// where LANES threads hold the matrix, a row each, in registers. G never lies in memory.
//
// COILS is the number of coils rounded up to a multiple of 4; the matrices of absent coils are zero. Matrices lie column
// by column: [b][a]. Waves are [position][lag].
#include "firenet.cuh"

#ifndef COILS
#define COILS 8
#endif

// Threads of a pixel: a power of two, parts of a warp.
#define LANES (COILS <= 4 ? 4 : COILS <= 8 ? 8 : COILS <= 16 ? 16 : 32)
#define MATRIX (COILS * COILS)
#define WARP 32
// Growth of an eigenvalue without interest from look to look at which it counts as found.
#define SETTLED 1e-3
// Iterations between two looks at the change.
#define STRIDE 3
// Shared memory of a pixel: a vector and two eigenvalues of each set; odd, so that pixels of a warp use different banks.
#define GROUP_NUMBERS(sets) ((sets) * (COILS + 1) | 1)

// Kernels of planes of a volume: out[plane][ly, lx][matrix] = sum_lz kernels[lz][ly, lx][matrix] wave[first + plane][lz].
// Launch: blockIdx.x over (ly, lx, matrix) of a plane, blockIdx.y over planes. Moves lags numbers for each it writes,
// mostly within the L2 cache. Launched by EspiritKernelCalls.
KERNEL espirit_planes(const cplx *kernels, const cplx *wave, int lags, int64 numbers, int first, int planes, cplx *out) {
  for (int plane = blockIdx.y; plane < planes; plane += gridDim.y) {
    const cplx *turns = wave + (int64)(first + plane) * lags;
    for (int64 i = (int64)blockIdx.x * blockDim.x + threadIdx.x; i < numbers; i += (int64)gridDim.x * blockDim.x) {
      cplx sum = make(0, 0);
      for (int lag = 0; lag < lags; ++lag) sum = fused_add(sum, turns[lag], kernels[lag * numbers + i]);
      out[plane * numbers + i] = sum;
    }
  }
}
EXPORT(espirit_planes)

// Kernels along x: out[plane][x][ly][matrix] = sum_lx kernels[plane][ly][lx][matrix] wave[x][lx].
// Launch: blockIdx.x over (ly, matrix), blockIdx.y over x, blockIdx.z over planes. Moves lags_x + 1 numbers for each it
// writes, the reads mostly within the caches. Launched by EspiritKernelCalls.
KERNEL espirit_columns(const cplx *kernels, const cplx *wave, int lags_y, int lags_x, int nx, int planes, cplx *out) {
  const int numbers = lags_y * MATRIX;
  for (int plane = blockIdx.z; plane < planes; plane += gridDim.z) {
    const cplx *from = kernels + (int64)plane * lags_x * numbers;
    for (int x = blockIdx.y; x < nx; x += gridDim.y) {
      const cplx *turns = wave + (int64)x * lags_x;
      for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < numbers; i += gridDim.x * blockDim.x) {
        const int line = i / MATRIX, element = i - line * MATRIX;
        cplx sum = make(0, 0);
        for (int lag = 0; lag < lags_x; ++lag) {
          sum = fused_add(sum, turns[lag], from[((int64)line * lags_x + lag) * MATRIX + element]);
        }
        out[((int64)plane * nx + x) * numbers + i] = sum;
      }
    }
  }
}
EXPORT(espirit_columns)

// Row `lane` of the matrix of a pixel, from its column of the plane and its turns along y; 0 for threads without a row.
__device__ __forceinline__ void load_row(const cplx *column, const cplx *turns, int lags, int lane, cplx *row) {
#pragma unroll
  for (int b = 0; b < COILS; ++b) row[b] = make(0, 0);
  if (lane >= COILS) return;
  for (int lag = 0; lag < lags; ++lag) {
    const cplx turn = turns[lag];
#pragma unroll
    for (int b = 0; b < COILS; ++b) row[b] = fused_add(row[b], turn, column[(int64)lag * MATRIX + b * COILS + lane]);
  }
}

// Sums over the threads of a pixel, the same bits for each of them.
__device__ __forceinline__ real lane_sum(real value) {
  for (int step = LANES / 2; step > 0; step >>= 1) value += __shfl_xor_sync(0xffffffffu, value, step);
  return value;
}
__device__ __forceinline__ cplx lane_sum(cplx value) { return make(lane_sum(value.x), lane_sum(value.y)); }

__device__ __forceinline__ real power(cplx v) { return v.x * v.x + v.y * v.y; }

// 1 / norm, 0 for 0.
__device__ __forceinline__ real inverse(real norm) { return norm > 0 ? (real)1 / norm : (real)0; }

// next - sum_before v_before <v_before, next> for the unit vectors of earlier sets; one element a thread.
__device__ __forceinline__ cplx without(cplx next, const cplx *vectors, int sets, int lane) {
  for (int before = 0; before < sets; ++before) {
    const cplx v = lane < COILS ? vectors[before * COILS + lane] : make(0, 0);
    const cplx share = lane_sum(fused_add_conj(make(0, 0), v, next));
    next = next - share * v;
  }
  return next;
}

// First vectors: the columns with the largest diagonal elements, orthonormal.
__device__ __forceinline__ void start(const cplx *row, int coils, int sets, int lane, cplx *vectors) {
  // Absent coils come last.
  real diagonal = -2;
#pragma unroll
  for (int b = 0; b < COILS; ++b) diagonal = b == lane && b < coils ? row[b].x : diagonal;
  for (int set = 0; set < sets; ++set) {
    real largest = diagonal;
    int pivot = lane;
    for (int step = LANES / 2; step > 0; step >>= 1) {
      const real other = __shfl_xor_sync(0xffffffffu, largest, step);
      const int place = __shfl_xor_sync(0xffffffffu, pivot, step);
      if (other > largest || (other == largest && place < pivot)) {
        largest = other;
        pivot = place;
      }
    }
    cplx v = make(0, 0);
#pragma unroll
    for (int b = 0; b < COILS; ++b) v = b == pivot ? row[b] : v;
    v = without(v, vectors, set, lane);
    v = inverse(sqrt(lane_sum(power(v)))) * v;
    if (lane < COILS) vectors[set * COILS + lane] = v;
    if (lane == pivot) diagonal = -1;
    __syncwarp();
  }
}

// How much of a map is left at an eigenvalue.
__device__ __forceinline__ real crop_weight(real value, double crop, int soft) {
  if (!soft) return (double)value >= crop ? (real)1 : (real)0;
  const real t = (value - (real)crop) / (real)(1 - crop);
  const real u = t < -1 ? (real)-1 : t > 1 ? (real)1 : t;
  return (real)0.5 + (real)0.75 * u - (real)0.25 * u * u * u;
}

// Element `lane` of a vector of modulus `weight` whose product with the principal axis is real and positive.
__device__ __forceinline__ cplx turned(cplx v, cplx principal, real weight) {
  const cplx product = lane_sum(fused_add_conj(make(0, 0), principal, v));
  const real modulus = sqrt(power(product));
  const real cosine = modulus > 0 ? weight * (product.x / modulus) : weight;
  const real sine = modulus > 0 ? -weight * (product.y / modulus) : (real)0;
  return weight > 0 ? make(v.x * cosine - v.y * sine, v.x * sine + v.y * cosine) : make(0, 0);
}

// Eigenvectors of every pixel by orthogonal iteration, started from columns of the matrix; a pixel keeps its result from
// the look on at which it is done, the warp goes on until all its pixels are.
//
//   columns [plane][x][ly][matrix]; wave [y][ly]; principal [COILS], of plane p plane_principal p further
//   maps: plane p, set s, coil c, pixel r at p plane_maps + (s coils + c) pixels + r
//   values: eigenvalues, plane p, set s, pixel r at p plane_values + s pixels + r; 0 for none
//   converged: square of the change of a unit vector over one iteration; interest: eigenvalues below need not be exact
//
// Launch: threadIdx.x over a warp, LANES rows of 32 / LANES pixels along x, threadIdx.y over y; blockIdx.x over y (so
// that neighbours in time read the same columns), blockIdx.y over x, blockIdx.z over planes. Dynamic shared memory:
// GROUP_NUMBERS(sets) numbers for each pixel of a block. Reads lags_y COILS² numbers a pixel from the caches, a column
// once from device memory; writes sets (coils + 1/2) numbers a pixel. Launched by EspiritKernelCalls.
KERNEL espirit_pixels(const cplx *columns, const cplx *wave, int lags_y, const cplx *principal, int64 plane_principal,
                      cplx *maps, int64 plane_maps, real *values, int64 plane_values, int64 pixels, int coils, int sets,
                      int ny, int nx, int planes, int iterations, double converged, double interest, double crop,
                      int soft) {
  DYNAMIC_SHARED(cplx, shared);
  const int lane = threadIdx.x % LANES;
  const int group = threadIdx.x / LANES;
  cplx *const vectors = shared + (threadIdx.y * (WARP / LANES) + group) * GROUP_NUMBERS(sets);
  // Of each set: eigenvalue at the last look, eigenvalue.
  cplx *const found = vectors + sets * COILS;
  const int x0 = blockIdx.y * (WARP / LANES) + group;
  const int y0 = blockIdx.x * blockDim.y + threadIdx.y;
  const bool inside = x0 < nx && y0 < ny;
  // Threads beyond the border work on the last pixel and keep the result to themselves.
  const int x = x0 < nx ? x0 : nx - 1, y = y0 < ny ? y0 : ny - 1;
  for (int plane = blockIdx.z; plane < planes; plane += gridDim.z) {
    cplx row[COILS];
    load_row(columns + ((int64)plane * nx + x) * lags_y * MATRIX, wave + (int64)y * lags_y, lags_y, lane, row);
    // Nobody reads the vectors of the plane before any more.
    __syncwarp();
    start(row, coils, sets, lane, vectors);
    for (int set = lane; set < sets; set += LANES) found[set] = make(0, 0);
    __syncwarp();

    bool done = false;
    for (int iteration = 1; iteration <= iterations; ++iteration) {
      const bool look = iteration == iterations || iteration % STRIDE == 0;
      bool ready = true;
      for (int set = 0; set < sets; ++set) {
        cplx *const vector = vectors + set * COILS;
        cplx next = make(0, 0);
#pragma unroll
        for (int b = 0; b < COILS; ++b) next = fused_add(next, row[b], vector[b]);
        next = without(next, vectors, set, lane);
        const real value = sqrt(lane_sum(power(next)));
        next = inverse(value) * next;
        cplx looked = found[set];
        looked.y = value;
        if (look) {
          const cplx old = lane < COILS ? vector[lane] : make(0, 0);
          const double change = lane_sum(power(next - old));
          const bool settled = value < interest && (double)value - looked.x <= SETTLED * interest;
          if (change > converged && !settled) ready = false;
          looked.x = value;
        }
        __syncwarp();
        if (lane < COILS && !done) vector[lane] = next;
        if (lane == 0 && !done) found[set] = looked;
        __syncwarp();
      }
      done = done || (look && ready);
      if (look && __all_sync(0xffffffffu, done)) break;
    }

    const cplx axis = lane < COILS ? principal[plane * plane_principal + lane] : make(0, 0);
    const int64 pixel = (int64)y * nx + x;
    for (int set = 0; set < sets; ++set) {
      const cplx v = lane < COILS ? vectors[set * COILS + lane] : make(0, 0);
      const real value = found[set].y;
      const cplx map = turned(v, axis, crop_weight(value, crop, soft));
      if (inside && lane < coils) maps[plane * plane_maps + (set * coils + lane) * pixels + pixel] = map;
      if (inside && lane == 0 && values != 0) values[plane * plane_values + set * pixels + pixel] = value;
    }
  }
}
EXPORT(espirit_pixels)
