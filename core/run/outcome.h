#pragma once

#include "core/api/event.h"
#include "core/data/result.h"
#include "core/run/history.h"
#include "core/run/problem.h"

namespace core::run {

/// The result file's content for the states [M, D] but its long fields: exact spread, departures, kept steps.
/// keepFields  also write x̂₀ of each kept step (member 0)
[[nodiscard]] data::Result outcome(const Problem& problem, const Request& settings, const Tensor& states,
                                   const History& history, bool keepFields);

/// Its long fields, made time by time while they are written: members, background, exact answer.
/// problem must outlive it
[[nodiscard]] data::ResultSource fieldsOfOutcome(const Problem& problem, const Tensor& states);

/// Ensemble mean against the exact posterior mean, per channel: root mean square over the globe and all times, and the
/// Monte-Carlo error that M members must show, √(mean variance / M). Area means by Parseval, times the channel's
/// root-mean-square scale.
[[nodiscard]] std::map<std::string, Finished::Exact> againstExact(const Problem& problem, const Tensor& states);

}  // namespace core::run
