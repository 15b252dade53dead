#include "core/api/error.h"
#include "core/denoiser/mixture.h"
#include "core/prior/states.h"

#include <cmath>
#include <numbers>

namespace core::prior {

namespace {

struct Parts {
    std::int64_t count = 5, numbers = 2;
    double radius = 2, width = 0.3;
};

/// Means evenly on a circle, or on a line from −radius to radius; [parts, numbers] float64
Tensor meansOf(const Parts& parts)
{
    if (parts.numbers == 1) {
        return (parts.count == 1 ? at::zeros({1}, at::kDouble)
                                 : at::linspace(-parts.radius, parts.radius, parts.count, at::kDouble))
            .unsqueeze(1);
    }
    const Tensor angle = at::arange(parts.count, at::kDouble) * (2 * std::numbers::pi / static_cast<double>(parts.count));
    return at::stack({angle.cos(), angle.sin()}, 1) * (parts.count == 1 ? 0 : parts.radius);
}

class MixtureModel final : public Model {
public:
    explicit MixtureModel(const Parts& parts) : parts_(parts) {}
    [[nodiscard]] std::shared_ptr<const Prior> over(const std::vector<std::int64_t>& times,
                                                    const at::TensorOptions& options) const override
    {
        if (times.size() != 1) {
            throw Error(Cause::badInput, "A mixture is one state, and the window has " + std::to_string(times.size()) + ".",
                        "Give window.length 1.");
        }
        // scaled so that each number has unit variance
        const Tensor means = meansOf(parts_);
        const Tensor scale = (means.square().mean(0) + parts_.width * parts_.width).sqrt();
        const Tensor variance = at::full({parts_.count}, parts_.width * parts_.width, at::kDouble);
        const Tensor covariances = variance.view({-1, 1, 1}) * scale.square().reciprocal().diag();
        const std::vector<std::string> names = {"first", "second"};
        return std::make_shared<States>(StatesModel{
            .names = {names.begin(), names.begin() + parts_.numbers},
            .times = times,
            .mean = at::zeros({1, parts_.numbers}, at::kDouble),
            .scale = scale,
            .denoiser = std::make_shared<denoiser::Mixture>(at::ones({parts_.count}, at::kDouble), means / scale, covariances),
            .source = "a mixture of " + std::to_string(parts_.count) + " Gaussians",
            .options = options.device(at::kCPU)});
    }

private:
    Parts parts_;
};

}  // namespace

Entry mixture()
{
    return {
        .about = {.id = "mixture",
                  .label = "Gaussian mixture (small world)",
                  .source = "Song et al. 2021, arXiv:2011.13456, for the marginals",
                  .formula = "p(x) = Σ_k N(x; m_k, w² I)/K, m_k on a circle (or a line) of radius r",
                  .knobs = {{"parts", "Parts", "1", 5, 1, 64, true},
                            {"numbers", "Numbers of the state", "1", 2, 1, 2, true},
                            {"radius", "Radius of the parts' means", "1", 2, 0, 100},
                            {"width", "Standard deviation of a part", "1", 0.3, 0.001, 10}},
                  .note = "One state of one or two numbers, called first and second, with several modes; score and "
                          "denoiser are exact."},
        .open = [](const PriorSpec& spec, const Tell&) -> std::shared_ptr<const Model> {
            return std::make_shared<MixtureModel>(
                Parts{.count = static_cast<std::int64_t>(spec.knobs.at("parts")),
                      .numbers = static_cast<std::int64_t>(spec.knobs.at("numbers")),
                      .radius = spec.knobs.at("radius"),
                      .width = spec.knobs.at("width")});
        },
    };
}

}  // namespace core::prior
