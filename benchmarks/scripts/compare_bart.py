#!/usr/bin/python3
"""Times FIRENET against BART in one run, on the same k-space and the same coil maps.

Every repetition goes through all programs in turn, so that whatever else the machine does meets
all of them. Prints a Markdown table and writes a JSON file with every single time.

Needs: bart on the PATH, numpy, a built FIRENET (mvn -q install -DskipTests) and
benchmarks/target/benchmarks.jar (mvn -q -f benchmarks/pom.xml package).
"""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DEMO = ROOT / "src/main/resources/org/firenet/demo/brain8/kspace.npy"

# What the launcher `firenet` gives Java.
JVM_ARGUMENTS = [
    "--add-modules=jdk.incubator.vector",
    "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
    "-XX:+UseParallelGC",
    "-XX:-UsePerfData",
]

PICS = ["pics", "-l1", "-r", "0.001", "-S"]
PICS_ITERATIONS = 100
FEW_AND_MANY_ITERATIONS = (20, 120)
QUICK_ITERATIONS = (5, 45)


class Missing(Exception):
    """Something that has to be installed or built first."""


class CommandFailed(Exception):
    """A program that was to be timed ended with an error."""


def run(command, threads=None, directory=None):
    """Runs a command; returns seconds by the clock and of the processor."""
    environment = dict(os.environ)
    environment.pop("OMP_NUM_THREADS", None)
    if threads is not None:
        environment["OMP_NUM_THREADS"] = str(threads)
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            env=environment,
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            text = output.read().decode(errors="replace").strip()
            raise CommandFailed(
                "%s: exit status %d\n%s"
                % (" ".join(map(str, command)), process.returncode, text[-2000:])
            )
    return {"wall": wall, "processor": usage.ru_utime + usage.ru_stime}


def add(*times):
    """Sum of times."""
    return {key: sum(t[key] for t in times) for key in times[0]}


def write_cfl(name, array):
    """Writes [coil, ky, kx] or [coil, y, x] as BART's [x, y, 1, coil]."""
    coils, rows, columns = array.shape
    dims = [columns, rows, 1, coils] + [1] * 12
    pathlib.Path(name + ".hdr").write_text("# Dimensions\n" + " ".join(map(str, dims)) + "\n")
    np.ascontiguousarray(array, dtype=np.complex64).tofile(name + ".cfl")


