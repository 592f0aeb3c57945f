// Places of points in images of one to three axes: z slowest, x fastest; absent axes have extent 1. The points of one
// image fit an int, the address of an image does not.
#pragma once
#include "firenet.cuh"

// This thread's first point of an image, and how far to the next one.
#define FIRST_POINT ((int64)blockIdx.x * blockDim.x + threadIdx.x)
#define NEXT_POINT ((int64)gridDim.x * blockDim.x)

// Images are dealt out to blockIdx.y, round and round if there are more.
#define FOR_IMAGES(image, images) for (int64 image = blockIdx.y; image < (images); image += gridDim.y)

// Place in the image [iz, iy, ix] of a point of the image padded at the end to [., py, px]; -1 in the padding.
__device__ __forceinline__ int cropped(int point, int py, int px, int iz, int iy, int ix) {
  const int row = point / px, x = point - row * px;
  const int z = row / py, y = row - z * py;
  return x < ix && y < iy && z < iz ? (z * iy + y) * ix + x : -1;
}

// Place of a point of [pz, py, px] after a circular shift by sz, sy, sx (0 <= s < extent).
__device__ __forceinline__ int rolled(int point, int pz, int py, int px, int sz, int sy, int sx) {
  const int row = point / px, z = row / py;
  const int rx = point - row * px + sx, ry = row - z * py + sy, rz = z + sz;
  return ((rz < pz ? rz : rz - pz) * py + (ry < py ? ry : ry - py)) * px + (rx < px ? rx : rx - px);
}

// Whether a coefficient that wavelet.cu made of a padded image is in its first buffer: the details of level l, and
// after the last level the approximation, are there if l rank is even.
__device__ __forceinline__ bool in_first_buffer(int point, int levels, int rank, int pz, int py, int px) {
  const int row = point / px, x = point - row * px, z = row / py, y = row - z * py;
  int level = 1;
  while (level < levels && (int64)x << level < px && (int64)y << level < py && (int64)z << level < pz) ++level;
  return levels == 0 || level * rank % 2 == 0;
}
