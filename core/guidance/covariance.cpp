#include "core/api/error.h"
#include "core/guidance/base/closed_form.h"
#include "core/guidance/base/guided.h"
#include "core/guidance/base/krylov.h"
#include "core/guidance/base/leading_modes.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

constexpr Stop iterativeStop{.iterations = 500, .tolerance = 1e-4};
/// Where each solve starts at the last one's solution, errors of the early ones are mended by the later: with this
/// tolerance draws of 32 steps differ by 1 % of their spread from those of exact solves, draws of 8 steps by 10 %.
constexpr Stop followingStop{.iterations = 500, .tolerance = 2e-2};
constexpr std::int64_t fewestForModes = 512;  // observations whose solve is worth the leading modes
constexpr int leastServed = 4, mostIterations = 30;
constexpr std::int64_t probes = 8;            // random signs that estimate the diagonal of A V Aᵀ

struct Settings {
    enum class Solver { cg, gmres };
    Solver solver = Solver::cg;
    int iterations = 0;  ///< of the solver without preconditioner; 0: whatever solves the system
};

/// What one guided denoiser leaves for the status line.
struct Progress {
    Report report;
    Tensor signs;  // [probes, D] ±1
    std::shared_ptr<const LeadingModes> modes;  // of one prior and network, while that serves
    const observe::Operator* of = nullptr;      // whose modes they are
    int solves = 0;                             // with these modes
    Tensor w;                                   // last solution, [M, n]: where the next solve starts
};

class CovarianceGuided final : public Guided {
public:
    CovarianceGuided(const Denoiser& prior, const observe::Observed& observed, double strength,
                     const Settings& settings, std::shared_ptr<Progress> progress)
        : Guided(prior, observed, strength), settings_(settings), progress_(std::move(progress))
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        const Tensor estimate = prior().mean(x_t, at);
        const observe::LinearisedOperator seen = op().linearise(estimate);
        const Tensor spread = conditionalVariance(*covariance(), at);
        const Tensor w = solve(estimate, seen, spread);
        return estimate + covariance()->product(spread, seen.vjp(w.to(seen.value.scalar_type())));
    }

private:
    [[nodiscard]] Tensor solve(const Tensor& estimate, const observe::LinearisedOperator& seen,
                               const Tensor& spread) const
    {
        const Tensor right = innovation(seen.value).to(at::kDouble);
        if (settings_.iterations == 0) {
            if (const auto form = ClosedForm::of(op(), estimate, spread, variance(right))) {
                progress_->report = {.iterations = 0, .residual = 0};
                return form->solve(right);
            }
        }
        return iterated(seen, right, spread, estimate.slice(0, 0, 1));
    }
    /// like [1, D]  a state, for its size
    [[nodiscard]] Tensor iterated(const observe::LinearisedOperator& seen, const Tensor& right,
                                  const Tensor& spread, const Tensor& like) const
    {
        const denoiser::Covariance& prior = *covariance();
        const Tensor noise = variance(right);
        const auto type = seen.value.scalar_type();
        const Product product = [&](const Tensor& w) {
            return noise * w + seen.jvp(prior.product(spread, seen.vjp(w.to(type)))).to(at::kDouble);
        };
        if (settings_.iterations > 0) {
            const Stop stop{.iterations = settings_.iterations};
            return solved(settings_.solver == Settings::Solver::cg ? conjugateGradient(product, right, stop)
                                                                   : gmres(product, right, stop));
        }
        if (prior.diagonal() && right.size(1) >= fewestForModes) {
            const LeadingModes& modes = modesFor(like);
            const Solution solution = conjugateGradient(product, right, followingStop,
                                                        {.start = progress_->w, .inverse = modes.inverse(spread, strength())});
            progress_->w = solution.w;
            progress_->solves += 1;
            return solved(solution);
        }
        const Tensor inverse = (noise + diagonal(seen, spread, like, right.size(0))).reciprocal();
        return solved(conjugateGradient(product, right, iterativeStop,
                                        {.start = {}, .inverse = [&](const Tensor& r) { return r * inverse; }}));
    }
    /// Made once for a linear operator. Another changes as states do: its modes are made anew when they serve badly.
    [[nodiscard]] const LeadingModes& modesFor(const Tensor& like) const
    {
        const bool worn = !op().linear() && progress_->solves >= leastServed && progress_->report.iterations > mostIterations;
        if (!progress_->modes || (progress_->of != nullptr && progress_->of != &op()) || worn) {
            progress_->modes = std::make_shared<const LeadingModes>(*covariance(), op(), like, errors());
            progress_->solves = 0;
        }
        progress_->of = &op();
        return *progress_->modes;
    }
    [[nodiscard]] Tensor solved(const Solution& solution) const
    {
        progress_->report = {.iterations = solution.iterations, .residual = solution.residual};
        return solution.w;
    }
    /// diag(A V Aᵀ) ≈ mean of (A L ξ)² over random signs ξ, L Lᵀ = V, smoothed towards its own mean; [1 or M, n]
    [[nodiscard]] Tensor diagonal(const observe::LinearisedOperator& seen, const Tensor& spread, const Tensor& like,
                                  std::int64_t members) const
    {
        Tensor sum;
        for (std::int64_t i = 0; i < probes; ++i) {
            // products carry the member dimension of the linearisation point
            const Tensor probe = covariance()->root(spread, signs(like, i));
            const Tensor seenProbe = seen.jvp(probe.expand({members, -1}).contiguous()).to(at::kDouble);
            sum = sum.defined() ? sum + seenProbe.square() : seenProbe.square();
        }
        sum = sum / static_cast<double>(probes);
        return (sum + sum.mean(1, true)) / 2;
    }
    /// ±1 like a state, [1, D]
    [[nodiscard]] Tensor signs(const Tensor& like, std::int64_t probe) const
    {
        const auto drawn = [&](std::int64_t rows, std::uint64_t seed) {
            auto generator = at::detail::createCPUGenerator(seed);
            return at::randint(0, 2, {rows, like.size(1)}, generator, like.options().device(at::kCPU))
                .mul_(2)
                .sub_(1)
                .to(like.device());
        };
        if (!covariance()->diagonal()) {  // a long chain: eight more states would not fit
            return drawn(1, static_cast<std::uint64_t>(probe) + 1);
        }
        if (!progress_->signs.defined() || progress_->signs.size(1) != like.size(1)) {
            progress_->signs = drawn(probes, 1);
        }
        return progress_->signs.narrow(0, probe, 1);
    }

    Settings settings_;
    std::shared_ptr<Progress> progress_;
};

