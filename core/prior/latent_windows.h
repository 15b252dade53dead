#pragma once

#include "core/denoiser/costed.h"
#include "core/denoiser/recorded.h"
#include "core/denoiser/windows.h"
#include "core/network/appa_folder.h"

#include <atomic>
#include <cstdint>
#include <mutex>

namespace core::prior {

using at::Tensor;

/// Bytes that one window takes in the transformer, about.
struct WindowBytes {
    explicit WindowBytes(const network::VitConfig& config);
    double forward = 0;
    double derivative = 0;  ///< of the graph that products are taken from
    /// Whether the graphs of so many rows stay in memory between products; else each product evaluates again.
    [[nodiscard]] bool kept(std::int64_t rows) const;
};

/// Operations of one window. A product takes twice the mean, and the mean again where its graph is not kept.
[[nodiscard]] denoiser::Flops flopsOfWindow(const network::VitConfig& config);

/// Appa's transformer as the denoiser of windows, each conditioned on its dates. Any α: x_t/α is denoised at noise σ/α.
/// Rows are evaluated as many at once as a fixed budget holds; graphs of more are made anew for each product. On a GPU
/// means without a derivative are recorded once and replayed.
class LatentWindows final : public denoiser::WindowDenoiser, public denoiser::Costed {
public:
    /// dates  of the trajectory's states, [length, 4]
    LatentWindows(network::AppaDenoiser model, const denoiser::Windows& windows, const Tensor& dates);

    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at,
                              const denoiser::WindowRows& rows) const override;
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at,
                                                 const denoiser::WindowRows& rows) const override;
    [[nodiscard]] std::uint64_t evaluations() const override { return evaluations_; }
    /// as for one row: the graphs of more may not be kept
    [[nodiscard]] double flops() const override { return flops_.mean; }
    [[nodiscard]] double productFlops() const override { return flops_.product; }

    [[nodiscard]] const WindowBytes& bytes() const { return bytes_; }  ///< of one row

private:
    network::AppaDenoiser model_;
    Tensor calendars_;  // of each window
    WindowBytes bytes_;
    denoiser::Flops flops_;
    mutable std::atomic<std::uint64_t> evaluations_ = 0;
    mutable denoiser::Recorded recorded_;  // of x/α, σ, levels and calendar

    mutable std::mutex mutex_;
    mutable Tensor levels_;  // the last step's, which all windows and members share
    mutable double levelsAt_ = 0;

    [[nodiscard]] Tensor calendarOf(const denoiser::WindowRows& rows) const;
    [[nodiscard]] Tensor levelsAt(double u, const Tensor& sigma) const;
};

}  // namespace core::prior
