#!/usr/bin/python3
"""One file as a scanner makes it, from raw data to images: `firenet recon scan.h5 -o out.nii.gz` with no other option against
`bart ecalib` and `bart pics -l1` at their best.

    scanner_file.py --firenet target/bin/firenet --out benchmarks/results/scanner_file.json

The file is made by ismrmrd_generate_cartesian_shepp_logan: 256 x 256, 8 coils, acceleration 4, 24 calibration lines, noise scan,
twofold readout oversampling, 5 repetitions of 4 interleaved images. It holds its own truth: the phantom and the coils. Error of
an image: norm of the difference of the magnitudes over the norm of the true magnitude (phantom times root sum of squares of the
coils), after the best scaling of the image; mean over the images. BART gets the same lines, sorted, whitened and without
oversampling by this script, its own maps, and many λ; its figure is the best of them in hindsight.
Needs numpy, h5py, nibabel, bart and Debian's ismrmrd-tools."""
import argparse, datetime, json, os, pathlib, subprocess, sys, tempfile, time
import h5py, nibabel
import numpy as np
import peer
from quality import output, processor

LAMBDAS = (.001, .002, .005, .0075, .01, .0125, .015, .02, .03, .05)
GENERATE = ("ismrmrd_generate_cartesian_shepp_logan", "-m", "256", "-c", "8", "-a", "4", "-w", "24", "-C", "-O", "2")
NOISE = 1 << 18

def along_readout(transform, data):
    axes = dict(axes=-1)
    return np.fft.fftshift(transform(np.fft.ifftshift(data, **axes), axis=-1, norm="ortho"), **axes)

def prepare(path):
    """Sorted, whitened k-space [image, coil, ky, kx] without oversampling, and the true magnitude."""
    with h5py.File(path) as file:
        rows = file["dataset/data"][:]
        truth = [np.squeeze(file[f"dataset/{name}"][0]) for name in ("phantom", "csm")]
    phantom, coils = (part["real"] + 1j * part["imag"] for part in truth)
    heads = rows["head"]
    samples = [row.view(np.complex64).reshape(len(coils), -1) for row in rows["data"]]
    is_noise = [bool(int(flags) & NOISE) for flags in heads["flags"]]
    noise = np.concatenate([s for s, n in zip(samples, is_noise) if n], axis=1)
    whiten = np.linalg.inv(np.linalg.cholesky(noise @ noise.conj().T / noise.shape[1]))
    size = phantom.shape[0]
    kspace = np.zeros((heads["idx"]["repetition"].max() + 1, len(coils), size, samples[-1].shape[1]), np.complex64)
    for head, line, n in zip(heads["idx"], samples, is_noise):
        if not n:
            kspace[head["repetition"], :, head["kspace_encode_step_1"]] = whiten @ line
    edge = (kspace.shape[-1] - size) // 2
    image = along_readout(np.fft.ifft, kspace)[..., edge:edge + size]
    return along_readout(np.fft.fft, image).astype(np.complex64), np.abs(phantom) * np.sqrt((np.abs(coils) ** 2).sum(0))

def error(image, truth):
    image = np.abs(image).astype(float)
    return float(np.linalg.norm(image * np.vdot(image, truth) / np.vdot(image, image) - truth) / np.linalg.norm(truth))

def firenet(program, path, folder):
    """Errors need [image, y, x]; NIfTI has [x, y, z, time], its axes along those of the scan."""
    start = time.perf_counter()
    result = subprocess.run([program, "recon", path, "-o", folder / "out.nii.gz", "--quiet"], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if result.returncode:
        sys.exit(f"firenet recon: {result.stderr}exit status {result.returncode}")
    return np.asarray(nibabel.load(folder / "out.nii.gz").dataobj)[:, :, 0].transpose(2, 1, 0), seconds

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firenet", required=True, type=pathlib.Path, help="the command line program")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="the JSON file")
    parser.add_argument("--repetitions", type=int, default=5, help="of four images each (default 5)")
    parser.add_argument("--bart-images", type=int, default=4, help="images that BART solves for every λ (default 4)")
    options = parser.parse_args()
    program = options.firenet.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        path = folder / "scan.h5"
        subprocess.run([*GENERATE, "-r", str(options.repetitions), "-o", path], check=True, capture_output=True)
        kspace, truth = prepare(path)
        images, seconds = firenet(program, path, folder)
        bytes_read = path.stat().st_size
    ours = [error(image, truth) for image in images]
    count = min(options.bart_images, len(kspace))
    maps, calibration_seconds, bart = [], 0, []
    for data in kspace[:count]:
        start = time.perf_counter()
        maps.append(peer.ecalib(data))
        calibration_seconds += time.perf_counter() - start
    for lam in LAMBDAS:
        start = time.perf_counter()
        errors = [error(peer.pics(data, m, lam, threads=os.cpu_count()), truth) for data, m in zip(kspace, maps)]
        bart.append(dict(lam=lam, errors=errors, mean=float(np.mean(errors)), seconds_per_image=(time.perf_counter() - start) / count))
        print(f"λ = {lam:g}: BART {bart[-1]['mean']:.4f}", file=sys.stderr, flush=True)
    best = min(bart, key=lambda entry: entry["mean"])
    same = float(np.mean(ours[:count]))
    report = dict(
        date=datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        commit=output("git", "rev-parse", "HEAD"),
        machine=dict(processor=processor(), cores=os.cpu_count(), load=os.getloadavg()),
        versions=dict(firenet=output(str(program), "--version"), bart=peer.version()),
        generator=" ".join(GENERATE), bytes=bytes_read, images=len(images),
        firenet=dict(errors=ours, mean=float(np.mean(ours)), seconds_whole_command=seconds, seconds_per_image=seconds / len(images)),
        bart=dict(images=count, calibration_seconds_per_image=calibration_seconds / count, by_lambda=bart, best=best),
        same_images=dict(firenet=same, bart=best["mean"], ratio=same / best["mean"]))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, indent=1) + "\n")
    print(f"{len(images)} images in {seconds:.2f} s, error {report['firenet']['mean']:.4f}; first {count}: "
          f"FIRENET {same:.4f}, BART {best['mean']:.4f} (λ = {best['lam']:g}), ratio {same / best['mean']:.3f}")

if __name__ == "__main__":
    main()
