#include "tests/core/task/suites.h"
#include "tests/suite.h"

int main(int argc, char** argv)
{
    const auto words = tests::wordsSuite();
    const auto stitching = tests::stitchingSuite();
    return tests::runAll(argc, argv, {words.get(), stitching.get()});
}
