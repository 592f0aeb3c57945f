// A stand-in for libcufft.so.12: says what it was asked for in the file FIRENET_STANDIN_LOG. Plans of length 13 fail.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void note(const char *name, long long a, long long b, long long c) {
  const char *file = getenv("FIRENET_STANDIN_LOG");
  FILE *out = file ? fopen(file, "a") : 0;
  if (!out) return;
  fprintf(out, "%s %lld %lld %lld\n", name, a, b, c);
  fclose(out);
}

int cufftCreate(int *plan) {
  static int next = 100;
  *plan = next++;
  return 0;
}
int cufftSetAutoAllocation(int plan, int automatic) {
  note("cufftSetAutoAllocation", plan, automatic, 0);
  return 0;
}
int cufftMakePlanMany64(int plan, int rank, long long *n, long long *inembed, long long istride, long long idist,
                        long long *onembed, long long ostride, long long odist, int type, long long batch,
                        size_t *work) {
  (void)plan, (void)inembed, (void)onembed, (void)istride, (void)ostride, (void)idist, (void)odist;
  for (int i = 0; i < rank; ++i) {
    note("extent", rank, i, n[i]);
    if (n[i] == 13) return 19;
  }
  note("cufftMakePlanMany64", type, batch, inembed != 0);
  *work = 4096;
  return 0;
}
int cufftSetWorkArea(int plan, void *work) {
  note("cufftSetWorkArea", plan, (long long)(intptr_t)work, 0);
  return 0;
}
int cufftSetStream(int plan, void *stream) {
  note("cufftSetStream", plan, stream != 0, 0);
  return 0;
}
int cufftExecC2C(int plan, void *from, void *to, int direction) {
  (void)plan;
  note("cufftExecC2C", (long long)(intptr_t)from, (long long)(intptr_t)to, direction);
  return 0;
}
int cufftExecZ2Z(int plan, void *from, void *to, int direction) {
  (void)plan;
  note("cufftExecZ2Z", (long long)(intptr_t)from, (long long)(intptr_t)to, direction);
  return 0;
}
int cufftDestroy(int plan) {
  note("cufftDestroy", plan, 0, 0);
  return 0;
}
