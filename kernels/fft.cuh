// Fourier transforms of one line by the threads of a block, in registers and shared memory.
//
// LINE names the passes: hexadecimal digits after a leading 1, one radix each (0 stands for 16), for example
// 0x1885 = 8 · 8 · 5 = 320 points. Java twin: org.firenet.cuda.LineTransform.
//
// Pass i, with P the product of the radices before it, M = N / P, R its radix and M' = M / R, has N / R butterflies
// b = g M' + m (g < P, m < M') over the positions g M + k M' + m, k < R: a transform of R points, then factors
// exp(-2 pi i m k / M). It writes where it read, so that only one barrier lies between passes and none between a
// transform and its adjoint, in either order; between two forward transforms, or two adjoints, the caller puts one.
// After the last pass position p holds the frequency with the digits of p reversed; nothing here needs them in order,
// tables made on the host say what stands where. The adjoint runs the same passes backwards.
//
// A line is worked on by LineThreads threads; thread t has butterflies t, t + LineThreads, ... of each pass.
#pragma once
#include "firenet.cuh"

#ifndef LINE
#define LINE 0x1885
#endif

// One of the template parameters of a loop.
template <int I>
struct Constant {
  static constexpr int value = I;
};

// f(Constant<0>), f(Constant<1>), ..., f(Constant<COUNT - 1>).
template <int COUNT, int I = 0, class F>
__device__ __forceinline__ void unrolled(F &&f) {
  if constexpr (I < COUNT) {
    f(Constant<I>());
    unrolled<COUNT, I + 1>(f);
  }
}

// ---- constants of butterflies, exact to the last bits of double

__host__ __device__ constexpr double taylor_sin(double x) {
  double term = x, sum = x;
  for (int n = 2; n < 24; n += 2) {
    term *= -x * x / (n * (n + 1));
    sum += term;
  }
  return sum;
}
__host__ __device__ constexpr double taylor_cos(double x) {
  double term = 1, sum = 1;
  for (int n = 1; n < 24; n += 2) {
    term *= -x * x / (n * (n + 1));
    sum += term;
  }
  return sum;
}
// cos(2 pi k / n), 0 <= k <= n.
__host__ __device__ constexpr double cos_turn(int k, int n) {
  int h = 2 * k > n ? 2 * (n - k) : 2 * k;  // angle pi h / n, at most pi
  const double sign = 2 * h > n ? -1 : 1;
  h = 2 * h > n ? n - h : h;
  const double pi = 3.14159265358979323846;
  return sign * (4 * h > n ? taylor_sin(pi * (n - 2 * h) / (2 * n)) : taylor_cos(pi * h / n));
}
// sin(2 pi k / n), 0 <= k <= n.
__host__ __device__ constexpr double sin_turn(int k, int n) {
  return cos_turn(4 * k > n ? 4 * k - n : n - 4 * k, 4 * n);
}

// v exp(SIGN 2 pi i K / N).
template <int K, int N, int SIGN>
__device__ __forceinline__ cplx rotated(cplx v) {
  constexpr int k = K % N;
  if constexpr (k == 0) {
    return v;
  } else if constexpr (4 * k == N) {
    return SIGN > 0 ? make(-v.y, v.x) : make(v.y, -v.x);
  } else if constexpr (2 * k == N) {
    return make(-v.x, -v.y);
  } else if constexpr (4 * k == 3 * N) {
    return SIGN > 0 ? make(v.y, -v.x) : make(-v.y, v.x);
  } else if constexpr (8 * k == N || 8 * k == 3 * N) {
    constexpr real h = (real)0.70710678118654752440;
    constexpr real c = 8 * k == N ? h : -h;
    return SIGN > 0 ? make(c * v.x - h * v.y, h * v.x + c * v.y)
                    : make(c * v.x + h * v.y, c * v.y - h * v.x);
  } else {
    constexpr real c = (real)cos_turn(k, N);
    constexpr real s = (real)(SIGN * sin_turn(k, N));
    return make(c * v.x - s * v.y, c * v.y + s * v.x);
  }
}

