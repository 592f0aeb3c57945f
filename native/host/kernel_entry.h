// A kernel as the launcher sees it: its name, its parameters, and a way to call one thread of it.
#pragma once

#include <string.h>

namespace firenet_host {
struct KernelEntry {
  const char *name;
  // One letter a parameter: p pointer, l 64-bit integer, i 32-bit integer, d double.
  const char *signature;
  // Runs the calling thread's share, with parameters that lie as in C, one after the other, naturally aligned.
  void (*call)(const unsigned char *parameters);
};

template <typename T>
struct Letter;
template <typename T>
struct Letter<T *> {
  static constexpr char value = 'p';
};
template <>
struct Letter<long long> {
  static constexpr char value = 'l';
};
template <>
struct Letter<int> {
  static constexpr char value = 'i';
};
template <>
struct Letter<double> {
  static constexpr char value = 'd';
};

class ParameterReader {
 public:
  explicit ParameterReader(const unsigned char *bytes) : bytes_(bytes) {}

  template <typename T>
  T next() {
    static_assert(sizeof(T) == alignof(T), "a parameter is aligned to its own size");
    offset_ = (offset_ + sizeof(T) - 1) / sizeof(T) * sizeof(T);
    T value;
    memcpy(&value, bytes_ + offset_, sizeof(T));
    offset_ += sizeof(T);
    return value;
  }

 private:
  const unsigned char *bytes_;
  size_t offset_ = 0;
};

template <auto kernel>
struct Trampoline;
template <typename... P, void (*kernel)(P...)>
struct Trampoline<kernel> {
  static constexpr char signature[] = {Letter<P>::value..., 0};

  static void call(const unsigned char *parameters) {
    ParameterReader reader(parameters);
    // Braces: the parameters are read from left to right.
    Call{reader.next<P>()...};
  }

 private:
  struct Call {
    explicit Call(P... values) { kernel(values...); }
  };
};
}  // namespace firenet_host

#define FIRENET_HOST_EXPORT(name)                                                                 \
  extern "C" __attribute__((visibility("default"))) const ::firenet_host::KernelEntry name##_entry; \
  const ::firenet_host::KernelEntry name##_entry = {                                              \
      #name, ::firenet_host::Trampoline<name>::signature, &::firenet_host::Trampoline<name>::call};
