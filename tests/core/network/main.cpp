#include "tests/core/network/suites.h"
#include "tests/suite.h"

int main(int argc, char** argv)
{
    const auto pickle = tests::pickleSuite();
    const auto networks = tests::networksSuite();
    const auto loading = tests::loadingSuite();
    const auto flops = tests::flopsSuite();
    return tests::runAll(argc, argv, {pickle.get(), networks.get(), loading.get(), flops.get()});
}
