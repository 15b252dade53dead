#pragma once

#include "core/question/base/over_windows.h"
#include "core/question/base/sampling.h"

namespace core::question {

/// Networks that see a window.
struct Conditions {
    std::vector<ObservationSpec> observations;
    int gaussianIterations = 1;                 ///< of Gauss–Newton, where observations are not linear
    bool smoother = false;                      ///< also ask the ensemble smoother, see addSmoother
};

/// Samples the prior given observations of a window, and says what the Gaussian that it carries would have answered.
/// Figures, means over globe and times of each channel:
///     square@      (x̄ − truth)²         variance@  of the members
///     climatology@ (prior mean − truth)²
///     gaussian@    (Gaussian answer − truth)², of the iterate nearest to the truth where there are several
///     heldOut@     Σ d²/(σ_o² + (1 + 1/M) s²) over held-out observations, and their number
[[nodiscard]] Figures conditioned(const Case& asked, const Conditions& given);

/// Adds to `square@…` and so on what a finished run has to say, and Gaussian answers [1, D].
void addFigures(Figures& figures, const Sampled& run, const std::vector<at::Tensor>& answers);

/// Rows that compare root-mean-square errors channel by channel.
struct Comparison {
    std::string figure, mine = "square", theirs = "climatology";
    std::string target;
    double most = std::numeric_limits<double>::infinity();  ///< of the ratio, for it to be met
    enum class Held { value, high } held = Held::value;     ///< what must not exceed it: the ratio, or its interval
    std::function<bool(const std::string& channel)> only = {};  ///< channels that count; empty: all
};
/// Adds nothing where the windows lack what is compared with.
void addComparison(std::vector<Row>& rows, const OverWindows& over, const Comparison& comparison);

/// √((1 + 1/M)-corrected variance / mean square error) of each channel, between 0.8 and 1.2.
void addSpreadSkill(std::vector<Row>& rows, const OverWindows& over);
/// χ² of held-out observations, all together and by quantity, between 0.7 and 1.4.
void addHeldOut(std::vector<Row>& rows, const OverWindows& over);
/// Root-mean-square errors in the channels' units; for information.
void addErrors(std::vector<Row>& rows, const OverWindows& over);

/// True for channels at pressure levels.
[[nodiscard]] bool upperAir(const std::string& channel);

/// 300 stations of surface variables, a tenth of them held out.
[[nodiscard]] ObservationSpec surfaceStations();
/// These and a satellite of upper-air variables.
[[nodiscard]] std::vector<ObservationSpec> reanalysisNetworks();

/// Networks that look at a file, each with errors of its own in every window.
[[nodiscard]] std::vector<ObservationSpec> seenBy(const Case& asked, std::vector<ObservationSpec> networks,
                                                  const std::string& path);

}  // namespace core::question
