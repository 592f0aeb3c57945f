// AddressSanitizer, where the process runs under it; nothing otherwise.
#pragma once

#include <stddef.h>

extern "C" {
__attribute__((weak)) void __asan_poison_memory_region(const volatile void *at, size_t bytes);
__attribute__((weak)) void __asan_unpoison_memory_region(const volatile void *at, size_t bytes);
__attribute__((weak)) void __sanitizer_start_switch_fiber(void **frames, const void *bottom, size_t size);
__attribute__((weak)) void __sanitizer_finish_switch_fiber(void *frames, const void **bottom, size_t *size);
}

namespace firenet_host {
inline void forbid(const void *at, size_t bytes) {
  if (__asan_poison_memory_region) __asan_poison_memory_region(at, bytes);
}
inline void allow(const void *at, size_t bytes) {
  if (__asan_unpoison_memory_region) __asan_unpoison_memory_region(at, bytes);
}
}  // namespace firenet_host
