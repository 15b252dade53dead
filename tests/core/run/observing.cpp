#include "core/api/error.h"
#include "core/data/dataset.h"
#include "core/data/grid_axes.h"
#include "core/data/gridded.h"
#include "core/data/orography.h"
#include "core/data/observations.h"
#include "core/data/result.h"
#include "core/run/error_table.h"
#include "core/run/outcome.h"
#include "core/run/problem.h"

#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <stdexcept>

using namespace core;
using at::Tensor;

namespace {

constexpr std::int64_t noon = 1577880000;  // 2020-01-01T12:00:00Z

/// A globe of one value a variable; the ground lies at `ground` metres where it is given.
struct Globe {
    std::vector<std::pair<std::string, float>> fields;
    std::vector<float> ground = {};  ///< one a time
    std::vector<double> lat = {}, lon = {};

    void write(const std::string& path) const
    {
        data::Gridded all{.lat = lat, .lon = lon};
        for (int row = 0; lat.empty() && row < 33; ++row) {
            all.lat.push_back(88 - 5.5 * row);
        }
        for (int column = 0; lon.empty() && column < 64; ++column) {
            all.lon.push_back(5.625 * column);
        }
        std::vector<std::pair<std::string, std::vector<float>>> values;
        const std::size_t times = std::max<std::size_t>(1, ground.size());
        for (const auto& [name, value] : fields) {
            values.emplace_back(name, std::vector<float>(times, value));
        }
        if (!ground.empty()) {
            values.emplace_back("geopotential_height", ground);
        }
        for (const auto& [name, series] : values) {
            all.channels.push_back({.standardName = name, .label = name, .units = unitOf(name), .levelHpa = 0});
        }
        for (std::size_t t = 0; t < times; ++t) {
            all.times.push_back(noon + 3600 * static_cast<std::int64_t>(t));
            for (const auto& [name, series] : values) {
                all.values.insert(all.values.end(), all.lat.size() * all.lon.size(), series[t]);
            }
        }
        data::writeGridded(path, all, "globe");
    }
    static std::string unitOf(const std::string& name)
    {
        return name == "air_temperature" ? "K" : name.ends_with("wind") ? "m s-1" : name.ends_with("pressure") ? "Pa" : "m";
    }
};

bool near(double a, double b, double tolerance = 1e-9)
{
    return std::abs(a - b) <= tolerance;
}

}  // namespace

