#include "tests/reference/compare.h"

#include <cstdlib>
#include <iostream>

/// Compares the engine with numbers recorded from the public reference codes.
/// EMBELLIE_REFERENCE names another folder of the same format.
///     tst_reference [--uncovered-at-most N]   fails when more than N (0) arrays and files are left out
int main(int argc, char** argv)
{
    const char* folder = std::getenv("EMBELLIE_REFERENCE");
    reference::Report report(folder == nullptr ? EMBELLIE_SOURCE_DIR "/tests/reference" : folder);
    try {
        reference::compareAppa(report);
        reference::compareAzula(report);
        reference::compareSda(report);
        reference::compareObservations(report);
        reference::compareChains(report);
        reference::compareAppaNetworks(report);
        reference::compareAzulaNetworks(report);
        reference::compareScoreNetworks(report);
        reference::compareLinearAlgebra(report);
        reference::compareAppaGuidance(report);
        reference::compareAzulaGuidance(report);
        reference::compareSdaGuidance(report);
        reference::compareScoreRuns(report);
        const auto transformer = reference::transformerWindows(report);
        reference::compareTrajectories(report, transformer);
        reference::compareWindowGuidance(report, transformer);
    } catch (const std::exception& error) {
        report.broken("run", error.what());
    }
    const bool allowed = argc == 3 && std::string(argv[1]) == "--uncovered-at-most";
    return report.finish(allowed ? std::strtoul(argv[2], nullptr, 10) : 0) ? 0 : 1;
}