// ---- v[k] <- sum_n v[n] exp(SIGN 2 pi i k n / R)

template <int R, int SIGN>
struct Butterfly {
  // R = A B: B transforms of A points, factors, A transforms of B points.
  static constexpr int A = R % 4 == 0 && R > 4 ? 4 : R % 2 == 0 ? 2 : R % 3 == 0 ? 3 : R;
  static constexpr int B = R / A;
  static_assert(B > 1, "radix not supported");
  static __device__ __forceinline__ void run(cplx *v) {
    cplx inner[B][A];
    unrolled<B>([&](auto n2) {
      unrolled<A>([&](auto n1) { inner[n2.value][n1.value] = v[n1.value * B + n2.value]; });
      Butterfly<A, SIGN>::run(inner[n2.value]);
    });
    unrolled<A>([&](auto k1) {
      constexpr int k = k1.value;
      cplx outer[B];
      unrolled<B>([&](auto n2) { outer[n2.value] = rotated<n2.value * k, R, SIGN>(inner[n2.value][k]); });
      Butterfly<B, SIGN>::run(outer);
      unrolled<B>([&](auto k2) { v[k + A * k2.value] = outer[k2.value]; });
    });
  }
};

template <int SIGN>
struct Butterfly<1, SIGN> {
  static __device__ __forceinline__ void run(cplx *) {}
};

template <int SIGN>
struct Butterfly<2, SIGN> {
  static __device__ __forceinline__ void run(cplx *v) {
    const cplx a = v[0];
    v[0] = a + v[1];
    v[1] = a - v[1];
  }
};

template <int SIGN>
struct Butterfly<4, SIGN> {
  static __device__ __forceinline__ void run(cplx *v) {
    const cplx s02 = v[0] + v[2], d02 = v[0] - v[2], s13 = v[1] + v[3];
    const cplx d13 = rotated<1, 4, SIGN>(v[1] - v[3]);
    v[0] = s02 + s13;
    v[1] = d02 + d13;
    v[2] = s02 - s13;
    v[3] = d02 - d13;
  }
};

// Odd primes: with s_j = v_j + v_{R-j} and d_j = v_j - v_{R-j},
// V_k, V_{R-k} = v_0 + sum_j cos(2 pi j k / R) s_j ± i SIGN sum_j sin(2 pi j k / R) d_j.
template <int R, int SIGN>
struct OddButterfly {
  static constexpr int H = (R - 1) / 2;
  static __device__ __forceinline__ void run(cplx *v) {
    cplx s[H], d[H];
    cplx total = v[0];
    unrolled<H>([&](auto i) {
      s[i.value] = v[i.value + 1] + v[R - 1 - i.value];
      d[i.value] = v[i.value + 1] - v[R - 1 - i.value];
      total = total + s[i.value];
    });
    const cplx first = v[0];
    v[0] = total;
    unrolled<H>([&](auto kk) {
      constexpr int k = kk.value + 1;
      cplx even = first, odd = make(0, 0);
      unrolled<H>([&](auto j) {
        constexpr int turn = k * (j.value + 1) % R;
        constexpr real c = (real)cos_turn(turn, R);
        constexpr real n = (real)(SIGN * sin_turn(turn, R));
        even = make(even.x + c * s[j.value].x, even.y + c * s[j.value].y);
        odd = make(odd.x + n * d[j.value].x, odd.y + n * d[j.value].y);
      });
      v[k] = make(even.x - odd.y, even.y + odd.x);
      v[R - k] = make(even.x + odd.y, even.y - odd.x);
    });
  }
};
template <int SIGN>
struct Butterfly<3, SIGN> : OddButterfly<3, SIGN> {};
template <int SIGN>
struct Butterfly<5, SIGN> : OddButterfly<5, SIGN> {};
template <int SIGN>
struct Butterfly<7, SIGN> : OddButterfly<7, SIGN> {};

