#pragma once

#include "core/api/catalogue.h"
#include "core/api/request.h"
#include "core/api/scoring.h"
#include "core/data/gridded.h"
#include "core/prior/prior.h"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::question {

/// Named numbers that one window of truth gave: sums, so that those of several windows can be added.
using Figures = std::map<std::string, std::vector<double>>;

/// How a prior is asked.
struct Asking {
    PriorSpec prior = {};
    std::shared_ptr<const prior::Model> model;  ///< of that prior, opened once
    std::optional<PriorSpec> gaussian = {};     ///< the same without what was learnt
    int steps = 32;
    std::uint64_t seed = 1;  ///< of observations and samples; each window draws its own from it
    std::string device = "auto";
    std::optional<SmootherKnobs> smoother = {};  ///< also ask it
};

/// One window of truth that a prior is asked about.
struct Case {
    const Asking& asking;
    const data::Gridded& truth;  ///< states before the window, then those of the window
    int before = 0;
    int number = 0;  ///< of the window
    int members = 0;
    prior::Tell tell;  ///< how far this window is
};

/// One line of the answer.
struct Row {
    std::string figure, channel;  ///< channel is standard_name@level; empty where all are meant
    double value = 0;
    double low = std::numeric_limits<double>::quiet_NaN(),
           high = low;        ///< 95 % over windows, NaN where unknown
    std::size_t n = 0;        ///< windows
    std::string target = {};  ///< what is asked for; empty where the figure only informs
    std::optional<bool> met = {};
    bool detail = false;  ///< too much for a table that people read
};

/// A catalogue entry: what a prior is asked, of truth that it was not made from.
struct Entry {
    Choice about;
    int states = 24, windows = 32, members = 16;  ///< of truth and samples, where nothing else is wanted
    /// States of truth that must lie before the window.
    int (*before)(const Asking& asking) = nullptr;
    /// What the prior and its Gaussian answer. throws Error
    Figures (*ask)(const Case& asked);
    /// What others answer, whatever the prior: kept apart, so that the next prior need not wait for it. May be null.
    Figures (*beside)(const Case& asked) = nullptr;
    /// Rows from at least one window.
    std::vector<Row> (*judge)(std::span<const Figures> windows);
};
[[nodiscard]] std::span<const Entry> entries();

/// throws Error{badInput} naming the questions there are
[[nodiscard]] const Entry& find(const std::string& id);

}  // namespace core::question
