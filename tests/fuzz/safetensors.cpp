#include "core/data/safetensors.h"
#include "tests/fuzz/arrays.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    fuzz::answered([&] { fuzz::readAll(core::data::Safetensors("fuzz", {reinterpret_cast<const std::byte*>(bytes), count})); });
    return 0;
}
