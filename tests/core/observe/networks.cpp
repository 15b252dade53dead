#include "core/run/networks.h"
#include "core/api/error.h"
#include "core/earth/orbit.h"
#include "core/earth/sphere.h"
#include "core/earth/station_mask.h"
#include "core/instrument/instrument.h"
#include "tests/core/observe/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace {

using namespace core;

/// Temperature 250 + 30 sin φ at the surface and at two levels, and a wind of 3 and 4 m/s, every hour.
data::Gridded series()
{
    data::Gridded result;
    for (int j = 0; j < 91; ++j) {
        result.lat.push_back(90 - 2 * j);
    }
    for (int i = 0; i < 180; ++i) {
        result.lon.push_back(2 * i - 180);
    }
    result.channels = {{"air_temperature", "Temperature", "K", 0},
                       {"air_temperature", "Temperature, 500 hPa", "K", 500},
                       {"air_temperature", "Temperature, 850 hPa", "K", 850},
                       {"eastward_wind", "Eastward wind, 850 hPa", "m s-1", 850},
                       {"northward_wind", "Northward wind, 850 hPa", "m s-1", 850}};
    result.times = {7200, 10800};
    for (std::size_t t = 0; t < result.times.size(); ++t) {
        for (std::size_t c = 0; c < result.channels.size(); ++c) {
            for (const double lat : result.lat) {
                const double value = c < 3 ? 250 + 30 * std::sin(earth::radians(lat)) : c == 3 ? 3 : 4;
                result.values.insert(result.values.end(), result.lon.size(), static_cast<float>(value));
            }
        }
    }
    return result;
}

ObservationSpec quiet(const char* network, int count)
{
    return {.network = network,
            .count = count,
            .errors = {{"air_temperature", "1e-9 K"},
                       {"wind_speed", "1e-9 m s-1"},
                       {"atmosphere_relative_vorticity", "1e-15 s-1"}}};
}

