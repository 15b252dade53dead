#include "core/question/base/conditioned.h"

namespace core::question {
namespace {

constexpr int iterations = 8;

Figures ask(const Case& asked)
{
    ObservationSpec wind;
    wind.network = "wind";
    wind.count = 300;
    wind.holdOut = surfaceStations().holdOut;
    return conditioned(asked, {.observations = {wind}, .gaussianIterations = iterations});
}

bool isWind(const std::string& channel)
{
    return channel.starts_with("eastward_wind") || channel.starts_with("northward_wind");
}

std::vector<Row> judge(std::span<const Figures> windows)
{
    const OverWindows over(windows);
    std::vector<Row> rows;
    addErrors(rows, over);
    addComparison(rows, over, {.figure = "RMSE / climatology's"});
    addComparison(rows, over,
                  {.figure = "RMSE / linearised Gaussian answer's",
                   .theirs = "gaussian",
                   .target = "interval below 1",
                   .most = 1,
                   .held = Comparison::Held::high,
                   .only = isWind});
    addConditioned(rows, over);
    return rows;
}

}  // namespace

Entry windspeed()
{
    return {
        .about = {.id = "windspeed",
                  .label = "Wind speed alone",
                  .source = "as Reanalysis; linearised answers by Gauss–Newton, Bell and Cathey 1993, "
                            "doi:10.1109/9.250476",
                  .formula = "x ~ p(x_1:24 | y), y = √(u² + v²) + σ_o ε at 300 places and all levels",
                  .note = "Of the Gauss–Newton iterates the one nearest to the truth is compared with, "
                          "channel by channel."},
        .ask = &ask,
        .judge = &judge,
    };
}

}  // namespace core::question