// ---- passes

__host__ __device__ constexpr int line_passes(unsigned line) {
  int passes = -1;
  for (; line > 0; line >>= 4) ++passes;
  return passes;
}
__host__ __device__ constexpr int line_radix(unsigned line, int pass) {
  const int digit = (line >> (4 * (line_passes(line) - 1 - pass))) & 15;
  return digit == 0 ? 16 : digit;
}
__host__ __device__ constexpr int line_product(unsigned line, int passes) {
  int product = 1;
  for (int i = 0; i < passes; ++i) product *= line_radix(line, i);
  return product;
}
__host__ __device__ constexpr int largest_radix(unsigned line) {
  int largest = 1;
  for (int i = 0; i < line_passes(line); ++i) {
    largest = line_radix(line, i) > largest ? line_radix(line, i) : largest;
  }
  return largest;
}

constexpr int Passes = line_passes(LINE);
constexpr int LineLength = line_product(LINE, Passes);
constexpr int LineThreads = LineLength / largest_radix(LINE);
static_assert(line_radix(LINE, 0) == largest_radix(LINE), "the first radix has to be the largest");

template <int I>
struct Pass {
  static constexpr int R = line_radix(LINE, I);
  static constexpr int M = LineLength / line_product(LINE, I);
  static constexpr int Inner = M / R;
  static constexpr int Stride = LineLength / M;  // of the table of factors
  static constexpr int Count = LineLength / R;
  static constexpr int Loops = (Count + LineThreads - 1) / LineThreads;
  static constexpr int Held = Loops * R;  // numbers a thread holds

  static __device__ __forceinline__ bool has(int b) { return Count % LineThreads == 0 || b < Count; }
  static __device__ __forceinline__ int position(int b, int k) {
    return b / Inner * M + b % Inner + k * Inner;
  }
};

constexpr int FirstHeld = Pass<0>::Held;
typedef Pass<Passes - 1> LastPass;
constexpr int LastHeld = LastPass::Held;

// Position of number k of thread t before the first pass.
__device__ __forceinline__ int first_position(int t, int k) { return t + k * Pass<0>::Inner; }

template <int I, class Shared>
__device__ __forceinline__ void load_pass(cplx *v, const Shared &shared, int t) {
  unrolled<Pass<I>::Loops>([&](auto loop) {
    const int b = t + loop.value * LineThreads;
    if (Pass<I>::has(b)) {
      unrolled<Pass<I>::R>([&](auto k) {
        v[loop.value * Pass<I>::R + k.value] = shared[Pass<I>::position(b, k.value)];
      });
    }
  });
}

template <int I, class Shared>
__device__ __forceinline__ void store_pass(const cplx *v, const Shared &shared, int t) {
  unrolled<Pass<I>::Loops>([&](auto loop) {
    const int b = t + loop.value * LineThreads;
    if (Pass<I>::has(b)) {
      unrolled<Pass<I>::R>([&](auto k) {
        shared[Pass<I>::position(b, k.value)] = v[loop.value * Pass<I>::R + k.value];
      });
    }
  });
}

// w[k] = factor^k, by products of few factors.
template <int R>
__device__ __forceinline__ void powers(cplx factor, cplx *w) {
  w[1 % R] = factor;
  unrolled<R>([&](auto k) {
    if constexpr (k.value > 1) w[k.value] = w[k.value / 2] * w[k.value - k.value / 2];
  });
}

