#include "core/api/verbs.h"
#include "core/data/feedback.h"
#include "core/data/info.h"
#include "tests/core/metric/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

using namespace core;

namespace {

const std::string fixtures = EMBELLIE_SOURCE_DIR "/tests/core/data/files/";

}  // namespace

// the second experiment's background has the same noise at four fifths of its size
void FeedbackScores::twoExperimentsDifferByTheirNoise()
{
    const FeedbackReport report = scoreFeedback({fixtures + "ioda_v3.nc"}, {fixtures + "ioda_second.nc"});
    QCOMPARE(report.scores.size(), std::size_t{4});
    constexpr const char* names[] = {"air_temperature@850", "air_temperature@700", "air_temperature@500", "air_temperature@300"};
    for (std::size_t i = 0; i < 4; ++i) {
        const FeedbackScore& score = report.scores[i];
        QCOMPARE(score.name, std::string(names[i]));
        QVERIFY(std::abs(score.change + 20) < 0.1);
        QVERIFY(score.changeRange.low <= score.change + 1e-6 && score.changeRange.high >= score.change - 1e-6);
        QVERIFY(score.ombStdRange.low < score.ombStd && score.ombStdRange.high > score.ombStd * 0.9);
        QVERIFY(score.paired == score.n && score.n + score.rejected >= 9);
        QVERIFY(score.omaStd < score.ombStd);
    }
    QVERIFY(std::find(report.notes.begin(), report.notes.end(), "ombg is value − H(x)") != report.notes.end());
}

void FeedbackScores::channelsAreShownByTheirNumber()
{
    const FeedbackReport report = scoreFeedback({fixtures + "ioda_radiance.nc"}, {});
    QCOMPARE(report.scores.size(), std::size_t{3});
    QVERIFY(report.scores[0].name.ends_with("#5") && report.scores[2].name.ends_with("#9"));
    QVERIFY(std::abs(report.scores[1].omb.bias - 0.5) < 1e-4);
    QVERIFY(report.notes.back().find("never assimilated") != std::string::npos);
}

// two cycles of 0.5 and of −1 ± 1, written as background − value
void FeedbackScores::aTableIsDiagnosedByCycle()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath("departures.csv").toStdString();
    std::ofstream(path) << "id,time,variable,level,value,background,innovation,error\n"
                           "a,2020-01-01T00:10:00Z,air_temperature,500,250,249.5,-0.5,1\n"
                           "b,2020-01-01T00:50:00Z,air_temperature,500,251,250.5,-0.5,1\n"
                           "a,2020-01-01T05:30:00Z,air_temperature,500,252,252,0,1\n"
                           "b,2020-01-01T06:00:00Z,air_temperature,500,253,255,2,1\n";
    const FeedbackReport report = scoreFeedback({path}, {});
    QCOMPARE(report.scores.size(), std::size_t{1});
    const FeedbackScore& score = report.scores.front();
    QCOMPARE(score.variable, std::string("air_temperature"));
    QCOMPARE(score.units, std::string("K"));
    QCOMPARE(score.levelHpa, 500.0);
    QCOMPARE(score.cycles.size(), std::size_t{2});
    QCOMPARE(score.cycles[1].time - score.cycles[0].time, std::int64_t{21600});
    QVERIFY(std::abs(score.cycles[0].bias - 0.5) < 1e-9 && score.cycles[0].std < 1e-9);
    QVERIFY(std::abs(score.cycles[1].bias + 1) < 1e-9 && std::abs(score.cycles[1].std - 1) < 1e-9);
    QCOMPARE(std::accumulate(score.histogram.begin(), score.histogram.end(), std::size_t{0}), std::size_t{4});
    QVERIFY(score.histogramEnd > 2);
    const std::string table = tableOf(report);
    QCOMPARE(std::count(table.begin(), table.end(), '\n'), 2);
    QVERIFY2(table.find("air_temperature,500,,K,4,0,-0.25,") != std::string::npos, table.c_str());
}

void FeedbackScores::feedbackIsTold()
{
    QVERIFY(data::holdsFeedback(fixtures + "ioda_v3.nc") && data::holdsFeedback(fixtures + "ioda_radiance.nc"));
    QVERIFY(!data::holdsFeedback(fixtures + "nothing.nc") && !data::holdsFeedback(EMBELLIE_SOURCE_DIR "/README.md"));
    QTemporaryDir folder;
    QVERIFY(!data::holdsFeedback(folder.path().toStdString()));
    std::ofstream(folder.filePath("a.csv").toStdString()) << "id,time,lat,lon,t2m\na,2020-01-01T00:00:00Z,1,2,280\n";
    QVERIFY(!data::holdsFeedback(folder.path().toStdString()));
    std::ofstream(folder.filePath("a.csv").toStdString()) << "value,omb\n1,0.5\n";
    QVERIFY(data::holdsFeedback(folder.path().toStdString()));
    QCOMPARE(data::openForView(fixtures + "ioda_radiance.nc").kind, std::string("feedback"));
    QCOMPARE(data::openForView(folder.path().toStdString()).kind, std::string("feedback"));
}
