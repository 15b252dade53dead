#include "suites.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

int main(int argc, char** argv)
{
    at::set_num_threads(1);  // small matrices: waking threads costs ten times the work
    WindowComposition windows;
    SharedWindows shared;
    LongChains chains;
    return tests::runAll(argc, argv, {&windows, &shared, &chains});
}
