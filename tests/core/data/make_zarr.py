"""Writes tests/core/data/files/zarr2.zarr and zarr3.zarr with zarr-python 3.1 and numcodecs 0.16 (pip install both):
one array for each way of packing, all of the same values. Run in this folder; the tests do not need it."""

import base64
import pathlib
import shutil

import numcodecs
import numpy as np
import zarr
from zarr.codecs import BloscCodec, BytesCodec, Crc32cCodec, GzipCodec, TransposeCodec, ZstdCodec

files = pathlib.Path("files")
times, lats, lons = np.arange(3) * 6, np.array([90.0, 30, -30, -90]), np.arange(6) * 60.0
# 200 + 10 time + row + column/8: exact in float32
values = (200 + 10 * np.arange(3)[:, None, None] + np.arange(4)[None, :, None] + np.arange(6)[None, None, :] / 8).astype("f4")
kelvin = {"standard_name": "air_temperature", "units": "K"}
axes = [
    ("time", times.astype("i8"), {"units": "hours since 2020-01-01"}),
    ("latitude", lats, {"units": "degrees_north"}),
    ("longitude", lons, {"units": "degrees_east"}),
]
names = ["time", "latitude", "longitude"]


def put(store, name, data, dims, attributes, **how):
    """Format 2: dimension names are an attribute."""
    how = {"chunks": data.shape, "compressors": None, "filters": None, "fill_value": None} | how
    array = store.create_array(name, shape=data.shape, dtype=data.dtype, **how)
    array[...] = data
    array.attrs.update(attributes | {"_ARRAY_DIMENSIONS": dims})


def format2(path):
    shutil.rmtree(path, ignore_errors=True)
    store = zarr.open_group(path, mode="w", zarr_format=2)
    for name, data, attributes in axes:
        put(store, name, data, [name], attributes)
    pieces = {"chunks": (2, 4, 4)}
    put(store, "plain", values, names, kelvin, **pieces)
    put(store, "zlib", values, names, kelvin, compressors=numcodecs.Zlib(1), **pieces)
    put(store, "gzip", values.astype(">f4"), names, kelvin, compressors=numcodecs.GZip(1), **pieces)
    put(store, "blosc", values.astype("f8"), names, kelvin, compressors=numcodecs.Blosc("lz4", 5, 1), **pieces)
    put(store, "bitshuffle", values, names, kelvin, compressors=numcodecs.Blosc("zstd", 5, 2), **pieces)
    put(store, "zstd", values, names, kelvin, compressors=numcodecs.Zstd(3), order="F", **pieces)
    put(store, "shuffled", values, names, kelvin, filters=[numcodecs.Shuffle(4)], compressors=numcodecs.Zlib(1), **pieces)
    packed = np.round((values - 200) * 8).astype("i2")
    packed[0, 0, 0] = -32767
    put(store, "packed", packed, names, kelvin | {"scale_factor": 0.125, "add_offset": 200.0}, fill_value=-32767, **pieces)
    put(store, "lz4", values, names, kelvin, compressors=numcodecs.LZ4(), **pieces)
    nested = store.create_group("nested")
    put(nested, "half", values.astype("f2"), names, kelvin, chunk_key_encoding={"name": "v2", "separator": "/"}, **pieces)
    # a chunk that was never written is the fill value
    sparse = store.create_array("sparse", shape=values.shape, dtype="f4", fill_value=np.nan, compressors=None, **pieces)
    sparse.attrs.update(kelvin | {"_ARRAY_DIMENSIONS": names})
    sparse[0:2, :, 0:4] = values[0:2, :, 0:4]
    put(store, "label", np.array(["a", "été", "c"]), ["time"], {})


def format3(path):
    shutil.rmtree(path, ignore_errors=True)
    store = zarr.open_group(path, mode="w", zarr_format=3, attributes={"title": "made for a test"})

    def put3(name, data, dims, attributes, **how):
        how = {"chunks": data.shape, "fill_value": 0} | how
        array = store.create_array(name, shape=data.shape, dtype=data.dtype, dimension_names=dims, attributes=attributes, **how)
        array[...] = data

    for name, data, attributes in axes:
        put3(name, data, [name], attributes)
    pieces = {"chunks": (2, 4, 4)}
    put3("plain", values, names, kelvin, compressors=None, **pieces)
    put3("zstd", values, names, kelvin, compressors=ZstdCodec(level=3), **pieces)
    put3("gzip", values, names, kelvin, serializer=BytesCodec(endian="big"), compressors=GzipCodec(level=1), **pieces)
    put3("blosc", values, names, kelvin, compressors=BloscCodec(cname="lz4"), **pieces)
    put3("summed", values, names, kelvin, compressors=[ZstdCodec(), Crc32cCodec()], **pieces)
    put3("turned", values, names, kelvin, filters=[TransposeCodec(order=(2, 0, 1))], compressors=ZstdCodec(), **pieces)
    put3("filled", np.where(values == 200, -9999, values).astype("f8"), names,
         kelvin | {"_FillValue": base64.b64encode(np.float64(-9999).tobytes()).decode()}, compressors=None, **pieces)
    put3("shards", values, names, kelvin, chunks=(1, 2, 3), shards=(2, 4, 6), compressors=ZstdCodec())


format2(files / "zarr2.zarr")
format3(files / "zarr3.zarr")
