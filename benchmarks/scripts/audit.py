#!/usr/bin/env python3
"""What an audit of a scan takes, as a whole command: seconds, its own forecast, and what it found.

Without --file it audits the scan that comes with FIRENET.
"""
import argparse, json, os, pathlib, platform, statistics, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BRAIN = ROOT / "src/main/resources/org/firenet/demo/brain8/kspace.npy"
FOUND = ("worstRatio", "lipschitz", "lipschitzOfSense", "noiseAmplification", "noiseLevel", "residual")

def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firenet", default=ROOT / "target/bin/firenet", type=pathlib.Path)
    parser.add_argument("--file", default=BRAIN, type=pathlib.Path)
    parser.add_argument("--effort", default="standard")
    parser.add_argument("--repetitions", default=3, type=int)
    parser.add_argument("--out", help="write everything here as JSON")
    options = parser.parse_args()
    seconds, runs = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.repetitions):
            page = pathlib.Path(folder) / f"{number}.html"
            begin = time.perf_counter()
            subprocess.run([options.firenet, "audit", options.file, "-o", page, "--effort", options.effort, "--quiet"],
                           check=True)
            seconds.append(time.perf_counter() - begin)
            runs.append(json.loads(page.with_suffix(".run.json").read_text()))
            print(f"{seconds[-1]:.1f} s, forecast {runs[-1]['results']['forecastSeconds']:.0f} s", flush=True)
    results = runs[-1]["results"]
    for name in FOUND:
        print(f"{name:20} {results.get(name, float('nan')):.3f}")
    commit = subprocess.run(["git", "-C", HERE, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
    cpu = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    record = {
        "date": time.strftime("%Y-%m-%d"), "commit": commit,
        "machine": {"cpu": cpu[0], "processors": os.cpu_count(), "load": os.getloadavg(), "os": platform.platform()},
        "versions": runs[-1]["versions"], "file": options.file.name, "effort": options.effort,
        "seconds": seconds, "median_seconds": statistics.median(seconds),
        "audit_seconds": [run["seconds"]["audit"] for run in runs], "results": results,
    }
    if options.out:
        pathlib.Path(options.out).write_text(json.dumps(record, indent=1) + "\n")

if __name__ == "__main__":
    main()
