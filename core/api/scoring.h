#pragma once

#include "core/api/verbs.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace core {

/// Knobs of the ensemble Kalman smoother in the simulated atmosphere; localisation and inflation are to be tuned on other
/// windows than those that are scored.
struct SmootherKnobs {
    int members = 64;
    double lengthKm = 2000;   ///< of the localisation, which ends at twice that
    double levels = 1.5;      ///< its scale in ln p; 0: none
    double inflation = 1.05;  ///< factor on the newest state's deviations at each analysis
};

/// How a prior is scored on truth that it was not made from.
struct PriorScoring {
    std::string prior;                   ///< shipped name or folder
    std::vector<std::string> truth;      ///< gridded files; every member is a series of its own
    std::vector<std::string> only = {};  ///< of scoringQuestions(); empty: all
    int windows = 0, members = 0;        ///< of truth and samples; 0: as many as the question wants
    int steps = 12;
    std::uint64_t seed = 1;
    std::string device = "auto";
    std::optional<SmootherKnobs> smoother = {};  ///< also ask it
    std::optional<Simulation> simulation = {};   ///< makes the truth, one file, where that is not there yet
    std::string partial =
        {};  ///< file of all that was found, from which the same call, or one of more windows, goes on
};
[[nodiscard]] std::vector<std::string> scoringQuestions();

/// Reads a scoring without its prior and truth: {"simulate": {"start", "days", "members", "seed"}, "only", "windows",
/// "members", "steps", "seed", "smoother": {"members", "lengthKm", "levels", "inflation"}}, each of which may be left out.
/// throws Error{badInput} naming the JSON path and what is allowed; readScoring also Error{badFile}
[[nodiscard]] PriorScoring parseScoring(const std::string& text);
[[nodiscard]] PriorScoring readScoring(const std::string& path);

/// Asks a prior what it is for, window by window: unconditional trajectories, reanalyses, forecasts … beside climatology,
/// the Gaussian that it carries and other baselines; figures with intervals, and targets met or not.
/// answered  called with each question's table as soon as that is known
/// return    how many targets are met; as JSON all figures
/// throws    Error{badInput} for an unknown question or truths too short or simulated for training
[[nodiscard]] Answer scorePrior(const PriorScoring& wanted, const Watch& watch,
                                const std::function<void(const std::string&)>& answered);

}  // namespace core
