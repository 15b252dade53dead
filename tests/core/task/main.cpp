#include "tests/core/task/suites.h"
#include "tests/suite.h"

int main(int argc, char** argv)
{
    const auto words = tests::wordsSuite();
    const auto rollout = tests::rolloutSuite();
    const auto guidedLegs = tests::guidedLegsSuite();
    const auto superresolution = tests::superresolutionSuite();
    return tests::runAll(argc, argv, {words.get(), rollout.get(), guidedLegs.get(), superresolution.get()});
}
