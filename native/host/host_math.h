// Mathematics and bit operations that CUDA has and C++ does not have by these names.
#pragma once

#define FIRENET_EXTREMES(type)                                     \
  inline type min(type a, type b) { return b < a ? b : a; }        \
  inline type max(type a, type b) { return a < b ? b : a; }
FIRENET_EXTREMES(int)
FIRENET_EXTREMES(unsigned)
FIRENET_EXTREMES(long)
FIRENET_EXTREMES(unsigned long)
FIRENET_EXTREMES(long long)
FIRENET_EXTREMES(unsigned long long)
#undef FIRENET_EXTREMES
inline float min(float a, float b) { return fminf(a, b); }
inline float max(float a, float b) { return fmaxf(a, b); }
inline double min(double a, double b) { return fmin(a, b); }
inline double max(double a, double b) { return fmax(a, b); }
inline double min(float a, double b) { return fmin((double)a, b); }
inline double max(float a, double b) { return fmax((double)a, b); }
inline double min(double a, float b) { return fmin(a, (double)b); }
inline double max(double a, float b) { return fmax(a, (double)b); }

// sin and cos of pi x: the argument is reduced exactly to at most a quarter.
inline void sincospi(double x, double *sine, double *cosine) {
  const double turn = fmod(x, 2.0);
  const double quarters = rint(2 * turn);
  const double rest = 3.14159265358979323846 * (turn - 0.5 * quarters);
  const double s = sin(rest), c = cos(rest);
  switch ((int)quarters & 3) {
    case 0: *sine = s; *cosine = c; break;
    case 1: *sine = c; *cosine = -s; break;
    case 2: *sine = -s; *cosine = -c; break;
    default: *sine = -c; *cosine = s; break;
  }
}
inline void sincospi(float x, float *sine, float *cosine) {
  double s, c;
  sincospi((double)x, &s, &c);
  *sine = (float)s;
  *cosine = (float)c;
}
inline void sincospif(float x, float *sine, float *cosine) { sincospi(x, sine, cosine); }
inline double sinpi(double x) {
  double s, c;
  sincospi(x, &s, &c);
  return s;
}
inline double cospi(double x) {
  double s, c;
  sincospi(x, &s, &c);
  return c;
}
inline float sinpi(float x) { return (float)sinpi((double)x); }
inline float cospi(float x) { return (float)cospi((double)x); }
inline float sinpif(float x) { return sinpi(x); }
inline float cospif(float x) { return cospi(x); }
inline double rsqrt(double x) { return 1 / sqrt(x); }
inline float rsqrt(float x) { return (float)(1 / sqrt((double)x)); }
inline float rsqrtf(float x) { return rsqrt(x); }

inline float __fadd_rn(float a, float b) { return a + b; }
inline float __fsub_rn(float a, float b) { return a - b; }
inline float __fmul_rn(float a, float b) { return a * b; }
inline float __fdiv_rn(float a, float b) { return a / b; }
inline float __fmaf_rn(float a, float b, float c) { return fmaf(a, b, c); }
inline float __fsqrt_rn(float a) { return sqrtf(a); }
inline float __frcp_rn(float a) { return 1 / a; }
inline double __dadd_rn(double a, double b) { return a + b; }
inline double __dsub_rn(double a, double b) { return a - b; }
inline double __dmul_rn(double a, double b) { return a * b; }
inline double __ddiv_rn(double a, double b) { return a / b; }
inline double __fma_rn(double a, double b, double c) { return fma(a, b, c); }
inline double __dsqrt_rn(double a) { return sqrt(a); }
inline double __drcp_rn(double a) { return 1 / a; }

inline float __double2float_rn(double x) { return (float)x; }
inline int __double2int_rn(double x) { return (int)rint(x); }
inline int __double2int_rz(double x) { return (int)x; }
inline int __float2int_rn(float x) { return (int)rintf(x); }
inline int __float2int_rz(float x) { return (int)x; }
inline float __int2float_rn(int x) { return (float)x; }
inline double __int2double_rn(int x) { return x; }

namespace firenet_host {
template <typename To, typename From>
inline To same_bits(From from) {
  static_assert(sizeof(To) == sizeof(From), "same size");
  To to;
  memcpy(&to, &from, sizeof(To));
  return to;
}
}  // namespace firenet_host
inline int __float_as_int(float x) { return firenet_host::same_bits<int>(x); }
inline unsigned __float_as_uint(float x) { return firenet_host::same_bits<unsigned>(x); }
inline float __int_as_float(int x) { return firenet_host::same_bits<float>(x); }
inline float __uint_as_float(unsigned x) { return firenet_host::same_bits<float>(x); }
inline long long __double_as_longlong(double x) { return firenet_host::same_bits<long long>(x); }
inline double __longlong_as_double(long long x) { return firenet_host::same_bits<double>(x); }

inline int __popc(unsigned x) { return __builtin_popcount(x); }
inline int __popcll(unsigned long long x) { return __builtin_popcountll(x); }
inline int __ffs(int x) { return __builtin_ffs(x); }
inline int __ffsll(long long x) { return __builtin_ffsll(x); }
inline int __clz(int x) { return x == 0 ? 32 : __builtin_clz((unsigned)x); }
inline int __clzll(long long x) { return x == 0 ? 64 : __builtin_clzll((unsigned long long)x); }
inline unsigned __brev(unsigned x) {
  unsigned y = 0;
  for (int bit = 0; bit < 32; ++bit) y |= (x >> bit & 1u) << (31 - bit);
  return y;
}
inline int __mul24(int a, int b) { return a * b; }
inline unsigned __umulhi(unsigned a, unsigned b) { return (unsigned)((unsigned long long)a * b >> 32); }

// Ways through the caches that make no difference here.
template <typename T>
inline T __ldg(const T *at) {
  return *at;
}
template <typename T>
inline T __ldcs(const T *at) {
  return *at;
}
template <typename T>
inline T __ldcg(const T *at) {
  return *at;
}
template <typename T>
inline void __stcs(T *at, T value) {
  *at = value;
}
template <typename T>
inline void __stcg(T *at, T value) {
  *at = value;
}
