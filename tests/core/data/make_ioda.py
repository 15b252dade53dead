"""Small IODA files as JEDI's converters and UFO write them, made with netCDF4-python:
   python make_ioda.py files/
ioda_v3.nc  names of version 3, feedback of two outer loops; ioda_v2.nc  names of version 2, departures with the
opposite sign; ioda_v1.nc  flat names; ioda_radiance.nc  channels; ioda_second.nc  ioda_v3's places, a better background.
"""
import sys

import netCDF4
import numpy as np

FILL = np.float32(-3.368795e38)
N = 40


def truth(rng):
    level = np.tile([85000.0, 70000, 50000, 30000], N // 4).astype("f4")
    value = (288 - 60 * np.log(100000 / level) + rng.normal(0, 1, N)).astype("f4")
    return level, value


def place(group, rng, new_names):
    n = (("stationIdentification", "dateTime", "pressure", "stationElevation") if new_names else
         ("station_id", "datetime", "air_pressure", "station_elevation"))
    loc = "Location" if new_names else "nlocs"
    lat = group.createVariable("latitude", "f4", (loc,), fill_value=FILL)
    lon = group.createVariable("longitude", "f4", (loc,), fill_value=FILL)
    lat.units, lon.units = "degrees_north", "degrees_east"
    lat[:] = np.repeat(np.linspace(-60, 60, N // 4), 4)
    lon[:] = np.repeat(np.linspace(0, 350, N // 4), 4)
    ids = group.createVariable(n[0], str, (loc,))
    for i in range(N):
        ids[i] = f"{10000 + i // 4}"
    if new_names:
        time = group.createVariable(n[1], "i8", (loc,))
        time.units = "seconds since 1970-01-01T00:00:00Z"
        time[:] = 1577858400
    else:
        time = group.createVariable(n[1], str, (loc,))
        for i in range(N):
            time[i] = "2020-01-01T06:00:00Z"
    level, value = truth(rng)
    p = group.createVariable(n[2], "f4", (loc,), fill_value=FILL)
    p.units = "Pa"
    p[:] = level
    return value


def put(file, group, name, values, kind="f4", units=None):
    dim = next(iter(file.dimensions))
    target = file.groups.get(group) or file.createGroup(group)
    v = target.createVariable(name, kind, (dim,), fill_value=FILL if kind == "f4" else -2147483643)
    if units:
        v.units = units
    v[:] = values


def conventional(path, new_names, sign, spread, seed=1):
    rng = np.random.default_rng(seed)
    with netCDF4.Dataset(path, "w") as f:
        f.createDimension("Location" if new_names else "nlocs", N)
        f.setncattr("_ioda_layout", "ObsGroup")
        value = place(f.createGroup("MetaData"), rng, new_names)
        name = "airTemperature" if new_names else "air_temperature"
        noise = np.random.default_rng(7).normal(0, 1, N).astype("f4")
        background = value - np.float32(0.3) - np.float32(spread) * noise
        analysis = value - np.float32(0.1) - np.float32(0.5 * spread) * noise
        observed = value.copy()
        observed[5] = FILL
        put(f, "ObsValue", name, observed, units="K")
        put(f, "ObsError", name, np.full(N, 1.2, "f4"), units="K")
        pre = np.full(N, 2)
        pre[7] = 12
        put(f, "PreQC", name, pre, "i4")
        put(f, "hofx0", name, background, units="K")
        put(f, "hofx1", name, analysis, units="K")
        departure = sign * (value - background)
        residual = sign * (value - analysis)
        departure[5] = residual[5] = FILL
        put(f, "ombg", name, departure, units="K")
        put(f, "oman", name, residual, units="K")
        qc = np.zeros(N)
        qc[7], qc[9] = 14, 19
        put(f, "EffectiveQC1" if new_names else "EffectiveQC", name, qc, "i4")
        put(f, "EffectiveError1" if new_names else "EffectiveError", name, np.full(N, 1.5, "f4"), units="K")


def flat(path):
    with netCDF4.Dataset(path, "w", format="NETCDF4_CLASSIC") as f:
        f.createDimension("nlocs", 4)
        for name, values in (("latitude@MetaData", [10, 20, 30, 40]), ("longitude@MetaData", [5, 6, 7, 8]),
                             ("air_temperature@ObsValue", [280, 281, 282, 283]),
                             ("air_temperature@ObsError", [1, 1, 1, 1])):
            f.createVariable(name, "f4", ("nlocs",), fill_value=FILL)[:] = values
        f.createVariable("air_temperature@PreQC", "i4", ("nlocs",))[:] = [0, 0, 0, 9]
        f.createDimension("nstring", 20)
        time = f.createVariable("datetime@MetaData", "S1", ("nlocs", "nstring"))
        time[:] = netCDF4.stringtochar(np.array(["2020-01-01T06:00:00Z"] * 4, "S20"))


def radiance(path):
    rng = np.random.default_rng(3)
    with netCDF4.Dataset(path, "w") as f:
        f.createDimension("Location", 6)
        f.createDimension("Channel", 3)
        f.createVariable("Channel", "i4", ("Channel",))[:] = [5, 6, 9]
        meta = f.createGroup("MetaData")
        for name, values in (("latitude", np.linspace(-5, 5, 6)), ("longitude", np.linspace(100, 110, 6))):
            meta.createVariable(name, "f4", ("Location",))[:] = values
        time = meta.createVariable("dateTime", "i8", ("Location",))
        time.units = "seconds since 1970-01-01T00:00:00Z"
        time[:] = 1577858400
        value = rng.normal(240, 10, (6, 3)).astype("f4")
        for group, values in (("ObsValue", value), ("hofx0", value - 0.5), ("EffectiveError0", value * 0 + 0.4)):
            v = f.createGroup(group).createVariable("brightnessTemperature", "f4", ("Location", "Channel"), fill_value=FILL)
            v.units = "K"
            v[:] = values


if __name__ == "__main__":
    folder = sys.argv[1].rstrip("/")
    conventional(f"{folder}/ioda_v3.nc", True, 1, 1.0)
    conventional(f"{folder}/ioda_second.nc", True, 1, 0.8)
    conventional(f"{folder}/ioda_v2.nc", False, -1, 1.0)
    flat(f"{folder}/ioda_v1.nc")
    radiance(f"{folder}/ioda_radiance.nc")
