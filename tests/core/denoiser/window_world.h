#pragma once

#include "core/denoiser/composed.h"
#include "core/denoiser/covariances.h"
#include "core/denoiser/gaussian.h"

#include "tests/gaussian_world.h"

#include <cmath>
#include <set>

/// Small windows: denoisers of them, and observations inside them.
namespace tests {

using at::Tensor;
namespace denoiser = core::denoiser;
namespace observe = core::observe;

inline constexpr denoiser::Node somewhere{.t = 0.5, .alpha = 0.8, .sigma = 0.9};

/// Different in every window and member, and elementwise: no shape of a batch can change its bits.
class Elementwise final : public denoiser::WindowDenoiser {
public:
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at,
                              const denoiser::WindowRows& rows) const override
    {
        shapes.insert(x_t.size(0));
        ++calls;
        return x_t.sin() * scale(x_t, rows) / (1 + at.u());
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at,
                                                 const denoiser::WindowRows& rows) const override
    {
        const Tensor slope = x_t.cos() * scale(x_t, rows) / (1 + at.u());
        return {mean(x_t, at, rows), [slope](const Tensor& v) { return v * slope; }};
    }
    mutable std::set<std::int64_t> shapes;
    mutable int calls = 0;

private:
    static Tensor scale(const Tensor& x, const denoiser::WindowRows& rows)
    {
        std::vector<double> scales;
        for (const std::int64_t w : rows.windows) {
            for (std::int64_t m = 0; m < rows.members; ++m) {
                scales.push_back(1 + 0.1 * static_cast<double>(w) + 0.01 * static_cast<double>(m));
            }
        }
        return at::tensor(at::ArrayRef<double>(scales), at::kDouble).unsqueeze(1).to(x.options());
    }
};

/// λ ρ^|t − t'| for one series, [T, T]
inline Tensor chainMatrix(std::int64_t times, double rho)
{
    const Tensor t = at::arange(times, at::kDouble);
    return (std::log(rho) * (t.unsqueeze(0) - t.unsqueeze(1)).abs()).exp();
}

inline denoiser::Gaussian gaussian(const Tensor& covariance)
{
    return denoiser::Gaussian(std::make_shared<denoiser::DenseCovariance>(
        at::zeros({covariance.size(0)}, at::kDouble), covariance));
}

/// Observations of some elements of each window.
inline std::vector<observe::Observed> observedOf(const denoiser::Windows& windows, std::int64_t each,
                                                 std::uint64_t seed)
{
    auto generator = at::detail::createCPUGenerator(seed);
    std::vector<observe::Observed> out;
    for (std::int64_t w = 0; w < windows.count(); ++w) {
        if (w == 1) {
            out.push_back({});
            continue;
        }
        const Tensor h = at::randn({each, windows.window()}, generator, float64());
        out.push_back({std::make_shared<MatrixOperator>(h), at::randn({each}, generator, float64()),
                       at::full({each}, 0.3, at::kDouble)});
    }
    return out;
}

/// The same as guidance inside windows takes them.
inline observe::Observed inWindows(std::vector<observe::Observed> observed)
{
    observe::Observed whole = observed.front();
    whole.inWindows = std::make_shared<const std::vector<observe::Observed>>(std::move(observed));
    return whole;
}

}  // namespace tests
