#include "core/baseline/ensemble_smoother.h"
#include "core/baseline/lorenz63.h"
#include "core/run/score.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace core::run {

namespace {

using at::Tensor;

const std::array<std::string, 3> numbers{"a", "b", "c"};

bool isLorenz63(const data::Gridded& grid)
{
    return grid.lat.size() == 1 && grid.lon.size() == 1 &&
           std::ranges::equal(grid.channels, numbers, {}, &Channel::standardName);
}

/// The members' trajectories, [M, L, 3] float64
Tensor trajectoriesOf(const data::Result& result)
{
    std::vector<Tensor> members;
    for (const auto& member : result.members) {
        members.push_back(at::tensor(at::ArrayRef<float>(member), at::kDouble).view({-1, 3}));
    }
    return at::stack(members);
}

/// What the run was told of its states, standardised as the experiment has it.
std::vector<baseline::Seen> seenBy(const data::Result& result)
{
    const Tensor scale = world::destandardised(at::ones({3}, at::kDouble)) - world::destandardised(at::zeros({3}, at::kDouble));
    struct Rows {
        std::vector<Tensor> matrix;
        std::vector<double> y, variance;
    };
    std::map<std::int64_t, Rows> states;
    for (const auto& departure : result.departures) {
        const data::Observation& one = departure.observation;
        const auto time = std::ranges::find(result.grid.times, one.time);
        const auto number = std::ranges::find(numbers, one.variable);
        if (one.use != Use::used || time == result.grid.times.end() || number == numbers.end()) {
            continue;
        }
        const auto c = number - numbers.begin();
        const double unit = scale[c].item<double>();
        Rows& rows = states[time - result.grid.times.begin()];
        rows.matrix.push_back(at::eye(3, at::kDouble)[c] / unit);
        rows.y.push_back(one.value / unit);
        rows.variance.push_back(std::pow(one.error / unit, 2));
    }
    std::vector<baseline::Seen> seen;
    for (const auto& [state, rows] : states) {
        seen.push_back({state,
                        {std::make_shared<baseline::MatrixOperator>(at::stack(rows.matrix)),
                         at::tensor(rows.y, at::kDouble), at::tensor(rows.variance, at::kDouble)}});
    }
    return seen;
}

/// values of independent draws, [n]
Estimated estimated(const Tensor& values)
{
    const auto n = static_cast<double>(values.numel());
    return {values.mean().item<double>(), n > 1 ? values.std().item<double>() / std::sqrt(n) : std::nan("")};
}

}  // namespace

std::vector<DensityScore> scoreDensities(const data::Result& result)
{
    const auto seen = isLorenz63(result.grid) ? seenBy(result) : std::vector<baseline::Seen>{};
    if (seen.empty() || result.members.empty()) {
        return {};
    }
    constexpr std::uint64_t filters = 4;  // their means are independent; the draws of one are not
    const auto chain = world::noisyLorenz63();
    const Tensor drawn = trajectoriesOf(result);
    // means over the draws of each run, [runs, (prior, likelihood)]
    const auto densities = [&](const auto& draw) {
        Tensor out = at::empty({filters, 2}, at::kDouble);
        for (std::uint64_t i = 0; i < filters; ++i) {
            const Tensor kept = draw(i);
            out[static_cast<std::int64_t>(i)][0] = chain.logPrior(kept).mean();
            out[static_cast<std::int64_t>(i)][1] = baseline::logLikelihood(seen, kept).mean();
        }
        return out;
    };
    const std::int64_t length = drawn.size(1);
    const Tensor filter = densities([&](std::uint64_t i) { return baseline::lorenz63Posterior(seen, length, i); });
    const Tensor smoother = densities([&](std::uint64_t i) {
        return baseline::ensembleSmoother(chain, length, seen, {.members = 256, .burnIn = 64, .seed = i});
    });
    return {{"log p(x), from state to state", estimated(chain.logPrior(drawn)), estimated(filter.select(1, 0)),
             estimated(smoother.select(1, 0))},
            {"log p(y | x)", estimated(baseline::logLikelihood(seen, drawn)), estimated(filter.select(1, 1)),
             estimated(smoother.select(1, 1))}};
}

}  // namespace core::run
