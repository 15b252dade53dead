#include "core/api/error.h"
#include "core/prior/lorenz63_folder.h"
#include "core/prior/states.h"
#include "core/world/lorenz63.h"

namespace core::prior {

namespace {

constexpr int usual = 65;  // states of the published problems

class Lorenz63Model final : public Model {
public:
    explicit Lorenz63Model(const std::string& folder) : denoiser_(loadLorenz63(folder)), folder_(folder) {}
    [[nodiscard]] int length() const override { return usual; }
    [[nodiscard]] int shortest() const override { return static_cast<int>(2 * denoiser_->order() + 1); }
    [[nodiscard]] std::shared_ptr<const Prior> over(const std::vector<std::int64_t>& times,
                                                    const at::TensorOptions& options) const override
    {
        const int fewest = shortest();
        if (std::ssize(times) < fewest) {
            throw Error(Cause::badInput,
                        "The network sees " + std::to_string(fewest) + " states at once, and the window has " +
                            std::to_string(times.size()) + ".",
                        "Choose a longer window.");
        }
        const Tensor zero = world::destandardised(at::zeros({1, 3}, at::kDouble));
        const Tensor one = world::destandardised(at::ones({1, 3}, at::kDouble));
        return std::make_shared<States>(
            StatesModel{.names = {"a", "b", "c"},
                        .times = times,
                        .mean = zero,
                        .scale = (one - zero)[0],
                        .denoiser = denoiser_,
                        .notes = {"Times count states of the chain, which are 0.025 of its own time units apart."},
                        .source = folder_,
                        .options = options.device(at::kCPU)});
    }

private:
    std::shared_ptr<const ScoreDenoiser> denoiser_;
    std::string folder_;
};

}  // namespace

Entry lorenz63()
{
    return {
        .about = {.id = "lorenz63",
                  .label = "Noisy Lorenz-63 (small world)",
                  .source = "Rozet and Louppe 2023, arXiv:2306.10574, section 4.1; Lorenz 1963",
                  .formula = "E[x | x_t] of trajectories of (a, b, c) by a network that sees 2k + 1 states at a time",
                  .knobs = {},
                  .note = "A folder that embellie-cli train made. Observations name a, b or c.",
                  .words = {{"folder", "Folder of the trained network", Word::Holds::path}}},
        .open = [](const PriorSpec& spec, const Tell&) -> std::shared_ptr<const Model> {
            const auto folder = spec.words.find("folder");
            if (folder == spec.words.end() || folder->second.empty()) {
                throw Error(Cause::badInput, "prior.folder is missing: no trained network is named.",
                            "Make one with embellie-cli train.");
            }
            return std::make_shared<Lorenz63Model>(folder->second);
        },
        .recognises = isLorenz63,
    };
}

}  // namespace core::prior
