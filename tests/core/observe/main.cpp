#include "tests/core/observe/suites.h"
#include "tests/suite.h"

int main(int argc, char** argv)
{
    const auto operators = tests::operators(), errors = tests::errors(), networks = tests::networks();
    return tests::runAll(argc, argv, {operators.get(), errors.get(), networks.get()});
}
