#pragma once

#include <string>

namespace core::run {

/// A plug-in beside the program (libNAME.so) and what its one function returned.
struct Plugin {
    const void* table = nullptr;
    std::string failure;  ///< why there is none; empty with a table
};

enum class Symbols { own, shared };  ///< whether later libraries see the plug-in's and its dependencies' symbols

/// Loads lib<name>.so from the program's folder, or from ../bin or ../lib beside it, and calls `function`.
[[nodiscard]] Plugin loadPlugin(const std::string& name, const char* function, Symbols symbols);

}  // namespace core::run
