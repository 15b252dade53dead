#pragma once

#include "core/denoiser/costed.h"
#include "core/denoiser/windows.h"

#include <memory>

namespace core::denoiser {

/// How many windows are evaluated together, and how much is kept of their derivatives.
struct Batching {
    /// Windows a batch. Every batch has this shape: the last is filled up with copies of its last window, so that a
    /// window's result depends neither on how many windows follow nor on how they are spread over processes.
    std::int64_t windows = 4;
    /// Batches whose derivatives stay in memory; a longer trajectory evaluates its windows again for each product.
    std::int64_t derivatives = 4;
};

/// E[x | x_t] of a trajectory of any length from a denoiser of windows: each window alone, then folded.
///     D(x_t) = F (D_1(U_1 x_t), …, D_W(U_W x_t)),   Jᵀv = Σ_w U_wᵀ J_wᵀ F_wᵀ v
/// Latent x [M, length · n], state by state. Beyond x_t and the result it needs the memory of one batch.
/// source  TrajectoryDenoiser of Appa, arXiv:2504.18720 (code); SDA, arXiv:2306.10574, algorithm 2
class Composed final : public Denoiser, public Costed {
public:
    Composed(std::shared_ptr<const WindowDenoiser> inner, const Windows& windows, const Batching& batching = {});

    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] Linearised linearise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] std::uint64_t evaluations() const override { return inner_->evaluations(); }
    /// of all windows, copies that fill the last batch included
    [[nodiscard]] double flops() const override;
    [[nodiscard]] double productFlops() const override;

    [[nodiscard]] std::int64_t batches() const;
    /// Whether products take derivatives that were kept; else each evaluates its windows again.
    [[nodiscard]] bool keepsDerivatives() const { return batches() <= batching_.derivatives; }
    /// A trajectory of the first window alone, in a batch that costs what each of the batches() does.
    [[nodiscard]] std::unique_ptr<Composed> oneBatch() const;

    [[nodiscard]] const Windows& windows() const { return windows_; }
    [[nodiscard]] const WindowDenoiser& inner() const { return *inner_; }
    [[nodiscard]] const Batching& batching() const { return batching_; }

private:
    std::shared_ptr<const WindowDenoiser> inner_;
    Windows windows_;
    Batching batching_;

    [[nodiscard]] Tensor states(const Tensor& x) const;
    [[nodiscard]] WindowRows rowsOf(std::int64_t first, std::int64_t members) const;
    [[nodiscard]] Tensor batch(const Tensor& x, const WindowRows& rows) const;
    [[nodiscard]] Tensor cotangent(const Tensor& v, const WindowRows& rows, std::int64_t real) const;
};

}  // namespace core::denoiser
