#pragma once

#include "core/api/request.h"
#include "core/data/observations.h"
#include "core/prior/prior.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace core::task {

/// Which observations of the request a task conditions the prior on.
enum class Uses { none, all };

/// What a task's result holds.
enum class Holds { trajectory, lastState };

/// A catalogue entry: what is asked of the prior.
struct Entry {
    Choice about;
    Uses observations = Uses::all;
    Holds result = Holds::trajectory;
    /// Hours that the window goes on beyond the observed part; observations there only verify. Null: none.
    double (*leadHours)(const TaskSpec& task) = nullptr;
    /// Observations that the task makes itself, with notes on what it made; times of the window's states. Null: none.
    data::ObservationSet (*makes)(const TaskSpec& task, const prior::Prior& prior,
                                  const std::vector<std::int64_t>& times) = nullptr;
    /// Start of a window whose start is left out, ISO 8601; empty for none. Null: none.
    std::string (*startsAt)(const TaskSpec& task) = nullptr;
};

[[nodiscard]] std::span<const Entry> entries();

/// throws Error{badInput} for an unknown kind
[[nodiscard]] const Entry& find(const std::string& kind);

}  // namespace core::task
