#include "core/api/error.h"
#include "core/grid/grid.h"

#include <algorithm>
#include <cmath>

namespace core::grid {
namespace {

/// Eigenvalues gathered in narrow classes: λ and what a class counts.
struct Class {
    double lambda, weight;
};

enum class Weight { variance, each };

/// Classes a 1/16 octave wide: far narrower than a gain's own width in log u, and few whatever the state's size.
std::vector<Class> classesOf(const at::Tensor& eigenvalues, Weight weight)
{
    constexpr double perOctave = 16;
    const at::Tensor all = eigenvalues.to(at::kCPU, at::kDouble).flatten();
    const at::Tensor lambda = all.masked_select(all > 0);
    if (lambda.numel() == 0) {
        return {};
    }
    const at::Tensor place = (lambda.log2() * perOctave).floor().to(at::kLong);
    const std::int64_t lowest = place.min().item<std::int64_t>();
    const at::Tensor counts = at::bincount(place - lowest, {}).to(at::kDouble);
    const at::Tensor sums = at::bincount(place - lowest, lambda);
    std::vector<Class> classes;
    for (std::int64_t i = 0; i < counts.size(0); ++i) {
        const double count = counts[i].item<double>(), sum = sums[i].item<double>();
        if (count > 0) {
            classes.push_back({sum / count, weight == Weight::variance ? sum : count});
        }
    }
    return classes;
}

class Spectrum final : public Grid {
public:
    Spectrum(int order, Weight weight, double even) : order_(order), weight_(weight), even_(even) {}

private:
    [[nodiscard]] std::vector<denoiser::Node> lay(const Path& path) const override
    {
        if (path.prior == nullptr) {
            throw Error(
                Cause::badInput,
                "The time grid “spectrum” needs a prior with a known covariance, which this one has not.",
                "Choose another grid, for example logsigma or edm.");
        }
        const double first = std::log(path.schedule.at(path.from).u());
        const double last = std::log(path.schedule.at(0).u());
        const std::vector<double> laid = cumulated(classesOf(path.prior->eigenvalues(), weight_), first,
                                                   last);
        return nodesOfNoise(path, [&](double w) {
            const auto above = std::upper_bound(laid.begin() + 1, laid.end() - 1, w);
            const double inside = (w - above[-1]) / (above[0] - above[-1]);
            const double place = static_cast<double>(above - laid.begin() - 1) + inside;
            return std::exp(first + (last - first) * place / static_cast<double>(pieces));
        });
    }
    /// Share of the nodes laid from ln u = first to each of the points that cut the way to `last` in equal pieces
    [[nodiscard]] std::vector<double> cumulated(const std::vector<Class>& classes, double first,
                                                double last) const
    {
        std::vector<double> share = {0};
        for (int i = 0; i < pieces; ++i) {
            const double noise = std::exp(2 * (first + (last - first) * (i + 0.5) / pieces));
            double loss = 0;
            for (const Class& c : classes) {
                loss += c.weight * c.lambda * noise / ((c.lambda + noise) * (c.lambda + noise));
            }
            share.push_back(share.back() + std::pow(loss, 1.0 / (order_ + 1)));
        }
        const double whole = share.back();
        for (int i = 0; i <= pieces; ++i) {
            const double evenly = static_cast<double>(i) / pieces;
            double& here = share[static_cast<std::size_t>(i)];
            here = whole > 0 ? (1 - even_) * here / whole + even_ * evenly : evenly;
        }
        return share;
    }

    static constexpr int pieces = 4096;
    int order_;
    Weight weight_;
    double even_;
};

}  // namespace

Entry spectrum()
{
    return {
        .about =
            {.id = "spectrum",
             .label = "By the prior's spectrum",
             .source = "least variance lost by a first-order step on N(0, Σ); compare Sabour et al. 2024, "
                       "arXiv:2404.14507",
             .formula = "density of nodes in ln u ∝ (Σ_i w_i g_i(1−g_i))^(1/(n+1)), g_i = λ_i/(λ_i+u²)",
             .knobs = {{"order", "Order n of the sampler", "1", 1, 1, 4, true},
                       {"weight", "Weight of an eigenvalue", "1", 0, 0, 1, true, {"variance", "each"}},
                       {"even", "Share laid evenly in log σ", "1", 0.1, 0, 1}},
             .note = "A first-order step of length h in ln u loses h² g(1−g) of a direction's variance; this "
                     "density "
                     "keeps most of their sum (weight variance) or of the mean share (each). The even share "
                     "keeps nodes for what the prior does not know. Needs a prior with a known covariance."},
        .make = [](const Selection& s) -> std::unique_ptr<Grid> {
            return std::make_unique<Spectrum>(static_cast<int>(s.knobs.at("order")),
                                              s.knobs.at("weight") == 0 ? Weight::variance : Weight::each,
                                              s.knobs.at("even"));
        },
    };
}

}  // namespace core::grid
