#include "fiber.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <new>

#include "sanitizer.h"

#ifndef __x86_64__
#include <ucontext.h>
#endif

namespace {
constexpr size_t kStackBytes = 256 << 10;

size_t guard_bytes() {
  static const size_t page = (size_t)sysconf(_SC_PAGESIZE);
  return page;
}
}  // namespace

#ifdef __x86_64__
// Saves the registers that a callee keeps and the stack pointer, takes the other stack and its registers. Goes there by
// a jump: a return is predicted to go back to where the last call came from.
extern "C" void firenet_host_switch(void **save, void *load);
asm(R"(
.text
.globl firenet_host_switch
.hidden firenet_host_switch
.type firenet_host_switch, @function
firenet_host_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  popq %rcx
  jmp *%rcx
.size firenet_host_switch, .-firenet_host_switch
)");
#endif

namespace firenet_host {
#ifdef __x86_64__
struct Fiber::Context {
  void *inside;
  void *outside;
};

namespace {
thread_local Fiber *starting;
}
#else
struct Fiber::Context {
  ucontext_t inside;
  ucontext_t outside;
};
#endif

Fiber::Fiber() : context_(new Context()) {
  void *at = mmap(nullptr, kStackBytes + guard_bytes(), PROT_READ | PROT_WRITE,
                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (at == MAP_FAILED) {
    delete context_;
    throw std::bad_alloc();
  }
  mprotect(at, guard_bytes(), PROT_NONE);
  stack_ = (unsigned char *)at + guard_bytes();
}

Fiber::~Fiber() {
  allow(stack_, kStackBytes);
  munmap(stack_ - guard_bytes(), kStackBytes + guard_bytes());
  delete context_;
}

void Fiber::start(void (*body)(void *), void *argument) {
  // Frames that were dropped half-way have left their marks.
  if (!ended_) allow(stack_, kStackBytes);
  body_ = body;
  argument_ = argument;
  ended_ = false;
  own_frames_ = nullptr;
#ifdef __x86_64__
  // What the switch takes from the stack: six registers and the place to go to. There, as after any call, 8 bytes lie
  // on an aligned stack.
  void **top = (void **)(stack_ + kStackBytes - 8);
  *top = nullptr;
  *--top = (void *)&Fiber::entry;
  for (int i = 0; i < 6; ++i) *--top = nullptr;
  context_->inside = top;
  starting = this;
#else
  getcontext(&context_->inside);
  context_->inside.uc_stack.ss_sp = stack_;
  context_->inside.uc_stack.ss_size = kStackBytes;
  context_->inside.uc_link = nullptr;
  const uintptr_t self = (uintptr_t)this;
  makecontext(&context_->inside, (void (*)())&Fiber::entry, 2, (unsigned)self, (unsigned)((uint64_t)self >> 32));
#endif
  enter();
}

void Fiber::resume() { enter(); }

void Fiber::pause() { leave(false); }

void Fiber::enter() {
  void *frames = nullptr;
  if (__sanitizer_start_switch_fiber) __sanitizer_start_switch_fiber(&frames, stack_, kStackBytes);
#ifdef __x86_64__
  firenet_host_switch(&context_->outside, context_->inside);
#else
  swapcontext(&context_->outside, &context_->inside);
#endif
  if (__sanitizer_finish_switch_fiber) __sanitizer_finish_switch_fiber(frames, nullptr, nullptr);
}

void Fiber::leave(bool for_good) {
  if (__sanitizer_start_switch_fiber) {
    __sanitizer_start_switch_fiber(for_good ? nullptr : &own_frames_, outer_bottom_, outer_size_);
  }
#ifdef __x86_64__
  firenet_host_switch(&context_->inside, context_->outside);
#else
  swapcontext(&context_->inside, &context_->outside);
#endif
  arrived();
}

void Fiber::arrived() {
  if (__sanitizer_finish_switch_fiber) __sanitizer_finish_switch_fiber(own_frames_, &outer_bottom_, &outer_size_);
}

void Fiber::run(Fiber *self) {
  self->arrived();
  self->body_(self->argument_);
  self->ended_ = true;
  self->leave(true);
  __builtin_unreachable();
}

#ifdef __x86_64__
void Fiber::entry(unsigned, unsigned) { run(starting); }
#else
void Fiber::entry(unsigned low, unsigned high) { run((Fiber *)(uintptr_t)((uint64_t)high << 32 | low)); }
#endif
}  // namespace firenet_host
