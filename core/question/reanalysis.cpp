#include "core/question/base/conditioned.h"
#include "core/question/base/smoothed.h"

#include <cmath>

namespace core::question {
namespace {

constexpr const char* againstClimatology = "RMSE / climatology's";

Figures ask(const Case& asked)
{
    return conditioned(asked, {.observations = reanalysisNetworks()});
}

Figures beside(const Case& asked)
{
    return asked.asking.smoother ? smoothed(asked, reanalysisNetworks()) : Figures{};
}

/// The same windows with the smoother and without, so that it can be asked later.
int before(const Asking&)
{
    return cycledStates;
}

double errorOf(const Sums& sums, const char* whose, const std::string& channel)
{
    return std::sqrt(sums.at(whose + ("@" + channel)));
}

/// Where the climatology's half is out of reach, the smoother may say what can be had.
void allowSmoother(std::vector<Row>& rows, const OverWindows& over)
{
    constexpr double most = 1.15;
    for (Row& row : rows) {
        if (row.figure != againstClimatology || row.met.value()) {
            continue;
        }
        row.met.reset();
        if (over.has("smoother@" + row.channel)) {
            row.met = errorOf(over.sums(), "square", row.channel) <=
                      most * errorOf(over.sums(), "smoother", row.channel);
        }
    }
}

/// Where the smoother is clearly better than the Gaussian, half of the gap is to be closed; elsewhere it is to be equalled.
void addGaps(std::vector<Row>& rows, const OverWindows& over)
{
    constexpr double clearly = 0.95, half = 0.5, equal = 1.02;
    for (const std::string& channel : over.namesAfter("smoother@")) {
        if (!over.has("gaussian@" + channel)) {
            continue;
        }
        const bool gap = errorOf(over.sums(), "smoother", channel) <=
                         clearly * errorOf(over.sums(), "gaussian", channel);
        const Estimated value = over.of([&](const Sums& sums) {
            const double mine = errorOf(sums, "square", channel),
                         smoother = errorOf(sums, "smoother", channel),
                         gaussian = errorOf(sums, "gaussian", channel);
            return gap ? (gaussian - mine) / (gaussian - smoother) : mine / smoother;
        });
        rows.push_back({.figure = gap ? "of the gap to the smoother closed" : "RMSE / smoother's",
                        .channel = channel,
                        .value = value.value,
                        .low = value.low,
                        .high = value.high,
                        .n = over.count(),
                        .target = gap ? "≥ 0.5" : "≤ 1.02",
                        .met = gap ? value.value >= half : value.value <= equal});
    }
}

std::vector<Row> judge(std::span<const Figures> windows)
{
    const OverWindows over(windows);
    std::vector<Row> rows;
    addErrors(rows, over);
    addComparison(rows, over,
                  {.figure = againstClimatology, .target = "≤ 0.5 or 1.15 × smoother's", .most = 0.5});
    allowSmoother(rows, over);
    addComparison(rows, over,
                  {.figure = "RMSE / Gaussian answer's",
                   .theirs = "gaussian",
                   .target = "interval below 1",
                   .most = 1,
                   .held = Comparison::Held::high});
    addComparison(rows, over, {.figure = "smoother's RMSE / climatology's", .mine = "smoother"});
    addComparison(
        rows, over,
        {.figure = "smoother's RMSE / Gaussian answer's", .mine = "smoother", .theirs = "gaussian"});
    addGaps(rows, over);
    addConditioned(rows, over);
    return rows;
}

}  // namespace

Entry reanalysis()
{
    return {
        .about =
            {.id = "reanalysis",
             .label = "Reanalysis",
             .source = "paired bootstrap over windows: Efron and Tibshirani 1993, ch. 13",
             .formula = "x ~ p(x_1:24 | y), y: 300 stations of surface variables, one satellite of upper-air "
                        "temperatures",
             .note =
                 "A tenth of the stations and of the satellite's points is held out. With --smoother, beside "
                 "an ensemble "
                 "Kalman smoother of 64 members of the simulated atmosphere itself, cycled for ten days."},
        .before = &before,
        .ask = &ask,
        .beside = &beside,
        .judge = &judge,
    };
}

}  // namespace core::question