class WarmJvm:
    """A JVM that has warmed up and does one repetition whenever asked."""

    def __init__(self, java, class_path, arguments):
        self.process = subprocess.Popen(
            [java, *JVM_ARGUMENTS, "-cp", class_path, "org.firenet.benchmarks.WarmTiming"]
            + [str(word) for word in arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.about = {}
        if self.process.stdout.readline().strip() != "ready":
            _, errors = self.process.communicate()
            raise CommandFailed("WarmTiming did not start:\n" + errors[-2000:])

    def measure(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            _, errors = self.process.communicate()
            raise CommandFailed("WarmTiming ended:\n" + errors[-2000:])
        answer = json.loads(line)
        self.about = {k: v for k, v in answer.items() if not k.endswith("_ms")}
        return {
            "wall": answer["wall_minimum_ms"] / 1e3,
            "processor": answer["processor_minimum_ms"] / 1e3,
        }

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)


class Contender:
    """Something to be timed: who it is, what it does, and one repetition of it."""

    def __init__(self, group, program, threads, once, warm_up=0, note=None):
        self.group = group
        self.program = program
        self.threads = threads
        self.once = once
        self.warm_up = warm_up
        self.note = note
        self.times = []

    def record(self):
        out = {"group": self.group, "program": self.program, "threads": self.threads}
        if self.note:
            out["note"] = self.note
        for clock in ("wall", "processor"):
            values = [t[clock] for t in self.times]
            out[clock] = {
                "median_s": statistics.median(values),
                "minimum_s": min(values),
                "repetitions_s": values,
            }
        return out


def alternate(contenders, repetitions, title):
    """Times all contenders in turn, again and again."""
    for contender in contenders:
        for _ in range(contender.warm_up):
            contender.once()
    for repetition in range(repetitions):
        # Backwards every other time: nobody always follows the same neighbour.
        for contender in contenders[:: 1 if repetition % 2 == 0 else -1]:
            contender.times.append(contender.once())
        print("%s: %d of %d" % (title, repetition + 1, repetitions), file=sys.stderr)


def first_line(command):
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        return None
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0].strip() if lines and done.returncode == 0 else None


def machine():
    cpu = platform.processor()
    memory = None
    try:
        found = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
        cpu = found.group(1).strip() if found else cpu
        found = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
        memory = round(int(found.group(1)) / 2**20, 1) if found else None
    except OSError:
        pass
    system = platform.platform()
    try:
        found = re.search(r'PRETTY_NAME="?([^"\n]*)', pathlib.Path("/etc/os-release").read_text())
        system = found.group(1) + ", " + platform.system() + " " + platform.release()
    except (OSError, AttributeError):
        pass
    return {
        "cpu": cpu,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": memory,
        "operating_system": system,
    }


def commit():
    def git(*arguments):
        try:
            return subprocess.run(
                ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True
            ).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            return None

    changed = git("status", "--porcelain", "--untracked-files=no")
    return {"commit": git("rev-parse", "HEAD"), "changed_files": bool(changed)}


def load():
    return [round(value, 2) for value in os.getloadavg()]


def find(arguments):
    """Paths of the programs; says everything that is missing at once."""
    missing = []
    bart = shutil.which("bart")
    if not bart:
        missing.append("bart: not on the PATH (https://mrirecon.github.io/bart, package bart)")
    launcher = pathlib.Path(arguments.firenet)
    if not launcher.is_file():
        on_path = shutil.which(str(arguments.firenet))
        launcher = pathlib.Path(on_path) if on_path else launcher
    firenet_jar = launcher.resolve().parent.parent / "firenet.jar"
    if not launcher.is_file():
        missing.append("%s: not there; build it: mvn -q install -DskipTests" % launcher)
    elif not firenet_jar.is_file():
        missing.append("%s: not there; expected next to the launcher's folder" % firenet_jar)
    jar = pathlib.Path(arguments.jar)
    if not jar.is_file():
        missing.append("%s: not there; build it: mvn -q -f benchmarks/pom.xml package" % jar)
    home = os.environ.get("JAVA_HOME")
    java = os.path.join(home, "bin", "java") if home else shutil.which("java")
    if not java or not os.path.exists(java):
        missing.append("java: neither in JAVA_HOME nor on the PATH")
    if not pathlib.Path(arguments.kspace).is_file():
        missing.append("%s: not there" % arguments.kspace)
    if missing:
        raise Missing("\n".join(missing))
    return bart, launcher.resolve(), firenet_jar, jar.resolve(), java


def thread_counts():
    cores = len(os.sched_getaffinity(0))
    return [1] if cores == 1 else [1, 2] if cores == 2 else [1, 2, cores]


def bart_iteration(bart, folder, threads, counts):
    """Seconds of one iteration of pics: the difference of many and few iterations."""

    def once():
        few, many = (
            run([bart, *PICS, "-i", n, "kspace", "maps", "out"], threads, folder)
            for n in counts
        )
        return {key: (many[key] - few[key]) / (counts[1] - counts[0]) for key in many}

    return once


def bart_whole(bart, folder, threads):
    def once():
        return add(
            run([bart, "ecalib", "-m1", "kspace", "whole-maps"], threads, folder),
            run(
                [bart, *PICS, "-i", PICS_ITERATIONS, "kspace", "whole-maps", "out"],
                threads,
                folder,
            ),
        )

    return once


def measure(arguments, bart, launcher, firenet_jar, jar, java, folder):
    """All groups of measurements; returns their records."""
    kspace = np.load(arguments.kspace)
    if kspace.ndim != 3:
        raise CommandFailed("%s: expected [coil, ky, kx], got %s" % (arguments.kspace, kspace.shape))
    np.save(os.path.join(folder, "kspace.npy"), kspace.astype(np.complex64))
    write_cfl(os.path.join(folder, "kspace"), kspace)
    run([launcher, "maps", "kspace.npy", "-o", "maps.npy", "--quiet"], directory=folder)
    write_cfl(os.path.join(folder, "maps"), np.load(os.path.join(folder, "maps.npy")))

    # The build that the launcher starts, in front of the one inside the benchmarks.
    class_path = "%s:%s" % (firenet_jar, jar)
    kspace_npy = os.path.join(folder, "kspace.npy")
    maps_npy = os.path.join(folder, "maps.npy")
    repetitions = 3 if arguments.quick else arguments.repetitions
    counts = QUICK_ITERATIONS if arguments.quick else FEW_AND_MANY_ITERATIONS
    records = []

    group = "one iteration or layer, warm"
    contenders = [
        Contender(group, "BART pics -l1", n, bart_iteration(bart, folder, n, counts))
        for n in thread_counts()
    ]
    jvms = []
    for precision in ("single",) if arguments.quick else ("single", "double"):
        for threads in thread_counts():
            jvm = WarmJvm(java, class_path, ["layer", kspace_npy, maps_npy, threads, precision, 0])
            jvms.append(jvm)
            contenders.append(
                Contender(group, "FIRENET layer, " + precision, threads, jvm.measure, 1)
            )
    alternate(contenders, repetitions, group)
    for jvm in jvms:
        jvm.close()
    records += [contender.record() for contender in contenders]

    group = "coil maps"
    calibration = WarmJvm(java, class_path, ["calibrate", kspace_npy, 0])
    cores = len(os.sched_getaffinity(0))
    contenders = [
        Contender(
            group,
            "BART ecalib -m1, whole command",
            n,
            lambda n=n: run([bart, "ecalib", "-m1", "kspace", "bart-maps"], n, folder),
            1,
        )
        for n in thread_counts()
    ]
    contenders.append(Contender(group, "FIRENET ESPIRiT, warm", cores, calibration.measure, 1))
    contenders.append(
        Contender(
            group,
            "FIRENET maps, whole command",
            cores,
            lambda: run([launcher, "maps", "kspace.npy", "-o", "m.npy", "--quiet"], None, folder),
            1,
        )
    )
    alternate(contenders, repetitions, group)
    calibration.close()
    records += [contender.record() for contender in contenders]

    group = "whole reconstruction"
    contenders = [
        Contender(
            group,
            "BART ecalib && pics -i %d" % PICS_ITERATIONS,
            n,
            bart_whole(bart, folder, n),
            1,
        )
        for n in thread_counts()
    ]
    contenders.append(
        Contender(
            group,
            "FIRENET recon",
            cores,
            lambda: run([launcher, "recon", "kspace.npy", "-o", "x.npy", "--quiet"], None, folder),
            1,
        )
    )
    alternate(contenders, repetitions, group)
    records += [contender.record() for contender in contenders]

    group = "other commands"
    contenders = [
        Contender(
            group,
            "FIRENET demo",
            cores,
            lambda: run([launcher, "demo", "-o", "demo"], None, folder),
        ),
        Contender(
            group, "FIRENET --help", cores, lambda: run([launcher, "--help"], None, folder), 1
        ),
    ]
    alternate(contenders, repetitions, group)
    records += [contender.record() for contender in contenders]
    return kspace, records


def is_bart(record):
    return record["program"].startswith("BART")


def add_ratios(records):
    """BART's time over each FIRENET time; BART with the same threads, and at its best."""
    for record in records:
        peers = [r for r in records if is_bart(r) and r["group"] == record["group"]]
        if is_bart(record) or not peers:
            continue
        ratios = {}
        for clock in ("wall", "processor"):
            for kind in ("median_s", "minimum_s"):
                mine = record[clock][kind]
                ratios["%s_%s_to_best" % (clock, kind[:-2])] = (
                    min(peer[clock][kind] for peer in peers) / mine
                )
                for peer in peers:
                    if peer["threads"] == record["threads"]:
                        ratios["%s_%s_to_same_threads" % (clock, kind[:-2])] = (
                            peer[clock][kind] / mine
                        )
        record["ratio"] = ratios


def table(records):
    lines = [
        "| what | program | threads | median | minimum | processor | BART (best) / FIRENET |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for record in records:
        ratio = record.get("ratio")
        lines.append(
            "| %s | %s | %d | %s | %s | %s | %s |"
            % (
                record["group"],
                record["program"],
                record["threads"],
                seconds(record["wall"]["median_s"]),
                seconds(record["wall"]["minimum_s"]),
                seconds(record["processor"]["minimum_s"]),
                "median %.2f, minimum %.2f"
                % (ratio["wall_median_to_best"], ratio["wall_minimum_to_best"])
                if ratio
                else "",
            )
        )
    return "\n".join(lines)


def seconds(value):
    return "%.2f ms" % (1e3 * value) if value < 0.1 else "%.2f s" % value


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--firenet", default=ROOT / "target/bin/firenet", help="launcher (default: this checkout's)"
    )
    parser.add_argument(
        "--jar", default=ROOT / "benchmarks/target/benchmarks.jar", help="benchmarks.jar"
    )
    parser.add_argument("--kspace", default=DEMO, help=".npy, [coil, ky, kx] (default: the demo)")
    parser.add_argument(
        "--out", help="JSON file (default: benchmarks/results/bart-DATE.json)", metavar="FILE"
    )
    parser.add_argument("--repetitions", type=int, default=9, help="default: 9")
    parser.add_argument("--quick", action="store_true", help="3 repetitions, fewer iterations")
    arguments = parser.parse_args()
    if arguments.repetitions < 1:
        parser.error("--repetitions: expected at least 1")
    return arguments


def main():
    arguments = parse_arguments()
    try:
        bart, launcher, firenet_jar, jar, java = find(arguments)
    except Missing as missing:
        print("compare_bart.py: missing:\n%s" % missing, file=sys.stderr)
        return 1
    started = datetime.datetime.now(datetime.timezone.utc)
    load_before = load()
    folder = tempfile.mkdtemp(prefix="firenet-bart-")
    try:
        kspace, records = measure(arguments, bart, launcher, firenet_jar, jar, java, folder)
    except CommandFailed as failure:
        print("compare_bart.py: %s" % failure, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    add_ratios(records)
    result = {
        "date": started.isoformat(timespec="seconds"),
        "machine": machine(),
        "load_average": {"start": load_before, "end": load()},
        "software": {
            "firenet": commit(),
            "firenet_jar_sha256": hashlib.sha256(firenet_jar.read_bytes()).hexdigest(),
            "java": first_line([java, "-version"]),
            "bart": first_line([bart, "version"]),
            "numpy": np.__version__,
        },
        "kspace": {
            "file": os.path.basename(str(arguments.kspace)),
            "shape": list(kspace.shape),
            "sampled": float((kspace != 0).any(axis=0).mean()),
        },
        "quick": arguments.quick,
        "pics": " ".join(PICS),
        "pics_iterations": {
            "whole": PICS_ITERATIONS,
            "difference": QUICK_ITERATIONS if arguments.quick else FEW_AND_MANY_ITERATIONS,
        },
        "measurements": records,
    }
    out = pathlib.Path(
        arguments.out
        or ROOT / "benchmarks/results" / started.strftime("bart-%Y-%m-%d-%H%M%S.json")
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(out.name + ".part")
    beside.write_text(json.dumps(result, indent=2) + "\n")
    beside.replace(out)
    print(table(records))
    print(
        "\n%s, %d cores; %s; BART %s; load %s at the start, %s at the end; %s"
        % (
            result["machine"]["cpu"],
            result["machine"]["cores"],
            result["software"]["java"],
            result["software"]["bart"],
            load_before[0],
            result["load_average"]["end"][0],
            out.name,
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
