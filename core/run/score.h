#pragma once

#include "core/api/verbs.h"
#include "core/data/gridded.h"
#include "core/data/observations.h"
#include "core/data/result.h"

namespace core::run {

/// Scores of each channel that the truth holds too, at the result's times that the truth has.
/// Area-weighted per time, roots first (skill, spreadLast and spreadSkillLast: last), then the mean over times, with
/// bootstrap intervals over times; the truth is brought to the result's grid bilinearly.
/// throws Error{badInput} when no time or no channel is common
[[nodiscard]] std::vector<FieldScore> scoreFields(const data::Result& result, const data::Gridded& truth,
                                                  std::vector<std::string>& notes);

/// What a result's request says that scores depend on.
struct Asked {
    std::string task, truth, input;   ///< input: file of the task's word "input"
    int observedStates = 0, factor = 0;
    bool forecast = false;            ///< the states after the observed ones are predicted
};
[[nodiscard]] Asked askedOf(const data::Result& result);

/// Adds scores by lead time to those of each channel; nothing where the result is no forecast.
void addLeads(const data::Result& result, const data::Gridded& truth, std::vector<FieldScore>& scores);

/// Adds the scores of bicubic interpolation of the coarse field that a super-resolution refined: of `coarse` where it
/// is given, else of the truth's own means.
void addBicubic(const data::Result& result, const data::Gridded& truth, const data::Gridded* coarse,
                std::vector<FieldScore>& scores);

/// Departures of the result's own observations of one use, by variable and level.
[[nodiscard]] std::vector<ObservationScore> scoreDepartures(const data::Result& result, Use use);

/// Departures of any observations: bilinear in space, the nearest state within half a time step.
[[nodiscard]] std::vector<ObservationScore> scoreObservations(const data::Result& result,
                                                              const data::ObservationSet& observations,
                                                              std::vector<std::string>& notes);

/// Geostrophic and hypsometric balance of the levels that hold the fields for it, of the members and of a truth on its
/// own grid and times. Nothing for regional grids. truth  may be null
[[nodiscard]] std::vector<BalanceScore> scoreBalances(const data::Result& result, const data::Gridded* truth);

/// log p(x_2:L | x_1) and log p(y | x) of a result's trajectories of the noisy Lorenz-63 system, in standardised units,
/// beside those of the bootstrap particle filter's draws given the observations that the run used; nothing for others, and
/// where none was used.
/// throws Error{badInput} when no particle explains the observations
/// source  arXiv:2306.10574, section 4.1
[[nodiscard]] std::vector<DensityScore> scoreDensities(const data::Result& result);

}  // namespace core::run
