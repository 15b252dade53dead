#include "core/question/base/conditioned.h"

namespace core::question {
namespace {

Figures ask(const Case& asked)
{
    return conditioned(asked, {.observations = {surfaceStations()}});
}

std::vector<Row> judge(std::span<const Figures> windows)
{
    const OverWindows over(windows);
    std::vector<Row> rows;
    addErrors(rows, over);
    addComparison(rows, over,
                  {.figure = "RMSE / climatology's", .target = "≤ 0.75", .most = 0.75, .only = upperAir});
    addComparison(rows, over,
                  {.figure = "RMSE / Gaussian answer's",
                   .theirs = "gaussian",
                   .target = "≤ 1",
                   .most = 1,
                   .only = upperAir});
    addConditioned(rows, over);
    return rows;
}

}  // namespace

Entry stations()
{
    return {
        .about = {.id = "stations",
                  .label = "Surface stations alone",
                  .source = "as Reanalysis",
                  .formula = "x ~ p(x_1:24 | y), y: 300 stations of surface variables",
                  .note = "What the surface says of the upper air."},
        .ask = &ask,
        .judge = &judge,
    };
}

}  // namespace core::question
