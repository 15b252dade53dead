#pragma once

#include "core/question/base/sampling.h"

#include <string>

namespace core::question {

/// Area means over fields [..., lat, lon] → [...], float64.
class AreaMean {
public:
    explicit AreaMean(const std::vector<double>& lat);
    [[nodiscard]] at::Tensor of(const at::Tensor& fields) const;

private:
    at::Tensor weights_;  // [lat, 1], mean 1
};

/// Fields of latent states [M, D] at one time in float64 on the CPU, [M, C, lat, lon].
[[nodiscard]] at::Tensor fieldsAt(const run::Problem& problem, const at::Tensor& x, int time);
/// The prior mean there, [C, lat, lon].
[[nodiscard]] at::Tensor backgroundAt(const run::Problem& problem, int time);
/// The truth there.
[[nodiscard]] at::Tensor truthAt(const run::Problem& problem, int time);

/// Adds each channel's numbers, values [C] or [C, n], to the figures `name`@channel.
void add(Figures& figures, const std::string& name, const run::Problem& problem, const at::Tensor& values);

}  // namespace core::question
