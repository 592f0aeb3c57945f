// A stand-in for libcuda.so.1 without a GPU: device memory is host memory, work runs at once, kernels only say that
// they were launched. Calls are written to the file FIRENET_STANDIN_LOG.
//   STANDIN_INIT     status of cuInit
//   STANDIN_VERSION  version of CUDA, 12040 if not set
//   STANDIN_DEVICES  how many devices, 1 if not set
//   STANDIN_TAKEN    "1" if device 1 can not be opened, "012" if none of three can
//   STANDIN_MEMORY   bytes of device memory, 1 MiB if not set
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int status;
typedef uint64_t device_address;
enum { SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NO_BINARY = 209, NOT_FOUND = 500 };

static long number(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? atol(text) : otherwise;
}

static void note(const char *format, ...) {
  const char *file = getenv("FIRENET_STANDIN_LOG");
  FILE *out = file ? fopen(file, "a") : 0;
  if (!out) return;
  va_list arguments;
  va_start(arguments, format);
  vfprintf(out, format, arguments);
  va_end(arguments);
  fputc('\n', out);
  fclose(out);
}

// Driver, devices

status cuInit(unsigned flags) {
  (void)flags;
  return (status)number("STANDIN_INIT", SUCCESS);
}
status cuDriverGetVersion(int *version) {
  *version = (int)number("STANDIN_VERSION", 12040);
  return SUCCESS;
}
// NVRTC asks for it where there is a driver.
status cuGetExportTable(const void **table, const void *id) {
  (void)id;
  *table = 0;
  return NOT_FOUND;
}
status cuGetErrorName(status code, const char **name) {
  *name = code == INVALID_VALUE   ? "CUDA_ERROR_INVALID_VALUE"
          : code == OUT_OF_MEMORY ? "CUDA_ERROR_OUT_OF_MEMORY"
          : code == NO_BINARY     ? "CUDA_ERROR_NO_BINARY_FOR_GPU"
          : code == NOT_FOUND     ? "CUDA_ERROR_NOT_FOUND"
          : code == 46            ? "CUDA_ERROR_DEVICE_UNAVAILABLE"
                                  : 0;
  return *name ? SUCCESS : INVALID_VALUE;
}
status cuGetErrorString(status code, const char **text) {
  *text = code == INVALID_VALUE ? "invalid argument" : 0;
  return *text ? SUCCESS : INVALID_VALUE;
}
status cuDeviceGetCount(int *count) {
  *count = (int)number("STANDIN_DEVICES", 1);
  return SUCCESS;
}
status cuDeviceGet(int *device, int ordinal) {
  *device = ordinal;
  return ordinal < number("STANDIN_DEVICES", 1) ? SUCCESS : INVALID_VALUE;
}
status cuDeviceGetName(char *name, int length, int device) {
  snprintf(name, (size_t)length, "Stand-in %d", device);
  return SUCCESS;
}
status cuDeviceTotalMem_v2(size_t *bytes, int device) {
  (void)device;
  *bytes = (size_t)number("STANDIN_MEMORY", 1 << 20);
  return SUCCESS;
}
status cuDeviceGetAttribute(int *value, int attribute, int device) {
  (void)device;
  *value = attribute == 75   ? 9
           : attribute == 76 ? 0
           : attribute == 16 ? 132
           : attribute == 38 ? 50 << 20
           : attribute == 97 ? 227 << 10
                             : 1;
  return SUCCESS;
}

// Contexts

static char primary[8];
static __thread void *stack[16];
static __thread int depth;

status cuDevicePrimaryCtxRetain(void **context, int device) {
  note("cuDevicePrimaryCtxRetain %d", device);
  const char *taken = getenv("STANDIN_TAKEN");
  if (taken && strchr(taken, '0' + device)) return 46;
  *context = &primary[device];
  return SUCCESS;
}
status cuDevicePrimaryCtxRelease_v2(int device) {
  note("cuDevicePrimaryCtxRelease %d", device);
  return SUCCESS;
}
status cuCtxCreate_v2(void **context, unsigned flags, int device) {
  (void)flags;
  (void)device;
  *context = malloc(1);
  stack[depth++] = *context;
  return SUCCESS;
}
status cuCtxGetCurrent(void **context) {
  *context = depth ? stack[depth - 1] : 0;
  return SUCCESS;
}
status cuCtxSetCurrent(void *context) {
  note("cuCtxSetCurrent");
  if (!depth) depth = 1;
  stack[depth - 1] = context;
  return SUCCESS;
}
status cuCtxPushCurrent_v2(void *context) {
  note("cuCtxPushCurrent");
  stack[depth++] = context;
  return SUCCESS;
}
status cuCtxPopCurrent_v2(void **context) {
  note("cuCtxPopCurrent");
  *context = stack[--depth];
  return SUCCESS;
}
status cuCtxGetDevice(int *device) {
  *device = 0;
  return depth ? SUCCESS : 201;
}

