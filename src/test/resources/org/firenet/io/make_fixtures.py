"""Writes the array files of this folder; see README.md."""

import numpy as np
from numpy.lib import format as npy

for name in "c8 c16 f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1".split():
    for order, sign in (("little", "<"), ("big", ">")):
        dtype = np.dtype(sign + name)
        values = np.arange(6) ** 2
        array = (np.arange(6) % 2 if dtype.kind == "b" else values).astype(dtype)
        if dtype.kind in "fc":
            real = np.dtype("f%d" % (dtype.itemsize // (2 if dtype.kind == "c" else 1)))
            array[0] = np.finfo(real).smallest_subnormal
            array[5] = np.finfo(real).max
        if dtype.kind == "c":
            array += 1j * (np.arange(6) - 2)
        if dtype.kind in "iu":
            array[0] = np.iinfo(dtype).min
            array[5] = np.iinfo(dtype).max
        array = array.reshape(2, 3)
        if order == "big":
            array = np.asfortranarray(array)
        np.save("%s-%s.npy" % (name, order), array)

cube = np.arange(24, dtype="<f4").reshape(2, 3, 4)
np.save("cube.npy", np.asfortranarray(cube))
np.save("half.npy", np.array([np.inf, -np.inf, np.nan, 0, -0.0, 2**-24, -(2**-14), 1 / 3, -65504], "<f2"))
for version in (2, 3):
    with open("version%d.npy" % version, "wb") as file:
        npy.write_array(file, np.arange(6, dtype="<i2"), (version, 0))
np.save("scalar.npy", np.float64(2.5))
np.save("empty.npy", np.zeros((0, 3)))
np.save("structured.npy", np.zeros(2, [("re", "<f4"), ("im", "<f4")]))
np.save("object.npy", np.array([1, "a"], object))
np.save("text.npy", np.array(["abc"]))
