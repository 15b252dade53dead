#include "core/guidance/base/guided.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

enum class Sums { derivative, azula };

class Tmpd final : public Guided {
public:
    Tmpd(const Denoiser& prior, const observe::Observed& observed, double strength, Sums sums)
        : Guided(prior, observed, strength), sums_(sums)
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        const denoiser::Linearised estimate = prior().linearise(x_t, at);
        const observe::LinearisedOperator seen = op().linearise(estimate.mean);
        const double slopeToVariance = at.sigma * at.sigma / at.alpha;
        const Tensor spread = estimate.vjp(seen.vjp(at::ones_like(seen.value))) * slopeToVariance;
        const Tensor noise = variance(seen.value);
        const Tensor total = sums_ == Sums::azula ? op().apply(spread) + noise
                                                  : seen.jvp(spread).clamp_min_(0).add_(noise);
        return estimate.mean.add(estimate.vjp(seen.vjp(innovation(seen.value) / total)), slopeToVariance);
    }

private:
    Sums sums_;
};

class TmpdGuidance final : public Guidance {
public:
    explicit TmpdGuidance(Sums sums) : sums_(sums) {}
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override
    {
        if (idle(observed, strength)) {
            return unguided(prior);
        }
        return std::make_unique<Tmpd>(prior, observed, strength, sums_);
    }

private:
    Sums sums_;
};

}  // namespace

Entry tmpd()
{
    return {
        .about =
            {.id = "tmpd",
             .label = "TMPD (moment projection)",
             .source = "Boys et al. 2023, arXiv:2310.06721; azula",
             .formula = "D_y = D + V Aᵀ [(y − A D)/(R/s + max(A V Aᵀ 1, 0))], V = (σ²/α) ∂D/∂x_t",
             .knobs = {{"sums", "Row sums of A V Aᵀ", "1", 0, 0, 1, true, {"derivative", "azula"}}},
             .note =
                 "MMPS with A V Aᵀ replaced by its row sums: no solve; exact for one observation. Row sums "
                 "can be negative, which is no variance: they are held at 0. azula leaves them so, and puts "
                 "V Aᵀ 1 through A itself where A is not linear."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<TmpdGuidance>(s.knobs.at("sums") == 0 ? Sums::derivative : Sums::azula);
        },
    };
}

}  // namespace core::guidance
