#pragma once

#include "core/denoiser/windows.h"
#include "core/network/appa_folder.h"

#include <atomic>
#include <cstdint>

namespace core::prior {

using at::Tensor;

/// Appa's transformer as the denoiser of windows, each conditioned on its dates. Any α: x_t/α is denoised at noise σ/α.
/// Rows are evaluated as many at once as a fixed budget holds; graphs of more are made anew for each product.
class LatentWindows final : public denoiser::WindowDenoiser {
public:
    /// dates  of the trajectory's states, [length, 4]
    LatentWindows(network::AppaDenoiser model, const denoiser::Windows& windows, Tensor dates);

    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at, const denoiser::WindowRows& rows) const override;
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at,
                                                 const denoiser::WindowRows& rows) const override;
    [[nodiscard]] std::uint64_t evaluations() const override { return evaluations_; }

    /// bytes that the derivative of one row takes about
    [[nodiscard]] double derivativeBytes() const { return derivativeBytes_; }

private:
    network::AppaDenoiser model_;
    denoiser::Windows windows_;
    Tensor dates_;
    double forwardBytes_ = 0, derivativeBytes_ = 0;
    mutable std::atomic<std::uint64_t> evaluations_ = 0;

    [[nodiscard]] Tensor datesOf(const denoiser::WindowRows& rows) const;
    [[nodiscard]] Tensor denoised(const Tensor& x_t, const denoiser::Node& at, const Tensor& dates) const;
};

}  // namespace core::prior
