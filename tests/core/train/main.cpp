#include "tests/core/train/suites.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

int main(int argc, char** argv)
{
    at::set_num_threads(1);  // many small products, and bits that must not depend on threads
    const auto requests = tests::requestSuite();
    const auto course = tests::courseSuite();
    const auto windows = tests::windowsSuite();
    const auto eof = tests::eofTrainingSuite();
    const auto latent = tests::latentTrainingSuite();
    return tests::runAll(argc, argv, {requests.get(), course.get(), windows.get(), eof.get(), latent.get()});
}
