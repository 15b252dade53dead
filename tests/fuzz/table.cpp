#include "core/data/feedback.h"
#include "core/data/info.h"
#include "core/data/observations.h"
#include "tests/fuzz/target.h"

/// Tables of observations and of departures.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    const std::string path = fuzz::file("table.csv", bytes, count);
    fuzz::answered([&] { static_cast<void>(core::data::info(path, true)); });
    fuzz::answered([&] { static_cast<void>(core::data::readObservations(path)); });
    fuzz::answered([&] { static_cast<void>(core::data::readFeedback({path})); });
    return 0;
}
