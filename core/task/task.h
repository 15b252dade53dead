#pragma once

#include "core/api/request.h"
#include "core/data/gridded.h"
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

/// What a task makes observations from.
struct Given {
    const TaskSpec& task;
    const prior::Prior& prior;
    const std::vector<std::int64_t>& times;  ///< of the window's states
    const data::Gridded* input = nullptr;    ///< the file that the task's word "input" names
    const at::Tensor* truth = nullptr;       ///< [time, channel, lat, lon] on the prior's grid, where there is one
};

/// A rollout's legs: the states that each is given, and those it samples.
struct Legs {
    int past = 1, next = 1;
};

/// A catalogue entry: what is asked of the prior.
struct Entry {
    Choice about;
    Uses observations = Uses::all;
    Holds result = Holds::trajectory;
    /// Hours that the window goes on beyond the observed part; observations there only verify. Null: none.
    double (*leadHours)(const TaskSpec& task) = nullptr;
    /// Diffusion runs that follow each other beyond the observed part. Null: all states are sampled together.
    Legs (*legs)(const TaskSpec& task) = nullptr;
    /// Observations that the task makes itself, with notes on what it made. Null: none.
    data::ObservationSet (*makes)(const Given& given) = nullptr;
    /// Start of a window whose start is left out, ISO 8601; empty for none. Null: none.
    std::string (*startsAt)(const TaskSpec& task) = nullptr;
};

[[nodiscard]] std::span<const Entry> entries();

/// throws Error{badInput} naming the first text that the task needs and the request lacks
void expectWords(const TaskSpec& task);

/// throws Error{badInput} for an unknown kind
[[nodiscard]] const Entry& find(const std::string& kind);

}  // namespace core::task
