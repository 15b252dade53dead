#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/base/noise.h"
#include "core/denoiser/gaussian.h"
#include "core/grid/grid.h"
#include "core/run/verbs/table.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"

#include <bit>
#include <cmath>
#include <cstdio>

namespace core {

namespace {

using at::Tensor;
using run::Json;

constexpr double largest = 2500;  // eigenvalue of a window of weather whose elements have variance 1
constexpr double slope = 1.5;     // λ_i = largest / i^slope
constexpr std::int64_t rows = 4, mostDraws = rows - 1;  // Walsh patterns but the constant one, a draw each
constexpr int stepCounts[] = {8, 16, 32, 64, 128, 256};

/// Independent directions around zero.
class Diagonal final : public denoiser::Covariance {
public:
    explicit Diagonal(Tensor eigenvalues) : eigenvalues_(std::move(eigenvalues)) {}
    [[nodiscard]] const Tensor& eigenvalues() const override { return eigenvalues_; }
    [[nodiscard]] Tensor mean() const override { return at::zeros_like(eigenvalues_); }

private:
    Tensor eigenvalues_;
};

/// As many directions as give a mean variance of 1.
Tensor spectrum()
{
    std::vector<double> lambda;
    double sum = 0;
    while (lambda.empty() || sum > static_cast<double>(lambda.size())) {
        lambda.push_back(largest / std::pow(static_cast<double>(lambda.size() + 1), slope));
        sum += lambda.back();
    }
    return at::tensor(lambda, at::kDouble);
}

/// A sign for each draw and direction, [draws, D]
Tensor signsOf(std::int64_t directions)
{
    Tensor signs = at::empty({mostDraws, directions}, at::kDouble);
    for (std::int64_t draw = 0; draw < mostDraws; ++draw) {
        for (std::int64_t i = 0; i < directions; ++i) {
            const base::NoisePlace place{.draw = static_cast<std::uint32_t>(draw)};
            signs.data_ptr<double>()[draw * directions + i] = base::uniform(static_cast<std::uint64_t>(i),
                                                                            place) < 0.5
                                                                  ? -1
                                                                  : 1;
        }
    }
    return signs;
}

/// Draws of ±1 whose rows are orthogonal from draw to draw (Walsh), times a sign of each direction: over the rows the
/// mean square of what a linear step leaves is then its variance exactly, and sums over directions see no pattern.
class Signs final : public sampler::Noise {
public:
    explicit Signs(const Tensor& signs) : signs_(signs) {}
    [[nodiscard]] Tensor normal(const Tensor& like) override
    {
        if (draws_ == mostDraws) {
            throw Error(Cause::bug,
                        "A sampler draws more than " + std::to_string(mostDraws) + " times a step.");
        }
        const Tensor sign = signs_[draws_++];
        std::vector<double> walsh;
        for (std::int64_t row = 0; row < rows; ++row) {
            walsh.push_back(std::popcount(static_cast<unsigned>(row & draws_)) % 2 == 1 ? -1 : 1);
        }
        return at::tensor(walsh, like.options()).unsqueeze(1) * sign;
    }
    [[nodiscard]] bool drawn() const { return draws_ > 0; }

private:
    Tensor signs_;
    std::int64_t draws_ = 0;
};

struct Kept {
    double share;         ///< of the variance, 1 for exact
    double callsPerStep;  ///< of the denoiser
};

/// Variance left by a run on N(0, diag λ) over what there should be. Each direction's variance is carried exactly:
/// the state is its root, and after a step with noise the mean square over the rows.
Kept kept(const denoiser::Gaussian& prior, const std::string& sampler, const std::string& grid, int steps)
{
    const Tensor& lambda = prior.covariance()->eigenvalues();
    const auto schedule = schedule::make({"loglinear"});
    const auto nodes = grid::make({grid})->nodes(*schedule, steps, 1, prior.covariance());
    const auto made = sampler::make({sampler});
    made->begin(nodes);
    const auto before = prior.evaluations();
    const Tensor signs = signsOf(lambda.size(0));
    Tensor x = (lambda + nodes.front().u() * nodes.front().u()).sqrt().expand({rows, -1}).contiguous();
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        Signs noise(signs);
        x = made->step(prior, x, nodes[k], nodes[k + 1], noise).x;
        if (noise.drawn()) {
            x = x.square().mean(0, true).sqrt().expand({rows, -1}).contiguous();
        }
    }
    const double last = nodes.back().u();
    return {(x[0].square().sum() / (lambda + last * last).sum()).item<double>(),
            static_cast<double>(prior.evaluations() - before) / steps};
}

std::string fixed(double value, int digits)
{
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

}  // namespace

Answer samplersCompared(const Watch& watch)
{
    const denoiser::Gaussian prior(std::make_shared<Diagonal>(spectrum()));
    const char* grids[] = {"logsigma", "edm", "spectrum"};
    const double all = static_cast<double>(std::size(grids) * sampler::entries().size());
    Answer answer;
    Json list = Json::array();
    double done = 0;
    for (const char* grid : grids) {
        answer.text += std::string("## Grid ") + grid + "\n\n| sampler | calls a step |";
        std::string rule = "|---|---|";
        for (const int steps : stepCounts) {
            answer.text += " " + std::to_string(steps) + " |";
            rule += "---|";
        }
        answer.text += "\n" + rule + "\n";
        for (const sampler::Entry& entry : sampler::entries()) {
            watch("Sampling with " + entry.about.id + " on " + grid, done++ / all);
            std::string shares;
            double calls = 0;
            for (const int steps : stepCounts) {
                const Kept result = kept(prior, entry.about.id, grid, steps);
                shares += " " + fixed(result.share, 3) + " |";
                calls = result.callsPerStep;
                list.push_back({{"sampler", entry.about.id},
                                {"grid", grid},
                                {"steps", steps},
                                {"kept", result.share},
                                {"callsPerStep", result.callsPerStep}});
            }
            answer.text += "| `" + entry.about.id + "` | " + fixed(calls, 1) + " |" + shares + "\n";
        }
        answer.text += "\n";
    }
    watch("Done", 1);
    answer.json = run::pretty(list);
    return answer;
}

}  // namespace core
