#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/network/dates.h"
#include "core/network/derivative.h"
#include "core/network/flops.h"
#include "core/network/layers.h"
#include "core/network/preconditioning.h"
#include "core/network/vit.h"
#include "core/observe/slice.h"
#include "core/run/counter_noise.h"
#include "core/run/verbs/bench_parts.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::run {
namespace {

using at::Tensor;

constexpr double sigma = 2;

network::VitConfig mediumSize()
{
    network::VitConfig config;
    config.channels = 64;
    config.states = 12;
    config.shape = {12, 23};
    config.hidden = 512;
    config.blocks = 8;
    return config;
}

/// Weights of the usual initial size, so that activations are of the size that trained ones have.
network::StateDict randomWeights(const network::VitConfig& config)
{
    const std::int64_t hidden = config.hidden, mod = config.modulation, wide = config.ffnFactor * hidden;
    const std::int64_t patch = config.patch[0] * config.patch[1] * config.patch[2];
    network::StateDict out;
    const auto layer = [&](const std::string& name, std::int64_t in, std::int64_t to) {
        out[name + ".weight"] = at::randn({to, in}) / std::sqrt(static_cast<double>(in));
        out[name + ".bias"] = at::zeros({to});
    };
    layer("in_proj", patch * (config.channels + 4 * config.states), hidden);
    layer("out_proj", hidden, patch * config.channels);
    layer("positional_embedding.2", 3 * hidden, hidden);
    out["positional_embedding.0.freqs"] = network::sineFrequencies(hidden / 2);
    out["diffusion_time_encoder.freqs"] = network::sineFrequencies(mod / 2);
    for (std::int64_t i = 0; i < config.blocks; ++i) {
        const std::string at = std::string("blocks.").append(std::to_string(i)).append(".");
        layer(at + "ada_zero.0", mod, mod);
        layer(at + "ada_zero.2", mod, 4 * hidden);
        layer(at + "msa.qkv_proj", hidden, 3 * hidden);
        out.erase(at + "msa.qkv_proj.bias");
        layer(at + "msa.y_proj", hidden, hidden);
        layer(at + "ffn.0", hidden, wide);
        layer(at + "ffn.3", wide, hidden);
        out[at + "theta"] = at::randn({3, hidden / 2});
    }
    return out;
}

/// The medium network of random weights at one precision.
class Medium {
public:
    Medium(const network::StateDict& weights, at::ScalarType type)
        : weights_(weights, type),
          network_(mediumSize(), network::Scope(weights_)),
          under_{network_.levels(network::appaLevel(at::full({1}, sigma))),
                 network_.calendar(network::datesFrom({2020, 7, 2, 0}, network_.config().states, 1).unsqueeze(0))}
    {
        weights_.finish("the benchmark's network");
    }
    [[nodiscard]] Tensor operator()(const Tensor& x) const
    {
        const network::NetworkScope here;
        return network::appaDenoised(
            [&](const Tensor& input, const Tensor&) { return network_(input, under_); }, x, at::full({1}, sigma));
    }
    [[nodiscard]] std::int64_t size() const { return network_.size(); }

private:
    network::Weights weights_;
    network::Vit network_;
    network::Vit::Conditions under_;  // of a step; windows and members share it
};

/// A denoiser whose evaluations cost nothing: what is left of a step is the step's own.
class Free final : public denoiser::Denoiser {
public:
    explicit Free(Tensor mean) : mean_(std::move(mean)) {}
    [[nodiscard]] Tensor mean(const Tensor&, const denoiser::Node&) const override { return mean_; }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor&, const denoiser::Node&) const override
    {
        return {.mean = mean_, .vjp = [](const Tensor& v) { return v; }};
    }

private:
    Tensor mean_;
};

/// A step of the network's state whose network is free: the sampler's and MMPS's arithmetic.
Row stepRow(const Tensor& x, int rounds)
{
    constexpr std::int64_t seen = 2000;
    std::vector<std::int64_t> index(seen);
    std::iota(index.begin(), index.end(), 0);
    const auto nodes = grid::make({.kind = "uniform"})->nodes(*schedule::make({.kind = "loglinear"}), 8, 1);
    const Free free(x * 0.5);
    const observe::Observed observed{.op = std::make_shared<observe::Slice>(index),
                                     .y = at::zeros({seen}, at::kFloat),
                                     .variance = at::ones({seen}, at::kFloat)};
    const auto inner = sampler::make({.kind = "ddim"});
    const auto guide = guidance::make({.kind = "mmps"});
    return timed({"the step's own arithmetic: ddim, MMPS, 2,000 observations",
                  [&] {
                      CounterNoise noise(1, 1);
                      guide->restore({});  // a solve that begins at its answer would cost nothing
                      static_cast<void>(guide->step(*inner, free, observed, 1, x, nodes[3], nodes[4], noise));
                  }},
                 10 * rounds);
}

double difference(const Tensor& a, const Tensor& b)
{
    return (a - b).norm().item<double>() / b.norm().item<double>();
}

}  // namespace

std::vector<Row> networkRows(int repeats)
{
    const int rounds = std::clamp(repeats / 4, 1, 5);
    const network::VitConfig config = mediumSize();
    const network::StateDict weights = randomWeights(config);
    const Medium exact(weights, at::kFloat), half(weights, at::kBFloat16);
    Tensor x = at::randn({1, exact.size()}) * sigma, y, rough;

    constexpr int products = 4;  // about as long as a few layers
    const std::int64_t tokens = network::tokensOf(config), wide = config.ffnFactor * config.hidden;
    const network::Linear layer{at::randn({wide, config.hidden}), at::randn({wide})};
    const Tensor rows = at::randn({tokens, config.hidden});
    const double productFlop = products * 2.0 * static_cast<double>(tokens * config.hidden * wide);
    const auto many = [](const std::function<Tensor()>& product) {
        return [product] {
            for (int i = 0; i < products; ++i) {
                static_cast<void>(product());
            }
        };
    };
    const double flop = network::flops(config);
    Rounds done = inTurn({{"float32 product of like shape, ATen (MKL)",
                           many([&] { return at::linear(rows, layer.weight, layer.bias); }), productFlop},
                          {"float32 product of like shape, oneDNN",
                           many([&] { return network::linear(layer, rows); }), productFlop},
                          {"evaluation, 3,312 tokens, hidden 512, 8 blocks", [&] { y = exact(x); }, flop},
                          {"the same in bfloat16", [&] { rough = half(x); }, flop}},
                         rounds);
    std::vector<double> ofPeak;
    for (std::size_t r = 0; r < done.seconds[0].size(); ++r) {
        const double fastest = productFlop / std::min(done.seconds[0][r], done.seconds[1][r]);
        ofPeak.push_back(flop / done.seconds[2][r] / fastest);
    }
    done.rows[2].of = "the faster product's rate";
    done.rows[2].ratio = medianOf(ofPeak);
    const Row evaluation = done.rows[2];  // a copy: the list grows
    const auto against = [&](Row row) {
        row.of = evaluation.name;
        row.ratio = row.median / evaluation.median;
        return row;
    };
    done.rows[3] = against(std::move(done.rows[3]));
    done.rows[3].error = difference(rough, y);
    done.rows.push_back(against(
        timed({"the same with a product with its derivative",
               [&] { static_cast<void>(network::differentiate(std::cref(exact), x).vjp(x)); }, 3 * flop},
              1)));
    done.rows.push_back(against(stepRow(x, rounds)));
    return std::move(done.rows);
}

}  // namespace core::run
