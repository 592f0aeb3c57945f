#!/usr/bin/env python3
"""FIRENET in CuPy: batched cuFFT in place with plans that are kept, one kernel of our own for each step between them."""
import sys
import numpy as np
from firenet_arrays import Network
from measure import arguments, check_with_numpy, measure

PRIMAL = r"""
extern "C" __global__ void primal(float2 *x, float2 *s, const float2 *g, float2 *bar, const float *keep,
                                  const float *begin, const float *weights, int nz, int ny, int nx, int dz, int dy,
                                  int dx, float tau, float limit, int first, long long blocks) {
  const long long i = blockIdx.x * (long long)blockDim.x + threadIdx.x;
  if (i >= blocks) return;
  const int hx = nx / 2, hy = ny / 2, hz = POINTS == 8 ? nz / 2 : 1;
  const long long rest = i / hx / hy;
  const int bx = i % hx, by = i / hx % hy, bz = rest % hz;
  const long long image = rest / hz;
  const float step = first ? 0.f : tau * keep[image];
  long long at[POINTS];
  float2 old[POINTS], u[POINTS];
  for (int k = 0; k < POINTS; ++k) {
    int px = 2 * bx + (k & 1) - dx, py = 2 * by + (k >> 1 & 1) - dy, pz = POINTS == 8 ? 2 * bz + (k >> 2) - dz : 0;
    px += px < 0 ? nx : 0;
    py += py < 0 ? ny : 0;
    pz += pz < 0 ? nz : 0;
    at[k] = ((image * nz + pz) * ny + py) * nx + px;
    float2 v;
    if (first) {
      v = s[at[k]];
      v.x *= begin[image];
      v.y *= begin[image];
      u[k] = v;
    } else {
      v = x[at[k]];
      const float2 w = g[at[k]];
      u[k] = make_float2(v.x - step * w.x, v.y - step * w.y);
    }
    old[k] = v;
  }
  const float r = 0.70710678118654752f;
  for (int pass = 0; pass < 2; ++pass) {
    for (int bit = 1; bit < POINTS; bit *= 2) {
      for (int k = 0; k < POINTS; ++k) {
        if (k & bit) continue;
        const float2 a = u[k], b = u[k | bit];
        u[k] = make_float2(r * (a.x + b.x), r * (a.y + b.y));
        u[k | bit] = make_float2(r * (a.x - b.x), r * (a.y - b.y));
      }
    }
    if (pass) break;
    for (int k = 0; k < POINTS; ++k) {
      const float m = sqrtf(u[k].x * u[k].x + u[k].y * u[k].y), t = limit * weights[k];
      const float f = m > t ? 1.f - t / m : 0.f;
      u[k].x *= f;
      u[k].y *= f;
    }
  }
  for (int k = 0; k < POINTS; ++k) {
    const float2 v = u[k];
    x[at[k]] = v;
    bar[at[k]] = make_float2(2.f * v.x - old[k].x, 2.f * v.y - old[k].y);
    float2 sum = v;
    if (!first) {
      sum = s[at[k]];
      sum.x += v.x;
      sum.y += v.y;
    }
    s[at[k]] = sum;
  }
}
"""
THREADS = 128

