"""Discrete sampling geometries of CF 1.8 (appendix H) that no file met in the wild has, with netCDF4-python:
   python make_dsg.py files/
Each holds temperatures whose value is 280 + 10·(instance) + (sample) K.
"""
import sys

import netCDF4
import numpy as np

FILL = np.float32(-9999)


def new(folder, name, feature):
    file = netCDF4.Dataset(f"{folder}/{name}.nc", "w")
    file.Conventions = "CF-1.8"
    file.featureType = feature
    return file


def var(file, name, dims, values, kind="f4", **attributes):
    fill = attributes.pop("fill", None)
    v = file.createVariable(name, kind, dims, fill_value=fill)
    v.setncatts(attributes)
    v[:] = values
    return v


def places(file, dim, count, roles="timeseries_id"):
    var(file, "lat", (dim,), np.arange(count) * 10.0, standard_name="latitude", units="degrees_north")
    var(file, "lon", (dim,), np.arange(count) * 20.0, standard_name="longitude", units="degrees_east")
    ids = file.createVariable("name", str, (dim,))
    ids.cf_role = roles
    for i in range(count):
        ids[i] = "ABC"[i]


def hours(file, dims, values):
    var(file, "time", dims, values, "f8", standard_name="time", units="hours since 2020-01-01 00:00:00")


def temperature(file, dims, values, **more):
    var(file, "temp", dims, values, fill=FILL, standard_name="air_temperature", units="K", **more)


def orthogonal(folder):
    with new(folder, "dsg_orthogonal_timeseries", "timeSeries") as f:
        f.createDimension("time", 4)
        f.createDimension("station", 3)
        places(f, "station", 3)
        hours(f, ("time",), np.arange(4))
        temperature(f, ("time", "station"), 280 + np.arange(4)[:, None] + 10 * np.arange(3)[None, :])


def incomplete(folder):
    with new(folder, "dsg_incomplete_timeseries", "timeSeries") as f:
        f.createDimension("station", 3)
        f.createDimension("obs", 4)
        places(f, "station", 3)
        time = np.tile(np.arange(4.0), (3, 1)) + 6 * np.arange(3)[:, None]
        value = (280 + np.arange(4)[None, :] + 10 * np.arange(3)[:, None]).astype("f4")
        value[1, 2:] = FILL
        hours(f, ("station", "obs"), time)
        temperature(f, ("station", "obs"), value)


def indexed(folder):
    with new(folder, "dsg_indexed_timeseries", "timeSeries") as f:
        f.createDimension("station", 3)
        f.createDimension("obs", 5)
        places(f, "station", 3)
        index = np.array([2, 0, 1, 0, 2])
        var(f, "stationIndex", ("obs",), index, "i4", instance_dimension="station")
        hours(f, ("obs",), np.arange(5))
        temperature(f, ("obs",), 280 + 10 * index + np.arange(5))


def profile(folder):
    with new(folder, "dsg_orthogonal_profile", "profile") as f:
        f.createDimension("profile", 2)
        f.createDimension("z", 3)
        places(f, "profile", 2, "profile_id")
        hours(f, ("profile",), [0, 6])
        var(f, "plev", ("z",), [850, 500, 250], standard_name="air_pressure", units="hPa", axis="Z", positive="down")
        temperature(f, ("profile", "z"), 280 + 10 * np.arange(2)[:, None] + np.arange(3)[None, :])


def time_series_profile(folder):
    with new(folder, "dsg_orthogonal_timeseriesprofile", "timeSeriesProfile") as f:
        for dim, size in (("station", 2), ("time", 3), ("z", 2)):
            f.createDimension(dim, size)
        places(f, "station", 2)
        hours(f, ("time",), [0, 6, 12])
        var(f, "plev", ("z",), [85000, 50000], standard_name="air_pressure", units="Pa", axis="Z", positive="down")
        temperature(f, ("station", "time", "z"),
                    280 + 10 * np.arange(2)[:, None, None] + np.arange(3)[None, :, None] + np.zeros((1, 1, 2)))


def trajectory_profile(folder):
    with new(folder, "dsg_trajectoryprofile", "trajectoryProfile") as f:
        for dim, size in (("trajectory", 2), ("obs", 2), ("z", 2)):
            f.createDimension(dim, size)
        ids = f.createVariable("name", str, ("trajectory",))
        ids.cf_role = "trajectory_id"
        ids[0], ids[1] = "A", "B"
        grid = 10 * np.arange(2)[:, None] + np.arange(2)[None, :]
        var(f, "lat", ("trajectory", "obs"), grid, standard_name="latitude", units="degrees_north")
        var(f, "lon", ("trajectory", "obs"), grid + 100, standard_name="longitude", units="degrees_east")
        hours(f, ("trajectory", "obs"), grid)
        var(f, "plev", ("trajectory", "obs", "z"), 850 - 50 * np.arange(2) + np.zeros((2, 2, 2)),
            standard_name="air_pressure", units="hPa", axis="Z", positive="down")
        temperature(f, ("trajectory", "obs", "z"), 280 + grid[:, :, None] + np.zeros((2, 2, 2)),
                    coordinates="time lat lon plev")


def fixed_station(folder):
    with new(folder, "dsg_single_station", "timeSeries") as f:
        f.createDimension("time", 3)
        var(f, "lat", (), 48.0, standard_name="latitude", units="degrees_north")
        var(f, "lon", (), 2.0, standard_name="longitude", units="degrees_east")
        hours(f, ("time",), [0, 1, 2])
        temperature(f, ("time",), [280, 281, 282], ancillary_variables="temp_qc")
        var(f, "temp_qc", ("time",), [1, 4, 1], "i1", flag_values=np.array([1, 4], "i1"),
            flag_meanings="pass fail", standard_name="quality_flag")


if __name__ == "__main__":
    for make in (orthogonal, incomplete, indexed, profile, time_series_profile, trajectory_profile, fixed_station):
        make(sys.argv[1].rstrip("/"))
