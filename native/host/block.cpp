#include "block.h"

#include <stdlib.h>

#include <algorithm>
#include <map>
#include <new>

#include "memory.h"
#include "sanitizer.h"

namespace firenet_host {
namespace {
// Before and after dynamic shared memory.
constexpr size_t kGuard = 256;

thread_local HostThread *current;

bool same(Site a, Site b) { return a.line == b.line && (a.file == b.file || strcmp(a.file, b.file) == 0); }

std::string text(Site site) {
  const char *slash = strrchr(site.file, '/');
  return std::string(slash ? slash + 1 : site.file) + ":" + std::to_string(site.line);
}

std::string text(dim3 index) {
  return "(" + std::to_string(index.x) + ", " + std::to_string(index.y) + ", " + std::to_string(index.z) + ")";
}
}  // namespace

const Indices *indices() { return &current->indices; }
void *dynamic_shared() { return current->runner->shared(); }
int lane() { return current->number & 31; }
void barrier(Site site) { current->runner->wait_at_barrier(site); }
unsigned long long meet(WarpOperation operation, unsigned mask, unsigned long long value, int source, Site site) {
  return current->runner->meet(operation, mask, value, source, site);
}

BlockRunner::BlockRunner() = default;

BlockRunner::~BlockRunner() {
  allow(shared_base_, shared_capacity_);
  free(shared_base_);
}

std::string BlockRunner::run(const Launch &launch, dim3 block) {
  launch_ = &launch;
  prepare(block);
  while (failure_.empty() && (!ready_.empty() || release_barrier())) {
    running_.swap(ready_);
    ready_.clear();
    shuffle();
    for (HostThread *thread : running_) {
      turn(*thread);
      if (!failure_.empty()) break;
    }
  }
  if (failure_.empty()) failure_ = stalled();
  if (failure_.empty() && !shared_intact()) {
    failure_ = "wrote outside its " + std::to_string(launch.shared_bytes) + " bytes of dynamic shared memory";
  }
  return failure_.empty() ? failure_ : of_block(failure_);
}

void BlockRunner::prepare(dim3 block) {
  const dim3 &size = launch_->threads;
  const size_t count = (size_t)size.x * size.y * size.z;
  block_ = block;
  failure_.clear();
  random_ = launch_->seed + ((unsigned long long)block.z << 42) + ((unsigned long long)block.y << 21) + block.x;
  threads_.resize(count);
  ready_.clear();
  for (size_t i = 0; i < count; ++i) {
    HostThread &thread = threads_[i];
    thread.indices.thread = {(unsigned)(i % size.x), (unsigned)(i / size.x % size.y), (unsigned)(i / size.x / size.y)};
    thread.indices.block = {block.x, block.y, block.z};
    thread.indices.threads = size;
    thread.indices.blocks = launch_->blocks;
    thread.number = (int)i;
    thread.state = HostThread::State::ready;
    thread.fiber = nullptr;
    thread.runner = this;
    ready_.push_back(&thread);
  }
  // Those of a block that was given up are free again, too.
  idle_fibers_.clear();
  for (auto &fiber : fibers_) idle_fibers_.push_back(fiber.get());
  prepare_shared();
  poison_static_shared(launch_->kernel);
}

// Exactly as many bytes as asked for, between guards that a sanitizer watches and that are compared in any case.
void BlockRunner::prepare_shared() {
  const size_t bytes = launch_->shared_bytes, all = bytes + 2 * kGuard;
  allow(shared_base_, shared_capacity_);
  if (all > shared_capacity_) {
    free(shared_base_);
    shared_base_ = nullptr;
    shared_capacity_ = 0;
    void *at = nullptr;
    if (posix_memalign(&at, kGuard, all) != 0) throw std::bad_alloc();
    shared_base_ = (unsigned char *)at;
    shared_capacity_ = all;
  }
  shared_ = shared_base_ + kGuard;
  memset(shared_base_, kGuardByte, kGuard);
  memset(shared_, kPoisonByte, bytes);
  memset(shared_ + bytes, kGuardByte, kGuard);
  forbid(shared_base_, kGuard);
  forbid(shared_ + bytes, shared_capacity_ - kGuard - bytes);
}

bool BlockRunner::shared_intact() const {
  allow(shared_base_, shared_capacity_);
  return first_other(shared_base_, kGuard, kGuardByte) == kGuard &&
         first_other(shared_ + launch_->shared_bytes, kGuard, kGuardByte) == kGuard;
}

void BlockRunner::body(void *thread) {
  HostThread *self = (HostThread *)thread;
  const Launch *launch = self->runner->launch_;
  launch->kernel->call(launch->parameters);
}

void BlockRunner::turn(HostThread &thread) {
  current = &thread;
  if (thread.fiber != nullptr) {
    thread.fiber->resume();
  } else {
    if (idle_fibers_.empty()) {
      fibers_.push_back(std::make_unique<Fiber>());
      idle_fibers_.push_back(fibers_.back().get());
    }
    thread.fiber = idle_fibers_.back();
    idle_fibers_.pop_back();
    thread.fiber->start(body, &thread);
  }
  current = nullptr;
  if (thread.fiber->ended()) {
    thread.state = HostThread::State::returned;
    idle_fibers_.push_back(thread.fiber);
  }
}

void BlockRunner::shuffle() {
  if (launch_->seed == 0) return;
  for (size_t left = running_.size(); left > 1; --left) {
    // splitmix64
    unsigned long long z = random_ += 0x9e3779b97f4a7c15ull;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ z >> 27) * 0x94d049bb133111ebull;
    z ^= z >> 31;
    std::swap(running_[left - 1], running_[z % left]);
  }
}

