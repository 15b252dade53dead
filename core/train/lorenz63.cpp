#include "core/network/score_weights.h"
#include "core/prior/lorenz63_folder.h"
#include "core/schedule/schedule.h"
#include "core/train/base/losses.h"
#include "core/train/base/parameters.h"
#include "core/train/train.h"
#include "core/world/lorenz63.h"

namespace core::train {
namespace {

/// One random window of each trajectory in an epoch.
class Windows final : public Source {
public:
    /// trajectories [n, L, 3] standardised; states of one window
    Windows(const Tensor& trajectories, std::int64_t states)
        : trajectories_(trajectories.to(at::kFloat).contiguous()), states_(states)
    {
    }
    [[nodiscard]] std::int64_t samples() const override { return trajectories_.size(0); }
    [[nodiscard]] Tensor batch(const std::vector<std::int64_t>& numbers, Draws& draws) const override
    {
        const auto places = static_cast<double>(trajectories_.size(1) - states_ + 1);
        const Tensor first = (draws.uniform(static_cast<std::int64_t>(numbers.size())) * places).to(at::kLong);
        const Tensor row = at::tensor(at::ArrayRef<std::int64_t>(numbers), at::kLong);
        const Tensor steps = first.unsqueeze(1) + at::arange(states_, at::kLong);
        return trajectories_.index({row.unsqueeze(1), steps}).flatten(1);
    }

private:
    Tensor trajectories_;
    std::int64_t states_;
};

/// SDA's noise estimator of windows of 2k + 1 states.
class WindowNoise final : public Objective {
public:
    /// power  p of the diffusion times t = r^p, r uniform: the higher, the more of little noise
    WindowNoise(network::ScoreConfig config, double power)
        : config_(std::move(config)), power_(power), schedule_(schedule::make(prior::lorenz63Schedule()))
    {
    }
    [[nodiscard]] StateDict initial(Draws& draws) const override
    {
        return initialWeights(network::scoreShapes(config_), draws);
    }
    [[nodiscard]] Tensor loss(const StateDict& parameters, const Tensor& batch, Draws& draws) const override
    {
        const network::ScoreNetwork network = network::scoreNetwork(config_, parameters);
        const Tensor t = draws.uniform(batch.size(0)).pow(power_).to(at::kFloat);
        const Tensor z = draws.normal(batch.sizes()).to(at::kFloat);
        return noiseLoss([&](const Tensor& x_t) { return network.kernel(x_t, t); }, batch,
                         levelsAt(*schedule_, t, batch), z);
    }
    void save(const StateDict& parameters, const std::string& folder) const override
    {
        StateDict all = parameters;
        all.merge(network::scoreConstants());
        network::writeState(folder + "/weights.safetensors", all);
        prior::saveLorenz63(folder);
    }

private:
    network::ScoreConfig config_;
    double power_;
    std::unique_ptr<schedule::Schedule> schedule_;
};

Training made(const Selection& s, const Words&)
{
    const auto whole = [&](const char* knob) { return static_cast<std::int64_t>(s.knobs.at(knob)); };
    const world::Lorenz63Data data = world::lorenz63Data({.chains = whole("chains"),
                                                          .burnIn = whole("burnIn"),
                                                          .length = whole("length"),
                                                          .seed = static_cast<std::uint64_t>(whole("dataSeed"))});
    network::ScoreConfig config;
    config.channels = 3;
    config.order = whole("order");
    config.embedding = whole("embedding");
    config.hidden.assign(static_cast<std::size_t>(whole("depth")), whole("width"));
    const std::int64_t states = 2 * config.order + 1;
    return {.objective = std::make_unique<WindowNoise>(config, s.knobs.at("power")),
            .training = std::make_unique<Windows>(data.training, states),
            .validation = std::make_unique<Windows>(data.validation, states)};
}

}  // namespace

Entry lorenz63()
{
    constexpr double firstOwnSeed = 2147483648.0;  // seeds below are for truths: see the program's simulate
    return {
        .about = {.id = "lorenz63",
                  .label = "Lorenz-63, local noise estimator",
                  .source = "Rozet & Louppe 2023, arXiv:2306.10574, section 4.1",
                  .formula = "mean (ε(α x + σ z, t) − z)² over windows of 2k+1 states",
                  .knobs = {{"chains", "Simulated trajectories", "1", 1024, 10, 1 << 20, true},
                            {"burnIn", "States dropped first", "1", 1024, 0, 1 << 20, true},
                            {"length", "States kept", "1", 1024, 9, 1 << 20, true},
                            {"dataSeed", "Seed of the simulation", "1", firstOwnSeed, firstOwnSeed, 4e9, false},
                            {"order", "k, neighbours on each side", "1", 2, 1, 4, true},
                            {"width", "Width of the residual layers", "1", 128, 8, 4096, true},
                            {"depth", "Residual layers", "1", 5, 1, 64, true},
                            {"embedding", "Features of the time embedding", "1", 32, 2, 1024, true},
                            {"power", "Power p of the drawn times t = r^p", "1", 1, 1, 4, false}},
                  .note = "Simulates its own data: 80 % of the trajectories train, 10 % validate. Draws from seeds "
                          "of 2³¹ and more, so that no truth of a smaller seed was ever trained on."},
        .make = made,
    };
}

}  // namespace core::train
