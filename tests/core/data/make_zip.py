"""Writes tests/core/data/files/cds.zip as the climate data store delivers ERA5 since 2024, with netCDF4-python and zipfile
(pip install netCDF4): instantaneous and accumulated fields in a file each. Run in this folder; the tests do not need it."""

import pathlib
import tempfile
import zipfile

import netCDF4
import numpy as np

files = pathlib.Path("files")
lats, lons = np.linspace(90, -90, 5), np.arange(8) * 45.0
times = np.datetime64("2024-11-30T18", "s").astype("i8") + np.arange(4) * 21600


def member(path, name, long_name, units, first):
    """Values are first + time number + row/10 + column/100."""
    with netCDF4.Dataset(path, "w") as out:
        for dim, size in (("valid_time", 4), ("latitude", 5), ("longitude", 8)):
            out.createDimension(dim, size)
        out.createVariable("number", "i8", ()).setncatts({"units": "1", "standard_name": "realization"})
        out["number"][...] = 0
        time = out.createVariable("valid_time", "i8", ("valid_time",))
        time.setncatts({"units": "seconds since 1970-01-01", "calendar": "proleptic_gregorian", "standard_name": "time"})
        time[:] = times
        for axis, values, unit in (("latitude", lats, "degrees_north"), ("longitude", lons, "degrees_east")):
            out.createVariable(axis, "f8", (axis,)).setncatts({"units": unit, "standard_name": axis})
            out[axis][:] = values
        expver = out.createVariable("expver", str, ("valid_time",))
        expver[:] = np.array(["0001", "0001", "0005", "0005"], dtype=object)
        field = out.createVariable(name, "f4", ("valid_time", "latitude", "longitude"), zlib=True, fill_value=np.nan)
        field.setncatts({"units": units, "long_name": long_name, "standard_name": "unknown",
                         "coordinates": "number valid_time latitude longitude expver"})
        field[:] = first + np.arange(4)[:, None, None] + np.arange(5)[:, None] / 10 + np.arange(8) / 100


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    instant, accum = folder / "data_stream-oper_stepType-instant.nc", folder / "data_stream-oper_stepType-accum.nc"
    member(instant, "t2m", "2 metre temperature", "K", 280)
    member(accum, "tp", "Total precipitation", "m", 0)
    with zipfile.ZipFile(files / "cds.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(instant, instant.name)
        archive.write(accum, accum.name)
        archive.writestr("readme.txt", "made for a test")