// The butterflies and factors of a pass; SIGN -1 forward, +1 for the adjoint.
template <int I, int SIGN>
__device__ __forceinline__ void run_pass(cplx *v, const cplx *__restrict__ factors, int t) {
  typedef Pass<I> P;
  unrolled<P::Loops>([&](auto loop) {
    const int b = t + loop.value * LineThreads;
    if (P::has(b)) {
      cplx *u = v + loop.value * P::R;
      if constexpr (P::Inner > 1) {
        cplx w[P::R];
        cplx factor = factors[b % P::Inner * P::Stride];
        if (SIGN > 0) factor = conj(factor);
        powers<P::R>(factor, w);
        if constexpr (SIGN < 0) Butterfly<P::R, SIGN>::run(u);
        unrolled<P::R>([&](auto k) {
          if constexpr (k.value > 0) u[k.value] = u[k.value] * w[k.value];
        });
        if constexpr (SIGN > 0) Butterfly<P::R, SIGN>::run(u);
      } else {
        Butterfly<P::R, SIGN>::run(u);
      }
    }
  });
}

template <int I, class Shared>
__device__ __forceinline__ void forward_rest(cplx *last, const Shared &shared,
                                             const cplx *__restrict__ factors, int t) {
  __syncthreads();
  if constexpr (I == Passes - 1) {
    load_pass<I>(last, shared, t);
    run_pass<I, -1>(last, factors, t);
  } else {
    cplx v[Pass<I>::Held];
    load_pass<I>(v, shared, t);
    run_pass<I, -1>(v, factors, t);
    store_pass<I>(v, shared, t);
    forward_rest<I + 1>(last, shared, factors, t);
  }
}

// Unnormalised transform exp(-2 pi i k n / N) of the line in `first` (number k at first_position(t, k)).
// The result stands in `last`: number loop * R + k of thread t is element k of butterfly t + loop LineThreads of the
// last pass. All threads of the block call it. shared: numbers of the line by position; factors[j] = exp(-2 pi i j / N).
template <class Shared>
__device__ __forceinline__ void forward_line(cplx *first, cplx *last, const Shared &shared,
                                             const cplx *__restrict__ factors, int t) {
  run_pass<0, -1>(first, factors, t);
  if constexpr (Passes == 1) {
    unrolled<FirstHeld>([&](auto k) { last[k.value] = first[k.value]; });
  } else {
    store_pass<0>(first, shared, t);
    forward_rest<1>(last, shared, factors, t);
  }
}

template <int I, class Shared>
__device__ __forceinline__ void adjoint_rest(cplx *first, const Shared &shared,
                                             const cplx *__restrict__ factors, int t) {
  __syncthreads();
  if constexpr (I == 0) {
    load_pass<0>(first, shared, t);
    run_pass<0, 1>(first, factors, t);
  } else {
    cplx v[Pass<I>::Held];
    load_pass<I>(v, shared, t);
    run_pass<I, 1>(v, factors, t);
    store_pass<I>(v, shared, t);
    adjoint_rest<I - 1>(first, shared, factors, t);
  }
}

// The adjoint of forward_line: from `last` (changed) to `first`.
template <class Shared>
__device__ __forceinline__ void adjoint_line(cplx *last, cplx *first, const Shared &shared,
                                             const cplx *__restrict__ factors, int t) {
  run_pass<Passes - 1, 1>(last, factors, t);
  if constexpr (Passes == 1) {
    unrolled<FirstHeld>([&](auto k) { first[k.value] = last[k.value]; });
  } else {
    store_pass<Passes - 1>(last, shared, t);
    adjoint_rest<Passes - 2>(first, shared, factors, t);
  }
}

// ---- where the numbers of a line lie in shared memory

// Lines side by side: position p of all `lanes` lines, then position p + 1.
struct Interleaved {
  cplx *base;
  int lanes;
  __device__ __forceinline__ cplx &operator[](int p) const { return base[p * lanes]; }
};

// Position p with a gap after every 128 bytes, so that strides of powers of two do not meet the same banks.
constexpr int BankRow = 128 / sizeof(cplx);
__host__ __device__ constexpr int spaced_size(int count) { return count + count / BankRow + 1; }
struct Spaced {
  cplx *base;
  __device__ __forceinline__ cplx &operator[](int p) const { return base[p + p / BankRow]; }
};
