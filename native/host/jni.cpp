// What org.firenet.cuda.host.HostNative declares.
#include <dlfcn.h>
#include <jni.h>
#include <stdlib.h>
#include <string.h>

#include "grid.h"
#include "memory.h"
#include "sanitizer.h"

#define NATIVE(type, name) extern "C" JNIEXPORT type JNICALL Java_org_firenet_cuda_host_HostNative_##name

using firenet_host::KernelEntry;

namespace {
constexpr size_t kAlignment = 256;

unsigned char *pointer(jlong address) { return (unsigned char *)address; }

class Utf {
 public:
  Utf(JNIEnv *env, jstring text) : env_(env), text_(text), chars_(env->GetStringUTFChars(text, nullptr)) {}
  ~Utf() { env_->ReleaseStringUTFChars(text_, chars_); }
  Utf(const Utf &) = delete;
  Utf &operator=(const Utf &) = delete;
  const char *get() const { return chars_; }

 private:
  JNIEnv *env_;
  jstring text_;
  const char *chars_;
};
}  // namespace

NATIVE(jboolean, sanitized)(JNIEnv *, jclass) { return __asan_poison_memory_region != nullptr; }

NATIVE(jlong, allocate)(JNIEnv *, jclass, jlong bytes) {
  void *at = nullptr;
  return posix_memalign(&at, kAlignment, (size_t)bytes) == 0 ? (jlong)at : 0;
}

NATIVE(void, free)(JNIEnv *, jclass, jlong address) { free(pointer(address)); }

NATIVE(void, fill)(JNIEnv *, jclass, jlong address, jlong bytes, jint value) {
  memset(pointer(address), value, (size_t)bytes);
}

NATIVE(void, copy)(JNIEnv *, jclass, jlong from, jlong to, jlong bytes) {
  memcpy(pointer(to), pointer(from), (size_t)bytes);
}

NATIVE(jlong, firstOther)(JNIEnv *, jclass, jlong address, jlong bytes, jint value) {
  return (jlong)firenet_host::first_other(pointer(address), (size_t)bytes, (unsigned char)value);
}

NATIVE(void, forbid)(JNIEnv *, jclass, jlong address, jlong bytes) {
  firenet_host::forbid(pointer(address), (size_t)bytes);
}

NATIVE(void, allow)(JNIEnv *, jclass, jlong address, jlong bytes) {
  firenet_host::allow(pointer(address), (size_t)bytes);
}

NATIVE(jobject, view)(JNIEnv *env, jclass, jlong address, jlong bytes) {
  return env->NewDirectByteBuffer(pointer(address), bytes);
}

NATIVE(jlong, open)(JNIEnv *env, jclass, jstring library) {
  Utf path(env, library);
  void *handle = dlopen(path.get(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    env->ThrowNew(env->FindClass("java/lang/UnsatisfiedLinkError"), dlerror());
  }
  return (jlong)handle;
}

NATIVE(jlong, kernel)(JNIEnv *env, jclass, jlong library, jstring name) {
  Utf text(env, name);
  return (jlong)dlsym(pointer(library), (std::string(text.get()) + "_entry").c_str());
}

NATIVE(jstring, signature)(JNIEnv *env, jclass, jlong kernel) {
  return env->NewStringUTF(((const KernelEntry *)kernel)->signature);
}

NATIVE(jstring, launch)(JNIEnv *env, jclass, jlong kernel, jintArray shape, jobject parameters, jlong seed,
                        jint workers) {
  jint numbers[6];
  env->GetIntArrayRegion(shape, 0, 6, numbers);
  firenet_host::Launch launch;
  launch.kernel = (const KernelEntry *)kernel;
  launch.blocks = dim3((unsigned)numbers[0], (unsigned)numbers[1], (unsigned)numbers[2]);
  launch.threads = dim3((unsigned)numbers[3], (unsigned)numbers[4], 1);
  launch.shared_bytes = (size_t)numbers[5];
  launch.parameters = (const unsigned char *)env->GetDirectBufferAddress(parameters);
  launch.seed = (unsigned long long)seed;
  const std::string failure = firenet_host::run_grid(launch, workers);
  return failure.empty() ? nullptr : env->NewStringUTF(failure.c_str());
}