class Networks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOrbitHasItsGoldenValues()
    {
        const std::map<int, earth::Place> golden = {
            {0, {0, -180}},           {1, {-3.452, -179.324}},  {15, {-51.040, -164.398}},
            {30, {-67.310, -47.357}}, {45, {-18.486, -16.390}}, {60, {33.120, -4.933}},
            {90, {36.799, 145.937}}};
        QVERIFY(std::abs(earth::periodHours({}) - 1.6787) < 1e-4);
        for (const auto& [minute, expected] : golden) {
            const earth::Place at = earth::subSatellite({}, minute / 60.0);
            QVERIFY(std::abs(at.lat - expected.lat) < 6e-4);
            QVERIFY(std::abs(std::remainder(at.lon - expected.lon, 360)) < 6e-4);
        }
    }
    void theOrbitReachesItsInclination()
    {
        double highest = 0;
        for (int i = 0; i < 20000; ++i) {
            highest = std::max(
                highest,
                earth::subSatellite({.altitudeKm = 500, .inclination = 61, .phase = 33}, i / 1000.0).lat);
        }
        QVERIFY(std::abs(highest - 61) < 1e-3);
    }
    void whatIsVisibleIsWithinTheFieldOfView()
    {
        const data::Gridded grid = series();
        for (const double fieldOfView : {1.5, 5.0, 40.0}) {
            const auto track = earth::track({.inclination = 89}, 0.3, 20);
            std::vector<std::int64_t> expected;
            for (std::size_t j = 0; j < grid.lat.size(); ++j) {
                for (std::size_t i = 0; i < grid.lon.size(); ++i) {
                    const bool seen = std::any_of(track.begin(), track.end(), [&](const earth::Place& p) {
                        return earth::cosAngle(p.lat, p.lon, grid.lat[j], grid.lon[i]) >=
                               std::cos(earth::radians(fieldOfView));
                    });
                    if (seen) {
                        expected.push_back(static_cast<std::int64_t>(j * grid.lon.size() + i));
                    }
                }
            }
            QVERIFY(!expected.empty());
            QCOMPARE(earth::visible(track, fieldOfView, grid.lat, grid.lon), expected);
        }
    }
    void destinationAndBearingAgree()
    {
        const earth::Place from{48, 11};
        for (const double azimuth : {-170.0, -20.0, 0.0, 77.0}) {
            const earth::Place to = earth::destination(from, 13, azimuth);
            QVERIFY(
                std::abs(std::acos(earth::cosAngle(from.lat, from.lon, to.lat, to.lon)) * 180 / earth::pi -
                         13) < 1e-9);
            QVERIFY(std::abs(earth::bearing(from, to) - azimuth) < 1e-9);
        }
    }
    void theSatelliteSeesUpperAirTemperatureBelowIt()
    {
        const data::Gridded truth = series();
        ObservationSpec spec = quiet("satellite", 40);
        spec.knobs = {{"fieldOfView", 6}, {"phase", 50}};
        const auto set = run::simulateNetwork(truth, spec);
        QCOMPARE(set.all.size(), 40U * 2 * 2);
        for (const auto& one : set.all) {
            QCOMPARE(one.variable, std::string("air_temperature"));
            QVERIFY(one.levelHpa > 0);
            QVERIFY(std::abs(one.value - 250 - 30 * std::sin(earth::radians(one.lat))) < 1e-3);
            const auto track = earth::track({.phase = 50}, static_cast<double>(one.time) / 3600);
            QVERIFY(std::any_of(track.begin(), track.end(), [&](const earth::Place& p) {
                return earth::cosAngle(p.lat, p.lon, one.lat, one.lon) > std::cos(earth::radians(6.001));
            }));
        }
        // an hour's points are the same whatever the window began with
        data::Gridded later = truth;
        later.times = {10800};
        later.values.erase(later.values.begin(),
                           later.values.begin() + static_cast<std::ptrdiff_t>(later.values.size() / 2));
        const auto second = run::simulateNetwork(later, spec);
        for (std::size_t i = 0; i < second.all.size(); ++i) {
            QCOMPARE(second.all[i].id, set.all[80 + i].id);
        }
        spec.seed = 2;
        QVERIFY(run::simulateNetwork(truth, spec).all[0].id != set.all[0].id ||
                run::simulateNetwork(truth, spec).all[5].id != set.all[5].id);
    }
    void theSwathMeasuresMeansOfDiscs()
    {
        ObservationSpec spec = quiet("swath", 100000);
        spec.knobs = {{"radius", 300}, {"fieldOfView", 9}};
        const auto set = run::simulateNetwork(series(), spec);
        QVERIFY(set.all.size() > 200);
        // the mean of sin φ over a cap is sin φ of its centre times (1 + cos ψ)/2
        const double share = (1 + std::cos(3e5 / earth::radiusMetres)) / 2;
        for (const auto& one : set.all) {
            QCOMPARE(one.area.radiusMetres, 3e5);
            QVERIFY(std::abs(one.value - 250 - 30 * share * std::sin(earth::radians(one.lat))) < 0.02);
        }
    }
    void coarseCellsAreAreaMeansThatTileTheSphere()
    {
        ObservationSpec spec = quiet("coarse", 200);
        spec.knobs = {{"cells", 1}};
        spec.variables = {"air_temperature"};
        const auto set = run::simulateNetwork(series(), spec);
        double area = 0, sum = 0;
        for (const auto& one : set.all) {
            if (one.time != 7200 || one.levelHpa != 500) {
                continue;
            }
            const double south = std::sin(earth::radians(one.lat - one.area.cellLat / 2));
            const double north = std::sin(earth::radians(one.lat + one.area.cellLat / 2));
            QVERIFY(std::abs(one.value - 250 - 15 * (south + north)) < 0.01);
            area += (north - south) * one.area.cellLon;
            sum += (north - south) * one.area.cellLon * one.value;
        }
        QVERIFY(std::abs(area - 720) < 1e-9);
        QVERIFY(std::abs(sum / area - 250) < 1e-3);
    }
    void derivedQuantitiesAreSeenByAnyNetwork()
    {
        ObservationSpec spec = quiet("radiosondes", 30);
        spec.variables = {"wind_speed", "atmosphere_relative_vorticity"};
        const auto set = run::simulateNetwork(series(), spec);
        QCOMPARE(set.all.size(), 30U * 2 * 2);
        for (const auto& one : set.all) {
            QCOMPARE(one.levelHpa, 850.0);
            if (one.variable == "wind_speed") {
                QVERIFY(std::abs(one.value - 5) < 1e-5);
            } else if (std::abs(one.lat) < 85) {  // u tan φ / a of a constant wind
                const double exact = 3 * std::tan(earth::radians(one.lat)) / earth::radiusMetres;
                QVERIFY(std::abs(one.value - exact) < 1e-2 * std::abs(exact) + 1e-10);
            }
        }
    }
    void aMaskIsSeenWhereItHasStations()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("stations.nc").toStdString();
        data::ObservationSet stations;
        for (const double lon : {10.3, 10.9, 40.0}) {
            stations.all.push_back({.id = "s" + std::to_string(lon),
                                    .lat = 50.4,
                                    .lon = lon,
                                    .variable = "air_temperature",
                                    .value = 280});
        }
        data::writeObservations(path, stations, "stations");
        ObservationSpec spec = quiet("mask", 1);
        spec.places = path;
        const auto set = run::simulateNetwork(series(), spec);
        std::set<std::pair<double, double>> places;
        for (const auto& one : set.all) {
            QCOMPARE(one.levelHpa, 0.0);
            places.emplace(one.lat, one.lon);
        }
        QCOMPARE(places, (std::set<std::pair<double, double>>{{50, 10}, {50, 40}}));
        data::Gridded mask = series();
        mask.channels.resize(1);
        mask.times.resize(1);
        mask.values.assign(mask.lat.size() * mask.lon.size(), 0.0F);
        mask.values[10 * mask.lon.size() + 7] = 1;
        const std::string grid = folder.filePath("mask.nc").toStdString();
        data::writeGridded(grid, mask, "mask");
        spec.places = grid;
        const auto seen = run::simulateNetwork(series(), spec);
        QCOMPARE(seen.all.size(), 2U);
        QCOMPARE(seen.all[0].lat, 70.0);
        QCOMPARE(seen.all[0].lon, -166.0);
    }
    void splitsAreTorchsOwnPermutation()
    {
        std::vector<std::int64_t> all(50);
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] = static_cast<std::int64_t>(100 + i);
        }
        const auto split = earth::splitStations(all, 8, 7);
        QCOMPARE(split.heldOut.size(), 8U);
        QCOMPARE(split.used.size(), 42U);
        std::set<std::int64_t> both(split.heldOut.begin(), split.heldOut.end());
        both.insert(split.used.begin(), split.used.end());
        QCOMPARE(both.size(), 50U);
        QVERIFY(earth::splitStations(all, 8, 8).heldOut != split.heldOut);
    }
    void knobsOutOfRangeAreRefused()
    {
        ObservationSpec spec = quiet("satellite", 10);
        spec.knobs = {{"altitude", 5}};
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(run::simulateNetwork(series(), spec)), Error);
        spec.knobs = {{"radius", 100}};
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(run::simulateNetwork(series(), spec)), Error);
    }
    void everyInstrumentHoldsItsContract_data()
    {
        QTest::addColumn<QString>("id");
        QVERIFY(instrument::entries().size() > 4);
        for (const instrument::Entry& entry : instrument::entries()) {
            QTest::newRow(entry.about.id.c_str()) << QString::fromStdString(entry.about.id);
        }
    }
    void everyInstrumentHoldsItsContract()
    {
        QFETCH(const QString, id);
        const instrument::Entry& entry = instrument::find(id.toStdString());
        QVERIFY(!entry.about.label.empty() && !entry.about.source.empty() && !entry.about.formula.empty());
        const auto truth = series();
        QTemporaryDir folder;
        ObservationSpec spec = quiet(id.toStdString().c_str(), 40);
        if (id == "mask") {  // it looks where a file says
            spec.places = folder.filePath("places.csv").toStdString();
            QFile places(QString::fromStdString(spec.places));
            QVERIFY(places.open(QIODevice::WriteOnly));
            places.write("id,time,lat,lon,variable,value,units\n"
                         "a,1970-01-01T02:00:00Z,10,20,air_temperature,280,K\n"
                         "b,1970-01-01T02:00:00Z,-30,-40,air_temperature,280,K\n");
        }
        const auto seen = run::simulateNetwork(truth, spec).all;
        QVERIFY(!seen.empty());
        std::set<std::string> once;
        for (const data::Observation& o : seen) {
            QVERIFY(o.lat >= -90 && o.lat <= 90 && std::abs(o.lon) <= 360);
            QVERIFY(std::isfinite(o.value) && o.error > 0);
            QVERIFY(std::ranges::find(truth.times, o.time) != truth.times.end());
            QVERIFY2(once.insert(o.id + o.variable + std::to_string(o.levelHpa) + std::to_string(o.time)).second,
                     o.id.c_str());
        }
        const auto again = run::simulateNetwork(truth, spec).all;
        QCOMPARE(again.size(), seen.size());
        QVERIFY(std::ranges::equal(again, seen, [](const auto& a, const auto& b) {
            return a.id == b.id && a.lat == b.lat && a.lon == b.lon && a.value == b.value;
        }));
    }
    void areasSurviveTheirFile()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("y.nc").toStdString();
        data::ObservationSet set;
        set.all.push_back({.id = "a",
                           .lat = 1,
                           .lon = 2,
                           .variable = "air_temperature",
                           .levelHpa = 500,
                           .value = 280,
                           .error = 1,
                           .area = {.radiusMetres = 1.5e5}});
        set.all.push_back({.id = "b",
                           .lat = 3,
                           .lon = 4,
                           .variable = "air_temperature",
                           .levelHpa = 500,
                           .value = 281,
                           .error = 1,
                           .area = {.cellLat = 4, .cellLon = 6}});
        set.all.push_back({.id = "c",
                           .lat = 5,
                           .lon = 6,
                           .variable = "air_temperature",
                           .levelHpa = 500,
                           .value = 282,
                           .error = 1});
        data::writeObservations(path, set, "areas");
        const auto read = data::readObservations(path);
        QCOMPARE(read.all.size(), 3U);
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(read.all[i].area == set.all[i].area);
        }
    }
};

}  // namespace

namespace tests {

std::unique_ptr<QObject> networks()
{
    return std::make_unique<Networks>();
}

}  // namespace tests

#include "networks.moc"
