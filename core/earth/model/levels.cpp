#include "core/earth/model/levels.h"

#include "core/api/error.h"
#include "core/earth/sphere.h"

#include <cmath>
#include <functional>

namespace core::earth::model {
namespace {

Tensor matrix(int n, const std::function<double(std::size_t, std::size_t)>& element)
{
    Tensor result = at::empty({n, n}, at::kDouble);
    auto values = result.accessor<double, 2>();
    for (int k = 0; k < n; ++k) {
        for (int j = 0; j < n; ++j) {
            values[k][j] = element(std::size_t(k), std::size_t(j));
        }
    }
    return result;
}

}  // namespace

std::vector<double> eightLayers()
{
    return {0, 0.05, 0.14, 0.26, 0.42, 0.60, 0.77, 0.90, 1};
}

std::vector<double> equalLayers(int count)
{
    std::vector<double> half;
    for (int k = 0; k <= count; ++k) {
        half.push_back(double(k) / count);
    }
    return half;
}

Levels::Levels(std::vector<double> half) : half_(std::move(half))
{
    bool sound = half_.size() >= 3 && half_.front() == 0 && half_.back() == 1;
    for (std::size_t k = 1; k < half_.size(); ++k) {
        sound = sound && half_[k] > half_[k - 1];
    }
    if (!sound) {
        throw Error(Cause::badInput, "The interfaces of the model's layers do not rise from 0 to 1.",
                    "Give at least three values of p/p_s, the first 0 and the last 1.");
    }
    for (std::size_t k = 0; k + 1 < half_.size(); ++k) {
        const double above = half_[k], below = half_[k + 1];
        thickness_.push_back(below - above);
        logRatio_.push_back(k == 0 ? 0 : std::log(below / above));
        alpha_.push_back(k == 0 ? std::log(2.0) : 1 - above / (below - above) * std::log(below / above));
        full_.push_back(below * std::exp(-alpha_.back()));
    }
}

Tensor Levels::hydrostatic() const
{
    return matrix(count(), [&](std::size_t k, std::size_t j) {
        return gasConstantDryAir * (j > k ? logRatio_[j] : j == k ? alpha_[k] : 0);
    });
}

Tensor Levels::compression() const
{
    return matrix(count(), [&](std::size_t k, std::size_t j) {
        return j < k ? logRatio_[k] * thickness_[j] / thickness_[k] : j == k ? alpha_[k] : 0;
    });
}

Tensor Levels::crossing() const
{
    return matrix(count(), [&](std::size_t k, std::size_t j) {
        return k + 1 == half_.size() - 1 ? 0 : (half_[k + 1] - (j <= k ? 1 : 0)) * thickness_[j];
    });
}

Tensor Levels::difference() const
{
    return matrix(count(), [&](std::size_t k, std::size_t j) {
        return k + 1 == thickness_.size() ? 0.0 : double(j == k + 1) - double(j == k);
    });
}

Tensor Levels::spread() const
{
    return matrix(count(), [&](std::size_t k, std::size_t j) {
        return (double(j == k) + double(j + 1 == k)) / (2 * thickness_[k]);
    });
}

}  // namespace core::earth::model
