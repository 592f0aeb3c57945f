"""What the peers have in common: arguments, the difference of a long and a short solve, the report."""
import argparse, json, pathlib, statistics
from firenet_arrays import Case, difference, solve_with_numpy

TOLERANCE = 2e-4    # two programs in single precision; a wrong network is off by per cents
MORE_BLOCKS = 4
MOST_COIL_IMAGES = 256
SECONDS = 3         # for the repetitions of one row

def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folders", nargs="+", help="folders with kspace.npy and image.npy, made by the part export")
    parser.add_argument("--batches", default="1,16,256", help="slices at a time (default %(default)s)")
    parser.add_argument("--repetitions", type=int, default=10)
    parser.add_argument("--out", help="JSON file to write")
    parser.add_argument("--numpy", action="store_true", help="no device: check the mathematics, measure nothing")
    return parser.parse_args()

def check_with_numpy(folders):
    """Whether the network here makes the image that is in each folder; exit status."""
    status = 0
    for folder in folders:
        case = Case.read(folder)
        images = solve_with_numpy(case, batch=2)
        found = max(difference(image, case.image) for image in images)
        print(f"{folder}: relative difference {found:.2e}")
        status = status or int(not found <= TOLERANCE)
    return status

def measure(name, folders, settings, network, timer, facts):
    """Rows of the report. `network(case, batch)` makes one, `timer(network, outer)` gives a function without arguments
    that solves and returns milliseconds by the device's clock; both raise MemoryError where memory is short."""
    rows = []
    for folder in folders:
        case = Case.read(folder)
        for batch in map(int, settings.batches.split(",")):
            if batch > 1 and (case.axes == 3 or batch * len(case.kspace) > MOST_COIL_IMAGES):
                continue
            row = {"case": pathlib.Path(folder).name, "program": name, "batch": batch}
            rows.append(row)
            try:
                net = network(case, batch)
                outer = case.parameters["outer"]
                solve = timer(net, outer)
                solve()
                found = difference(net.host_images()[-1], case.image)
                row.update(relative_difference=found, passed=found <= TOLERANCE)
                short, long = timer(net, outer), timer(net, outer + MORE_BLOCKS)
                layers = MORE_BLOCKS * case.parameters["inner"] * batch
                pair = max(short() + long() for _ in range(2))
                repetitions = max(3, min(settings.repetitions, int(1e3 * SECONDS / pair)))
                times = sorted(1e3 * (long() - short()) / layers for _ in range(repetitions))
                row.update(median_us_per_layer_and_image=statistics.median(times),
                           minimum_us_per_layer_and_image=times[0], maximum_us_per_layer_and_image=times[-1],
                           repetitions=len(times), graph=net.graph)
            except MemoryError as problem:
                row["absent"] = f"out of memory: {problem}"
            print(json.dumps(row), flush=True)
            passed = all(row.get("passed", True) for row in rows)
            if settings.out:
                report = {"part": name, **facts, "rows": rows, "passed": passed}
                pathlib.Path(settings.out).write_text(json.dumps(report, indent=2) + "\n")
    return 0 if passed else 1
