#include "core/api/verbs.h"
#include "tests/core/metric/suites.h"
#include "tests/suite.h"

#include <algorithm>
#include <cmath>

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
