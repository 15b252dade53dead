#pragma once

#include "core/api/catalogue.h"

#include <span>

namespace core::task {

/// Which observations a task conditions the prior on.
enum class Uses { none, all };

/// A catalogue entry: what is asked of the prior.
struct Entry {
    Choice about;
    Uses observations = Uses::all;
};

[[nodiscard]] std::span<const Entry> entries();

/// throws Error{badInput} for an unknown kind
[[nodiscard]] const Entry& find(const std::string& kind);

}  // namespace core::task
