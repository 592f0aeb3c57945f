"""BART (bart ecalib, bart pics) on arrays [coil, ky, kx], single-threaded unless told."""
import os, pathlib, subprocess, tempfile
import numpy as np

LAMBDAS = (.0005, .001, .002, .005, .01, .02)
SMALLER = (.0001, .0002)    # where the smallest of the six is the best of them

def write_cfl(path, array):
    """[coil, ky, kx] as BART's dimensions kx, ky, 1, coil."""
    coils, ny, nx = array.shape
    pathlib.Path(f"{path}.hdr").write_text("# Dimensions\n" + " ".join(map(str, [nx, ny, 1, coils] + 12 * [1])) + "\n")
    np.ascontiguousarray(array, np.complex64).tofile(f"{path}.cfl")

def read_cfl(path):
    """The other way; [coil, y, x] also for one coil."""
    dims = [int(n) for n in pathlib.Path(f"{path}.hdr").read_text().split("\n")[1].split()]
    return np.fromfile(f"{path}.cfl", np.complex64).reshape(dims[3], dims[1], dims[0])

def bart(*arguments, threads=1):
    result = subprocess.run(["bart", *map(str, arguments)], capture_output=True, text=True,
                            env=dict(os.environ, OMP_NUM_THREADS=str(threads)))
    if result.returncode:
        raise RuntimeError(f"bart {arguments[0]}: {result.stdout}{result.stderr}")
    return result.stdout

def version():
    return bart("version").strip()

def ecalib(kspace):
    """ESPIRiT maps, one set, all else as BART has it; zero outside the object."""
    with tempfile.TemporaryDirectory() as folder:
        write_cfl(f"{folder}/kspace", kspace)
        bart("ecalib", "-m1", f"{folder}/kspace", f"{folder}/maps")
        return read_cfl(f"{folder}/maps")

def odd_sizes(kspace):
    """Undoes an error of bart pics 0.8.00: it multiplies k-space by a linear phase where its inverse is meant, and the two
    differ for odd sizes, so that image and maps end up one pixel apart. No effect on even sizes."""
    for axis in (-2, -1):
        n = kspace.shape[axis]
        if n % 2:
            phase = np.exp(-4j * np.pi * (n // 2) * np.arange(n) / n)
            kspace = kspace * (phase[:, None] if axis == -2 else phase)
    return kspace

def pics(kspace, maps, lam, iterations=200, threads=1):
    """l1-wavelet reconstruction [y, x], data scaled back; for sizes 2 mod 4 the sign may differ."""
    with tempfile.TemporaryDirectory() as folder:
        write_cfl(f"{folder}/kspace", odd_sizes(kspace))
        write_cfl(f"{folder}/maps", maps)
        bart("pics", "-l1", "-r", lam, "-i", iterations, "-S", f"{folder}/kspace", f"{folder}/maps", f"{folder}/image",
             threads=threads)
        return read_cfl(f"{folder}/image")[0]
