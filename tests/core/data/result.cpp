#include "core/data/result.h"
#include "core/api/error.h"
#include "core/data/info.h"
#include "tests/core/data/sample_result.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <cmath>

namespace {

using namespace core::data;

class ResultFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aResultComesBackAsItWasWritten()
    {
        const Result result = tests::sampleResult();
        const std::string path = folder_.filePath("result.nc").toStdString();
        writeResult(path, result);
        const Result again = readResult(path);
        QCOMPARE(again.grid.lat, result.grid.lat);
        QCOMPARE(again.grid.lon, result.grid.lon);
        QCOMPARE(again.grid.times, result.grid.times);
        QCOMPARE(again.grid.channels.size(), result.grid.channels.size());
        for (std::size_t c = 0; c < result.grid.channels.size(); ++c) {
            QCOMPARE(again.grid.channels[c].key(), result.grid.channels[c].key());
            QCOMPARE(again.grid.channels[c].units, result.grid.channels[c].units);
            QCOMPARE(again.grid.channels[c].label, result.grid.channels[c].label);
        }
        QCOMPARE(again.members, result.members);
        QCOMPARE(again.background, result.background);
        QCOMPARE(again.exact, result.exact);
        QCOMPARE(again.exactSpread, result.exactSpread);
        QCOMPARE(again.attributes, result.attributes);
        QCOMPARE(again.departures.size(), std::size_t{1});
        QCOMPARE(again.departures[0].observation.id, std::string("Zürich"));
        QCOMPARE(again.departures[0].observation.reason, std::string("gross error"));
        QVERIFY(again.departures[0].observation.use == core::Use::rejected);
        QCOMPARE(again.departures[0].omb, 2.0);
        QCOMPARE(again.departures[0].sigmaB, 0.5);
        QVERIFY(std::isnan(again.departures[0].omaExact));
        QCOMPARE(again.steps.size(), std::size_t{2});
        QVERIFY(again.steps[0].denoised.empty());
        QCOMPARE(again.steps[1].denoised, result.steps[1].denoised);
        QCOMPARE(again.steps[0].sigma, 3.0);
    }
    void aResultIsKnownAndShown()
    {
        const std::string path = folder_.filePath("shown.nc").toStdString();
        writeResult(path, tests::sampleResult());
        const Info found = info(path, true);
        QCOMPARE(found.kind, std::string("result"));
        QVERIFY(found.usable);
        QCOMPARE(found.firstTime, std::string("2020-01-01T06:00:00Z"));
        const core::Opened opened = openForView(path);
        QVERIFY(opened.variables.size() >= 6);
        const core::Field field = readField(path, 0, {1, 0, 0});
        QCOMPARE(field.values.size(), std::size_t{9 * 16});
    }
    void nothingIsLeftWhereNothingCanBeWritten()
    {
        const Result result = tests::sampleResult();
        const QString missing = folder_.filePath("no/such/folder/r.nc");
        QVERIFY_THROWS_EXCEPTION(core::Error, writeResult(missing.toStdString(), result));
        const QString sub = folder_.filePath("taken");
        QVERIFY(QDir().mkpath(sub + "/r.nc"));
        QVERIFY_THROWS_EXCEPTION(core::Error, writeResult((sub + "/r.nc").toStdString(), result));
        QCOMPARE(QDir(sub).entryList(QDir::Files | QDir::Hidden).size(), 0);
        Result wrong = result;
        wrong.members[1].pop_back();
        QVERIFY_THROWS_EXCEPTION(core::Error, writeResult(folder_.filePath("wrong.nc").toStdString(), wrong));
        QVERIFY(QDir(folder_.path()).entryList({"wrong*"}).isEmpty());
        if (QFile::exists("/dev/full")) {
            QVERIFY_THROWS_EXCEPTION(core::Error, writeResult("/dev/full/r.nc", result));
        }
    }
    void aForeignFileIsNoResult()
    {
        const std::string path = folder_.filePath("foreign.nc").toStdString();
        writeGridded(
            path,
            [] {
                Gridded grid;
                grid.lat = {90, 0, -90};
                grid.lon = {0, 90, 180, 270};
                grid.channels = {{"air_temperature", "Temperature", "K", 0}};
                grid.times = {0};
                grid.values.assign(12, 280);
                return grid;
            }(),
            "foreign");
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readResult(path));
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::resultSuite()
{
    return std::make_unique<ResultFile>();
}

#include "result.moc"
