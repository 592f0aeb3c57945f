package org.firenet.cuda.jcuda;

import static jcuda.jcublas.cublasOperation.CUBLAS_OP_C;
import static jcuda.jcublas.cublasOperation.CUBLAS_OP_N;
import static jcuda.jcublas.cublasOperation.CUBLAS_OP_T;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasAtomicsMode;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasStatus;
import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.MatrixProducts;

/**
 * Products by cuBLAS in ordinary arithmetic, without atomics. All memory is taken at the start, so
 * that products may be recorded.
 *
 * <p>cuBLAS has columns where we have rows: our {@code a} is its aᵀ. So {@code b aᵀ} is one
 * product. {@code b conj(a)} would need a conjugate without a transpose, which it does not have;
 * its transpose {@code aᴴ bᵀ} is made in pieces of some columns, each then transposed into its
 * place.
 */
final class CublasProducts implements MatrixProducts {
  private static final long LIBRARY_BYTES = 8L << 20;
  private static final long PIECE_BYTES = 8L << 20;

  private final DeviceContext context;
  private final HostLibrary library;
  private final cublasHandle handle = new cublasHandle();
  private final long setWorkspace;
  private final long handleAddress;
  private final JCudaBuffer work;
  private boolean closed;

  CublasProducts(DeviceContext context, HostLibrary library) {
    this.context = context;
    this.library = library;
    this.setWorkspace = library.symbol("cublasSetWorkspace_v2");
    this.work = new JCudaBuffer(context, LIBRARY_BYTES + PIECE_BYTES, "matrix products");
    try {
      context.run(this::create);
    } catch (DeviceException e) {
      work.close();
      throw e;
    }
    handleAddress = NativeAccess.target(handle);
  }

  private void create() {
    check(JCublas2.cublasCreate(handle), "cublasCreate", "");
    try {
      int math = JCublas2.cublasSetMathMode(handle, cublasMath.CUBLAS_DEFAULT_MATH);
      check(math, "cublasSetMathMode", "");
      int atomics =
          JCublas2.cublasSetAtomicsMode(handle, cublasAtomicsMode.CUBLAS_ATOMICS_NOT_ALLOWED);
      check(atomics, "cublasSetAtomicsMode", "");
    } catch (DeviceException e) {
      JCublas2.cublasDestroy(handle);
      throw e;
    }
  }

  @Override
  public synchronized void apply(
      DeviceStream stream,
      Precision precision,
      boolean adjoint,
      int rows,
      int columns,
      int count,
      long a,
      long b,
      long c) {
    if (closed) {
      throw new IllegalStateException("these matrix products are closed");
    }
    Arithmetic arithmetic = precision == Precision.SINGLE ? new Single() : new Double();
    boolean entered = context.enter();
    try {
      use((JCudaStream) stream);
      if (adjoint) {
        applyAdjoint(arithmetic, rows, columns, count, a, b, c);
      } else {
        arithmetic.product(
            CUBLAS_OP_T, CUBLAS_OP_N, rows, count, columns, a, columns, b, columns, c, rows);
      }
    } finally {
      context.leave(entered);
    }
  }

  /** Setting the stream takes the work memory away again. */
  private void use(JCudaStream stream) {
    check(JCublas2.cublasSetStream(handle, stream.runtimeHandle()), "cublasSetStream", "");
    if (setWorkspace != 0) {
      int status = NativeAccess.call(setWorkspace, handleAddress, work.address(), LIBRARY_BYTES);
      check(status, "cublasSetWorkspace", "%,d bytes".formatted(LIBRARY_BYTES));
    }
  }

