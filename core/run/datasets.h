#pragma once

#include "core/api/request.h"
#include "core/data/gridded.h"
#include "core/prior/prior.h"

#include <cstdint>
#include <memory>
#include <string>

namespace core::run {

/// States of the window: seconds since 1970 and their spacing.
struct Window {
    std::int64_t start = 0;
    std::int64_t stepSeconds = 6 * 3600;
    int length = 1;
    [[nodiscard]] std::vector<std::int64_t> times() const;
};

using Tell = prior::Tell;

/// A series by name: a gridded file, or one that is made for the window: "demonstration" or "simulated-earth", optionally
/// with a seed as in "demonstration:7".
/// folder  relative paths are relative to it
/// throws  Error{badFile, badInput}
[[nodiscard]] data::Gridded series(const std::string& name, const std::string& folder, const Window& window,
                                   const data::Wanted& wanted = {});

/// Makes ready what `series` would simulate, telling how far that is; nothing for other names. throws as it
void simulateAhead(const std::string& name, const Window& window, const Tell& tell);

/// True for the names that `series` makes itself.
[[nodiscard]] bool isMade(const std::string& name);

/// The prior a request names, before its window: a kind of the catalogue, a shipped name or a folder.
/// throws Error{badInput, badFile}
[[nodiscard]] std::shared_ptr<const prior::Model> openPrior(const PriorSpec& spec, const std::string& folder,
                                                            const Tell& tell);

}  // namespace core::run
