// Atomic operations and fences; blocks really run at the same time.
#pragma once

namespace firenet_host {
// old = *at; *at = next(old), as one step.
template <typename T, typename Bits, typename Next>
inline T exchange_by(T *at, Next next) {
  static_assert(sizeof(T) == sizeof(Bits), "bits of the type");
  Bits *bits = reinterpret_cast<Bits *>(at);
  Bits seen = __atomic_load_n(bits, __ATOMIC_RELAXED);
  for (;;) {
    T old;
    memcpy(&old, &seen, sizeof(T));
    const T value = next(old);
    Bits wanted;
    memcpy(&wanted, &value, sizeof(T));
    if (__atomic_compare_exchange_n(bits, &seen, wanted, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) return old;
  }
}
}  // namespace firenet_host

#define FIRENET_ATOMICS(type, bits)                                                                     \
  inline type atomicAdd(type *at, type v) {                                                             \
    return firenet_host::exchange_by<type, bits>(at, [v](type old) { return (type)(old + v); });        \
  }                                                                                                     \
  inline type atomicExch(type *at, type v) {                                                            \
    return firenet_host::exchange_by<type, bits>(at, [v](type) { return v; });                          \
  }
FIRENET_ATOMICS(unsigned, unsigned)
FIRENET_ATOMICS(unsigned long long, unsigned long long)
FIRENET_ATOMICS(float, unsigned)
FIRENET_ATOMICS(double, unsigned long long)
#undef FIRENET_ATOMICS

inline int atomicAdd(int *at, int v) { return __atomic_fetch_add(at, v, __ATOMIC_RELAXED); }
inline int atomicExch(int *at, int v) { return __atomic_exchange_n(at, v, __ATOMIC_RELAXED); }

#define FIRENET_ATOMICS(type, bits)                                                                     \
  inline type atomicMax(type *at, type v) {                                                             \
    return firenet_host::exchange_by<type, bits>(at, [v](type old) { return old > v ? old : v; });      \
  }                                                                                                     \
  inline type atomicMin(type *at, type v) {                                                             \
    return firenet_host::exchange_by<type, bits>(at, [v](type old) { return old < v ? old : v; });      \
  }                                                                                                     \
  inline type atomicOr(type *at, type v) { return __atomic_fetch_or(at, v, __ATOMIC_RELAXED); }         \
  inline type atomicAnd(type *at, type v) { return __atomic_fetch_and(at, v, __ATOMIC_RELAXED); }       \
  inline type atomicCAS(type *at, type expected, type v) {                                              \
    __atomic_compare_exchange_n(at, &expected, v, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);           \
    return expected;                                                                                    \
  }
FIRENET_ATOMICS(int, int)
FIRENET_ATOMICS(unsigned, unsigned)
FIRENET_ATOMICS(unsigned long long, unsigned long long)
#undef FIRENET_ATOMICS

inline void __threadfence() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
inline void __threadfence_block() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
