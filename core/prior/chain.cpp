#include "core/api/error.h"
#include "core/denoiser/gaussian.h"
#include "core/prior/states.h"
#include "core/world/linear.h"

namespace core::prior {

namespace {

constexpr std::size_t longest = 500;  // states: beyond, the eigenbasis of all of them takes minutes
constexpr int usual = 64;             // states of a window that nothing else names

class ChainModel final : public Model {
public:
    explicit ChainModel(double step) : step_(step) {}
    [[nodiscard]] int length() const override { return usual; }
    [[nodiscard]] std::shared_ptr<const Prior> over(const std::vector<std::int64_t>& times,
                                                    const at::TensorOptions& options) const override
    {
        if (times.size() > longest) {
            throw Error(Cause::badInput, "The chain has " + std::to_string(times.size()) + " states, more than " +
                        std::to_string(longest) + ".", "Choose a shorter window.");
        }
        const auto length = static_cast<std::int64_t>(times.size());
        const world::LinearChain chain = world::dampedSpring(step_);
        const std::int64_t d = chain.size();
        const Tensor covariance = chain.jointCovariance(length);
        const Tensor scale = covariance.diagonal().view({length, d}).mean(0).sqrt();
        const Tensor each = scale.repeat({length});
        const auto law = std::make_shared<denoiser::DenseCovariance>(
            at::zeros({length * d}, options.device(at::kCPU)), covariance / at::outer(each, each));
        return std::make_shared<States>(StatesModel{.names = {"position", "speed", "acceleration", "wind"},
                                                    .times = times,
                                                    .mean = chain.jointMean(length).view({length, d}),
                                                    .scale = scale,
                                                    .denoiser = std::make_shared<denoiser::Gaussian>(law),
                                                    .source = "a mass on a spring in gusty wind",
                                                    .options = options.device(at::kCPU)});
    }

private:
    double step_;
};

}  // namespace

Entry chain()
{
    return {
        .about = {.id = "chain",
                  .label = "Linear chain (small world)",
                  .source = "Rozet and Louppe 2023, arXiv:2306.10574, damped spring; Rauch, Tung & Striebel 1965",
                  .formula = "x_{i+1} = F x_i + N(0, Q), state = (position, speed, acceleration, wind)",
                  .knobs = {{"step", "Time between two states", "1", 0.1, 0.01, 1}},
                  .note = "All states are jointly Gaussian, so the denoiser is exact and the posterior under "
                          "observations of them is Kalman's. Observations name position, speed, acceleration or wind."},
        .open = [](const PriorSpec& spec, const Tell&) -> std::shared_ptr<const Model> {
            return std::make_shared<ChainModel>(spec.knobs.at("step"));
        },
    };
}

}  // namespace core::prior
