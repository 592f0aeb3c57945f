#!/usr/bin/env python3
"""How long FIRENET takes to read ISMRM raw data, in a new and in a warm JVM; h5py for scale where it is there.

Makes the file with ismrmrd_generate_cartesian_shepp_logan: 5120 acquisitions of 8 channels and 512 samples, 183 MB.
"""
import argparse, json, os, pathlib, platform, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
GENERATE = "ismrmrd_generate_cartesian_shepp_logan -m 256 -c 8 -r 20 -a 1 -o"
H5PY = """
import sys, time, h5py
begin = time.perf_counter()
with h5py.File(sys.argv[1], "r") as f:
    rows = f["dataset/data"]
    for i in range(0, len(rows), 256):
        rows[i:i + 256]
print(time.perf_counter() - begin)
"""

def firenet(jar, heap, path, repetitions):
    """The line of JSON, and the seconds of the whole process."""
    begin = time.perf_counter()
    result = subprocess.run(["java", f"-Xmx{heap}", "-cp", jar, "org.firenet.benchmarks.ReadTiming", path,
                             str(repetitions)], capture_output=True, text=True)
    if result.returncode:
        sys.exit(f"java: {result.stderr}")
    return json.loads(result.stdout), time.perf_counter() - begin

def h5py_seconds(python, path):
    result = subprocess.run([python, "-c", H5PY, path], capture_output=True, text=True)
    return float(result.stdout) if result.returncode == 0 else None

def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jar", default=HERE.parent / "target" / "benchmarks.jar", type=pathlib.Path)
    parser.add_argument("--file", help="another file of raw data")
    parser.add_argument("--heap", default="256m", help="largest heap of the JVM")
    parser.add_argument("--python", default=sys.executable, help="a Python with h5py")
    parser.add_argument("--repetitions", default=7, type=int)
    parser.add_argument("--out", help="write every repetition here as JSON")
    options = parser.parse_args()
    if not options.jar.exists():
        sys.exit(f"{options.jar}: no such file; build it first, see README.md")
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or f"{folder}/raw.h5"
        if not options.file:
            subprocess.run([*GENERATE.split(), path], check=True, stdout=subprocess.DEVNULL)
        firenet(options.jar, options.heap, path, 1)     # the file into the page cache
        cold, whole = [], []
        for _ in range(options.repetitions):
            line, seconds = firenet(options.jar, options.heap, path, 1)
            cold.append(line)
            whole.append(seconds)
        warm, _ = firenet(options.jar, options.heap, path, 20 + options.repetitions)
        peer = h5py_seconds(options.python, path)
    parts = ("open_ms", "table_ms", "samples_ms")
    cold_ms = [sum(line[part][0] for part in parts) for line in cold]
    warm_ms = [sum(times) for times in zip(*(warm[part][20:] for part in parts))]
    print(f"{warm['acquisitions']} acquisitions, {warm['bytes'] / 1e6:.0f} MB, -Xmx{options.heap}, median of "
          f"{options.repetitions}\n")
    print("| | open | headers | samples | together |\n|---|---|---|---|---|")
    for name, lines, skip in (("new JVM", cold, 0), ("warm JVM", [warm], 20)):
        medians = [statistics.median(t for line in lines for t in line[part][skip:]) for part in parts]
        together = statistics.median(cold_ms if lines is cold else warm_ms)
        print(f"| {name} | " + " | ".join(f"{m:.0f} ms" for m in medians) + f" | {together:.0f} ms |")
    print(f"\nWhole process: {statistics.median(whole):.2f} s; peak of the heap: {warm['peak_heap_mb']:.0f} MB; h5py: "
          + (f"{peer:.2f} s" if peer else "not here"))
    if options.out:
        record = {"machine": platform.processor() or platform.machine(), "cores": os.cpu_count(),
                  "date": time.strftime("%Y-%m-%d"), "load": os.getloadavg(), "heap": options.heap, "cold": cold,
                  "whole_s": whole, "warm": warm, "h5py_s": peer}
        pathlib.Path(options.out).write_text(json.dumps(record, indent=1) + "\n")

if __name__ == "__main__":
    main()
