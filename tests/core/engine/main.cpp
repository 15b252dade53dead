#include "suites.h"
#include "tests/suite.h"

int main(int argc, char** argv)
{
    GoldenNumbers golden;
    EngineContract contract;
    Exactness exactness;
    return tests::runAll(argc, argv, {&golden, &contract, &exactness});
}
