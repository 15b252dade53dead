#include "core/data/info.h"
#include "core/data/observations.h"
#include "tests/fuzz/target.h"

#include <fuzzer/FuzzedDataProvider.h>

/// Folders of Zarr 2 and 3 with one variable and one chunk.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    FuzzedDataProvider from(bytes, count);
    const auto write = [](const std::string& name, const std::string& text) {
        static_cast<void>(fuzz::file("store.zarr/" + name, reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
    };
    std::filesystem::remove_all(fuzz::folder() / "store.zarr");
    if (from.ConsumeBool()) {
        write(".zgroup", R"({"zarr_format": 2})");
        write("t2m/.zarray", from.ConsumeRandomLengthString());
        write("t2m/.zattrs", from.ConsumeRandomLengthString());
        write("t2m/0.0", from.ConsumeRemainingBytesAsString());
    } else {
        write("zarr.json", R"({"zarr_format": 3, "node_type": "group"})");
        write("t2m/zarr.json", from.ConsumeRandomLengthString());
        write("t2m/c/0/0", from.ConsumeRemainingBytesAsString());
    }
    const std::string path = (fuzz::folder() / "store.zarr").string();
    fuzz::answered([&] { static_cast<void>(core::data::info(path, true)); });
    return 0;
}
