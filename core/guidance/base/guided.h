#pragma once

#include "core/denoiser/denoiser.h"
#include "core/observe/operator.h"

#include <memory>

namespace core::guidance {

using at::Tensor;
using denoiser::Denoiser;
using denoiser::Node;

/// A prior's denoiser corrected towards observations; subclasses give the mean.
class Guided : public Denoiser {
public:
    /// strength > 0
    Guided(const Denoiser& prior, const observe::Observed& observed, double strength);
    /// throws Error{badInput}: a guided denoiser is not guided again
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const Node& at) const override;
    [[nodiscard]] const denoiser::Covariance* covariance() const override { return prior_.covariance(); }
    [[nodiscard]] std::uint64_t evaluations() const override { return prior_.evaluations(); }

protected:
    [[nodiscard]] const Denoiser& prior() const { return prior_; }
    [[nodiscard]] const observe::Operator& op() const { return *observed_.op; }
    /// y − A(x̂₀), [M, n]
    [[nodiscard]] Tensor innovation(const Tensor& seen) const;
    [[nodiscard]] const Tensor& errors() const { return observed_.variance; }  ///< R, [n]
    [[nodiscard]] double strength() const { return strength_; }
    /// R/s, [n], dtype and device of `like`
    [[nodiscard]] Tensor variance(const Tensor& like) const;

private:
    const Denoiser& prior_;
    const observe::Observed& observed_;
    double strength_;
};

/// Whether there is nothing to be guided by: no observations or no strength.
[[nodiscard]] bool idle(const observe::Observed& observed, double strength);

/// The prior's denoiser itself, through and through.
[[nodiscard]] std::unique_ptr<Denoiser> unguided(const Denoiser& prior);

}  // namespace core::guidance
