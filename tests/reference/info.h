#pragma once

#include "tests/reference/compare.h"

#include <nlohmann/json.hpp>

namespace reference {

/// What a file says of its cases: an object by key, empty where it says nothing.
inline nlohmann::json infoOf(const File& file)
{
    const auto found = file.raw().metadata().find("info");
    return found == file.raw().metadata().end() ? nlohmann::json::object()
                                                : nlohmann::json::parse(found->second);
}

/// One setting of one case, or what the recorded programs used where the file does not say.
inline double settingOf(const nlohmann::json& info, const std::string& key, const std::string& name,
                        double otherwise)
{
    const auto about = info.find(key);
    return about != info.end() && about->is_object() ? about->value(name, otherwise) : otherwise;
}

}  // namespace reference
