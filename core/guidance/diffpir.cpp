#include "core/guidance/base/closed_form.h"
#include "core/guidance/base/guided.h"
#include "core/guidance/base/krylov.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

constexpr Stop automatic{.iterations = 500, .tolerance = 1e-6};

struct Settings {
    enum class Solver { gmres, cg };
    Solver solver = Solver::gmres;
    int iterations = 0;  ///< 0: automatic
    double lambda = 10;
};

class DiffPir final : public Guided {
public:
    DiffPir(const Denoiser& prior, const observe::Observed& observed, double strength,
            const Settings& settings, std::shared_ptr<Report> report)
        : Guided(prior, observed, strength), settings_(settings), report_(std::move(report))
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        const Tensor estimate = prior().mean(x_t, at);
        const observe::LinearisedOperator seen = op().linearise(estimate);
        // variance that the penalty λ/u² gives to x around the estimate
        const double spread = std::max(at.u() * at.u(), 1e-30) / settings_.lambda;
        return estimate +
               (settings_.iterations == 0 ? converged(estimate, seen, spread) : iterated(seen, spread));
    }

private:
    /// v Aᵀ (R/s + v A Aᵀ)⁻¹ (y − A D): the same minimum, solved for as many unknowns as there are observations
    [[nodiscard]] Tensor converged(const Tensor& estimate, const observe::LinearisedOperator& seen,
                                   double spread) const
    {
        const Tensor right = innovation(seen.value).to(at::kDouble);
        const Tensor noise = variance(right);
        const auto type = seen.value.scalar_type();
        const Tensor each = at::full({estimate.size(1)}, spread, estimate.options());
        if (const auto form = ClosedForm::of(op(), estimate, each, noise)) {
            *report_ = {.iterations = 0, .residual = 0};
            return seen.vjp(form->solve(right).to(type)) * spread;
        }
        const Product product = [&](const Tensor& w) {
            return noise * w + seen.jvp(seen.vjp(w.to(type))).to(at::kDouble) * spread;
        };
        return seen.vjp(solved(conjugateGradient(product, right, automatic)).to(type)) * spread;
    }
    /// so many iterations on (Aᵀ R⁻¹ A s + I/v) d = Aᵀ R⁻¹ (y − A D) s, as azula does
    [[nodiscard]] Tensor iterated(const observe::LinearisedOperator& seen, double spread) const
    {
        const Tensor precision = variance(seen.value).reciprocal();
        const Product product = [&](const Tensor& d) {
            return seen.vjp(seen.jvp(d) * precision) + d / spread;
        };
        const Tensor right = seen.vjp(innovation(seen.value) * precision);
        const Stop stop{.iterations = settings_.iterations};
        return solved(settings_.solver == Settings::Solver::gmres ? gmres(product, right, stop)
                                                                  : conjugateGradient(product, right, stop));
    }
    [[nodiscard]] Tensor solved(const Solution& solution) const
    {
        *report_ = {.iterations = solution.iterations, .residual = solution.residual};
        return solution.w;
    }

    Settings settings_;
    std::shared_ptr<Report> report_;
};

class DiffPirGuidance final : public Guidance {
public:
    explicit DiffPirGuidance(const Settings& settings) : settings_(settings) {}
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override
    {
        if (idle(observed, strength)) {
            return unguided(prior);
        }
        return std::make_unique<DiffPir>(prior, observed, strength, settings_, report_);
    }
    [[nodiscard]] Report report() const override { return *report_; }

private:
    Settings settings_;
    std::shared_ptr<Report> report_ = std::make_shared<Report>();
};

}  // namespace

Entry diffpir()
{
    return {
        .about =
            {.id = "diffpir",
             .label = "DiffPIR (proximal step)",
             .source = "Zhu et al. 2023, arXiv:2305.08995; azula",
             .formula = "D_y = argmin_x ‖y − A x‖²/(R/s) + (λ/u²) ‖x − D‖², u = σ/α",
             .knobs = {{"lambda", "Regularisation λ", "1", 10, 1e-3, 1e3},
                       {"solver", "Linear solver", "1", 0, 0, 1, true, {"gmres", "cg"}},
                       {"iterations", "Iterations", "1", 0, 0, 64, true, {}, "auto"}},
             .note = "No derivative of the denoiser: an observation spreads only as far as its own operator "
                     "does. "
                     "Exact for a white prior of variance c where λ = 1 + u²/c. auto: Cholesky, or conjugate "
                     "gradients to a relative residual of 1e-6; a number: so many iterations of the solver."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<DiffPirGuidance>(
                Settings{.solver = s.knobs.at("solver") == 0 ? Settings::Solver::gmres : Settings::Solver::cg,
                         .iterations = static_cast<int>(s.knobs.at("iterations")),
                         .lambda = s.knobs.at("lambda")});
        },
    };
}

}  // namespace core::guidance