// Memory: the size stands before each block

static size_t used;

status cuMemGetInfo_v2(size_t *free_bytes, size_t *total) {
  *total = (size_t)number("STANDIN_MEMORY", 1 << 20);
  *free_bytes = *total - used;
  return depth ? SUCCESS : 201;
}
status cuMemAlloc_v2(device_address *address, size_t bytes) {
  if (!depth) return 201;
  if (!bytes) return INVALID_VALUE;
  if (used + bytes > (size_t)number("STANDIN_MEMORY", 1 << 20)) return OUT_OF_MEMORY;
  char *block = aligned_alloc(256, (bytes + 511) / 256 * 256);
  *(size_t *)block = bytes;
  used += bytes;
  *address = (device_address)(uintptr_t)(block + 256);
  return SUCCESS;
}
status cuMemFree_v2(device_address address) {
  char *block = (char *)(uintptr_t)address - 256;
  used -= *(size_t *)block;
  free(block);
  return SUCCESS;
}
status cuMemHostAlloc(void **pointer, size_t bytes, unsigned flags) {
  note("cuMemHostAlloc %zu %u", bytes, flags);
  if (bytes > (size_t)8 << 30) return OUT_OF_MEMORY;
  *pointer = malloc(bytes);
  return SUCCESS;
}
status cuMemFreeHost(void *pointer) {
  note("cuMemFreeHost");
  free(pointer);
  return SUCCESS;
}

// Streams and graphs: work is an operation, done at once or kept in the graph that is captured

struct operation {
  enum { COPY, CLEAR, LAUNCH } kind;
  device_address to, from;
  size_t bytes;
  char text[256];
};
struct graph {
  int count;
  struct operation operations[64];
};
struct stream {
  struct graph *captured;
};
static struct stream legacy;

static struct stream *at(struct stream *stream) { return stream ? stream : &legacy; }

