#include "tests/core/data/suites.h"
#include "tests/suite.h"

int main(int argc, char** argv)
{
    const auto gridded = tests::griddedSuite();
    const auto observations = tests::observationsSuite();
    const auto formats = tests::observationFormatsSuite();
    const auto placing = tests::observationPlacingSuite();
    const auto info = tests::infoSuite();
    const auto result = tests::resultSuite();
    const auto series = tests::stateSeriesSuite();
    const auto windows = tests::seriesWindowsSuite();
    const auto zarr = tests::zarrSuite();
    const auto grib = tests::gribSuite();
    const auto zip = tests::zipSuite();
    const auto interpretation = tests::interpretationSuite();
    const auto pressureLevels = tests::pressureLevelsSuite();
    const auto exports = tests::exportSuite();
    return tests::runAll(
        argc, argv,
        {gridded.get(), observations.get(), formats.get(), placing.get(), info.get(), result.get(), series.get(),
         windows.get(), zarr.get(), grib.get(), zip.get(), interpretation.get(),
         pressureLevels.get(), exports.get()});
}
