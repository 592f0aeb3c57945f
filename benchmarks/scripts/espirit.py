#!/usr/bin/python3
"""Coil maps: `firenet maps` against `bart ecalib -m1`, whole commands, in time, memory and agreement, on the demonstration's scan
and on a volume of 128 x 128 x 128 with 8 coils (`bart phantom -3 -s8`).

    espirit.py --firenet target/bin/firenet --out benchmarks/results/espirit.json

Each repetition runs every program in turn; the JSON has every single time. Agreement: |<s, s'>| of the normalised maps where both
are not zero, and the share of points where only one is. Needs numpy and bart."""
import argparse, datetime, json, os, pathlib, statistics, subprocess, sys, tempfile, time
import numpy as np
import peer
from quality import output, processor

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "src/main/resources/org/firenet/demo/brain8/kspace.npy"
SIZE = 128

def write_cfl(path, array):
    """[coil, z, y, x] as BART's dimensions x, y, z, coil."""
    pathlib.Path(f"{path}.hdr").write_text("# Dimensions\n" + " ".join(map(str, [*array.shape[:0:-1], len(array)] + 12 * [1])) + "\n")
    np.ascontiguousarray(array, np.complex64).tofile(f"{path}.cfl")

def read_cfl(path):
    dims = [int(n) for n in pathlib.Path(f"{path}.hdr").read_text().split("\n")[1].split()]
    return np.fromfile(f"{path}.cfl", np.complex64).reshape(dims[3], dims[2], dims[1], dims[0])

def timed(command, **environment):
    """Seconds by the clock, seconds of the processor, largest resident memory in MB."""
    begin = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], env=dict(os.environ, **environment),
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(map(str, command))}: {text}")
    return dict(seconds=time.perf_counter() - begin, processor=usage.ru_utime + usage.ru_stime, megabytes=usage.ru_maxrss / 1024)

def agreement(ours, theirs):
    ours, theirs = (maps.reshape(len(maps), -1) for maps in (ours, theirs))
    norms = [np.sqrt((np.abs(maps) ** 2).sum(0)) for maps in (ours, theirs)]
    both = (norms[0] > 0) & (norms[1] > 0)
    product = np.abs((ours.conj() * theirs).sum(0)[both]) / norms[0][both] / norms[1][both]
    return dict(points_in_both=int(both.sum()), only_one=float(((norms[0] > 0) != (norms[1] > 0)).mean()),
                median=float(np.median(product)), percentile_1=float(np.percentile(product, 1)), smallest=float(product.min()))

def case(name, kspace, program, repetitions, folder, heap):
    write_cfl(folder / "k", kspace if kspace.ndim == 4 else kspace[:, None])
    np.save(folder / "k.npy", kspace)
    axes = ["--axes", "coil,kz,ky,kx"] if kspace.ndim == 4 else []
    commands = {"firenet": ([program, "maps", folder / "k.npy", *axes, "-o", folder / "maps.npy", "--quiet"], dict(JAVA_OPTS=heap))}
    for threads in (1, os.cpu_count()):
        commands[f"bart, {threads} threads"] = (["bart", "ecalib", "-m1", folder / "k", folder / "b"], dict(OMP_NUM_THREADS=str(threads)))
    runs = {key: [] for key in commands}
    for repetition in range(repetitions):
        for key, (command, environment) in list(commands.items())[:: 1 if repetition % 2 == 0 else -1]:
            runs[key].append(timed(command, **environment))
    result = dict(name=name, shape=list(kspace.shape), runs=runs, agreement=agreement(np.load(folder / "maps.npy"), read_cfl(folder / "b")))
    medians = {key: statistics.median(run["seconds"] for run in times) for key, times in runs.items()}
    best = min(seconds for key, seconds in medians.items() if key != "firenet")
    result.update(median_seconds=medians, bart_over_firenet=best / medians["firenet"])
    megabytes = max(run["megabytes"] for run in runs["firenet"])
    a = result["agreement"]
    print(f"{name}: " + ", ".join(f"{key} {seconds:.2f} s" for key, seconds in medians.items()) +
          f"; BART / FIRENET {result['bart_over_firenet']:.2f}; FIRENET {megabytes:.0f} MB ({heap}); |<s,s'>| median {a['median']:.7f}, "
          f"1st percentile {a['percentile_1']:.5f}; support differs in {100 * a['only_one']:.3f} %", flush=True)
    return result

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firenet", required=True, type=pathlib.Path, help="the command line program")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="the JSON file")
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    program = options.firenet.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        peer.bart("phantom", "-3", "-x", SIZE, "-s8", "-k", folder / "p")
        volume = read_cfl(folder / "p")
        cases = [case("brain8", np.load(DEMO), program, options.repetitions, folder, "-Xmx2g"),
                 case("128^3 x 8", volume, program, options.repetitions, folder, "-Xmx1500m")]
    report = dict(
        date=datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"), commit=output("git", "rev-parse", "HEAD"),
        machine=dict(processor=processor(), cores=os.cpu_count(), load=os.getloadavg()),
        versions=dict(firenet=output(str(program), "--version"), bart=peer.version()), cases=cases)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, indent=1) + "\n")

if __name__ == "__main__":
    main()
