#include "core/data/pickle.h"
#include "tests/fuzz/arrays.h"

/// Files of torch.save.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    const std::string path = fuzz::file("state.pth", bytes, count);
    fuzz::answered([&] { fuzz::readAll(core::data::Pickle(path)); });
    return 0;
}