/// What becomes of a file's observations before a run conditions on them.
class Observing : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    [[nodiscard]] std::string path(const QString& name) const { return folder_.filePath(name).toStdString(); }
    void write(const QString& name, const QByteArray& text) const
    {
        QFile file(folder_.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    /// keys  of the entry beside its file
    [[nodiscard]] Request request(const std::string& keys, const std::string& prior = "spectral") const
    {
        const std::string given = prior == "spectral" ? R"("spectral")" : prior;
        return parseRequest(R"({"prior": )" + given + R"(, "window": {"start": "2020-01-01T12:00:00Z", "step": "PT1H", "length": 1},
            "sampler": {"steps": 4}, "ensemble": {"members": 2}, "observations": [{"file": "stations.csv")" +
                            (keys.empty() ? "" : ", " + keys) + "}]}", folder_.path().toStdString());
    }
    [[nodiscard]] run::Found found(const std::string& keys, const std::string& prior = "spectral") const
    {
        return run::findObservations(request(keys, prior), nullptr);
    }
    /// A field of a region at one time, on the grid of its ground.
    static data::Orography modelled(const std::string& path, const std::string& name, std::int64_t time)
    {
        data::Orography field = *data::readOrography(path);
        const auto file = data::openDataset(path);
        const data::Variable& variable = *file->find(name);
        const data::Placement placement = data::placementOf(*file, variable);
        const data::GridAxes axes = data::gridAxesOf(*file, placement);
        const auto times = data::timeAxisOf(*file, data::timeOf(placement)).seconds;
        std::vector<std::size_t> at(variable.dimensions.size(), 0);
        at[static_cast<std::size_t>(placement.dimensionOf(data::Axis::time))] =
            static_cast<std::size_t>(std::find(times.begin(), times.end(), time) - times.begin());
        data::Slab{*file, variable, placement, axes}.read(at, field.metres);
        return field;
    }
    static const data::Observation& of(const std::vector<data::Observation>& all, const std::string& id, const std::string& variable)
    {
        const auto it = std::find_if(all.begin(), all.end(), [&](const data::Observation& o) {
            return o.id == id && o.variable == variable;
        });
        if (it == all.end()) {
            throw std::runtime_error("no " + variable + " of " + id);
        }
        return *it;
    }
    static constexpr const char* around = R"({"kind": "spectral", "background": "background.nc", "error": "2 K",
        "length": "2000 km", "variables": ["air_temperature"]})";

private Q_SLOTS:
    void initTestCase()
    {
        Globe{.fields = {}, .ground = {400}}.write(path("ground.nc"));
        Globe{.fields = {}, .ground = {5500, 5520}}.write(path("waves.nc"));
        Globe{.fields = {}, .ground = {5500}}.write(path("aloft.nc"));
        Globe{.fields = {{"air_temperature", 280}}}.write(path("plain.nc"));
        Globe{.fields = {}, .ground = {400}, .lat = {52, 51, 50, 49}, .lon = {6, 7, 8, 9, 10}}.write(path("region.nc"));
        Globe{.fields = {{"air_temperature", 280}}, .ground = {400}}.write(path("background.nc"));
    }
    void init()
    {
        write("stations.csv", "id,time,latitude,longitude,elevation_m,t2m_K,station_pressure_Pa\n"
                              "low,2020-01-01T12:00:00Z,50,8,100,281,100000\n"
                              "high,2020-01-01T12:00:00Z,50.4,8.2,1000,276,90000\n"
                              "far,2020-01-01T12:00:00Z,-30,100,300,279,98000\n"
                              "unknown,2020-01-01T12:00:00Z,50.7,8.3,,279,98000\n");
    }
    void errorsMayBeOfATypeAndOfALevel()
    {
        write("typed.csv", "id,type,time,latitude,longitude,level_hPa,variable,value\n"
                           "plane,Aircraft,2020-01-01T12:00:00Z,50,8,250,air_temperature,220\n"
                           "plane,Aircraft,2020-01-01T12:00:00Z,50,8,850,air_temperature,280\n"
                           "balloon,sounding,2020-01-01T12:00:00Z,50,9,300,air_temperature,225\n"
                           "balloon,sounding,2020-01-01T12:00:00Z,50,9,700,air_temperature,270\n"
                           "balloon,sounding,2020-01-01T12:00:00Z,50,9,700,eastward_wind,10\n"
                           "thing,,2020-01-01T12:00:00Z,50,10,,air_temperature,279\n");
        run::ErrorTable table({{"air_temperature", "1 K"}, {"air_temperature@300", "0.5 K"}, {"air_temperature@500", "0.6 K"},
                          {"aircraft/*", "1.5 K"}, {"aircraft/air_temperature@850", "2 K"}, {"*", "3 m s-1"}});
        std::vector<double> errors;
        for (const data::Observation& o : data::readObservations(path("typed.csv")).all) {
            errors.push_back(table.of(o));
        }
        // the second is of its level: a name counts more than *, so that the plane's 250 hPa is of 850 hPa, the only one it names
        QCOMPARE(errors, (std::vector<double>{2, 2, 0.5, 0.6, 3, 1}));
        for (const char* wrong : {"air_temperature@high", "air_temperature@-5"}) {
            QVERIFY_THROWS_EXCEPTION(Error, run::ErrorTable(std::map<std::string, std::string>{{wrong, "1 K"}}));
        }
        QVERIFY_THROWS_EXCEPTION(Error, run::ErrorTable(std::map<std::string, std::string>{{"sea/air_temperature", "1 hPa"}}));
    }
    void temperatureComesToTheModelsHeight()
    {
        const auto all = found(R"("orography": "ground.nc", "errors": {"air_temperature": "1 K"})").all;
        const data::Observation& low = of(all, "low", "air_temperature");
        QVERIFY(near(low.value, 281 - 0.0065 * 300));
        QVERIFY(near(low.correction, -0.0065 * 300));
        QVERIFY(near(low.error, std::hypot(1, 0.002 * 300)));  // grows with |Δz|
        const data::Observation& far = of(all, "far", "air_temperature");
        QVERIFY(near(far.correction, -0.65) && far.error < low.error);
        QVERIFY(near(of(all, "unknown", "air_temperature").value, 279));
        const auto steep = found(R"("orography": "ground.nc", "lapseRate": 10)").all;
        QVERIFY(near(of(steep, "low", "air_temperature").correction, -3));
        const auto flat = found(R"("orography": "ground.nc", "lapseRate": 0)").all;
        QVERIFY(of(flat, "low", "air_temperature").correction == 0);
        QVERIFY(of(flat, "low", "air_temperature").error > low.error);
    }
    void pressureComesHypsometrically()
    {
        const auto all = found(R"("orography": "ground.nc")").all;
        const data::Observation& low = of(all, "low", "surface_air_pressure");
        const double mean = 281 - 0.0065 * 300 / 2;
        const double expected = 100000 * std::exp(-9.80665 * 300 / (287.05 * mean));
        QVERIFY2(near(low.value, expected, 0.01), qPrintable(QString::number(low.value)));
        QVERIFY(near(low.value - low.correction, 100000, 1e-6));
        QVERIFY(low.error > 100);
    }
    void whatIsFarFromTheGroundIsRejected()
    {
        const data::Observation high = of(found(R"("orography": "ground.nc")").all, "high", "air_temperature");
        QVERIFY(high.use == Use::rejected);
        QCOMPARE(high.reason, std::string("its height is too far from the model's ground"));
        const auto wide = found(R"("orography": "ground.nc", "heightLimit": "0.7 km")");
        QVERIFY(of(wide.all, "high", "air_temperature").use == Use::used);
        QVERIFY(wide.notes.back().find("6.5 K/km") != std::string::npos);
    }
    void withoutOrographyNothingIsMoved()
    {
        const std::string plain = R"({"kind": "spectral", "background": "plain.nc", "error": "2 K",
        "length": "2000 km", "variables": ["air_temperature"]})";
        for (const std::string& prior : {std::string("spectral"), plain}) {
            const run::Found given = found("", prior);
            QVERIFY(std::all_of(given.all.begin(), given.all.end(), [](const data::Observation& o) {
                return o.correction == 0 && o.use == Use::used;
            }));
            QVERIFY(given.notes.empty());
        }
    }
    void theBackgroundsOwnGroundIsTaken()
    {
        QVERIFY(near(of(found("", around).all, "low", "air_temperature").correction, -1.95));
    }
    void heightsOfPressureSurfacesAreNoGround()
    {
        QVERIFY_THROWS_EXCEPTION(Error, (void)found(R"("orography": "waves.nc")"));
        QVERIFY_THROWS_EXCEPTION(Error, (void)found(R"("orography": "plain.nc")"));
        QVERIFY_THROWS_EXCEPTION(Error, (void)found(R"("orography": "none.nc")"));
        const std::string aloft = R"({"kind": "spectral", "background": "aloft.nc", "error": "2 m", "length": "2000 km"})";
        QVERIFY(of(found("", aloft).all, "low", "air_temperature").correction == 0);
    }
    void aRegionsGroundServesItsStations()
    {
        const auto all = found(R"("orography": "region.nc")").all;
        QVERIFY(near(of(all, "low", "air_temperature").correction, -1.95));
        QVERIFY(of(all, "far", "air_temperature").correction == 0);
        const auto ground = data::readOrography(path("ground.nc"));
        QVERIFY(near(ground->at(90, 0), 400) && near(ground->at(-90, 3), 400) && near(ground->at(12, 359.9), 400));
        QVERIFY(near(ground->at(12, -0.1), 400) && std::isnan(data::readOrography(path("region.nc"))->at(50, 5.9)));
    }
    void denseOnesAreThinnedOrAveraged()
    {
        QByteArray text = "id,time,latitude,longitude,t2m_K\n";
        for (int i = 0; i < 20; ++i) {
            text += QByteArray("s%1,2020-01-01T12:00:00Z,%2,8.0%1,%3\n").replace("%1", QByteArray::number(10 + i))
                        .replace("%2", QByteArray::number(50.05 + 0.001 * i)).replace("%3", QByteArray::number(280 + 0.1 * i));
        }
        write("stations.csv", text);
        const auto used = [](const std::vector<data::Observation>& all) {
            std::vector<data::Observation> kept;
            std::copy_if(all.begin(), all.end(), std::back_inserter(kept), [](const data::Observation& o) {
                return o.use == Use::used;
            });
            return kept;
        };
        const auto thinned = found(R"("thin": "200 km", "errors": {"air_temperature": "1 K"})").all;
        QCOMPARE(used(thinned).size(), std::size_t{1});
        QCOMPARE(thinned.size(), std::size_t{20});
        QCOMPARE(used(thinned)[0].error, 1.0);
        const auto averaged = used(found(R"("average": "200 km", "errors": {"air_temperature": "1 K"})").all);
        QCOMPARE(averaged.size(), std::size_t{1});
        QVERIFY(near(averaged[0].value, 280.95, 1e-6));
        QVERIFY(near(averaged[0].error, std::sqrt((1 + 0.5 * 19) / 20)));
    }
    void windsAreAveragedAsComponents()
    {
        write("stations.csv", "id,time,latitude,longitude,wind_speed_ms,wind_dir_deg\n"
                              "a,2020-01-01T12:00:00Z,50.1,8.1,5,350\nb,2020-01-01T12:00:00Z,50.2,8.2,5,10\n");
        const run::Found given = found(R"("average": "300 km")");
        QCOMPARE(std::count_if(given.all.begin(), given.all.end(), [](const auto& o) { return o.use == Use::used; }), 2);
        for (const data::Observation& o : given.all) {
            const double mean = o.variable == "northward_wind" ? -5 * std::cos(0.174532925) : 0;
            QVERIFY(o.use != Use::used || near(o.value, mean, 1e-6));
        }
        QCOMPARE(given.notes.size(), std::size_t{1});
    }
    void whatNoWeatherHasIsRejected()
    {
        write("stations.csv", "id,time,latitude,longitude,t2m_K,station_pressure_Pa\n"
                              "a,2020-01-01T12:00:00Z,50,8,281,15600\nb,2020-01-01T12:00:00Z,51,9,345,100000\n");
        const auto all = found("").all;
        QVERIFY(of(all, "a", "surface_air_pressure").use == Use::rejected);
        QCOMPARE(of(all, "b", "air_temperature").reason, std::string("gross error: outside 178 to 335 K"));
        QVERIFY(of(all, "a", "air_temperature").use == Use::used);
        const auto unchecked = found(R"("grossCheck": false)").all;
        QVERIFY(of(unchecked, "b", "air_temperature").use == Use::used);
        const auto own = found(R"("limits": {"air_temperature": ["-5 degC", "5 degC"]})").all;
        QCOMPARE(of(own, "a", "air_temperature").reason, std::string("gross error: outside 268.15 to 278.15 K"));
        QVERIFY_THROWS_EXCEPTION(Error, (void)found(R"("limits": {"air_temperature": ["-5 m", "5 m"]})"));
        QVERIFY_THROWS_EXCEPTION(Error, (void)found(R"("limits": {"air_temperature": ["5 degC", "-5 degC"]})"));
    }
    void theBlackListIsHeeded()
    {
        const auto all = found(R"("exclude": ["low", {"south": -40, "north": -20, "west": 90, "east": 110}])").all;
        QCOMPARE(of(all, "low", "air_temperature").reason, std::string("excluded in the request"));
        QVERIFY(of(all, "far", "air_temperature").use == Use::rejected);
        QVERIFY(of(all, "high", "air_temperature").use == Use::used);
    }
    void theBackgroundCheckCanBeWidenedAndSwitchedOff()
    {
        write("stations.csv", "id,time,latitude,longitude,t2m_K\na,2020-01-01T12:00:00Z,50,8,300\n");
        const auto checked = [&](const std::string& keys) {
            return run::prepare(request(keys, around), [](const std::string&, double) {})->observations.all[0];
        };
        QCOMPARE(checked("").reason, std::string("background check: |O−B| exceeds 4·√(σ_b² + σ_o²)"));
        QVERIFY(checked(R"("backgroundCheck": 20)").use == Use::used);
        QVERIFY(checked(R"("backgroundCheck": 0)").use == Use::used);
        QVERIFY(checked(R"("backgroundCheck": 8)").reason.find("8·") != std::string::npos);
    }
    void windsAreSeenAsComponents()
    {
        Globe{.fields = {{"eastward_wind", 0}, {"northward_wind", 0}}}.write(path("winds.nc"));
        write("stations.csv", "id,time,latitude,longitude,wind_speed_ms,wind_dir_deg\na,2020-01-01T12:00:00Z,50,8,5,240\n");
        const std::string prior = R"({"kind": "spectral", "background": "winds.nc", "error": "5 m s-1", "length": "2000 km"})";
        const auto problem = run::prepare(request("", prior), [](const std::string&, double) {});
        QCOMPARE(problem->observations.used.size(), std::size_t{2});
        QVERIFY(near(of(problem->observations.all, "a", "eastward_wind").value, 5 * std::sqrt(0.75), 1e-6));
        QVERIFY(near(of(problem->observations.all, "a", "northward_wind").value, 2.5, 1e-6));
        QVERIFY(std::any_of(problem->notes.begin(), problem->notes.end(), [](const std::string& note) {
            return note.starts_with("1 winds of speed V");
        }));
    }
    void correctionAndReasonsLieInTheResult()
    {
        const auto problem = run::prepare(request(R"("exclude": ["far"])", around), [](const std::string&, double) {});
        const Tensor states = problem->exact->mean().unsqueeze(0);
        const run::History none(1 << 20);
        data::writeResult(path("result.nc"), run::outcome(*problem, problem->request, states, none, false),
                          run::fieldsOfOutcome(*problem, states));
        std::vector<data::Observation> all;
        for (const auto& departure : data::readResult(path("result.nc")).departures) {
            all.push_back(departure.observation);
        }
        QVERIFY(near(of(all, "low", "air_temperature").correction, -1.95));
        QVERIFY(of(all, "low", "air_temperature").use == Use::used && near(of(all, "low", "air_temperature").value, 279.05));
        QCOMPARE(of(all, "high", "air_temperature").reason, std::string("its height is too far from the model's ground"));
        QCOMPARE(of(all, "far", "air_temperature").reason, std::string("excluded in the request"));
    }
    /// ERA5 around Finse and the stations of the same hour, up to 935 m off the model's ground; the numbers are of a
    /// script with netCDF4-python. At 500 m three stations are left out.
    void realDeparturesShrinkWithTheHeights_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("before");
        QTest::addColumn<double>("after");
        QTest::newRow("air_temperature") << "t2m" << 19 << 2.0583 << 0.9372;
        QTest::newRow("surface_air_pressure") << "sp" << 13 << 4684.14 << 32.49;
    }
    void realDeparturesShrinkWithTheHeights()
    {
        const QString data = tests::sharedData();
        if (data.isEmpty()) {
            QSKIP("no folder of real files beside this checkout");
        }
        QFETCH(const QString, field);
        QFETCH(const int, count);
        QFETCH(const double, before);
        QFETCH(const double, after);
        const std::string variable = QTest::currentDataTag(), pairs = (data + "/real/pairs").toStdString();
        const auto found = [&](const std::string& limit) {
            Request request = parseRequest(R"({"observations": [{"file": "p2_synop_finse_20181102_12z.csv",
                "orography": "p2_era5_finse_201811.nc"}]})", pairs);
            request.observations[0].variables = {variable};
            request.observations[0].heightLimit = limit;
            return run::findObservations(request, nullptr).all;
        };
        const auto all = found("1000 m");
        const data::Orography model = modelled(pairs + "/p2_era5_finse_201811.nc", field.toStdString(), all.front().time);
        double measured = 0, moved = 0;
        int inside = 0;
        for (const data::Observation& o : all) {
            const double b = model.at(o.lat, o.lon);
            if (!std::isfinite(b)) {
                QVERIFY(o.correction == 0);
                continue;
            }
            ++inside;
            measured += std::pow(o.value - o.correction - b, 2) / count;
            moved += std::pow(o.value - b, 2) / count;
            QVERIFY(o.use == Use::used);
        }
        QCOMPARE(inside, count);
        const QString said = QString("O−B of %1: %2 as measured, %3 at the model's heights")
                                 .arg(field).arg(std::sqrt(measured)).arg(std::sqrt(moved));
        qInfo("%s", qPrintable(said));
        QVERIFY2(near(std::sqrt(measured), before, 1e-3 * before) && near(std::sqrt(moved), after, 1e-3 * after), qPrintable(said));
        const auto usual = found("500 m");
        QVERIFY(std::any_of(usual.begin(), usual.end(), [](const auto& o) { return o.use == Use::rejected; }));
    }
};

int main(int argc, char** argv)
{
    Observing observing;
    return tests::runAll(argc, argv, {&observing});
}

#include "observing.moc"
