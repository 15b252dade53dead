#include "core/prior/eof.h"

#include "core/api/error.h"

#include <map>
#include <optional>

namespace core::prior {

namespace {

constexpr int usual = 24;  // states: six days of six-hourly weather

class EofWeather final : public Model {
public:
    EofWeather(const std::string& folder, bool corrected)
        : model_(std::make_shared<const EofModel>(loadEofs(folder))), folder_(folder), corrected_(corrected)
    {
    }
    [[nodiscard]] int length() const override { return usual; }
    [[nodiscard]] std::int64_t stepSeconds() const override { return model_->stepSeconds; }
    [[nodiscard]] std::shared_ptr<const Prior> over(const std::vector<std::int64_t>& times,
                                                    const at::TensorOptions& options) const override
    {
        if (!made_ || made_->device != options.device() || made_->dtype != options.dtype()) {
            made_ = Made{.device = options.device(), .dtype = options.dtype(),
                         .correction = corrected_ ? loadCorrection(*model_, folder_, options) : nullptr, .modes = {}};
        }
        const auto states = static_cast<std::int64_t>(times.size());
        auto modes = made_->modes.find(states);
        if (modes == made_->modes.end()) {
            modes = made_->modes.emplace(states, EofModes(*model_, states, options)).first;
        }
        return std::make_shared<Eof>(model_, modes->second, made_->correction, times, options);
    }

private:
    /// What windows share: a rollout has many, of few lengths.
    struct Made {
        at::Device device;
        caffe2::TypeMeta dtype;
        std::shared_ptr<const EofCorrection> correction;
        std::map<std::int64_t, EofModes> modes;  ///< by states
    };
    mutable std::optional<Made> made_;
    std::shared_ptr<const EofModel> model_;
    std::string folder_;
    bool corrected_;
};

}  // namespace

Entry eof()
{
    return {
        .about = {.id = "eof",
                  .label = "Waves and EOFs, with a learned correction",
                  .source = "Wiener 1949 and North et al. 1982 for the Gaussian part; Karras et al. 2022, arXiv:2206.00364, for "
                            "the training",
                  .formula = "D = W + e(u) F: Wiener denoiser W of the climate's own covariance, its error e, a network F",
                  .knobs = {{"network", "Learned correction", "1", 1, 0, 1, true, {"off", "on"}}},
                  .note = "A folder that embellie-cli fit --kind eof and train made. Without its network it is the Gaussian "
                          "climate, whose posterior under linear observations is known exactly.",
                  .words = {{"folder", "Folder of the prior", Word::Holds::path}}},
        .open = [](const PriorSpec& spec, const Tell&) -> std::shared_ptr<const Model> {
            const auto folder = spec.words.find("folder");
            if (folder == spec.words.end() || folder->second.empty()) {
                throw Error(Cause::badInput, "prior.folder is missing: no folder of a prior is named.",
                            "Make one with embellie-cli fit --kind eof.");
            }
            return std::make_shared<EofWeather>(folder->second, spec.knobs.at("network") != 0);
        },
        .recognises = isEofs,
    };
}

}  // namespace core::prior
