// A stand-in for libcublas.so.13 that computes: column by column, in complex float or double.
#include <complex.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

enum { N, T, C };

static void note(const char *name, long a, long b) {
  const char *file = getenv("FIRENET_STANDIN_LOG");
  FILE *out = file ? fopen(file, "a") : 0;
  if (!out) return;
  fprintf(out, "%s %ld %ld\n", name, a, b);
  fclose(out);
}

int cublasCreate_v2(void **handle) {
  *handle = malloc(1);
  return 0;
}
int cublasDestroy_v2(void *handle) {
  note("cublasDestroy", 0, 0);
  free(handle);
  return 0;
}
int cublasSetMathMode(void *handle, int mode) {
  (void)handle;
  note("cublasSetMathMode", mode, 0);
  return 0;
}
int cublasSetAtomicsMode(void *handle, int mode) {
  (void)handle;
  note("cublasSetAtomicsMode", mode, 0);
  return 0;
}
int cublasSetStream_v2(void *handle, void *stream) {
  (void)handle;
  note("cublasSetStream", stream != 0, 0);
  return 0;
}
int cublasSetWorkspace_v2(void *handle, void *work, size_t bytes) {
  (void)handle;
  note("cublasSetWorkspace", work != 0, (long)bytes);
  return 0;
}

#define PRECISION(number, gemm, geam)                                                                              \
  static number at_##gemm(const number *a, int ld, int op, long i, long j) {                                       \
    return op == N ? a[i + j * ld] : op == T ? a[j + i * ld] : conj(a[j + i * ld]);                                \
  }                                                                                                                \
  int gemm(void *handle, int ta, int tb, int m, int n, int k, const number *alpha, const number *a, int lda,       \
           const number *b, int ldb, const number *beta, number *c, int ldc) {                                     \
    (void)handle;                                                                                                  \
    note(#gemm, m, n);                                                                                             \
    for (long j = 0; j < n; ++j)                                                                                   \
      for (long i = 0; i < m; ++i) {                                                                               \
        number sum = 0;                                                                                            \
        for (long l = 0; l < k; ++l) sum += at_##gemm(a, lda, ta, i, l) * at_##gemm(b, ldb, tb, l, j);             \
        c[i + j * ldc] = *alpha * sum + (*beta == 0 ? 0 : *beta * c[i + j * ldc]);                                 \
      }                                                                                                            \
    return 0;                                                                                                      \
  }                                                                                                                \
  int geam(void *handle, int ta, int tb, int m, int n, const number *alpha, const number *a, int lda,              \
           const number *beta, const number *b, int ldb, number *c, int ldc) {                                     \
    (void)handle;                                                                                                  \
    for (long j = 0; j < n; ++j)                                                                                   \
      for (long i = 0; i < m; ++i)                                                                                 \
        c[i + j * ldc] = *alpha * at_##gemm(a, lda, ta, i, j) +                                                    \
                         (*beta == 0 ? 0 : *beta * at_##gemm(b, ldb, tb, i, j));                                   \
    return 0;                                                                                                      \
  }
PRECISION(float complex, cublasCgemm_v2, cublasCgeam)
PRECISION(double complex, cublasZgemm_v2, cublasZgeam)
