#!/usr/bin/env python3
"""Makes the HDF5 fixtures of this folder and of ../ismrmrd and ../fastmri; see the READMEs."""

import pathlib
import subprocess

import h5py
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
ISMRMRD = HERE.parent / "ismrmrd"
FASTMRI = HERE.parent / "fastmri"
GENERATOR = "ismrmrd_generate_cartesian_shepp_logan"


def numbers(rng, shape, dtype):
    dtype = np.dtype(dtype)
    if dtype.kind == "c":
        values = rng.standard_normal(shape) + 1j * rng.standard_normal(shape)
    elif dtype.kind == "f":
        values = rng.standard_normal(shape)
    elif dtype.kind == "b":
        values = rng.integers(0, 2, shape)
    else:
        info = np.iinfo(dtype)
        values = rng.integers(info.min, info.max, shape, dtype=dtype.newbyteorder("="), endpoint=True)
    return np.asarray(values).astype(dtype)


def save(folder, name, values):
    path = folder / "expected" / (name.strip("/").replace("/", "-") + ".npy")
    path.parent.mkdir(exist_ok=True)
    if values.dtype.names:  # complex under other names
        re, im = (values[n] for n in values.dtype.names)
        values = re + 1j * im
    np.save(path, values)


def types(name, **options):
    """Every type and layout; the numbers are the same in each file."""
    rng = np.random.default_rng(11)
    stem = "types"
    with h5py.File(HERE / name, "w", **options) as f:

        def add(path, values, **how):
            f.create_dataset(path, data=values, **how)
            save(HERE, stem + "-" + path, values)

        for dtype in "i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16 b1 >i4 >f4 >f8 >c8".split():
            plain = dtype.replace(">", "big-")
            add("types/" + plain, numbers(rng, (3, 4), dtype))
        pair = np.zeros(5, [("alpha", "<f4"), ("beta", "<f4")])
        pair["alpha"], pair["beta"] = rng.standard_normal((2, 5))
        add("types/pair", pair)
        add("scalar", np.float64(2.5))
        add("chunked/edges", numbers(rng, (7, 5, 6), "f4"), chunks=(3, 2, 4))
        add("chunked/deflate", numbers(rng, (5, 6, 7), "c8"), chunks=(1, 6, 7), compression="gzip")
        add("chunked/shuffle", numbers(rng, (9, 8), "i4"), chunks=(4, 3), compression="gzip", shuffle=True)
        add("chunked/lzf", np.repeat(numbers(rng, (6, 4), "f8"), 9, axis=1), chunks=(2, 20), compression="lzf")
        add("chunked/fletcher", numbers(rng, (6, 5), "i2"), chunks=(4, 3), fletcher32=True)
        add("chunked/all", numbers(rng, (6, 5), "f4"), chunks=(4, 5), compression="gzip", shuffle=True, fletcher32=True)
        add("chunked/single", numbers(rng, (3, 4), "f4"), chunks=(3, 4))
        add("chunked/singledeflate", numbers(rng, (3, 4), "f4"), chunks=(3, 4), compression="gzip")
        add("chunked/grows", numbers(rng, (50, 3), "i2"), chunks=(1, 3), maxshape=(None, 3))
        add("chunked/growslast", numbers(rng, (3, 50), "i2"), chunks=(2, 4), maxshape=(5, None))
        add("chunked/growsboth", numbers(rng, (13, 11), "i2"), chunks=(2, 3), maxshape=(None, None))
        add("chunked/growsdeflate", numbers(rng, (13, 11), "i2"), chunks=(2, 3), maxshape=(None, None), compression="gzip")
        add("chunked/bounded", numbers(rng, (5, 6), "i2"), chunks=(2, 3), maxshape=(9, 20))
        sparse = np.full((8, 6), 7, "i4")
        d = f.create_dataset("chunked/sparse", sparse.shape, "i4", chunks=(2, 3), fillvalue=7)
        d[2:4, 3:6] = sparse[2:4, 3:6] = numbers(rng, (2, 3), "i4")
        save(HERE, stem + "-chunked/sparse", sparse)
        d = f.create_dataset("unwritten", (2, 3), "f4", fillvalue=1.5)
        save(HERE, stem + "-unwritten", np.full((2, 3), 1.5, "f4"))
        f.create_dataset("empty", (0, 3), "f4", maxshape=(None, 3))
        f["null"] = h5py.Empty("f4")

        early = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        early.set_chunk((2, 3))
        early.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        values = numbers(rng, (5, 7), "i2")
        d = h5py.Dataset(h5py.h5d.create(f["chunked"].id, b"early", h5py.h5t.py_create(values.dtype),
                                         h5py.h5s.create_simple((5, 7)), early))
        d[...] = values
        save(HERE, stem + "-chunked/early", values)

        compact = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        compact.set_layout(h5py.h5d.COMPACT)
        values = numbers(rng, (2, 5), "f8")
        d = h5py.Dataset(h5py.h5d.create(f.id, b"compact", h5py.h5t.py_create(values.dtype),
                                         h5py.h5s.create_simple((2, 5)), compact))
        d[...] = values
        save(HERE, stem + "-compact", values)

        texts = ["", "a", "zwölf", "x" * 300]
        f.create_dataset("text/variable", data=texts, dtype=h5py.string_dtype())
        f.create_dataset("text/fixed", data=np.array([b"ab", b"abcdef"], "S6"))
        f.create_dataset("text/one", data="one text")
        f["links/soft"] = h5py.SoftLink("/types/f4")
        f["links/relative"] = h5py.SoftLink("soft")
        f["links/hard"] = f["types/f4"]
        f["links/circle"] = h5py.SoftLink("/links/circle")
        f["links/group"] = h5py.SoftLink("/types")
        f["links/nowhere"] = h5py.SoftLink("/not/there")
        f["links/outside"] = h5py.ExternalLink("other.h5", "/types/f4")
        f["links/up"] = f["/"]
        for i in range(20):
            f["many/d%02d" % i] = np.int32(i)
        a = f["types/f4"].attrs
        a["text"] = "some text"
        a["fixed"] = np.bytes_(b"fixed")
        a["number"] = 2.5
        a["whole"] = np.uint16(65535)
        a["list"] = np.array([1, 2, 3], "<i8")
        a["texts"] = ["p", "q"]
        for i in range(12):
            f["many"].attrs["a%02d" % i] = i
        f.attrs["title"] = "every type"


