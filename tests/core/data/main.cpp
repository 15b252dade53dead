#include "tests/core/data/suites.h"
#include "tests/suite.h"

int main(int argc, char** argv)
{
    const auto gridded = tests::griddedSuite();
    const auto observations = tests::observationsSuite();
    const auto info = tests::infoSuite();
    const auto result = tests::resultSuite();
    const auto series = tests::stateSeriesSuite();
    const auto windows = tests::seriesWindowsSuite();
    return tests::runAll(
        argc, argv,
        {gridded.get(), observations.get(), info.get(), result.get(), series.get(), windows.get()});
}
