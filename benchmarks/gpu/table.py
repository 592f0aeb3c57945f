#!/usr/bin/env python3
"""Makes results.json, results.md and, if a profiler ran, roofline.svg from the parts that run.sh leaves.

    table.py PARTS OUT      PARTS: a folder of parts, or a results.json made earlier
"""
import csv, json, math, pathlib, statistics, sys

TIME, READ, WRITTEN = "gpu__time_duration.sum", "dram__bytes_read.sum", "dram__bytes_write.sum"
OPERATIONS = {"smsp__sass_thread_inst_executed_op_ffma_pred_on.sum": 2,
              "smsp__sass_thread_inst_executed_op_fadd_pred_on.sum": 1,
              "smsp__sass_thread_inst_executed_op_fmul_pred_on.sum": 1}
COLUMNS = {"launch__registers_per_thread": "registers", "launch__shared_mem_per_block": "shared_bytes",
           "sm__warps_active.avg.pct_of_peak_sustained_active": "occupancy_percent",
           "gpu__dram_throughput.avg.pct_of_peak_sustained_elapsed": "dram_percent",
           "sm__throughput.avg.pct_of_peak_sustained_elapsed": "sm_percent", "lts__t_bytes.sum": "l2_bytes",
           "launch__occupancy_limit_registers": "blocks_by_registers",
           "launch__occupancy_limit_shared_mem": "blocks_by_shared_memory"}

def number(text):
    try:
        return float(text.replace(",", ""))
    except ValueError:
        return math.nan

def kernels(path):
    """One row for each kernel of a profile, medians over its launches."""
    lines = [line for line in path.read_text(errors="replace").splitlines() if line.startswith('"')]
    if len(lines) < 3:
        return []
    launches = {}
    for row in list(csv.DictReader(lines))[1:]:     # the first one has the units
        launches.setdefault(row["Kernel Name"].split("(")[0], []).append(row)
    rows = []
    for name, found in launches.items():
        def middle(metric):
            values = [v for v in (number(row.get(metric, "")) for row in found) if not math.isnan(v)]
            return statistics.median(values) if values else math.nan
        row = {"kernel": name, "launches": len(found), "us": middle(TIME) / 1e3,
               "dram_bytes": middle(READ) + middle(WRITTEN),
               "operations": sum(weight * middle(metric) for metric, weight in OPERATIONS.items())}
        row.update((short, middle(metric)) for metric, short in COLUMNS.items())
        rows.append({key: None if isinstance(value, float) and math.isnan(value) else value for key, value in row.items()})
    return sorted(rows, key=lambda row: -(row["us"] or 0) * row["launches"])

def collect(parts):
    results = {"facts": {}, "steps": [], "parts": {}, "kernels": {}}
    if (parts / "facts.txt").exists():
        for line in (parts / "facts.txt").read_text().splitlines():
            key, _, value = line.partition(" ")
            if line == "changed files":
                results["facts"]["changed_files"] = True
            else:
                results["facts"].setdefault(key, value)
    for path in sorted(parts.glob("*.step")):
        verdict, seconds, *more = path.read_text().split()
        results["steps"].append({"step": path.stem, "outcome": verdict, "seconds": int(seconds), "detail": " ".join(more)})
    for path in sorted(parts.glob("*.json")):
        results["parts"][path.stem] = json.loads(path.read_text())
    for path in sorted(parts.glob("ncu-*.csv")):
        results["kernels"][path.stem[len("ncu-"):]] = kernels(path)
    if (parts / "recon.times").exists():
        times = [line.split() for line in (parts / "recon.times").read_text().splitlines()]
        results["recon"] = {name: [int(ms) for who, ms in times if who == name] for name in ("cuda", "cpu")}
        for name in ("cuda", "cpu"):
            if (parts / f"recon-{name}.run").exists():
                results["recon"][f"{name}_run"] = json.loads((parts / f"recon-{name}.run").read_text())
        if (parts / "recon.compare").exists():
            results["recon"]["cuda_against_cpu"] = json.loads((parts / "recon.compare").read_text())
    if (parts / "selftest.run").exists():
        text = (parts / "selftest.run").read_text()
        try:
            results["parts"]["selftest"] = json.loads(text)
        except json.JSONDecodeError:
            results["parts"]["selftest"] = {"output": text[-2000:]}
    return results