def paged():
    """Indices with so many chunks that they have pages; only a few bytes of numbers."""
    rng = np.random.default_rng(12)
    with h5py.File(HERE / "paged.h5", "w", libver="latest") as f:
        values = numbers(rng, (2600,), "u1")
        f.create_dataset("fixed", data=values, chunks=(1,))
        save(HERE, "paged-fixed", values)
        d = f.create_dataset("holes", (2600,), "u1", chunks=(1,), fillvalue=3)
        d[1030:1040] = values[1030:1040]
        holes = np.full(2600, 3, "u1")
        holes[1030:1040] = values[1030:1040]
        save(HERE, "paged-holes", holes)
        d = f.create_dataset("growing", (150000,), "u1", chunks=(1,), maxshape=(None,), fillvalue=5)
        d[140000:140050] = values[:50]
        save(HERE, "growing-part", values[:50])


def acquisitions():
    """Raw data as the Python library writes them: other chunks, other versions, directions."""
    with h5py.File(ISMRMRD / "generated.h5") as source:
        rows = source["dataset/data"][:]
        dtype = source["dataset/data"].dtype
        xml = source["dataset/xml"][0]
    rng = np.random.default_rng(13)
    heads = rows["head"].copy()
    for i in range(len(rows)):
        head = heads[i]
        head["scan_counter"] = i
        head["measurement_uid"] = 4000000000
        head["acquisition_time_stamp"] = 3000000000 + i
        head["physiology_time_stamp"] = (i, 2 * i, 3 * i)
        head["position"] = (1.5, -2.5, 10.0 * (i % 3))
        head["read_dir"], head["phase_dir"], head["slice_dir"] = np.eye(3)[[0, 2, 1]]
        head["patient_table_position"] = (0, 0, 7)
        for k, name in enumerate("kspace_encode_step_2 average slice contrast phase set segment".split()):
            head["idx"][name] = rng.integers(0, 65536) if i == 5 else k + i
        head["discard_pre"], head["discard_post"] = 2, 1
        head["flags"] = np.uint64(1 << 63) | head["flags"] if i == 3 else head["flags"]
    for name, options in (("chunks.h5", {}), ("latest.h5", {"libver": "latest"})):
        with h5py.File(ISMRMRD / name, "w", **options) as f:
            g = f.create_group("scan 1")
            g.create_dataset("xml", data=[xml], dtype=h5py.string_dtype())
            d = g.create_dataset("data", (len(rows),), dtype, maxshape=(None,),
                                 chunks=(1,) if options else (7,))
            for i, row in enumerate(rows):
                row = row.copy()
                row["head"] = heads[i]
                d[i] = row
    for name in ("generated.h5", "trajectory.h5", "chunks.h5", "latest.h5"):
        expect(name)


def images():
    """Images as Gadgetron writes them: complex, several channels, with directions."""
    rng = np.random.default_rng(15)
    with h5py.File(ISMRMRD / "trajectory.h5") as source:
        dtype = source["dataset/cpp/header"].dtype
    heads = np.zeros(3, dtype)
    for i, head in enumerate(heads):
        head["version"], head["data_type"], head["measurement_uid"] = 1, 7, 12
        head["matrix_size"], head["field_of_view"], head["channels"] = (5, 4, 1), (250, 100, 6), 2
        head["position"] = (1, 2, 3 + 10 * i)
        head["read_dir"], head["phase_dir"], head["slice_dir"] = np.eye(3)[[1, 2, 0]]
        head["patient_table_position"] = (0, 0, -5)
        for k, name in enumerate("average slice contrast phase repetition set".split()):
            head[name] = 10 * i + k
        head["acquisition_time_stamp"], head["physiology_time_stamp"] = 4000000000, (7, 8, 9)
    heads[2]["read_dir"] = 0
    data = numbers(rng, (3, 2, 1, 4, 5), "c8")
    with h5py.File(ISMRMRD / "images.h5", "w") as f:
        g = f.create_group("2024-02-03 10:11:12/image_1")
        g.create_dataset("header", data=heads, maxshape=(None,), chunks=(1,))
        pair = np.zeros(data.shape, [("real", "<f4"), ("imag", "<f4")])
        pair["real"], pair["imag"] = data.real, data.imag
        g.create_dataset("data", data=pair, maxshape=(None,) + data.shape[1:], chunks=(1,) + data.shape[1:])
        g.create_dataset("attributes", data=["<ismrmrdMeta/>", "", "<x/>"], dtype=h5py.string_dtype())
    save(ISMRMRD, "images-data", data[:, :, 0])


