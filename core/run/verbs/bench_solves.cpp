#include "core/run/verbs/bench_solves.h"

#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <chrono>

namespace core::run {
namespace {

using at::Tensor;
using denoiser::Node;

constexpr int steps = 8;

enum class Members { together, alone };
enum class Start { zero, last };
enum class Known { nothing, covariance };

/// How the systems of one run are solved.
struct Way {
    std::string name;
    int iterations = 0;  ///< 0: until the residual is small enough
    Members members = Members::together;
    Start start = Start::zero;
    Known known = Known::nothing;
};

/// A denoiser that counts what is asked of it, member by member, and can keep its covariance to itself.
class Counted final : public denoiser::Denoiser {
public:
    Counted(const denoiser::Denoiser& inner, Known known) : inner_(inner), known_(known) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        means_ += static_cast<std::uint64_t>(x_t.size(0));
        return inner_.mean(x_t, at);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const Node& at) const override
    {
        means_ += static_cast<std::uint64_t>(x_t.size(0));
        denoiser::Linearised made = inner_.linearise(x_t, at);
        return {made.mean, [this, vjp = std::move(made.vjp)](const Tensor& v) {
                    products_ += static_cast<std::uint64_t>(v.size(0));
                    return vjp(v);
                }};
    }
    [[nodiscard]] const denoiser::Covariance* covariance() const override
    {
        return known_ == Known::covariance ? inner_.covariance() : nullptr;
    }
    [[nodiscard]] std::uint64_t evaluations() const override { return means_; }
    [[nodiscard]] std::uint64_t products() const { return products_; }

private:
    const denoiser::Denoiser& inner_;
    Known known_;
    mutable std::uint64_t means_ = 0, products_ = 0;
};

class NoNoise final : public sampler::Noise {
public:
    [[nodiscard]] Tensor normal(const Tensor& like) override { return at::zeros_like(like); }
};

/// Runs of one problem, the same but for how their systems are solved.
class Runs {
public:
    Runs(const denoiser::Denoiser& prior, const observe::Observed& observed, const Tensor& start)
        : prior_(prior), observed_(observed)
    {
        nodes_ = grid::make({.kind = "logsigma"})->nodes(*schedule::make({.kind = "loglinear"}), steps, 1);
        start_ = start * nodes_.front().sigma;
        exact_ = mean(prior_, {.kind = "covariance"}, {.name = "exact", .start = Start::last});
        scale_ = exact_.norm().item<double>();
    }
    [[nodiscard]] SolveRow row(const Way& way)
    {
        const Counted counted(prior_, way.known);
        const auto begin = std::chrono::steady_clock::now();
        const Selection mmps{.kind = "mmps", .knobs = {{"iterations", static_cast<double>(way.iterations)}}};
        const Tensor found = mean(counted, mmps, way);
        const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
        return {.name = way.name,
                .milliseconds = taken.count(),
                .evaluations = counted.evaluations(),
                .products = counted.products(),
                .error = (found - exact_).norm().item<double>() / scale_};
    }
    /// Iterations of the hardest solve so far
    [[nodiscard]] int most() const { return most_; }

private:
    [[nodiscard]] Tensor mean(const denoiser::Denoiser& prior, const Selection& guidance, const Way& way)
    {
        if (way.members == Members::together) {
            return whole(prior, guidance, way, start_).mean(0);
        }
        Tensor sum = at::zeros_like(start_[0]);
        for (std::int64_t member = 0; member < start_.size(0); ++member) {
            sum += whole(prior, guidance, way, start_.slice(0, member, member + 1))[0];
        }
        return sum / start_.size(0);
    }
    [[nodiscard]] Tensor whole(const denoiser::Denoiser& prior, const Selection& guidance, const Way& way,
                               Tensor x)
    {
        const auto method = guidance::make(guidance);
        const auto inner = sampler::make({.kind = "ddim"});
        NoNoise noise;
        for (std::size_t k = 0; k + 1 < nodes_.size(); ++k) {
            if (way.start == Start::zero) {
                method->restore({});
            }
            x = method->step(*inner, prior, observed_, 1, x, nodes_[k], nodes_[k + 1], noise).x;
            most_ = std::max(most_, method->report().iterations);
        }
        return x;
    }

    const denoiser::Denoiser& prior_;
    const observe::Observed& observed_;
    std::vector<Node> nodes_;
    Tensor start_, exact_;
    double scale_ = 0;
    int most_ = 0;
};

}  // namespace

std::vector<SolveRow> benchmarkSolves(const denoiser::Denoiser& prior, const observe::Observed& observed,
                                      const Tensor& start)
{
    Runs runs(prior, observed, start);
    const SolveRow stopped = runs.row({.name = "batched, stopped by the residual"});
    // for the same error a fixed number must be what the hardest step needs
    const int fixed = runs.most();
    const std::string count = std::to_string(fixed) + " iterations";
    return {runs.row({.name = count + ", member by member", .iterations = fixed, .members = Members::alone}),
            runs.row({.name = count + ", batched", .iterations = fixed}), stopped,
            runs.row({.name = "and started at the last solution", .start = Start::last}),
            runs.row({.name = "and preconditioned", .start = Start::last, .known = Known::covariance})};
}

}  // namespace core::run
