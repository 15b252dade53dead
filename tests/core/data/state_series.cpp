#include "core/data/state_series.h"
#include "core/api/error.h"
#include "core/data/series_stream.h"
#include "tests/core/data/series_file.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <cmath>
#include <thread>

namespace {

using namespace core::data;
using tests::fileOf;
using tests::range;

tests::GridFile windOf(tests::GridFile file)
{
    file.name = "u";
    file.standardName = "eastward_wind";
    file.units = "m s-1";
    return file;
}

/// States of one member, all at once.
std::vector<float> all(const StateSeries& series, std::size_t member = 0)
{
    std::vector<float> values(series.times().size() * series.channels().size() * series.lat().size() *
                              series.lon().size());
    series.read(member, 0, series.times().size(), values.data());
    return values;
}

/// A series as the simulated atmosphere is written: winds on levels, pressures without.
StreamedSeries streamed(std::size_t members, std::size_t times)
{
    StreamedSeries series{.members = members};
    series.grid.lat = range(87.1875, -5.625, 32);
    series.grid.lon = range(0, 5.625, 64);
    for (const char* name : {"eastward_wind", "northward_wind", "air_temperature", "geopotential_height"}) {
        for (const double level : {250.0, 500.0, 850.0}) {
            series.grid.channels.push_back({.standardName = name, .units = "K", .levelHpa = level});
        }
    }
    series.grid.channels.push_back({.standardName = "air_pressure_at_mean_sea_level", .units = "Pa"});
    series.grid.channels.push_back({.standardName = "air_temperature", .units = "K"});
    for (std::size_t t = 0; t < times; ++t) {
        series.grid.times.push_back(static_cast<std::int64_t>(t) * 21600);
    }
    return series;
}

class ReadingSeries : public QObject {
    Q_OBJECT
private:
    /// Path of a file in an empty folder of this name
    std::string pathOf(const char* name) { return folder_->filePath(name).toStdString(); }
    std::string folder() { return folder_->path().toStdString(); }

    /// What is thrown when the folder becomes a series: sentence, then hint
    QString refusal(const Wanted& wanted = {})
    {
        try {
            const StateSeries series({folder()}, wanted);
            return "nothing";
        } catch (const core::Error& error) {
            return QString::fromStdString(std::string(error.what()) + " | " + error.hint());
        }
    }

