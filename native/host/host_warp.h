// Barriers and warp operations. Where a call stands in the source is passed on: threads that meet must stand at the
// same place, and reports name it.
#pragma once

namespace firenet_host {
struct Site {
  const char *file;
  int line;
};
enum class WarpOperation { synchronize, exchange, ballot };

void barrier(Site site);
// Waits for all lanes of the mask; gives the value of the source lane (all bits one if it is not in the mask), for a
// ballot the lanes whose value is not 0.
unsigned long long meet(WarpOperation operation, unsigned mask, unsigned long long value, int source, Site site);
// Number of the running thread in its warp.
__attribute__((const)) int lane();

template <typename T>
inline T shuffle(unsigned mask, T value, int source, Site site) {
  static_assert(sizeof(T) == 4 || sizeof(T) == 8, "numbers of 4 or 8 bytes");
  unsigned long long bits = 0;
  memcpy(&bits, &value, sizeof(T));
  bits = meet(WarpOperation::exchange, mask, bits, source, site);
  memcpy(&value, &bits, sizeof(T));
  return value;
}
}  // namespace firenet_host

#define FIRENET_SITE int line = __builtin_LINE(), const char *file = __builtin_FILE()

inline void __syncthreads(FIRENET_SITE) { firenet_host::barrier({file, line}); }
inline void __syncwarp(unsigned mask = 0xffffffffu, FIRENET_SITE) {
  firenet_host::meet(firenet_host::WarpOperation::synchronize, mask, 0, firenet_host::lane(), {file, line});
}
inline unsigned __ballot_sync(unsigned mask, int predicate, FIRENET_SITE) {
  return (unsigned)firenet_host::meet(firenet_host::WarpOperation::ballot, mask, predicate != 0, firenet_host::lane(),
                                      {file, line});
}
inline int __any_sync(unsigned mask, int predicate, FIRENET_SITE) {
  return __ballot_sync(mask, predicate, line, file) != 0;
}
inline int __all_sync(unsigned mask, int predicate, FIRENET_SITE) {
  return __ballot_sync(mask, predicate, line, file) == mask;
}

// The warp is seen as segments of a width, a power of two; lanes whose source is outside their segment keep their own.
template <typename T>
inline T __shfl_sync(unsigned mask, T value, int source, int width = 32, FIRENET_SITE) {
  const int first = firenet_host::lane() & ~(width - 1);
  return firenet_host::shuffle(mask, value, first + (source & (width - 1)), {file, line});
}
template <typename T>
inline T __shfl_up_sync(unsigned mask, T value, unsigned delta, int width = 32, FIRENET_SITE) {
  const int lane = firenet_host::lane(), first = lane & ~(width - 1);
  const int source = lane - (int)delta < first ? lane : lane - (int)delta;
  return firenet_host::shuffle(mask, value, source, {file, line});
}
template <typename T>
inline T __shfl_down_sync(unsigned mask, T value, unsigned delta, int width = 32, FIRENET_SITE) {
  const int lane = firenet_host::lane(), last = lane | (width - 1);
  const int source = lane + (int)delta > last ? lane : lane + (int)delta;
  return firenet_host::shuffle(mask, value, source, {file, line});
}
template <typename T>
inline T __shfl_xor_sync(unsigned mask, T value, int bits, int width = 32, FIRENET_SITE) {
  const int lane = firenet_host::lane(), last = lane | (width - 1);
  const int source = (lane ^ bits) > last ? lane : lane ^ bits;
  return firenet_host::shuffle(mask, value, source, {file, line});
}
#undef FIRENET_SITE