def show(value, digits=3):
    if value is None or isinstance(value, float) and not math.isfinite(value):
        return ""
    if isinstance(value, float):
        return f"{value:.{digits}g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)

def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return lines + ["| " + " | ".join(show(cell) for cell in row) + " |" for row in rows] + [""]

def layers(results):
    """One row for each case and batch: each program's time, and what FIRENET's best one is to it."""
    cells, floors = {}, {}
    for part in ("layers", "cupy", "torch"):
        for row in results["parts"].get(part, {}).get("rows", []):
            key = row["case"], row["batch"]
            cells.setdefault(key, {})[row["program"]] = row.get("median_us_per_layer_and_image")
            if "floor_us" in row:
                floors[key] = row["floor_us"]
    rows = []
    for key, times in cells.items():
        ours = times.get("fused") or times.get("generic")
        floor = floors.get(key)
        def ratio(program):
            return times[program] / ours if times.get(program) and ours else None
        rows.append([key[0], key[1], times.get("fused"), floor, floor / ours if floor and ours else None,
                     times.get("generic"), ratio("generic"), times.get("cupy"), ratio("cupy"), times.get("torch"),
                     ratio("torch")])
    return rows

def markdown(results):
    facts, parts = results["facts"], results["parts"]
    lines = ["# FIRENET on a GPU", ""]
    lines += [f"- {key.replace('_', ' ')}: {value}" for key, value in facts.items()] + [""]
    copy = parts.get("layers", parts.get("device", {})).get("copy")
    if copy:
        lines += [f"Copy bandwidth on the device, read plus written: {copy['median_gb_per_s']:,.0f} GB/s.", ""]
    rows = layers(results)
    if rows:
        lines += ["## A layer of one image, µs", "",
                  "Floor: the fewest bytes that a fused layer can move through device memory, at the copy bandwidth. Share:"
                  " floor / fused (generic where there are no fused kernels); above 1 the cache helps. × : how many times"
                  " longer.", ""]
        lines += table(["case", "batch", "fused", "floor", "share", "generic", "×", "CuPy", "×", "PyTorch", "×"], rows)
    streaming = parts.get("streaming", {}).get("rows", [])
    if streaming:
        lines += ["## From host memory to host memory", ""]
        lines += table(["case", "n", "p", "slices", "slices/s", "plan"], [
            [row["case"], row["outer"], row["inner"], row["slices"], row["slices_per_s"], row["description"]]
            for row in streaming])
    if "recon" in results:
        recon = results["recon"]
        lines += ["## `recon` of the example, whole command, ms", ""]
        lines += table(["backend", "runs"], [[name, ", ".join(map(str, recon[name]))] for name in ("cuda", "cpu")])
    for name, rows in results["kernels"].items():
        if not rows:
            continue
        lines += [f"## Kernels of {name}", ""]
        counted = parts.get(f"ncu-{name}", {}).get("rows", [{}])[0]
        if "counted_bytes_of_a_layer" in counted:
            lines += [f"{counted['batch']} images, {counted['layers']} layers; bytes of a layer counted from the sources:"
                      f" {counted['counted_bytes_of_a_layer'] / 1e6:,.1f} MB.", ""]
        lines += table(["kernel", "launches", "µs", "MB", "GB/s", "registers", "occupancy %", "DRAM %", "SM %"], [
            [row["kernel"], row["launches"], row["us"], row["dram_bytes"] and row["dram_bytes"] / 1e6,
             row["dram_bytes"] and row["us"] and row["dram_bytes"] / row["us"] / 1e3, row["registers"],
             row["occupancy_percent"], row["dram_percent"], row["sm_percent"]] for row in rows[:12]])
    checks = [(name, row) for name, part in parts.items() for row in part.get("rows", [])
              if isinstance(row, dict) and "passed" in row and name not in ("layers", "cupy", "torch")]
    if checks:
        lines += ["## Checks", ""]
        lines += table(["part", "what", "outcome", "passed"], [
            [name, row.get("solve") or row.get("check") or row.get("case", ""),
             row.get("outcome") or row.get("relative_difference", row.get("same_bits", "")), row["passed"]]
            for name, row in checks])
    lines += ["## Steps", ""]
    lines += table(["step", "outcome", "s", ""], [[s["step"], s["outcome"], s["seconds"], s["detail"]] for s in results["steps"]])
    return "\n".join(lines)