    std::unique_ptr<QTemporaryDir> folder_;

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void everyOrderIsReadAsFieldsAre_data()
    {
        QTest::addColumn<double>("south");
        QTest::addColumn<double>("west");
        QTest::addColumn<bool>("packed");
        QTest::addColumn<bool>("transposed");
        QTest::newRow("north to south, 0 to 360") << 1.0 << 0.0 << false << false;
        QTest::newRow("south to north, from −180") << -1.0 << -180.0 << false << false;
        QTest::newRow("packed") << -1.0 << 0.0 << true << false;
        QTest::newRow("longitude before latitude") << 1.0 << -180.0 << true << true;
    }
    void everyOrderIsReadAsFieldsAre()
    {
        QFETCH(double, south);
        QFETCH(double, west);
        QFETCH(bool, packed);
        QFETCH(bool, transposed);
        tests::GridFile file = fileOf(0, 5);
        file.lat = range(90 * south, -15 * south, 13);
        file.lon = range(west, 15, 24);
        file.packed = packed;
        file.lonFirst = transposed;
        QVERIFY(file.write(pathOf("a.nc")));
        const Wanted wanted{.variables = {"t"}, .levelsHpa = {850, 500}};
        const Gridded grid = readGridded({pathOf("a.nc")}, wanted);
        const StateSeries series({pathOf("a.nc")}, wanted);
        QCOMPARE(series.lat(), grid.lat);
        QCOMPARE(series.lon(), grid.lon);
        QCOMPARE(series.times(), grid.times);
        QCOMPARE(series.stepSeconds(), std::int64_t{21600});
        QCOMPARE(series.channels().size(), std::size_t{2});
        QCOMPARE(series.channels()[0].key(), grid.channels[0].key());
        QCOMPARE(series.channels()[0].levelHpa, 850.0);
        QCOMPARE(all(series), grid.values);
    }
    void filesAreJoinedByTime()
    {
        // by name the later file comes first; wind and temperature lie apart
        QVERIFY(fileOf(24, 4).write(pathOf("a.nc")) && fileOf(0, 4).write(pathOf("b.nc")));
        QVERIFY(windOf(fileOf(0, 8)).write(pathOf("c.nc")));
        const Gridded grid = readGridded({pathOf("a.nc"), pathOf("b.nc"), pathOf("c.nc")});
        const StateSeries series({folder()});
        QVERIFY(series.notes().empty());
        QCOMPARE(series.times(), grid.times);
        QCOMPARE(series.channels().size(), std::size_t{4});
        QCOMPARE(all(series), grid.values);
        const std::size_t state = 4 * 13 * 24, first = 2, count = 4;  // across the files' border
        std::vector<float> window(count * state);
        series.read(0, first, count, window.data());
        QVERIFY(
            std::equal(window.begin(), window.end(), grid.values.begin() + static_cast<long>(first * state)));
    }
    void membersAreTrajectories()
    {
        tests::GridFile file = fileOf(0, 4);
        file.members = 3;
        QVERIFY(file.write(pathOf("a.nc")));
        const StateSeries series({folder()});
        QCOMPARE(series.members(), std::size_t{3});
        const std::vector<float> first = all(series, 0), last = all(series, 2);
        QCOMPARE(first, readGridded({pathOf("a.nc")}).values);
        for (std::size_t i = 0; i < first.size(); ++i) {
            QVERIFY(std::abs(last[i] - first[i] - 2) < 1e-4F);
        }
        QVERIFY_THROWS_EXCEPTION(core::Error, all(series, 3));
    }
    void aSimulationIsReadBackQuickly()
    {
        constexpr std::size_t members = 2, times = 40;
        const StreamedSeries plan = streamed(members, times);
        const std::size_t state = plan.grid.channels.size() * 32 * 64;
        const auto value = [&](std::size_t member, std::size_t time, std::size_t i) {
            return static_cast<float>(i) + 1e5F * static_cast<float>(time * members + member);
        };
        SeriesStream stream(pathOf("a.nc"), plan, SeriesStream::Opening::anew);
        std::vector<float> values(members * state);
        for (std::size_t t = 0; t < times; ++t) {
            for (std::size_t i = 0; i < values.size(); ++i) {
                values[i] = value(i / state, t, i % state);
            }
            stream.put(t, values.data());
        }
        stream.finish();
        const StateSeries series({folder()});
        QCOMPARE(series.channels().size(), plan.grid.channels.size());
        constexpr std::size_t length = 8;
        std::vector<float> window(length * state);
        double best = 1;
        for (std::size_t first = 0; first + length <= times; ++first) {
            const auto begin = std::chrono::steady_clock::now();
            series.read(1, first, length, window.data());
            best = std::min(best,
                            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
            for (std::size_t c = 0; c < series.channels().size(); ++c) {
                const auto put = std::find_if(plan.grid.channels.begin(), plan.grid.channels.end(),
                                              [&](const core::Channel& channel) {
                                                  return channel.key() == series.channels()[c].key();
                                              });
                const auto place = static_cast<std::size_t>(put - plan.grid.channels.begin());
                QCOMPARE(window[(3 * 14 + c) * 2048 + 77], value(1, first + 3, place * 2048 + 77));
            }
        }
        qInfo("8 states of 14 fields on 64×32 in %.2f ms", 1e3 * best);
        QVERIFY(best < 0.02);
    }
    void threadsReadTheSame()
    {
        QVERIFY(fileOf(0, 12).write(pathOf("a.nc")));
        const StateSeries series({folder()});
        const std::vector<float> expected = all(series);
        std::vector<float> others[2];
        {
            std::jthread one([&] { others[0] = all(series); }), two([&] { others[1] = all(series); });
        }
        QCOMPARE(others[0], expected);
        QCOMPARE(others[1], expected);
    }
    void runsEndAtGaps()
    {
        QVERIFY(fileOf(0, 4).write(pathOf("a.nc")) && fileOf(48, 3).write(pathOf("b.nc")));
        const StateSeries series({folder()});
        QCOMPARE(series.times().size(), std::size_t{7});
        QCOMPARE(series.notes(),
                 std::vector<std::string>{"4 times are missing, the first 2020-01-02T00:00:00Z"});
        QCOMPARE(series.starts(3), (std::vector<std::size_t>{0, 1, 4}));
        QCOMPARE(series.starts(1).size(), std::size_t{7});
        QVERIFY(series.starts(5).empty());
    }
    void aVariableOfFewTimesIsLeftOut()
    {
        QVERIFY(fileOf(0, 8).write(pathOf("a.nc")) && windOf(fileOf(0, 2)).write(pathOf("b.nc")));
        const StateSeries series({folder()});
        QCOMPARE(series.times().size(), std::size_t{8});
        QCOMPARE(series.channels().size(), std::size_t{2});
        QVERIFY(QString::fromStdString(series.notes().at(0))
                    .startsWith("eastward_wind@500 is left out: only 2 of 8"));
        const StateSeries asked({folder()}, {.variables = {"u", "t"}});
        QCOMPARE(asked.times().size(), std::size_t{2});
        QCOMPARE(asked.channels()[0].standardName, std::string("eastward_wind"));
    }
    void whatIsNoSeriesIsRefused_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("said");
        QTest::newRow("another grid") << "grid"
                                      << "b.nc cannot be joined: t lies on another grid";
        QTest::newRow("another step") << "step"
                                      << "b.nc cannot be joined: its states are P1D apart, others PT6H";
        QTest::newRow("an uneven step") << "uneven"
                                        << "apart, others PT6H";
        QTest::newRow("another ensemble") << "members"
                                          << "b.nc cannot be joined: the ensemble of t has 2 members";
        QTest::newRow("a file cut off") << "cut"
                                        << "b.nc is damaged or cut off";
        QTest::newRow("no NetCDF") << "text"
                                   << "b.nc is text, not NetCDF";
        QTest::newRow("nothing in common") << "apart"
                                           << "No time has all of";
        QTest::newRow("one state") << "one"
                                   << "a.nc holds one state, too few";
        QTest::newRow("nothing") << "empty"
                                 << "holds no file whose name ends in .nc";
        QTest::newRow("nothing but land") << "land"
                                          << "a.nc cannot be used: t has missing values at 2020-01-01";
        QTest::newRow("no time") << "timeless"
                                 << "a.nc cannot be used: t has no usable time";
    }
    void whatIsNoSeriesIsRefused()
    {
        QFETCH(QString, fault);
        QFETCH(QString, said);
        tests::GridFile a = fileOf(0, 8), b = fileOf(48, 8);
        if (fault == "grid") {
            b.lat = range(90, -10, 19);
        } else if (fault == "step") {
            b = fileOf(48, 5, 24);
        } else if (fault == "uneven") {
            b.times[3] += 1;
        } else if (fault == "members") {
            b.members = 2;
        } else if (fault == "apart") {
            b = windOf(b);
        } else if (fault == "one") {
            a.times = {0};
        } else if (fault == "land") {
            a.packed = true;
            a.missingLat = 0;
            a.missingLon = 30;
        } else if (fault == "timeless") {
            a.timeUnits = "hours since yesterday";
        }
        const bool alone = fault == "one" || fault == "land" || fault == "timeless";
        QVERIFY(fault == "empty" || a.write(pathOf("a.nc")));
        QVERIFY(fault == "empty" || alone || b.write(pathOf("b.nc")));
        QFile file(folder_->filePath("b.nc"));
        if (fault == "cut") {
            QVERIFY(file.resize(file.size() / 2));
        } else if (fault == "text") {
            QVERIFY(file.open(QFile::WriteOnly) && file.write("no data") > 0);
        }
        file.close();
        const QString text = refusal();
        QVERIFY2(text.contains(said), qPrintable(text));
    }
    void aVariableOfTheSeaAloneIsNamed()
    {
        QVERIFY(fileOf(0, 4).write(pathOf("a.nc")));
        tests::GridFile sea = fileOf(0, 4);
        sea.name = "sst";
        sea.standardName = "sea_surface_temperature";
        sea.levels = {1000};
        sea.packed = true;
        sea.missingLat = 0;
        sea.missingLon = 30;
        QVERIFY(sea.write(pathOf("b.nc")));
        const QString text = refusal();
        QVERIFY2(text.contains("b.nc cannot be used: sst has missing values at 2020-01-01T00:00:00Z"),
                 qPrintable(text));
        QVERIFY2(text.contains("variables: air_temperature"), qPrintable(text));
        QCOMPARE(StateSeries({folder()}, {.variables = {"air_temperature"}}).channels().size(),
                 std::size_t{2});
    }
    void whatIsFoundOnTheWayIsNamed()
    {
        tests::GridFile late = fileOf(24, 4);
        late.packed = true;
        late.missingLat = 0;
        late.missingLon = 30;
        QVERIFY(fileOf(0, 4).write(pathOf("a.nc")) && late.write(pathOf("b.nc")));
        const StateSeries series({folder()});
        std::vector<float> window(3 * 2 * 13 * 24);
        series.read(0, 1, 3, window.data());
        try {
            series.read(0, 2, 3, window.data());
            QFAIL("missing values were accepted");
        } catch (const core::Error& error) {
            QVERIFY2(QString(error.what())
                         .contains("b.nc cannot be used: t has missing values at 2020-01-02T00:00:00Z"),
                     error.what());
        }
    }
    void moreFilesThanStayOpen()
    {
        for (int i = 0; i < 20; ++i) {
            QVERIFY(
                fileOf(12.0 * i, 2).write(pathOf(qPrintable(QString("%1.nc").arg(i, 2, 10, QChar('0'))))));
        }
        const StateSeries series({folder()});
        QCOMPARE(series.starts(40).size(), std::size_t{1});
        const std::vector<float> values = all(series);
        for (std::size_t t = 0; t + 1 < 40; ++t) {  // warmer by 0.06 a step
            QVERIFY(std::abs(values[(t + 1) * 2 * 13 * 24 + 5] - values[t * 2 * 13 * 24 + 5] - 0.06F) <
                    1e-3F);
        }
    }
    void realEnsemblesAreRead()
    {
        const QString data = tests::sharedData();
        if (data.isEmpty()) {
            QSKIP("no real data beside this checkout");
        }
        const std::string path = (data + "/real/grid/era5_members_2017_new_cds_style.nc").toStdString();
        const StateSeries series({path});
        QVERIFY(series.members() > 1);
        QCOMPARE(all(series, 0), readGridded({path}).values);
        QVERIFY(all(series, 1) != all(series, 0));
    }
};

}  // namespace

std::unique_ptr<QObject> tests::stateSeriesSuite()
{
    return std::make_unique<ReadingSeries>();
}

#include "state_series.moc"
