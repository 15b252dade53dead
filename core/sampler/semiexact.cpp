#include "core/api/error.h"
#include "core/sampler/base/exponential.h"
#include "core/sampler/base/history.h"
#include "core/sampler/sampler.h"

#include <optional>

namespace core::sampler {
namespace {

using denoiser::Covariance;

class SemiExact final : public Sampler {
public:
    explicit SemiExact(int order) : history_(static_cast<std::size_t>(order)) {}

    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise&) override
    {
        const Covariance& covariance = prepared(denoiser);
        const Tensor mean = denoiser.mean(x_t, t);
        // z and c are of the variance-exploding form, centred on the prior mean, in the eigenbasis
        const Tensor centred = centre_.defined() ? x_t.sub(centre_, t.alpha) : x_t;
        const Tensor z = covariance.toEigen(centred);
        const Tensor estimate = covariance.toEigen(centre_.defined() ? mean - centre_ : mean);
        history_.push(t.u(), estimate.addcmul(z, exponential_->gain(t.u()), -1 / t.alpha));

        std::vector<double> nodes;
        for (const History::Entry& past : history_.entries()) {
            nodes.push_back(past.u);
        }
        const ExponentialStep coefficients = exponential_->step(nodes, s.u());
        Tensor next = z * (coefficients.kept * (s.alpha / t.alpha));
        for (std::size_t j = 0; j < nodes.size(); ++j) {
            next.addcmul_(history_.entries()[j].value, coefficients.weights[j], s.alpha);
        }
        Tensor x_s = covariance.fromEigen(next);
        if (centre_.defined()) {
            x_s.add_(centre_, s.alpha);
        }
        return {x_s, mean};
    }
    [[nodiscard]] std::vector<Tensor> memory() const override { return history_.memory(); }
    void restore(const std::vector<Tensor>& memory) override { history_.restore(memory); }

private:
    /// The denoiser's covariance, with what is computed from it once.
    const Covariance& prepared(const Denoiser& denoiser)
    {
        const Covariance* covariance = denoiser.covariance();
        if (covariance == nullptr) {
            throw Error(Cause::badInput,
                        "The sampler “semiexact” needs a prior with a known covariance, which this one has not.",
                        "Choose another sampler, for example lms or ddim.");
        }
        if (covariance != covariance_) {
            covariance_ = covariance;
            exponential_.emplace(covariance->eigenvalues());
            const Tensor centre = covariance->mean();
            centre_ = centre.any().item<bool>() ? centre : Tensor();
        }
        return *covariance;
    }

    const Covariance* covariance_ = nullptr;
    std::optional<Exponential> exponential_;
    Tensor centre_;    // [D]; undefined where the prior mean is zero
    History history_;  // c = D − W of the visited nodes
};

}  // namespace

Entry semiexact()
{
    return {
        .about = {.id = "semiexact",
                  .label = "Semi-exact (exponential)",
                  .source = "exponential integrator around the prior's Wiener denoiser W (compare Zhang & Chen 2023, "
                            "arXiv:2204.13902)",
                  .formula = "D = W + c, per eigenvalue λ: x_s = h_s/h_t x_t − h_s ∫ c dq, h = √(λ+u²), "
                             "q = −asinh(√λ/u)/√λ",
                  .knobs = {{"order", "Order", "1", 2, 1, 3, true}},
                  .note = "Exact for a Gaussian prior without observations, whatever the steps; with order n, c is "
                          "interpolated at the last n nodes. Long steps bound what observations pull. Needs a prior with a known "
                          "covariance."},
        .make = [](const Selection& s) -> std::unique_ptr<Sampler> {
            return std::make_unique<SemiExact>(static_cast<int>(s.knobs.at("order")));
        },
    };
}

}  // namespace core::sampler