def roofline(results):
    """Operations a second over operations a byte, both logarithmic; None without a profile or a bandwidth."""
    part = results["parts"].get("layers", results["parts"].get("device", {}))
    points = [(name, row, row["operations"] / row["dram_bytes"], row["operations"] / row["us"] / 1e3)
              for name, rows in results["kernels"].items() for row in rows[:6]
              if row.get("operations") and row.get("dram_bytes") and row.get("us")]
    if not points or "copy" not in part:
        return None
    bandwidth = part["copy"]["median_gb_per_s"]
    device = part.get("device", {})
    clocks = [cell.split()[0] for cell in results["facts"].get("gpu", "").split(",") if cell.strip().endswith("MHz")]
    lanes = 64 if device.get("compute_capability") in ("7.5", "8.0") else 128
    peak = 2e-3 * lanes * device.get("multiprocessors", 0) * float(clocks[0]) if clocks else 0
    low = min(x for _, _, x, _ in points) / 2
    high = max([x for _, _, x, _ in points] + [peak / bandwidth]) * 4
    top = max(peak, bandwidth * high / 4) * 2
    bottom = min(y for _, _, _, y in points) / 3
    width, height, left, base = 760, 420, 70, 40
    def at(x, y):
        return (left + (width - left - 20) * math.log(x / low) / math.log(high / low),
                height - base - (height - base - 20) * math.log(y / bottom) / math.log(top / bottom))
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
           f'<rect width="{width}" height="{height}" fill="white"/>']
    def decades(a, b):
        return [10. ** e for e in range(math.ceil(math.log10(a)), math.floor(math.log10(b)) + 1)]
    for x in decades(low, high):
        px, _ = at(x, bottom)
        svg.append(f'<path d="M{px:.1f} 20V{height - base}" stroke="#ddd"/><text x="{px:.1f}" y="{height - base + 15}"'
                   f' text-anchor="middle">{x:g}</text>')
    for y in decades(bottom, top):
        _, py = at(low, y)
        svg.append(f'<path d="M{left} {py:.1f}H{width - 20}" stroke="#ddd"/><text x="{left - 6}" y="{py + 4:.1f}"'
                   f' text-anchor="end">{y:g}</text>')
    corner = peak / bandwidth if peak else high
    start = max(low, bottom / bandwidth)
    roof = [at(start, bandwidth * start), at(corner, bandwidth * corner)] + ([at(high, peak)] if peak else [])
    svg.append('<polyline fill="none" stroke="black" points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in roof) + '"/>')
    colours = ["#1b6ca8", "#c0392b", "#27864a", "#8e5bb5", "#b9770e"]
    for index, name in enumerate(results["kernels"]):
        svg.append(f'<text x="{left + 10}" y="{36 + 14 * index}" fill="{colours[index % 5]}">{name}</text>')
    for name, row, x, y in points:
        px, py = at(x, y)
        colour = colours[list(results["kernels"]).index(name) % 5]
        svg.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="4" fill="{colour}"/>'
                   f'<text x="{px + 6:.1f}" y="{py + 4:.1f}" fill="{colour}">{row["kernel"][:28].replace("<", "&lt;")}</text>')
    svg.append(f'<text x="{(left + width) / 2}" y="{height - 8}" text-anchor="middle">operations a byte of device memory</text>'
               f'<text x="14" y="{height / 2}" text-anchor="middle" transform="rotate(-90 14 {height / 2})">GFLOP/s</text></svg>')
    return "\n".join(svg) + "\n"

def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    source, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    results = collect(source) if source.is_dir() else json.loads(source.read_text())
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (out / "results.md").write_text(markdown(results) + "\n")
    plot = roofline(results)
    if plot:
        (out / "roofline.svg").write_text(plot)
    return 0

if __name__ == "__main__":
    sys.exit(main())
