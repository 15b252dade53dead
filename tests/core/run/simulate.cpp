#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/data/gridded.h"
#include "core/run/datasets.h"
#include "tests/suite.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace {

using namespace core;

const Watch silent = [](const std::string&, double) {};

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class TestSimulate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(folder_.isValid()); }
    void weatherIsWrittenAsGriddedData()
    {
        static_cast<void>(simulate({.start = "2021-07-01T00:00:00Z", .days = 1, .settle = 1, .threads = 1},
                                   at("one.nc"), silent));
        const data::Gridded series = data::readGridded({at("one.nc")});
        QCOMPARE(series.lat.size(), std::size_t(32));
        QCOMPARE(series.lon.size(), std::size_t(64));
        QCOMPARE(series.times.size(), std::size_t(4));
        QCOMPARE(series.times[1] - series.times[0], std::int64_t(21600));
        QCOMPARE(series.times[0], std::int64_t(1625097600));
        QCOMPARE(series.channels.size(), std::size_t(14));
        const auto rangeOf = [&](const std::string& key) {
            for (std::size_t c = 0; c < series.channels.size(); ++c) {
                if (series.channels[c].key() == key) {
                    const auto first = series.values.begin() + std::ptrdiff_t(series.at(0, c));
                    const auto [low, high] = std::minmax_element(first, first + 64 * 32);
                    return std::pair(*low, *high);
                }
            }
            return std::pair(0.0F, 0.0F);
        };
        const auto within = [&](const std::string& key, float low, float high) {
            const auto [least, most] = rangeOf(key);
            const bool good = least > low && most < high && least < most;
            if (!good) {
                qWarning("%s: %g to %g", key.c_str(), double(least), double(most));
            }
            return good;
        };
        QVERIFY(within("air_temperature@500", 210, 285));
        QVERIFY(within("air_temperature", 200, 330));
        QVERIFY(within("geopotential_height@500", 4600, 6000));
        QVERIFY(within("eastward_wind@250", -60, 100));
        QVERIFY(within("air_pressure_at_mean_sea_level", 93000, 106000));
        QVERIFY(!QFile::exists(path("one.nc.part")) && !QFile::exists(path("one.nc.part.state")));
    }
    void anInterruptedSimulationGoesOnToTheSameBits()
    {
        const Simulation wanted{.days = 11, .members = 2, .seed = 3, .settle = 0.25, .threads = 1};
        static_cast<void>(simulate(wanted, at("whole.nc"), silent));
        int told = 0;
        const Watch interrupting = [&](const std::string&, double) {
            if (++told == 43) {
                throw Error(Cause::badInput, "enough", "");
            }
        };
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(simulate(wanted, at("parts.nc"), interrupting)), Error);
        QVERIFY(QFile::exists(path("parts.nc.part.state")) && !QFile::exists(path("parts.nc")));
        // another simulation does not go on with it
        Simulation other = wanted;
        other.seed = 4;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(simulate(other, at("parts.nc"), silent)), Error);
        const Answer answer = simulate(wanted, at("parts.nc"), silent);
        QVERIFY(answer.json.find("\"resumedAt\": 40") != std::string::npos);
        QVERIFY(bytesOf(path("parts.nc")) == bytesOf(path("whole.nc")));
        QVERIFY(!bytesOf(path("whole.nc")).isEmpty());
    }
    void seedsOfTrainingAndOfTestsNeverMeet()
    {
        const std::uint64_t first = std::uint64_t{1} << 31;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(simulate({.seed = first}, at("no.nc"), silent)), Error);
        QVERIFY_EXCEPTION_THROWN(
            static_cast<void>(simulate({.seed = first - 1, .training = true}, at("no.nc"), silent)), Error);
        QVERIFY(!QFile::exists(path("no.nc")) && !QFile::exists(path("no.nc.part")));
    }
    void truthsAreMadeOnceAndRemembered()
    {
        const QByteArray before = qgetenv("XDG_CACHE_HOME");
        qputenv("XDG_CACHE_HOME", folder_.path().toLocal8Bit());
        const run::Window window{.start = 1577836800, .stepSeconds = 43200, .length = 2};
        double told = 0;
        run::simulateAhead("simulated-earth:5", window, [&](const std::string&, double share) { told = share; });
        const data::Gridded made = run::series("simulated-earth:5", "", window);
        QVERIFY(told > 0.9);
        QCOMPARE(made.times, (std::vector<std::int64_t>{1577836800, 1577836800 + 43200}));
        QCOMPARE(made.channels.size(), std::size_t(14));
        const QDir kept(folder_.path() + "/embellie/weather");
        QCOMPARE(kept.entryList({"*.nc"}).size(), 1);
        // six-hourly on the disk, to the bit
        const data::Gridded whole = data::readGridded({kept.filePath(kept.entryList({"*.nc"}).front()).toStdString()});
        QCOMPARE(whole.times.size(), std::size_t(3));
        QVERIFY(std::equal(made.values.begin() + std::ptrdiff_t(made.at(1, 0)), made.values.end(), whole.values.begin() + std::ptrdiff_t(whole.at(2, 0))));
        QVERIFY(run::series("simulated-earth:5", "", window).values == made.values);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(run::series("simulated-earth:5", "", {.start = 0, .stepSeconds = 3600, .length = 2})), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(run::series("simulated-earth:2147483648", "", window)), Error);
        qputenv("XDG_CACHE_HOME", before);
    }
    void whatCannotBeSimulatedIsOneSentence()
    {
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(simulate({.grid = "10x10"}, at("no.nc"), silent)), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(simulate({.start = "yesterday"}, at("no.nc"), silent)),
                                 Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(simulate({}, at("none/no.nc"), silent)), Error);
        QVERIFY(!QFile::exists(path("no.nc.part")));
    }

private:
    [[nodiscard]] QString path(const QString& name) const { return folder_.filePath(name); }
    [[nodiscard]] std::string at(const QString& name) const { return path(name).toStdString(); }
    QTemporaryDir folder_;
};

}  // namespace

int main(int argc, char** argv)
{
    TestSimulate simulating;
    return tests::runAll(argc, argv, {&simulating});
}

#include "simulate.moc"
