#pragma once

#include "core/question/base/over_windows.h"
#include "core/question/base/sampling.h"

namespace core::question {

/// Networks that see a window.
struct Conditions {
    std::vector<ObservationSpec> observations;
    int gaussianIterations = 1;  ///< of Gauss–Newton, where observations are not linear
};

/// Samples the prior given observations of a window, and says what the Gaussian that it carries would have answered.
/// Figures, means over globe and times of each channel:
///     square@      (x̄ − truth)²         variance@  of the members
///     part@        the same with the prior's Gaussian part and the same draws, where there is one
///     climatology@ (prior mean − truth)²
///     gaussian@    (Gaussian answer − truth)², of the iterate nearest to the truth where there are several
///     heldOut@     Σ d²/(σ_o² + (1 + 1/M) s²) over held-out observations, and their number
[[nodiscard]] Figures conditioned(const Case& asked, const Conditions& given);

/// All these of a request of a window, and the prior's own run.
struct Answered {
    Figures figures;
    Sampled run;
};
[[nodiscard]] Answered answered(const Case& asked, const Request& request, int gaussianIterations);

/// Rows that compare root-mean-square errors channel by channel.
struct Comparison {
    std::string figure, mine = "square", theirs = "climatology";
    std::string target;
    double most = std::numeric_limits<double>::infinity();  ///< of the ratio, for it to be met
    enum class Held {
        value,
        high
    } held = Held::value;  ///< what must not exceed it: the ratio, or its interval
    std::function<bool(const std::string& channel)> only = {};  ///< channels that count; empty: all
};
/// Name of the comparison with the Gaussian part, “part”.
inline constexpr const char* againstPart = "RMSE / Gaussian part's, same draws";
/// Adds nothing where the windows lack what is compared with.
void addComparison(std::vector<Row>& rows, const OverWindows& over, const Comparison& comparison);

/// √((1 + 1/M)-corrected variance / mean square error) of each channel, between 0.8 and 1.2.
void addSpreadSkill(std::vector<Row>& rows, const OverWindows& over);
/// χ² of held-out observations, all together and by quantity, between 0.7 and 1.4.
void addHeldOut(std::vector<Row>& rows, const OverWindows& over);
/// Root-mean-square errors of all that answered, in the channels' units; for information.
void addErrors(std::vector<Row>& rows, const OverWindows& over);
/// Seconds that each part of a window took; for information.
void addSeconds(std::vector<Row>& rows, const OverWindows& over);

/// What each of these questions ends with: the Gaussian part, spread, held-out observations, seconds.
void addConditioned(std::vector<Row>& rows, const OverWindows& over);

/// True for channels at pressure levels.
[[nodiscard]] bool upperAir(const std::string& channel);

/// 300 stations of surface variables, a tenth of them held out.
[[nodiscard]] ObservationSpec surfaceStations();
/// These and a satellite of upper-air temperatures, as in resources/requests/simulated-earth.json.
[[nodiscard]] std::vector<ObservationSpec> reanalysisNetworks();

/// A request of a window that is seen by networks, each with errors of its own in every window.
/// path  file of the window's truth
[[nodiscard]] Request requestSeen(const Case& asked, std::vector<ObservationSpec> networks,
                                  const std::string& path);

}  // namespace core::question