void BlockRunner::wait_at_barrier(Site site) {
  HostThread &thread = *current;
  thread.state = HostThread::State::at_barrier;
  thread.site = site;
  thread.fiber->pause();
}

// Nobody can go on: all threads at the same barrier pass it.
bool BlockRunner::release_barrier() {
  for (const HostThread &thread : threads_) {
    if (thread.state != HostThread::State::at_barrier || !same(thread.site, threads_[0].site)) return false;
  }
  for (HostThread &thread : threads_) {
    thread.state = HostThread::State::ready;
    ready_.push_back(&thread);
  }
  return true;
}

unsigned long long BlockRunner::meet(WarpOperation operation, unsigned mask, unsigned long long value, int source,
                                     Site site) {
  HostThread &thread = *current;
  thread.state = HostThread::State::in_warp;
  thread.operation = operation;
  thread.mask = mask;
  thread.value = value;
  thread.source = source;
  thread.site = site;
  check_mask(thread);
  if (!complete(thread)) thread.fiber->pause();
  return thread.value;
}

void BlockRunner::check_mask(const HostThread &thread) {
  const int lane = thread.number & 31, first = thread.number - lane;
  const int lanes = std::min<int>(32, (int)threads_.size() - first);
  const unsigned here = lanes == 32 ? 0xffffffffu : (1u << lanes) - 1;
  const bool called = (thread.mask >> lane & 1) != 0;
  if (called && (thread.mask & ~here) == 0) return;
  char mask[16];
  snprintf(mask, sizeof mask, "0x%08x", thread.mask);
  failure_ = "warp operation at " + text(thread.site) + " with mask " + mask + ": ";
  failure_ += called ? "the warp has only " + std::to_string(lanes) + " lanes"
                     : "lane " + std::to_string(lane) + " calls it and is not in the mask";
  // Nobody comes back to it.
  thread.fiber->pause();
}

bool BlockRunner::complete(HostThread &thread) {
  HostThread *warp = &threads_[thread.number & ~31];
  // From the last lane down: in ascending order it is the one that comes last.
  for (unsigned left = thread.mask; left != 0;) {
    const int lane = 31 - __builtin_clz(left);
    left ^= 1u << lane;
    const HostThread &other = warp[lane];
    if (other.state != HostThread::State::in_warp || other.mask != thread.mask || other.operation != thread.operation ||
        !same(other.site, thread.site)) {
      return false;
    }
  }
  unsigned long long values[32];
  unsigned long long ballot = 0;
  for (unsigned left = thread.mask; left != 0; left &= left - 1) {
    const int lane = __builtin_ctz(left);
    values[lane] = warp[lane].value;
    if (values[lane] != 0) ballot |= 1ull << lane;
  }
  for (unsigned left = thread.mask; left != 0; left &= left - 1) {
    HostThread &other = warp[__builtin_ctz(left)];
    const bool there = other.source >= 0 && other.source < 32 && (thread.mask >> other.source & 1) != 0;
    if (thread.operation == WarpOperation::exchange) other.value = there ? values[other.source] : ~0ull;
    if (thread.operation == WarpOperation::ballot) other.value = ballot;
    other.state = HostThread::State::ready;
    if (&other != &thread) ready_.push_back(&other);
  }
  return true;
}

// Who waits where and can never go on; empty if all have returned.
std::string BlockRunner::stalled() const {
  std::map<std::string, int> groups;
  for (const HostThread &thread : threads_) {
    switch (thread.state) {
      case HostThread::State::at_barrier:
        ++groups["at the barrier " + text(thread.site)];
        break;
      case HostThread::State::in_warp:
        ++groups["at the warp operation " + text(thread.site)];
        break;
      default:
        ++groups["returned"];
    }
  }
  if (groups.count("returned") != 0 && groups.size() == 1) return "";
  std::string out = "threads that can not meet:";
  const char *separator = " ";
  for (const auto &group : groups) {
    out += separator + std::to_string(group.second) + " " + group.first;
    separator = ", ";
  }
  return out;
}

std::string BlockRunner::of_block(const std::string &text_of_failure) const {
  return std::string("kernel ") + launch_->kernel->name + ", block " + text(block_) + ": " + text_of_failure;
}
}  // namespace firenet_host
