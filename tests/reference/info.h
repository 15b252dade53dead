#pragma once

#include "tests/reference/compare.h"

#include <nlohmann/json.hpp>

namespace reference {

/// What a file tells of its cases; an empty object where it tells nothing.
inline nlohmann::json infoOf(const File& file)
{
    const auto found = file.raw().metadata().find("info");
    return found == file.raw().metadata().end() ? nlohmann::json::object() : nlohmann::json::parse(found->second);
}

}  // namespace reference