  private void applyAdjoint(
      Arithmetic arithmetic, int rows, int columns, int count, long a, long b, long c) {
    long piece = work.address() + LIBRARY_BYTES;
    int most = (int) Math.min(columns, PIECE_BYTES / ((long) count * arithmetic.bytes()));
    if (most < 1) {
      throw new IllegalArgumentException(
          "count: expected at most %,d vectors, got %,d"
              .formatted(PIECE_BYTES / arithmetic.bytes(), count));
    }
    for (int first = 0; first < columns; first += most) {
      int some = Math.min(most, columns - first);
      long offset = (long) first * arithmetic.bytes();
      arithmetic.product(
          CUBLAS_OP_T, CUBLAS_OP_C, count, some, rows, b, rows, a + offset, columns, piece, count);
      arithmetic.transpose(some, count, piece, count, c + offset, columns);
    }
  }

  private void check(int status, String call, String details) {
    if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
      library.requireFunction(call);
      library.requireFunction(call + "_v2");
      throw new DeviceException(
          "%s: %s%s%s, on %s"
              .formatted(
                  call,
                  cublasStatus.stringFor(status),
                  details.isEmpty() ? "" : ", ",
                  details,
                  context.device()));
    }
  }

  private static String sizes(int m, int n, int k) {
    return "%d x %d x %d".formatted(m, n, k);
  }

  /** cuBLAS in one precision. */
  private interface Arithmetic {
    int bytes();

    /** {@code c = op(a) op(b)}, column by column: m x n by k. */
    void product(
        int opA, int opB, int m, int n, int k, long a, int lda, long b, int ldb, long c, int ldc);

    /** {@code to = fromᵀ}, column by column: m x n. */
    void transpose(int m, int n, long from, int ldFrom, long to, int ldTo);
  }

  private final class Single implements Arithmetic {
    private final Pointer one = floats(1);
    private final Pointer zero = floats(0);

    private static Pointer floats(float real) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
      return Pointer.to(buffer.putFloat(0, real));
    }

    @Override
    public int bytes() {
      return 2 * Float.BYTES;
    }

    @Override
    public void product(
        int opA, int opB, int m, int n, int k, long a, int lda, long b, int ldb, long c, int ldc) {
      int status =
          JCublas2.cublasCgemm(
              handle,
              opA,
              opB,
              m,
              n,
              k,
              one,
              new Address(a),
              lda,
              new Address(b),
              ldb,
              zero,
              new Address(c),
              ldc);
      check(status, "cublasCgemm", sizes(m, n, k));
    }

    @Override
    public void transpose(int m, int n, long from, int ldFrom, long to, int ldTo) {
      int status =
          JCublas2.cublasCgeam(
              handle,
              CUBLAS_OP_T,
              CUBLAS_OP_N,
              m,
              n,
              one,
              new Address(from),
              ldFrom,
              zero,
              new Address(to),
              ldTo,
              new Address(to),
              ldTo);
      check(status, "cublasCgeam", sizes(m, n, 1));
    }
  }

  private final class Double implements Arithmetic {
    private final Pointer one = doubles(1);
    private final Pointer zero = doubles(0);

    private static Pointer doubles(double real) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
      return Pointer.to(buffer.putDouble(0, real));
    }

    @Override
    public int bytes() {
      return 2 * java.lang.Double.BYTES;
    }

    @Override
    public void product(
        int opA, int opB, int m, int n, int k, long a, int lda, long b, int ldb, long c, int ldc) {
      int status =
          JCublas2.cublasZgemm(
              handle,
              opA,
              opB,
              m,
              n,
              k,
              one,
              new Address(a),
              lda,
              new Address(b),
              ldb,
              zero,
              new Address(c),
              ldc);
      check(status, "cublasZgemm", sizes(m, n, k));
    }

    @Override
    public void transpose(int m, int n, long from, int ldFrom, long to, int ldTo) {
      int status =
          JCublas2.cublasZgeam(
              handle,
              CUBLAS_OP_T,
              CUBLAS_OP_N,
              m,
              n,
              one,
              new Address(from),
              ldFrom,
              zero,
              new Address(to),
              ldTo,
              new Address(to),
              ldTo);
      check(status, "cublasZgeam", sizes(m, n, 1));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        context.run(() -> check(JCublas2.cublasDestroy(handle), "cublasDestroy", ""));
      } finally {
        work.close();
      }
    }
  }
}
