"""Writes tests/core/data/files/*.grib with ecCodes' own Python package (pip install eccodes; 2.50). Values are a formula of
time, level, member, latitude and longitude, so the tests know them. Run in this folder; the tests do not need it."""

import pathlib

import eccodes as ec
import numpy as np

files = pathlib.Path("files")


def value(lat, lon, level, step, number):
    """Smooth and exactly packed to 1/64; what tests/core/data/grib.cpp expects."""
    return 250 + level / 100 + step + 3 * number + lat / 9 + 5 * np.cos(np.radians(lon))


def message(sample, keys, level=0, step=0, number=0, hole=None, bits=24):
    handle = ec.codes_grib_new_from_samples(sample)
    for key, setting in keys.items():
        ec.codes_set(handle, key, setting)
    if "Ni" in keys:
        ec.codes_set_values(handle, np.zeros(keys["Ni"] * keys["Nj"]))
    lats, lons = ec.codes_get_array(handle, "latitudes"), ec.codes_get_array(handle, "longitudes")
    values = value(lats, lons, level, step, number)
    if hole is not None:
        ec.codes_set(handle, "bitmapPresent", 1)
        ec.codes_set(handle, "missingValue", 1e30)
        values[hole] = 1e30
    ec.codes_set(handle, "bitsPerValue", bits)
    ec.codes_set_values(handle, values)
    out = ec.codes_get_message(handle)
    ec.codes_release(handle)
    return out


def regular(first=90.0, last=-90.0, west=0.0, east=315.0, ni=8, nj=5, **more):
    return {
        "Ni": ni, "Nj": nj,
        "latitudeOfFirstGridPointInDegrees": first, "latitudeOfLastGridPointInDegrees": last,
        "longitudeOfFirstGridPointInDegrees": west, "longitudeOfLastGridPointInDegrees": east,
        "iDirectionIncrementInDegrees": 360 / ni, "jDirectionIncrementInDegrees": 180 / (nj - 1),
        "jScansPositively": int(first < last),
    } | more


def when(step):
    return {"dataDate": 20200229, "dataTime": 1800, "stepUnits": 1, "step": step}


# edition 2: t on three pressures at two steps of two members, and 2 m temperature
ensemble = []
for number in (0, 1):
    for step in (0, 6):
        for level in (850, 500, 250):
            keys = regular() | when(step) | {
                "productDefinitionTemplateNumber": 1, "numberOfForecastsInEnsemble": 2, "perturbationNumber": number,
                "shortName": "t", "typeOfLevel": "isobaricInhPa", "level": level}
            ensemble.append(message("GRIB2", keys, level, step, number))
(files / "ensemble.grib").write_bytes(b"".join(ensemble))

# edition 1: south to north, from −180, with a missing point; geopotential in m2 s-2
south = [message("GRIB1", regular(-90.0, 90.0, -180.0, 135.0) | when(step) |
                 {"shortName": "z", "typeOfLevel": "isobaricInhPa", "level": 500}, 500, step, hole=3) for step in (0, 6)]
(files / "south_first.grib").write_bytes(b"".join(south))

# full and reduced Gaussian grids
full = message("regular_gg_sfc_grib1", when(0) | {"shortName": "2t"}, bits=12)
(files / "gaussian.grib").write_bytes(full)
reduced = message("reduced_gg_pl_32_grib2", when(0) | {"shortName": "t", "level": 850}, 850, bits=12)
(files / "reduced.grib").write_bytes(reduced)

# columns first, rows back and forth, westward
turned = [message("GRIB2", regular() | when(step) | {"shortName": "2t", "jPointsAreConsecutive": 1}, step=step) for step in (0, 6)]
(files / "columns_first.grib").write_bytes(b"".join(turned))

# what is refused: a projection, spherical harmonics, model levels
(files / "polar.grib").write_bytes(message("polar_stereographic_pl_grib2", when(0)))
hybrid = [message("GRIB2", regular() | when(0) | {"shortName": "t", "typeOfLevel": "hybrid", "level": level}, level) for level in (1, 2)]
(files / "hybrid.grib").write_bytes(b"".join(hybrid))

# two fields in one message of edition 2, as NCEP packs winds
winds = []
for name in ("u", "v"):
    winds.append(message("GRIB2", regular() | when(0) | {"shortName": name, "typeOfLevel": "isobaricInhPa", "level": 850}, 850,
                         step=0 if name == "u" else 1))


def sections(raw):
    at, out = 16, {}
    while raw[at:at + 4] != b"7777":
        size = int.from_bytes(raw[at:at + 4], "big")
        out[raw[at + 4]] = raw[at:at + size]
        at += size
    return out


first, second = map(sections, winds)
body = b"".join(first[s] for s in (1, 3, 4, 5, 6, 7)) + b"".join(second[s] for s in (4, 5, 6, 7))
head = winds[0][:8] + (16 + len(body) + 4).to_bytes(8, "big")
(files / "two_in_one.grib").write_bytes(head + body + b"7777")
