// The threads of a block, in turns on one processor thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fiber.h"
#include "host_cuda.h"

namespace firenet_host {
// What all blocks of a launch have in common.
struct Launch {
  const KernelEntry *kernel;
  dim3 blocks, threads;
  size_t shared_bytes;
  const unsigned char *parameters;
  // Order of blocks, and of the threads of a block between barriers: 0 for ascending, otherwise shuffled.
  unsigned long long seed;
};

class BlockRunner;

// A thread of the block.
struct HostThread {
  enum class State { ready, at_barrier, in_warp, returned };

  Indices indices;
  int number;
  State state;
  Fiber *fiber;
  BlockRunner *runner;
  // Where it waits, and for a warp operation what it brings and gets.
  Site site;
  WarpOperation operation;
  unsigned mask;
  int source;
  unsigned long long value;
};

class BlockRunner {
 public:
  BlockRunner();
  ~BlockRunner();

  // Runs a block; what was wrong, or an empty text.
  std::string run(const Launch &launch, dim3 block);

  // By the running thread.
  void wait_at_barrier(Site site);
  unsigned long long meet(WarpOperation operation, unsigned mask, unsigned long long value, int source, Site site);
  void *shared() { return shared_; }

 private:
  void prepare(dim3 block);
  void prepare_shared();
  bool shared_intact() const;
  void turn(HostThread &thread);
  void shuffle();
  bool release_barrier();
  // Gives the lanes of the thread's mask their values if all are there; whether they were.
  bool complete(HostThread &thread);
  void check_mask(const HostThread &thread);
  std::string stalled() const;
  std::string of_block(const std::string &text) const;
  static void body(void *thread);

  const Launch *launch_ = nullptr;
  dim3 block_;
  std::vector<HostThread> threads_;
  // Those that can go on, and those whose turn it is.
  std::vector<HostThread *> ready_, running_;
  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::vector<Fiber *> idle_fibers_;
  std::string failure_;
  unsigned long long random_ = 0;
  unsigned char *shared_base_ = nullptr;
  unsigned char *shared_ = nullptr;
  size_t shared_capacity_ = 0;
};

// Fills the static shared arrays of the kernel's module on this processor thread.
void poison_static_shared(const KernelEntry *kernel);
}  // namespace firenet_host
