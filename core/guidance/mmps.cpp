#include "core/guidance/base/closed_form.h"
#include "core/guidance/base/guided.h"
#include "core/guidance/base/krylov.h"
#include "core/guidance/guidance.h"

#include <optional>

namespace core::guidance {
namespace {

constexpr Stop automatic{.iterations = 64, .tolerance = 1e-3};

struct Settings {
    enum class Solver { gmres, cg };
    Solver solver = Solver::gmres;
    int iterations = 0;  ///< 0: automatic
    bool tweedie = true;
};

/// What passes from one guided denoiser to the next.
struct Progress {
    Report report;
    Tensor w;  // last solution, [M, n]: where an automatic solve starts
};

class Mmps final : public Guided {
public:
    Mmps(const Denoiser& prior, const observe::Observed& observed, double strength, const Settings& settings,
         std::shared_ptr<Progress> progress)
        : Guided(prior, observed, strength), settings_(settings), progress_(std::move(progress))
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        const denoiser::Linearised estimate = prior().linearise(x_t, at);
        const observe::LinearisedOperator seen = op().linearise(estimate.mean);
        const Tensor noise = variance(seen.value);
        const double u2 = at.u() * at.u();
        const double slopeToVariance = at.sigma * at.sigma / at.alpha;
        const Product product = [&](const Tensor& w) {
            const Tensor pulled = seen.vjp(w);
            const Tensor spread =
                settings_.tweedie ? estimate.vjp(pulled) * slopeToVariance : pulled * (u2 / (1 + u2));
            return seen.jvp(spread).addcmul_(noise, w);
        };
        const Tensor w = solve(product, innovation(seen.value), estimate.mean, at);
        return estimate.mean + estimate.vjp(seen.vjp(w)).mul_(slopeToVariance);
    }

private:
    [[nodiscard]] Tensor solve(const Product& product, const Tensor& right, const Tensor& estimate,
                               const Node& at) const
    {
        const bool exactly = settings_.iterations > 0;
        const Stop stop = exactly ? Stop{.iterations = settings_.iterations} : automatic;
        std::optional<ClosedForm> form;
        Guess guess;
        if (!exactly) {
            guess.start = progress_->w;
            form = nearby(estimate, at);
        }
        if (form) {
            guess.inverse = [&form](const Tensor& r) { return form->solve(r); };
        }
        const Solution solution = settings_.solver == Settings::Solver::gmres
                                      ? gmres(product, right, stop, guess)
                                      : conjugateGradient(product, right, stop, guess);
        progress_->report = {.iterations = solution.iterations, .residual = solution.residual};
        progress_->w = solution.w;
        return solution.w;
    }
    /// The same system with the prior's own covariance in place of the denoiser's: close, and solved at once.
    /// One for all members, at their mean.
    [[nodiscard]] std::optional<ClosedForm> nearby(const Tensor& estimate, const Node& at) const
    {
        const denoiser::Covariance* known = covariance();
        if (known == nullptr || !settings_.tweedie) {
            return std::nullopt;
        }
        return ClosedForm::of(op(), estimate.mean(0, true), conditionalVariance(*known, at),
                              variance(at::empty({0}, estimate.options().dtype(at::kDouble))));
    }

    Settings settings_;
    std::shared_ptr<Progress> progress_;
};

class MmpsGuidance final : public Guidance {
public:
    explicit MmpsGuidance(const Settings& settings) : settings_(settings) {}
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override
    {
        if (idle(observed, strength)) {
            return unguided(prior);
        }
        return std::make_unique<Mmps>(prior, observed, strength, settings_, progress_);
    }
    [[nodiscard]] Report report() const override { return progress_->report; }
    [[nodiscard]] std::vector<Tensor> memory() const override
    {
        return progress_->w.defined() ? std::vector<Tensor>{progress_->w} : std::vector<Tensor>{};
    }
    void restore(const std::vector<Tensor>& memory) override
    {
        progress_->w = memory.empty() ? Tensor() : memory.front();
    }

private:
    Settings settings_;
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
};

}  // namespace

Entry mmps()
{
    return {
        .about = {.id = "mmps",
                  .label = "MMPS (moment matching)",
                  .source = "Rozet et al. 2024, arXiv:2405.13712; Appa, arXiv:2504.18720",
                  .formula = "D_y = D + V Aᵀ (R/s + A V Aᵀ)⁻¹ (y − A D), V = (σ²/α) ∂D/∂x_t",
                  .knobs = {{"solver", "Linear solver", "1", 0, 0, 1, true, {"gmres", "cg"}},
                            {"iterations", "Iterations", "1", 0, 0, 64, true, {}, "auto"},
                            {"tweedie", "Covariance of Tweedie's formula in the solve", "1", 1, 0, 1, true,
                             {"off", "on"}}},
                  .note = "auto stops at a relative residual of 1e-3 (at most 64 iterations) and starts at the last "
                          "step's solution; where the prior's covariance is known, the solve it would give is the preconditioner. "
                          "Without Tweedie's formula V = σ²/(1+σ²) in the solve only."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<MmpsGuidance>(
                Settings{.solver = s.knobs.at("solver") == 0 ? Settings::Solver::gmres : Settings::Solver::cg,
                         .iterations = static_cast<int>(s.knobs.at("iterations")),
                         .tweedie = s.knobs.at("tweedie") != 0});
        },
    };
}

}  // namespace core::guidance
