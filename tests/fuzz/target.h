#pragma once

#include "core/api/error.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

namespace fuzz {

/// A refusal is an answer; any other exception ends the program, which is a finding.
template <class Work>
void answered(const Work& work)
{
    try {
        work();
    } catch (const core::Error& error) {
        if (std::string_view(error.what()).empty()) {
            std::abort();  // refused without a word
        }
    }
}

/// This process's own folder, in memory where the system has such a place; it goes with the process.
inline const std::filesystem::path& folder()
{
    struct Own {
        std::filesystem::path path;
        Own()
        {
            const std::filesystem::path memory = "/dev/shm";
            path = (std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path()) /
                   ("embellie-fuzz-" + std::to_string(getpid()));
            std::filesystem::create_directories(path);
        }
        ~Own()
        {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
    };
    static const Own own;
    return own.path;
}

/// Writes bytes under a name; its path.
inline std::string file(const std::string& name, const std::uint8_t* bytes, std::size_t count)
{
    const auto path = folder() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary | std::ios::trunc).write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(count));
    return path.string();
}

}  // namespace fuzz

/// What libFuzzer calls for each input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count);
