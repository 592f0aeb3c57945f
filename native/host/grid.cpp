#include "grid.h"

#include <dlfcn.h>
#include <link.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <numeric>
#include <thread>

#include "memory.h"

// Of the C library: the place of a thread-local variable of the calling thread.
struct TlsIndex {
  unsigned long module, offset;
};
extern "C" void *__tls_get_addr(TlsIndex *index);

namespace firenet_host {
namespace {
// Runners keep their stacks and shared memory; they are lent to one launch after the other.
class RunnerPool {
 public:
  std::unique_ptr<BlockRunner> take() {
    std::lock_guard<std::mutex> lock(mutex_);
    if (idle_.empty()) return std::make_unique<BlockRunner>();
    std::unique_ptr<BlockRunner> runner = std::move(idle_.back());
    idle_.pop_back();
    return runner;
  }

  void give(std::unique_ptr<BlockRunner> runner) {
    std::lock_guard<std::mutex> lock(mutex_);
    idle_.push_back(std::move(runner));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<BlockRunner>> idle_;
};

RunnerPool &pool() {
  // Lives as long as the process: launches may still run while it ends.
  static RunnerPool *const all = new RunnerPool();
  return *all;
}

// A permutation of 0 … count-1: i ↦ (factor i + seed) mod count with a factor that has no divisor in common.
class BlockOrder {
 public:
  BlockOrder(unsigned long long count, unsigned long long seed) : count_(count) {
    if (seed == 0) return;
    first_ = seed % count;
    factor_ = (seed >> 7) % count | 1;
    while (std::gcd(factor_, count) != 1) factor_ += 2;
  }

  unsigned long long operator()(unsigned long long i) const {
    return (unsigned long long)(((unsigned __int128)factor_ * i + first_) % count_);
  }

 private:
  unsigned long long count_;
  unsigned long long first_ = 0;
  unsigned long long factor_ = 1;
};

class Grid {
 public:
  explicit Grid(const Launch &launch)
      : launch_(launch),
        count_((unsigned long long)launch.blocks.x * launch.blocks.y * launch.blocks.z),
        order_(count_, launch.seed) {}

  unsigned long long count() const { return count_; }

  void work() noexcept {
    std::unique_ptr<BlockRunner> runner;
    try {
      runner = pool().take();
      for (unsigned long long i = next_++; i < count_ && !failed_; i = next_++) {
        const unsigned long long block = order_(i);
        const dim3 &size = launch_.blocks;
        fail(runner->run(launch_, dim3((unsigned)(block % size.x), (unsigned)(block / size.x % size.y),
                                       (unsigned)(block / size.x / size.y))));
      }
      pool().give(std::move(runner));
    } catch (const std::exception &e) {
      fail(std::string("kernel ") + launch_.kernel->name + ": " + e.what());
    }
  }

  const std::string &failure() const { return failure_; }

 private:
  void fail(const std::string &text) {
    if (text.empty()) return;
    std::lock_guard<std::mutex> lock(mutex_);
    if (!failed_) failure_ = text;
    failed_ = true;
  }

  const Launch &launch_;
  const unsigned long long count_;
  const BlockOrder order_;
  std::atomic<unsigned long long> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::string failure_;
};

struct ThreadLocalPart {
  size_t module, bytes;
};

// The thread-local part of the library that an address lies in: the static shared arrays of its kernels, as nothing
// else there is thread-local.
ThreadLocalPart thread_local_part(const void *address) {
  struct Search {
    uintptr_t address;
    ThreadLocalPart found;
  } search = {(uintptr_t)address, {0, 0}};
  dl_iterate_phdr(
      [](dl_phdr_info *info, size_t, void *data) {
        Search *search = (Search *)data;
        bool inside = false;
        size_t bytes = 0;
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const ElfW(Phdr) &part = info->dlpi_phdr[i];
          const uintptr_t start = info->dlpi_addr + part.p_vaddr;
          inside |= part.p_type == PT_LOAD && search->address >= start && search->address < start + part.p_memsz;
          if (part.p_type == PT_TLS) bytes = part.p_memsz;
        }
        if (inside) search->found = {info->dlpi_tls_modid, bytes};
        return inside ? 1 : 0;
      },
      &search);
  return search.found;
}
}  // namespace

void poison_static_shared(const KernelEntry *kernel) {
  thread_local const KernelEntry *last = nullptr;
  thread_local ThreadLocalPart part;
  if (kernel != last) {
    part = thread_local_part(kernel);
    last = kernel;
  }
  if (part.module == 0 || part.bytes == 0) return;
  TlsIndex index = {part.module, 0};
  memset(__tls_get_addr(&index), kPoisonByte, part.bytes);
}

std::string run_grid(const Launch &launch, int workers) {
  Grid grid(launch);
  std::vector<std::thread> others;
  for (int i = 1; i < workers && (unsigned long long)i < grid.count(); ++i) {
    try {
      others.emplace_back([&grid] { grid.work(); });
    } catch (const std::exception &) {
      // Those that are there do it all.
      break;
    }
  }
  grid.work();
  for (std::thread &other : others) other.join();
  return grid.failure();
}
}  // namespace firenet_host
