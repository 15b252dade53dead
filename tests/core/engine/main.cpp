#include "suites.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

int main(int argc, char** argv)
{
    at::set_num_threads(1);  // matrices of 8 rows: waking threads costs ten times the work
    GoldenNumbers golden;
    EngineContract contract;
    Exactness exactness;
    GuidanceExactness guidance;
    return tests::runAll(argc, argv, {&golden, &contract, &exactness, &guidance});
}
