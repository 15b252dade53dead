#include "core/api/catalogue.h"
#include "core/api/request.h"
#include "core/api/train_request.h"

namespace core {
namespace {

/// One entry of every shape that a parser meets: numbers, whole numbers, names, words, nothing.
const std::vector<Choice>& entries()
{
    using Holds = Word::Holds;
    static const std::vector<Choice> all = {
        {.id = "autoregressive", .label = {}, .source = {}, .formula = {},
         .knobs = {{"lead", "Lead", "1", 4, 1, 1000, true}, {"eta", "Eta", "1", 0.5, 0, 1, false}}, .words = {{"input", "Input", Holds::path, true}}},
        {.id = "covariance", .label = {}, .source = {}, .formula = {}, .knobs = {{"iterations", "Iterations", "1", 0, 0, 1000, true, {}, "auto"}}},
        {.id = "describe", .label = {}, .source = {}, .formula = {}, .words = {{"text", "Text"}}},
        {.id = "loglinear", .label = {}, .source = {}, .formula = {}, .knobs = {{"sigmaMin", "Least", "1", 1e-3, 1e-6, 1, false}}},
        {.id = "reanalysis", .label = {}, .source = {}, .formula = {}},
        {.id = "spectral", .label = {}, .source = {}, .formula = {}, .words = {{"folder", "Folder", Holds::path, true}}},
        {.id = "stations", .label = {}, .source = {}, .formula = {}, .knobs = {{"solver", "Solver", "1", 0, 0, 1, true, {"gmres", "cg"}}}},
        {.id = "uniform", .label = {}, .source = {}, .formula = {}},
    };
    return all;
}

}  // namespace

// the parsers' only neighbours that need the engine: a small catalogue in their place
std::span<const Choice> catalogue(Kind)
{
    return entries();
}

std::span<const Choice> networks()
{
    return entries();
}

std::span<const Choice> trainings()
{
    return entries();
}

}  // namespace core
