#!/usr/bin/python3
"""Image quality of `firenet recon` at its defaults against `bart pics -l1` at six regularisation parameters, on simulated
scans whose true image is known. Both get the same undersampled data and the same maps (`bart ecalib -m1` of these data).

    quality.py --firenet target/bin/firenet --out benchmarks/results/quality.json [--cases quick|all|NAME,NAME,...]

Writes the JSON file and, beside it, the table in Markdown, which is printed too. Error: norm of the difference of the
magnitudes over norm of the true magnitude, where the maps are not zero, and over the whole image (both methods give zero where
the maps are). BART's figure is the best of the six in hindsight; FIRENET runs once and is told nothing about the case. Since the smallest of
the six is often the best of them, two smaller parameters are tried as well and reported apart.
Needs numpy, scipy, bart and Debian's package mricron-data."""
import argparse, datetime, json, os, pathlib, platform, subprocess, sys, tempfile, time
import numpy as np
import scipy
import peer, simulate

def output(*command):
    """What a command prints, or None if it cannot be run."""
    try:
        result = subprocess.run(command, capture_output=True, text=True, cwd=pathlib.Path(__file__).resolve().parent)
    except OSError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None

def processor():
    try:
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()

def errors(image, truth, inside):
    difference, truth = np.abs(image) - np.abs(truth), np.abs(truth)
    return dict(inside=float(np.linalg.norm(difference[inside]) / np.linalg.norm(truth[inside])),
                whole=float(np.linalg.norm(difference) / np.linalg.norm(truth)))

def firenet(program, folder):
    """The image that the command line makes of a folder's files, and the seconds it took, start included."""
    command = [program, "recon", folder / "kspace.npy", "--maps", folder / "maps.npy", "--mask", folder / "mask.npy",
               "-o", folder / "firenet.npy", "--quiet"]
    start = time.perf_counter()
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if result.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{result.stdout}{result.stderr}exit status {result.returncode}")
    return np.load(folder / "firenet.npy").squeeze(), seconds

def run(name, program, folder, threads, iterations):
    case = simulate.case(name)
    maps = peer.ecalib(case.kspace)
    inside = (np.abs(maps) ** 2).sum(0) > 0
    folder.mkdir(parents=True, exist_ok=True)
    for key, array in dict(kspace=case.kspace, maps=maps, mask=case.mask, truth=case.truth).items():
        np.save(folder / f"{key}.npy", array)
    image, seconds = firenet(program, folder)
    if image.shape != case.truth.shape:
        sys.exit(f"{name}: expected an image of shape {case.truth.shape}, got {image.shape}")
    ours = dict(errors(image, case.truth, inside), seconds=seconds)
    bart = []
    for lam in peer.LAMBDAS:
        start = time.perf_counter()
        image = peer.pics(case.kspace, maps, lam, iterations, threads)
        bart.append(dict(errors(image, case.truth, inside), lam=lam, seconds=time.perf_counter() - start))
    best = min(bart, key=lambda entry: entry["inside"])
    smaller = []
    for lam in peer.SMALLER:
        image = peer.pics(case.kspace, maps, lam, iterations, threads)
        smaller.append(dict(errors(image, case.truth, inside), lam=lam))
    best_of_eight = min([best] + smaller, key=lambda entry: entry["inside"])
    return dict(name=name, shape=list(case.truth.shape), coils=len(maps), kind=case.kind, acceleration=1 / case.mask.mean(),
                noise_percent=case.noise, firenet=ours, bart=bart, best=best, smaller=smaller, best_of_eight=best_of_eight,
                ratio_of_eight=ours["inside"] / best_of_eight["inside"], ratio=ours["inside"] / best["inside"],
                ratio_whole=ours["whole"] / min(entry["whole"] for entry in bart))

def table(report):
    lines = ["| case | size | sampling | R | noise | FIRENET | BART, best of six (λ) | ratio | ratio, whole image | "
             "BART, best of eight (λ) | ratio |",
             "|---|---|---|---|---|---|---|---|---|---|---|"]
    for c in report["cases"]:
        lines.append("| {} | {}×{} | {} | {:.1f} | {:g} % | {:.4f} | {:.4f} ({:g}) | {:.3f} | {:.3f} | {:.4f} ({:g}) | {:.3f} |".format(
            c["name"], *c["shape"], c["kind"], c["acceleration"], c["noise_percent"], c["firenet"]["inside"],
            c["best"]["inside"], c["best"]["lam"], c["ratio"], c["ratio_whole"],
            c["best_of_eight"]["inside"], c["best_of_eight"]["lam"], c["ratio_of_eight"]))
    s = report["summary"]
    lines += ["", "Ratio of the errors, FIRENET to BART: mean {:.3f}, largest {:.3f} ({}); above 1 in {} of {} cases; with two smaller λ "
              "added: mean {:.3f}, above 1 in {}.".format(
        s["mean_ratio"], s["largest_ratio"], s["worst_case"], s["losses"], s["cases"], s["mean_ratio_of_eight"],
        s["losses_of_eight"])]
    m = report["machine"]
    lines += ["", f"{m['processor']}, {m['cores']} cores; {' '.join((report['versions']['firenet'] or '').split())}; BART {report['versions']['bart']}, "
              f"{report['bart_iterations']} iterations, {report['bart_threads']} thread(s); commit {report['commit']}; "
              f"{report['date']}."]
    return "\n".join(lines) + "\n"

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--firenet", required=True, type=pathlib.Path, help="the command line program")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="the JSON file")
    parser.add_argument("--cases", default="quick", help="quick (default), all, or names with commas between")
    parser.add_argument("--work", type=pathlib.Path, help="keep the cases' arrays in this folder")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads of BART (default: all cores)")
    parser.add_argument("--iterations", type=int, default=200, help="iterations of BART (default 200)")
    options = parser.parse_args()
    program = options.firenet.resolve()
    names = {"quick": simulate.QUICK, "all": simulate.ALL}.get(options.cases) or options.cases.split(",")
    cases = []
    with tempfile.TemporaryDirectory() as temporary:
        for name in names:
            cases.append(run(name, program, (options.work or pathlib.Path(temporary)) / name, options.threads,
                             options.iterations))
            print("{name}: ratio {ratio:.3f}".format(**cases[-1]), file=sys.stderr, flush=True)
    ratios = [c["ratio"] for c in cases]
    report = dict(
        date=datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        commit=output("git", "rev-parse", "HEAD"),
        machine=dict(processor=processor(), cores=os.cpu_count(), system=f"{platform.system()} {platform.machine()}"),
        versions=dict(firenet=output(str(program), "--version"), bart=peer.version(), python=platform.python_version(),
                      numpy=np.__version__, scipy=scipy.__version__),
        bart_iterations=options.iterations, bart_threads=options.threads,
        summary=dict(cases=len(cases), mean_ratio=float(np.mean(ratios)), largest_ratio=max(ratios),
                     worst_case=cases[int(np.argmax(ratios))]["name"], losses=sum(r > 1 for r in ratios),
                     mean_ratio_of_eight=float(np.mean([c["ratio_of_eight"] for c in cases])),
                     losses_of_eight=sum(c["ratio_of_eight"] > 1 for c in cases)),
        cases=cases)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, indent=1) + "\n")
    text = table(report)
    options.out.with_suffix(".md").write_text(text)
    print(text, end="")

if __name__ == "__main__":
    main()
