"""Small BUFR files with the eccodes package of Python:
   python make_bufr.py files/
synop.bufr (two compressed subsets), ship.bufr, buoy.bufr, temp.bufr (two subsets, one after the other), pilot.bufr,
amdar.bufr, radiances.bufr (a category that is not read); mixed.bufr is synop, then radiances.
"""
import sys

import eccodes as ec


def message(category, descriptors, subsets, keys, compressed=0, replications=()):
    handle = ec.codes_bufr_new_from_samples("BUFR4")
    if replications:
        ec.codes_set_array(handle, "inputExtendedDelayedDescriptorReplicationFactor", replications)
        ec.codes_set_array(handle, "inputDelayedDescriptorReplicationFactor", [0, 0, 0])
    for key, value in (("edition", 4), ("masterTableNumber", 0), ("masterTablesVersionNumber", 31),
                       ("dataCategory", category), ("numberOfSubsets", subsets), ("compressedData", compressed),
                       ("typicalYear", 2020), ("typicalMonth", 1), ("typicalDay", 1), ("typicalHour", 6)):
        ec.codes_set(handle, key, value)
    ec.codes_set_array(handle, "unexpandedDescriptors", descriptors)
    for key, value in keys:
        if isinstance(value, (list, tuple)):
            ec.codes_set_array(handle, key, value)
        else:
            ec.codes_set(handle, key, value)
    ec.codes_set(handle, "pack", 1)
    data = ec.codes_get_message(handle)
    ec.codes_release(handle)
    return data


TIME = [("year", 2020), ("month", 1), ("day", 1), ("hour", 6), ("minute", 30)]


def synop():
    keys = [("blockNumber", 7), ("stationNumber", [149, 156]), *TIME, ("latitude", [48.72, 48.82]),
            ("longitude", [2.38, 2.34]), ("heightOfStationGroundAboveMeanSeaLevel", [89.0, 75.0]),
            ("nonCoordinatePressure", [100120.0, 100310.0]), ("pressureReducedToMeanSeaLevel", [101200.0, 101230.0]),
            ("airTemperature", [278.15, 278.65]), ("dewpointTemperature", [275.15, -1e100]),
            ("windDirection", [240, 250]), ("windSpeed", [5.0, 6.5])]
    return message(0, [307080], 2, keys, compressed=1, replications=[])


def ship():
    keys = [("shipOrMobileLandStationIdentifier", "FNXX"), *TIME, ("latitude", 45.5), ("longitude", -20.25),
            ("nonCoordinatePressure", 101000.0), ("pressureReducedToMeanSeaLevel", 101180.0),
            ("airTemperature", 285.5), ("windDirection", 300), ("windSpeed", 12.0),
            ("oceanographicWaterTemperature", 287.1)]
    return message(1, [308009], 1, keys)


def buoy():
    keys = [("marineObservingPlatformIdentifier", 6200001), *TIME, ("latitude", 46.0), ("longitude", -5.0),
            ("pressureReducedToMeanSeaLevel", 101250.0), ("airTemperature", 283.0), ("windDirection", 200),
            ("windSpeed", 7.0)]
    return message(1, [1087, 301011, 301012, 301021, 10051, 12101, 11001, 11002], 1, keys)


def temp():
    keys = []
    rank = 0
    for subset in range(2):
        keys += [(f"#{subset + 1}#{key}", value) for key, value in
                 (("blockNumber", 10), ("stationNumber", 393 + subset), *TIME, ("latitude", 52.2), ("longitude", 14.1))]
        for seconds, pressure, height, kelvin, direction, speed in (
                (0, 101000.0, 120, 280.0, 230, 4.0), (300, 85000.0, 1480, 271.5, 250, 12.0),
                (1500, 50000.0, 5550, 250.25, 260, 30.0)):
            rank += 1
            keys += [(f"#{rank}#timePeriod", seconds), (f"#{rank}#pressure", pressure),
                     (f"#{rank}#nonCoordinateGeopotentialHeight", height),
                     (f"#{rank}#latitudeDisplacement", 0.001 * seconds / 10),
                     (f"#{rank}#longitudeDisplacement", 0.002 * seconds / 10),
                     (f"#{rank}#airTemperature", kelvin), (f"#{rank}#windDirection", direction),
                     (f"#{rank}#windSpeed", speed)]
    descriptors = [301001, 301011, 301012, 301021, 106003, 4086, 7004, 10009, 5015, 6015, 12101, 11001, 11002]
    descriptors[4] = 108003
    return message(2, descriptors, 2, keys)


def pilot():
    keys = [("blockNumber", 10), ("stationNumber", 400), *TIME, ("latitude", 51.0), ("longitude", 7.0)]
    for rank, (height, direction, speed) in enumerate(((1500, 180, 10.0), (5600, 200, 25.0)), 1):
        keys += [(f"#{rank}#geopotentialHeight", height), (f"#{rank}#windDirection", direction),
                 (f"#{rank}#windSpeed", speed)]
    return message(2, [301001, 301011, 301012, 301021, 103002, 7009, 11001, 11002], 1, keys)


def amdar():
    keys = [("aircraftFlightNumber", "AF0123"), *TIME, ("latitude", 43.5), ("longitude", 5.2),
            ("flightLevel", 10670), ("airTemperature", 219.5), ("windDirection", 270), ("windSpeed", 48.0)]
    return message(4, [1006, 301011, 301012, 301021, 7010, 12101, 11001, 11002], 1, keys)


def radiances():
    return message(21, [301011, 301012, 301021, 12063], 1, [*TIME, ("latitude", 0.0), ("longitude", 0.0)])


if __name__ == "__main__":
    folder = sys.argv[1].rstrip("/")
    kinds = {kind.__name__: kind() for kind in (synop, ship, buoy, temp, pilot, amdar, radiances)}
    kinds["mixed"] = kinds["synop"] + kinds["radiances"]
    for name, data in kinds.items():
        with open(f"{folder}/{name}.bufr", "wb") as file:
            file.write(data)
