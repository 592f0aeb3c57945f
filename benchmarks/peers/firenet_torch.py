#!/usr/bin/env python3
"""FIRENET in PyTorch: batched transforms, everything on the device, the whole solve one CUDA graph."""
import sys
from firenet_arrays import Network
from measure import arguments, check_with_numpy, measure

def main():
    settings = arguments(__doc__)
    if settings.numpy:
        return check_with_numpy(settings.folders)
    try:
        import torch
    except ImportError as problem:
        print(f"firenet_torch: {problem} (--numpy checks the mathematics without it)", file=sys.stderr)
        return 3
    if not torch.cuda.is_available():
        print("firenet_torch: PyTorch finds no GPU (--numpy checks the mathematics without one)", file=sys.stderr)
        return 3
    device = torch.device("cuda")
    torch.backends.cuda.matmul.allow_tf32 = False

    class TorchLibrary:
        sqrt = staticmethod(torch.sqrt)

        def asarray(self, array):
            return torch.from_numpy(array).to(device)

        def zeros(self, shape):
            return torch.zeros(shape, dtype=torch.complex64, device=device)

        def fft(self, x, axes):
            return torch.fft.fftn(x, dim=axes, norm="ortho")

        def ifft(self, x, axes):
            return torch.fft.ifftn(x, dim=axes, norm="ortho")

        def roll(self, x, moved):
            return torch.roll(x, moved, tuple(range(-len(moved), 0)))

        def minimum(self, x, limit):
            return torch.clamp(x, max=limit)

        def maximum(self, x, limit):
            return torch.clamp(x, min=limit)

        def squares(self, x):
            return torch.view_as_real(x).square().flatten(1).sum(1)

    class TorchNetwork(Network):
        graph = True

        def host_images(self):
            return self.images().cpu().numpy()

    @torch.inference_mode()
    def network(case, batch):
        try:
            return TorchNetwork(TorchLibrary(), case, batch)
        except torch.cuda.OutOfMemoryError as problem:
            torch.cuda.empty_cache()
            raise MemoryError(str(problem).split(".")[0]) from None

    @torch.inference_mode()
    def timer(net, outer):
        net.schedule(outer)
        graph = None
        try:
            side = torch.cuda.Stream()
            side.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(side):
                net.solve(1)
            torch.cuda.current_stream().wait_stream(side)
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph):
                net.solve(outer)
        except torch.cuda.OutOfMemoryError as problem:
            torch.cuda.empty_cache()
            raise MemoryError(str(problem).split(".")[0]) from None
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))

        def run():
            start.record()
            graph.replay()
            end.record()
            end.synchronize()
            return start.elapsed_time(end)
        return run

    facts = {"torch": torch.__version__, "cuda": torch.version.cuda, "device": torch.cuda.get_device_name()}
    return measure("torch", settings.folders, settings, network, timer, facts)

if __name__ == "__main__":
    sys.exit(main())
