// What the fused plans do once for each run: taking in data and maps.
//
// Constants: REAL.
#include "firenet.cuh"

// data[image, coil, i] = phase[i] kspace[image, coil, source[i]] and partial sums of the squares.
// Launch: any number of threads; blocks x images blocks, block j takes every blocks-th piece.
// Bytes for each image: samples x coils x (2 sizeof(cplx) + tables). Java: org.firenet.cuda.FusedSolver.
//   points: numbers of one coil in kspace; partial [image, gridDim.x]
KERNEL gather_samples(const cplx *__restrict__ kspace, const int *__restrict__ source, const cplx *__restrict__ phase,
                      cplx *__restrict__ data, double *__restrict__ partial, int64 points, int samples, int coils) {
  __shared__ double scratch[33];
  const int64 image = blockIdx.y;
  double squares = 0;
  for (int coil = 0; coil < coils; ++coil) {
    const cplx *from = kspace + (image * coils + coil) * points;
    cplx *to = data + (image * coils + coil) * samples;
    for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < samples; i += gridDim.x * blockDim.x) {
      const cplx value = phase[i] * from[source[i]];
      to[i] = value;
      squares += square(value);
    }
  }
  squares = block_sum(squares, scratch);
  if (threadIdx.x == 0) partial[image * gridDim.x + blockIdx.x] = squares;
}
EXPORT(gather_samples)

// to[i, x, y] = from[i, y, x] for `count` arrays of rows x columns.
// Launch: 32 x 8 threads; ceil(columns / 32) x ceil(rows / 32) x count blocks; shared: 32 x 33 numbers.
// Bytes: 2 for each number. Java: org.firenet.cuda.FusedSolver.
KERNEL transpose(const cplx *__restrict__ from, cplx *__restrict__ to, int rows, int columns) {
  DYNAMIC_SHARED(cplx, tile);
  from += (int64)blockIdx.z * rows * columns;
  to += (int64)blockIdx.z * rows * columns;
  const int left = blockIdx.x * 32, top = blockIdx.y * 32;
  for (int y = threadIdx.y; y < 32; y += blockDim.y) {
    const int row = top + y, column = left + threadIdx.x;
    if (row < rows && column < columns) tile[y * 33 + threadIdx.x] = from[(int64)row * columns + column];
  }
  __syncthreads();
  for (int x = threadIdx.y; x < 32; x += blockDim.y) {
    const int row = top + threadIdx.x, column = left + x;
    if (row < rows && column < columns) to[(int64)column * rows + row] = tile[threadIdx.x * 33 + x];
  }
}
EXPORT(transpose)
