#pragma once

#include "core/earth/demonstration.h"
#include "core/observe/observe.h"
#include "core/prior/spectral.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

/// A small spectral prior with winds and temperature at three levels, and observations of it.
namespace tests {

using at::Tensor;

inline const core::prior::Spectral& smallPrior()
{
    using namespace core;
    static const prior::Spectral kept(
        prior::fitSpectral(earth::demonstration(
                               {.seed = 0, .start = 0, .stepSeconds = 43200, .states = 60, .truncation = 15}),
                           {.truncation = 8}),
        {0, 21600}, at::kDouble);
    return kept;
}

/// A level that has both wind components.
inline double windLevel()
{
    for (const core::Channel& channel : smallPrior().channels()) {
        if (channel.standardName == "northward_wind") {
            return channel.levelHpa;
        }
    }
    return 0;
}

/// One observed quantity at a few places and both times.
inline std::vector<core::observe::Sight> sightsOf(const std::string& variable,
                                                  const core::data::Area& area = {})
{
    std::vector<core::observe::Sight> result;
    for (int i = 0; i < 9; ++i) {
        const core::data::Observation o{.lat = -85 + 21.0 * i,
                                        .lon = 47.0 * i - 170,
                                        .variable = variable,
                                        .levelHpa = windLevel(),
                                        .area = area};
        if (auto sight = core::observe::sightOf(o, i % 2, smallPrior().channels())) {
            result.push_back(std::move(*sight));
        }
    }
    return result;
}

/// A dense matrix of an operator linearised at x [1, D]: rows are observations.
inline Tensor jacobianOf(const core::observe::Operator& op, const Tensor& x)
{
    return op.linearise(x.expand({op.size(), -1}).contiguous()).vjp(at::eye(op.size(), at::kDouble));
}

inline double largest(const Tensor& x)
{
    return x.abs().max().item<double>();
}

}  // namespace tests
