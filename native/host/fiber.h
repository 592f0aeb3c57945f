// A thread of execution with its own stack, switched by hand: one processor thread runs many of them in turns.
#pragma once

#include <stddef.h>

namespace firenet_host {
class Fiber {
 public:
  Fiber();
  ~Fiber();
  Fiber(const Fiber &) = delete;
  Fiber &operator=(const Fiber &) = delete;

  // From outside: runs body(argument) on the fiber's stack until it pauses or ends. What ran there before is dropped.
  void start(void (*body)(void *), void *argument);
  // From outside: goes on after the last pause.
  void resume();
  // From inside: back to whoever started or resumed it.
  void pause();
  // Whether the body has come to its end.
  bool ended() const { return ended_; }

 private:
  struct Context;

  static void run(Fiber *self);
  static void entry(unsigned low, unsigned high);
  void enter();
  void leave(bool for_good);
  void arrived();

  unsigned char *stack_;
  Context *context_;
  void (*body_)(void *) = nullptr;
  void *argument_ = nullptr;
  bool ended_ = true;
  // What AddressSanitizer wants to know about a change of stacks.
  void *own_frames_ = nullptr;
  const void *outer_bottom_ = nullptr;
  size_t outer_size_ = 0;
};
}  // namespace firenet_host
