#include "core/api/request.h"
#include "core/api/train_request.h"
#include "tests/fuzz/target.h"

/// Requests and trainings: what is taken prints to what is taken again as the same.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    const std::string text(reinterpret_cast<const char*>(bytes), count);
    fuzz::answered([&] {
        const std::string printed = core::printRequest(core::parseRequest(text));
        if (core::printRequest(core::parseRequest(printed)) != printed) {
            std::abort();
        }
    });
    fuzz::answered([&] {
        const std::string printed = core::printTrainRequest(core::parseTrainRequest(text));
        if (core::printTrainRequest(core::parseTrainRequest(printed)) != printed) {
            std::abort();
        }
    });
    return 0;
}
