// Bytes that nobody has written, and bytes that nobody may write.
#pragma once

#include <stddef.h>
#include <string.h>

namespace firenet_host {
// Unwritten memory: not a number as float and as double, -1 as an integer.
constexpr unsigned char kPoisonByte = 0xff;
// Zones around what was asked for.
constexpr unsigned char kGuardByte = 0xa5;

// Index of the first byte that is not of a value; the size if there is none.
inline size_t first_other(const unsigned char *at, size_t bytes, unsigned char value) {
  // All are like the first if each is like the one before it.
  if (bytes == 0 || (at[0] == value && memcmp(at, at + 1, bytes - 1) == 0)) return bytes;
  for (size_t i = 0; i < bytes; ++i) {
    if (at[i] != value) return i;
  }
  return bytes;
}
}  // namespace firenet_host
