// Small vectors with the alignment that CUDA gives them.
#pragma once

#define FIRENET_VECTORS(type, scalar)                                                                \
  struct alignas(2 * sizeof(scalar)) type##2 {                                                       \
    scalar x, y;                                                                                     \
  };                                                                                                 \
  struct type##3 {                                                                                   \
    scalar x, y, z;                                                                                  \
  };                                                                                                 \
  struct alignas(16) type##4 {                                                                       \
    scalar x, y, z, w;                                                                               \
  };                                                                                                 \
  static inline type##2 make_##type##2(scalar x, scalar y) { return type##2{x, y}; }                 \
  static inline type##3 make_##type##3(scalar x, scalar y, scalar z) { return type##3{x, y, z}; }    \
  static inline type##4 make_##type##4(scalar x, scalar y, scalar z, scalar w) {                     \
    return type##4{x, y, z, w};                                                                      \
  }
FIRENET_VECTORS(int, int)
FIRENET_VECTORS(uint, unsigned)
FIRENET_VECTORS(float, float)
FIRENET_VECTORS(double, double)
FIRENET_VECTORS(longlong, long long)
#undef FIRENET_VECTORS

struct dim3 {
  unsigned x, y, z;
  constexpr dim3(unsigned x = 1, unsigned y = 1, unsigned z = 1) : x(x), y(y), z(z) {}
};
