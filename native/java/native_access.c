// What org.firenet.cuda.jcuda.NativeAccess can not do in Java: opening libraries, filling the tables of the bridges,
// addresses of buffers, and pointers into JCuda's objects.
#include <dlfcn.h>
#include <jni.h>
#include <stdint.h>
#include <stdlib.h>

// The oldest versions of these functions, so that the library also loads where the C library is old.
__asm__(".symver dlopen, dlopen@GLIBC_2.2.5");
__asm__(".symver dlsym, dlsym@GLIBC_2.2.5");
__asm__(".symver dlerror, dlerror@GLIBC_2.2.5");

#define METHOD(type, name) JNIEXPORT type JNICALL Java_org_firenet_cuda_jcuda_NativeAccess_##name

static void link_error(JNIEnv *env) {
  const char *reason = dlerror();
  jclass type = (*env)->FindClass(env, "java/lang/UnsatisfiedLinkError");
  if (type) (*env)->ThrowNew(env, type, reason ? reason : "unknown reason");
}

METHOD(jlong, open)(JNIEnv *env, jclass self, jstring name, jboolean global) {
  (void)self;
  const char *path = (*env)->GetStringUTFChars(env, name, 0);
  if (!path) return 0;
  void *library = dlopen(path, RTLD_NOW | (global ? RTLD_GLOBAL : RTLD_LOCAL));
  (*env)->ReleaseStringUTFChars(env, name, path);
  if (!library) link_error(env);
  return (jlong)(intptr_t)library;
}

METHOD(jlong, symbol)(JNIEnv *env, jclass self, jlong library, jstring name) {
  (void)self;
  const char *text = (*env)->GetStringUTFChars(env, name, 0);
  if (!text) return 0;
  void *symbol = dlsym((void *)(intptr_t)library, text);
  (*env)->ReleaseStringUTFChars(env, name, text);
  return (jlong)(intptr_t)symbol;
}

METHOD(jobjectArray, bind)(JNIEnv *env, jclass self, jlong bridge, jlong library) {
  (void)self;
  void **table = dlsym((void *)(intptr_t)bridge, "firenet_bridge_table");
  const char **names = dlsym((void *)(intptr_t)bridge, "firenet_bridge_names");
  if (!table || !names) {
    link_error(env);
    return 0;
  }
  jsize missing = 0;
  for (int i = 0; names[i]; ++i) {
    void *function = dlsym((void *)(intptr_t)library, names[i]);
    if (function)
      table[i] = function;
    else
      ++missing;
  }
  jclass type = (*env)->FindClass(env, "java/lang/String");
  jobjectArray result = type ? (*env)->NewObjectArray(env, missing, type, 0) : 0;
  for (int i = 0, found = 0; result && found < missing; ++i) {
    if (dlsym((void *)(intptr_t)library, names[i])) continue;
    jstring name = (*env)->NewStringUTF(env, names[i]);
    if (!name) return 0;
    (*env)->SetObjectArrayElement(env, result, found++, name);
    (*env)->DeleteLocalRef(env, name);
  }
  return result;
}

METHOD(jlong, address)(JNIEnv *env, jclass self, jobject buffer) {
  (void)self;
  return (jlong)(intptr_t)(*env)->GetDirectBufferAddress(env, buffer);
}

METHOD(jobject, view)(JNIEnv *env, jclass self, jlong address, jint bytes) {
  (void)self;
  return (*env)->NewDirectByteBuffer(env, (void *)(intptr_t)address, bytes);
}

METHOD(void, point)(JNIEnv *env, jclass self, jobject object, jlong address) {
  (void)self;
  jfieldID field = (*env)->GetFieldID(env, (*env)->GetObjectClass(env, object), "nativePointer", "J");
  if (field) (*env)->SetLongField(env, object, field, address);
}

METHOD(jlong, target)(JNIEnv *env, jclass self, jobject object) {
  (void)self;
  jfieldID field = (*env)->GetFieldID(env, (*env)->GetObjectClass(env, object), "nativePointer", "J");
  return field ? (*env)->GetLongField(env, object, field) : 0;
}

METHOD(jint, call)(JNIEnv *env, jclass self, jlong function, jlong a, jlong b, jlong c) {
  (void)env;
  (void)self;
  return ((int (*)(jlong, jlong, jlong))(intptr_t)function)(a, b, c);
}
