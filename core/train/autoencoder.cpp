#include "core/api/error.h"
#include "core/earth/sphere.h"
#include "core/network/appa_folder.h"
#include "core/train/base/losses.h"
#include "core/train/base/parameters.h"
#include "core/train/base/standard_states.h"

#include <filesystem>

namespace core::train {
namespace {

constexpr const char* normNumber = ".norm.eps";  // no parameter: ε of a norm

/// The convolutional autoencoder of single states, with noise on its latent:
///     mean over places, weighted by area, of (decode(encode(x) + n z) − x)²
class Reconstruction final : public Objective {
public:
    Reconstruction(network::AutoencoderConfig config, prior::AppaFields fields)
        : config_(std::move(config)), fields_(std::move(fields))
    {
        const auto areas = earth::areaWeights(fields_.lat);
        weights_ = at::tensor(at::ArrayRef<double>(areas), at::kFloat).repeat_interleave(config_.shape[1]).unsqueeze(1);
    }
    [[nodiscard]] StateDict initial(Draws& draws) const override
    {
        auto shapes = network::autoencoderShapes(config_);
        std::erase_if(shapes, [](const auto& one) { return one.first.ends_with(normNumber); });
        return initialWeights(shapes, draws);
    }
    [[nodiscard]] Tensor loss(const StateDict& parameters, const Tensor& batch, Draws& draws) const override
    {
        network::Weights weights(whole(parameters));
        const network::Autoencoder network(config_, network::Scope(weights));
        const Tensor x = batch.flatten(0, 1), z = network.encode(x);
        const Tensor noise = draws.normal(z.sizes()).to(at::kFloat) * config_.noise;
        return reconstructionLoss(network.decode(z + noise), x, weights_);
    }
    void save(const StateDict& parameters, const std::string& folder) const override
    {
        network::saveAutoencoder(config_, whole(parameters), folder);
        prior::saveAppaFields(fields_, folder + "/statistics.nc");
    }

private:
    /// with the numbers that are no parameters
    [[nodiscard]] StateDict whole(StateDict parameters) const
    {
        for (const auto& [name, shape] : network::autoencoderShapes(config_)) {
            if (name.ends_with(normNumber)) {
                parameters[name] = at::full(shape, network::normEpsilon, at::kFloat);
            }
        }
        return parameters;
    }

    network::AutoencoderConfig config_;
    prior::AppaFields fields_;
    Tensor weights_;  // [places, 1]
};

Training made(const Selection& s, const Words& words)
{
    const auto whole = [&](const char* knob) { return static_cast<std::int64_t>(s.knobs.at(knob)); };
    const auto series = std::make_shared<const data::StateSeries>(std::vector<std::string>{words.at("data")});
    const prior::AppaFields fields = appaFieldsOf(*series);
    network::AutoencoderConfig config{.channels = static_cast<std::int64_t>(fields.channels.size()),
                                      .latentChannels = whole("latentChannels"),
                                      .shape = {static_cast<std::int64_t>(fields.lat.size()), static_cast<std::int64_t>(fields.lon.size())},
                                      .resize = std::int64_t{1} << whole("halvings"),
                                      .noise = s.knobs.at("noise")};
    for (std::int64_t depth = 0; depth <= whole("halvings"); ++depth) {
        config.hidden.push_back(whole("width") * (depth + 1));
        config.blocks.push_back(whole("blocks"));
    }
    using Part = data::WindowPlan::Part;
    constexpr std::size_t apart = 24;  // states between two that validate
    return {.objective = std::make_unique<Reconstruction>(config, fields),
            .training = std::make_unique<StandardStates>(series, fields, data::WindowPlan{.part = Part::training, .length = 1}),
            .validation = std::make_unique<StandardStates>(
                series, fields, data::WindowPlan{.part = Part::validation, .length = 1, .stride = apart})};
}

}  // namespace

Entry autoencoder()
{
    return {
        .about = {.id = "autoencoder",
                  .label = "Autoencoder of states (Appa)",
                  .source = "Andry et al. 2025, arXiv:2504.18720",
                  .formula = "mean (decode(encode(x) + n z) − x)², weighted by area",
                  .knobs = {{"halvings", "Times that rows and columns are halved", "1", 3, 1, 6, true},
                            {"latentChannels", "Channels of the latent", "1", 64, 1, 1024, true},
                            {"width", "Channels on the full grid", "1", 32, 4, 1024, true},
                            {"blocks", "Residual blocks a depth and way", "1", 1, 1, 16, true},
                            {"noise", "Noise n on the latent", "1", 0.01, 0, 1, false}},
                  .note = "Makes what the training appa takes as its autoencoder. Nine tenths of the time train, the last tenth "
                          "validates.",
                  .words = {{"data", "gridded file, or folder of files", Word::Holds::path}}},
        .make = made,
    };
}

}  // namespace core::train