class CovarianceGuidance final : public Guidance {
public:
    explicit CovarianceGuidance(const Settings& settings) : settings_(settings) {}
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override
    {
        if (idle(observed, strength)) {
            return unguided(prior);
        }
        if (prior.covariance() == nullptr) {
            throw Error(Cause::badInput,
                        "The guidance “covariance” needs a prior with a known covariance, which this one has not.",
                        "Choose another guidance, for example mmps.");
        }
        return std::make_unique<CovarianceGuided>(prior, observed, strength, settings_, progress_);
    }
    [[nodiscard]] Report report() const override { return progress_->report; }
    [[nodiscard]] std::vector<Tensor> memory() const override
    {
        if (!progress_->modes) {
            return {};
        }
        std::vector<Tensor> out = progress_->modes->memory();
        out.push_back(progress_->w);
        out.push_back(at::tensor({progress_->solves, progress_->report.iterations}, at::kLong));
        return out;
    }
    void restore(const std::vector<Tensor>& memory) override
    {
        *progress_ = {};
        if (!memory.empty()) {
            progress_->modes = std::make_shared<const LeadingModes>(std::vector<Tensor>(memory.begin(), memory.end() - 2));
            progress_->w = memory[memory.size() - 2];
            progress_->solves = memory.back()[0].item<int>();
            progress_->report.iterations = memory.back()[1].item<int>();
        }
    }

private:
    Settings settings_;
    std::shared_ptr<Progress> progress_ = std::make_shared<Progress>();
};

}  // namespace

Entry covariance()
{
    return {
        .about = {.id = "covariance",
                  .label = "Covariance of the prior",
                  .source = "azula's JFPS; optimal interpolation at every noise level",
                  .formula = "D_y = D + V Aᵀ (R/s + A V Aᵀ)⁻¹ (y − A D), V = (Σ⁻¹ + (α/σ)²)⁻¹",
                  .knobs = {{"iterations", "Iterations", "1", 0, 0, 500, true, {}, "auto"},
                            {"solver", "Solver of a number of iterations", "1", 0, 0, 1, true, {"cg", "gmres"}}},
                  .note = "No product with the denoiser's derivative; exact for a Gaussian prior and linear "
                          "observations. auto: Cholesky where the prior tells the observations' covariance (at most 7,000), else "
                          "conjugate gradients from the last step's solution to a relative residual of 0.02; a number: so many "
                          "plain iterations of the solver. Needs a prior with a known covariance."},
        .make = [](const Selection& s) -> std::unique_ptr<Guidance> {
            return std::make_unique<CovarianceGuidance>(
                Settings{.solver = s.knobs.at("solver") == 0 ? Settings::Solver::cg : Settings::Solver::gmres,
                         .iterations = static_cast<int>(s.knobs.at("iterations"))});
        },
    };
}

}  // namespace core::guidance
