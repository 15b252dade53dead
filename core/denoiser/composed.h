#pragma once

#include "core/denoiser/company.h"
#include "core/denoiser/costed.h"
#include "core/denoiser/windows.h"

#include <functional>
#include <memory>

namespace core::denoiser {

/// How many windows are evaluated together, how much is kept of their derivatives, and who evaluates them.
struct Batching {
    /// Windows a batch. Every batch has this shape: the last is filled up with copies of its last window, so that a
    /// window's result depends neither on how many windows follow nor on how they are spread over processes.
    std::int64_t windows = 4;
    /// Batches whose derivatives stay in memory; a longer trajectory evaluates its windows again for each product.
    std::int64_t derivatives = 4;
    /// Processes that share the batches out: batch b is process b mod count's. Null: this one evaluates all.
    std::shared_ptr<const Company> company = nullptr;
};

/// E[x | x_t] of a trajectory of any length from a denoiser of windows: each window alone, then folded.
///     D(x_t) = F (D_1(U_1 x_t), …, D_W(U_W x_t)),   Jᵀv = Σ_w U_wᵀ J_wᵀ F_wᵀ v
/// Latent x [M, length · n], state by state. Beyond x_t and the result it needs the memory of one batch.
/// Windows of the first process's x_t are folded in their order whoever evaluated them, so a company of any size gives the
/// same bits on all its processes.
/// source  TrajectoryDenoiser of Appa, arXiv:2504.18720 (code); SDA, arXiv:2306.10574, algorithm 2
class Composed final : public Denoiser, public Costed {
public:
    Composed(std::shared_ptr<const WindowDenoiser> inner, const Windows& windows, const Batching& batching = {});

    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] Linearised linearise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] std::uint64_t evaluations() const override { return inner_->evaluations(); }
    /// of all windows, copies that fill the last batch included
    [[nodiscard]] double flops() const override;

    [[nodiscard]] const Windows& windows() const { return windows_; }
    [[nodiscard]] const WindowDenoiser& inner() const { return *inner_; }
    [[nodiscard]] const Batching& batching() const { return batching_; }
    [[nodiscard]] std::int64_t batches() const;
    /// The same denoiser, its batches shared out
    [[nodiscard]] Composed sharedBy(std::shared_ptr<const Company> company) const;

private:
    std::shared_ptr<const WindowDenoiser> inner_;
    Windows windows_;
    Batching batching_;

    /// The windows of a batch; the first `real` are its own, the others fill it up.
    struct Rows {
        WindowRows rows;
        std::int64_t batch = 0, real = 0;
    };
    using Evaluate = std::function<Tensor(const Rows&)>;
    using Take = std::function<void(std::int64_t window, const Tensor& result)>;

    /// x as the first of the company has it: rounding that differs from one to another has no say.
    [[nodiscard]] Tensor agreed(const Tensor& x, std::uint64_t asked) const;
    [[nodiscard]] Tensor meanOf(const Tensor& x_t, const Node& at) const;
    [[nodiscard]] Tensor states(const Tensor& x) const;
    [[nodiscard]] Rows rowsOf(std::int64_t batch, std::int64_t members) const;
    /// Evaluates this process's batches of x [M, length, n], and takes every window's result in order.
    void each(const Tensor& x, std::uint64_t asked, const Evaluate& evaluate, const Take& take) const;
    [[nodiscard]] Tensor batch(const Tensor& x, const WindowRows& rows) const;
    [[nodiscard]] Tensor cotangent(const Tensor& v, const Rows& of) const;
};

}  // namespace core::denoiser