def main():
    settings = arguments(__doc__)
    if settings.numpy:
        return check_with_numpy(settings.folders)
    try:
        import cupy
        import cupyx.scipy.fft
        devices = cupy.cuda.runtime.getDeviceCount()
    except Exception as problem:    # also where the driver is missing
        print(f"firenet_cupy: {problem} (--numpy checks the mathematics without it)", file=sys.stderr)
        return 3
    if not devices:
        print("firenet_cupy: CuPy finds no GPU (--numpy checks the mathematics without one)", file=sys.stderr)
        return 3

    dual = cupy.ElementwiseKernel(
        "T y, M mask, R alpha, R keep, R scale, R sigma, bool first", "T z, T d",
        """if (mask != 0) {
             T v = sigma * (scale * z - alpha * y);
             if (!first) v += keep * d;
             d = v;
             z = v;
           } else {
             z = T(0);
           }""", "firenet_dual")
    # Where nothing was sampled d stays zero, so that one contiguous array is reduced, which CuPy gives to CUB.
    squares = cupy.ReductionKernel("T d", "R out", "norm(d)", "a + b", "out = a > 1 ? rsqrtf(a) : R(1)", "0",
                                   "firenet_keep", reduce_type="float")
    combine = cupy.ElementwiseKernel(
        "raw T grid, raw T maps, int32 coils, int64 pixels, R scale", "T g",
        """long long image = i / pixels, p = i % pixels;
           T total(0);
           for (int c = 0; c < coils; ++c) total += conj(maps[c * pixels + p]) * grid[(image * coils + c) * pixels + p];
           g = scale * total;""", "firenet_combine")

    class CupyLibrary:
        sqrt, minimum, maximum = cupy.sqrt, cupy.minimum, cupy.maximum
        asarray = staticmethod(cupy.asarray)

        def zeros(self, shape):
            return cupy.zeros(shape, cupy.complex64)

    class CupyNetwork(Network):
        graph = False

        def __init__(self, case, batch):
            super().__init__(CupyLibrary(), case, batch)
            points = 2 ** case.axes
            self.kernel = cupy.RawKernel(PRIMAL.replace("POINTS", str(points)), "primal")
            self.weights = cupy.asarray(np.array(case.weights(), np.float32))
            axes = self.along
            self.plan = cupyx.scipy.fft.get_fft_plan(self.z, axes=axes, value_type="C2C")
            self.scale = np.float32(1 / np.sqrt(np.prod([self.z.shape[axis] for axis in axes])))
            self.pixels = int(np.prod(case.shape))

        def primal(self, block, moved, first):
            p = self.case.parameters
            nz, ny, nx = (1,) * (3 - self.axes) + self.case.shape
            dz, dy, dx = (0,) * (3 - self.axes) + moved
            blocks = self.batch * self.pixels // 2 ** self.axes
            self.kernel(((blocks + THREADS - 1) // THREADS,), (THREADS,), (
                self.x, self.s, self.g, self.bar, self.keep, self.begin[block], self.weights, np.int32(nz),
                np.int32(ny), np.int32(nx), np.int32(dz), np.int32(dy), np.int32(dx), np.float32(p["tau"]),
                np.float32(p["tau"] * p["lam"]), np.int32(first), np.int64(blocks)))

        def forward(self):
            if self.maps is None:
                cupy.copyto(self.z[:, 0], self.bar)
            else:
                cupy.multiply(self.maps, self.bar[:, None], out=self.z)
            self.plan.fft(self.z, self.z, cupy.cuda.cufft.CUFFT_FORWARD)

        def dual(self, block, first):
            wide = (-1,) + (1,) * (self.axes + 1)
            dual(self.y, self.mask, self.alpha[block].reshape(wide), self.keep.reshape(wide), self.scale,
                 np.float32(self.case.parameters["sigma"]), first, self.z, self.d)
            squares(self.d, self.keep, axis=tuple(range(1, self.d.ndim)))

        def adjoint(self):
            self.plan.fft(self.z, self.z, cupy.cuda.cufft.CUFFT_INVERSE)
            if self.maps is None:
                cupy.multiply(self.z[:, 0], self.scale, out=self.g)
            else:
                combine(self.z, self.maps, np.int32(self.maps.shape[0]), np.int64(self.pixels), self.scale, self.g)

        def host_images(self):
            return cupy.asnumpy(self.images())

    def network(case, batch):
        cupy.get_default_memory_pool().free_all_blocks()
        try:
            return CupyNetwork(case, batch)
        except cupy.cuda.memory.OutOfMemoryError as problem:
            raise MemoryError(str(problem)) from None

    def timer(net, outer):
        net.schedule(outer)
        stream = cupy.cuda.Stream(non_blocking=True)
        cupy.cuda.Device().synchronize()
        with stream:
            net.solve(1)
            stream.synchronize()
            try:
                stream.begin_capture()
                net.solve(outer)
                launch = stream.end_capture().launch
                net.graph = True
            except Exception:    # what this CuPy can not capture is launched kernel by kernel
                stream = cupy.cuda.Stream(non_blocking=True)
                launch, net.graph = None, False
        start, end = cupy.cuda.Event(), cupy.cuda.Event()

        def run():
            with stream:
                start.record(stream)
                if launch:
                    launch(stream)
                else:
                    net.solve(outer)
                end.record(stream)
                end.synchronize()
            return cupy.cuda.get_elapsed_time(start, end)
        return run

    facts = {"cupy": cupy.__version__, "cuda": cupy.cuda.runtime.runtimeGetVersion(),
             "device": cupy.cuda.runtime.getDeviceProperties(0)["name"].decode()}
    return measure("cupy", settings.folders, settings, network, timer, facts)

if __name__ == "__main__":
    sys.exit(main())