def expect(name):
    stem = name.removesuffix(".h5")
    with h5py.File(ISMRMRD / name) as f:
        group = next(f[g] for g in f if "data" in f[g])
        rows = group["data"][:]
    fields = []
    for row in rows:
        head = row["head"]
        idx = head["idx"]
        fields.append([int(np.int64(head["flags"]))] + [int(head[n]) for n in (
            "measurement_uid scan_counter acquisition_time_stamp number_of_samples active_channels discard_pre"
            " discard_post center_sample encoding_space_ref trajectory_dimensions").split()]
            + [int(v) for v in head["physiology_time_stamp"]]
            + [int(idx[n]) for n in ("kspace_encode_step_1 kspace_encode_step_2 average slice contrast phase"
                                     " repetition set segment").split()])
    folder = ISMRMRD / "expected"
    folder.mkdir(exist_ok=True)
    np.save(folder / f"{stem}-heads.npy", np.array(fields, "<i8"))
    vectors = [np.concatenate([[row["head"]["sample_time_us"]]] + [row["head"][n] for n in (
        "position", "read_dir", "phase_dir", "slice_dir", "patient_table_position")]) for row in rows]
    np.save(folder / f"{stem}-vectors.npy", np.array(vectors, "<f8"))
    np.save(folder / f"{stem}-data.npy", np.concatenate([row["data"] for row in rows]).view("<c8"))
    np.save(folder / f"{stem}-traj.npy", np.concatenate([row["traj"] for row in rows] + [np.zeros(1, "<f4")]))


def fastmri():
    rng = np.random.default_rng(14)
    with h5py.File(ISMRMRD / "generated.h5") as source:
        xml = source["dataset/xml"][0]
    for name, shape, options, how in (
        ("multicoil", (3, 2, 10, 8), {}, {}),
        ("singlecoil", (2, 11, 7), {}, {"chunks": (1, 11, 7), "compression": "gzip", "shuffle": True}),
        ("latest", (3, 2, 10, 8), {"libver": "latest"}, {"chunks": (1, 2, 5, 8), "compression": "lzf"}),
    ):
        kspace = numbers(rng, shape, "c8")
        rss = np.abs(numbers(rng, (shape[0], 6, 6), "c8"))
        with h5py.File(FASTMRI / f"{name}.h5", "w", **options) as f:
            f.create_dataset("kspace", data=kspace, **how)
            if name == "singlecoil":
                f.create_dataset("reconstruction_esc", data=rss.astype("f4"))
            elif name == "latest":
                f.create_dataset("reconstruction_rss", data=rss.astype("f4"))
            if name != "latest":
                f.create_dataset("ismrmrd_header", data=xml)
            mask = rng.integers(0, 2, shape[-1])
            if name == "multicoil":
                f.create_dataset("mask", data=mask.astype("f4"))
                save(FASTMRI, name + "-mask", np.repeat(mask[None], shape[-2], 0).astype("u1"))
            elif name == "latest":
                whole = rng.integers(0, 2, (1, 1) + shape[-2:]).astype(bool)
                f.create_dataset("mask", data=whole)
                save(FASTMRI, name + "-mask", whole[0, 0].astype("u1"))
            f.attrs["acquisition"] = "AXT2"
            f.attrs["patient_id"] = "0123456789abcdef"
            f.attrs["max"] = float(rss.max())
            f.attrs["norm"] = float(np.linalg.norm(rss))
        save(FASTMRI, name + "-kspace", kspace)
        if name != "multicoil":
            save(FASTMRI, name + "-truth", rss.astype("f4"))


def main():
    for name, arguments in (
        ("generated.h5", "-m 16 -c 2 -r 2 -a 2 -w 4 -C"),
        ("trajectory.h5", "-m 16 -c 2 -k"),
    ):
        (ISMRMRD / name).unlink(missing_ok=True)
        subprocess.run([GENERATOR, *arguments.split(), "-o", ISMRMRD / name], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["ismrmrd_recon_cartesian_2d", ISMRMRD / "trajectory.h5"], check=True, stdout=subprocess.DEVNULL)
    types("types.h5")
    types("types-latest.h5", libver="latest")
    types("userblock.h5", libver=("v108", "v108"), userblock_size=1024)
    paged()
    acquisitions()
    images()
    fastmri()


if __name__ == "__main__":
    main()