static void perform(const struct operation *o) {
  if (o->kind == COPY) memcpy((void *)(uintptr_t)o->to, (void *)(uintptr_t)o->from, o->bytes);
  if (o->kind == CLEAR) memset((void *)(uintptr_t)o->to, 0, o->bytes);
  if (o->kind == LAUNCH) note("%s", o->text);
}
static status add(struct stream *stream, struct operation operation) {
  struct graph *graph = at(stream)->captured;
  if (graph)
    graph->operations[graph->count++] = operation;
  else
    perform(&operation);
  return SUCCESS;
}
status cuStreamCreate(struct stream **stream, unsigned flags) {
  note("cuStreamCreate %u", flags);
  *stream = calloc(1, sizeof **stream);
  return SUCCESS;
}
status cuStreamDestroy_v2(struct stream *stream) {
  note("cuStreamDestroy");
  free(stream);
  return SUCCESS;
}
status cuStreamSynchronize(struct stream *stream) { return at(stream)->captured ? 900 : SUCCESS; }
status cuStreamWaitEvent(struct stream *stream, void *event, unsigned flags) {
  (void)stream;
  (void)event;
  (void)flags;
  return SUCCESS;
}
status cuStreamBeginCapture_v2(struct stream *stream, int mode) {
  note("cuStreamBeginCapture %d", mode);
  if (at(stream)->captured) return 901;
  at(stream)->captured = calloc(1, sizeof(struct graph));
  return SUCCESS;
}
status cuStreamEndCapture(struct stream *stream, struct graph **graph) {
  *graph = at(stream)->captured;
  at(stream)->captured = 0;
  return *graph ? SUCCESS : 901;
}
status cuGraphInstantiate_v2(struct graph **instance, struct graph *graph, void **node, char *log, size_t bytes) {
  (void)node;
  (void)log;
  (void)bytes;
  *instance = malloc(sizeof **instance);
  **instance = *graph;
  return SUCCESS;
}
status cuGraphDestroy(struct graph *graph) {
  note("cuGraphDestroy");
  free(graph);
  return SUCCESS;
}
status cuGraphExecDestroy(struct graph *graph) {
  note("cuGraphExecDestroy");
  free(graph);
  return SUCCESS;
}
status cuGraphLaunch(struct graph *graph, struct stream *stream) {
  note("cuGraphLaunch %d", graph->count);
  for (int i = 0; i < graph->count; ++i) add(stream, graph->operations[i]);
  return SUCCESS;
}
status cuMemcpyHtoDAsync_v2(device_address to, const void *from, size_t bytes, struct stream *stream) {
  struct operation copy = {COPY, to, (device_address)(uintptr_t)from, bytes, ""};
  return add(stream, copy);
}
status cuMemcpyDtoHAsync_v2(void *to, device_address from, size_t bytes, struct stream *stream) {
  struct operation copy = {COPY, (device_address)(uintptr_t)to, from, bytes, ""};
  return add(stream, copy);
}
status cuMemcpyDtoDAsync_v2(device_address to, device_address from, size_t bytes, struct stream *stream) {
  struct operation copy = {COPY, to, from, bytes, ""};
  return to && from ? add(stream, copy) : INVALID_VALUE;
}
status cuMemsetD8Async(device_address to, unsigned char value, size_t bytes, struct stream *stream) {
  struct operation clear = {CLEAR, to, value, bytes, ""};
  return add(stream, clear);
}
status cuEventCreate(void **event, unsigned flags) {
  (void)flags;
  *event = malloc(1);
  return SUCCESS;
}
status cuEventDestroy_v2(void *event) {
  note("cuEventDestroy");
  free(event);
  return SUCCESS;
}
status cuEventRecord(void *event, struct stream *stream) {
  (void)event;
  (void)stream;
  return SUCCESS;
}
status cuEventSynchronize(void *event) {
  (void)event;
  return SUCCESS;
}
status cuEventElapsedTime(float *milliseconds, void *from, void *to) {
  *milliseconds = from == to ? 0 : 1.5f;
  return SUCCESS;
}

// Kernels: an image is text; "REFUSED" does not load

struct module {
  char functions[8][64];
  int count;
};

status cuModuleLoadDataEx(struct module **module, const char *image, unsigned count, const int *options,
                          void **values) {
  note("cuModuleLoadDataEx %.40s", image);
  if (!strncmp(image, "REFUSED", 7)) {
    for (unsigned i = 0; i < count; ++i)
      if (options[i] == 5) strcpy(values[i], "the stand-in refuses this image");
    return NO_BINARY;
  }
  *module = calloc(1, sizeof **module);
  return SUCCESS;
}
status cuModuleUnload(struct module *module) {
  note("cuModuleUnload");
  free(module);
  return SUCCESS;
}
status cuModuleGetFunction(char **function, struct module *module, const char *name) {
  if (!strcmp(name, "absent")) return NOT_FOUND;
  *function = module->functions[module->count++];
  strcpy(*function, name);
  return SUCCESS;
}
status cuFuncSetAttribute(const char *function, int attribute, int value) {
  note("cuFuncSetAttribute %s %d %d", function, attribute, value);
  return value <= 227 << 10 ? SUCCESS : INVALID_VALUE;
}
status cuLaunchKernel(const char *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by,
                      unsigned bz, unsigned shared, struct stream *stream, void **parameters, void **extra) {
  if (parameters || extra[0] != (void *)1 || extra[2] != (void *)2 || extra[4]) return INVALID_VALUE;
  const unsigned char *bytes = extra[1];
  struct operation launch = {LAUNCH, 0, 0, *(size_t *)extra[3], ""};
  int end = snprintf(launch.text, sizeof launch.text, "launch %s %u %u %u %u %u %u %u:", function, gx, gy, gz, bx, by,
                     bz, shared);
  for (size_t i = 0; i < launch.bytes && end < 240; ++i) end += sprintf(launch.text + end, "%02x", bytes[i]);
  return add(stream, launch);
}
