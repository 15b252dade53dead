#include "core/guidance/guidance.h"
#include "core/network/score.h"
#include "core/observe/slice.h"
#include "core/prior/score_denoiser.h"
#include "core/train/base/losses.h"
#include "tests/reference/compare.h"
#include "tests/reference/info.h"
#include "tests/reference/trajectory.h"

namespace reference {
namespace {

using namespace core;

constexpr double sampled = 2e-4, once = 2e-5;

std::shared_ptr<const network::ScoreNetwork> networkOf(File& nets, const std::string& name,
                                                       std::int64_t channels)
{
    network::StateDict weights = nets.weights(name + ".sd.");
    const auto config = network::scoreConfig(weights, channels);
    const bool local = weights.contains("kernel.embedding.freqs");
    network::Weights taken(std::move(weights));
    auto net = std::make_shared<network::ScoreNetwork>(config,
                                                       network::Scope(taken, local ? "kernel." : "score."));
    taken.finish("the network of the reference");
    return net;
}

/// Trajectories with one network, as "net.<name>.<case>" records them.
class Runs {
public:
    Runs(Report& report, File& file, File& nets, std::string name)
        : report_(report),
          file_(file),
          info_(infoOf(file)),
          name_("net." + std::move(name)),
          shape_(file.raw().at(name_ + ".x1").shape),
          schedule_(schedule::make({"sda"})),
          prior_(networkOf(nets, name_.substr(4), shape_.at(2)), schedule_, {shape_.at(2)})
    {
    }
    /// Unguided runs, and one with every n-th state's first components seen
    void compare()
    {
        for (const auto& [key, about] : info_.items()) {
            if (key.starts_with(name_ + ".") && key.ends_with("x0")) {
                const std::string base = key.substr(0, key.size() - 2);
                const bool guided = base.ends_with("guided.");
                run(base, guided ? observed(base) : observe::Observed{});
            }
        }
    }

private:
    void run(const std::string& base, const observe::Observed& observed)
    {
        const auto setting = [&](const char* name, double otherwise) {
            return settingOf(info_, base + "x0", name, otherwise);
        };
        Selection sampler{"sdapc", {{"corrections", setting("corrections", 0)}, {"tau", setting("tau", 0.25)}}};
        const double gamma = setting("gamma", gammaOfRuns);
        const auto method = guidance::make(observed.op ? Selection{"sda", {{"gamma", gamma}, {"spread", 1}}}
                                                       : Selection{"none"});
        const auto denoiser = method->around(prior_, observed, 1);
        const std::string start = file_.has(base + "x1") ? base + "x1" : name_ + ".x1";
        const Tensor noise = file_.has(base + "noise") ? file_.get(base + "noise").flatten(2) : Tensor();
        const Tensor states = trajectory(*denoiser, *schedule_, sampler, file_.get(start).flatten(1),
                                         static_cast<int>(setting("steps", 12)), noise);
        report_.compare(file_, base + "x0", states[-1].view(shape_), sampled);
    }
    [[nodiscard]] observe::Observed observed(const std::string& base)
    {
        const Tensor y = file_.get(name_ + ".obs");
        const std::int64_t length = shape_.at(1), every = (length + y.size(0) - 1) / y.size(0);
        std::vector<std::int64_t> states, components;
        for (std::int64_t i = 0; i < y.size(0); ++i) {
            states.push_back(i * every);
        }
        for (std::int64_t i = 0; i < y.size(1); ++i) {
            components.push_back(i);
        }
        const double error = settingOf(info_, base + "x0", "std",
                                       settingOf(info_, name_ + ".obs", "std", errorOfRuns));
        return {std::make_shared<observe::Slice>(observe::pointMajor(states, components, shape_.at(2))),
                y.flatten(), at::full({y.numel()}, error * error)};
    }

    // what the recorded programs used where the file does not say
    static constexpr double gammaOfRuns = 3e-2, errorOfRuns = 0.05;

    Report& report_;
    File& file_;
    nlohmann::json info_;
    std::string name_;
    std::vector<std::int64_t> shape_;
    std::shared_ptr<const schedule::Schedule> schedule_;
    prior::ScoreDenoiser prior_;
};

/// The loss of flattened windows, with the local network whose windows are as wide.
void loss(Report& report, File& file, File& nets)
{
    if (!file.has("loss.value")) {
        return;
    }
    const Tensor x = file.get("loss.x"), t = file.get("loss.t");
    const auto schedule = schedule::make({"sda"});
    for (const auto& [key, tensor] : nets.raw().tensors()) {
        const auto end = key.rfind(".x");
        if (end == std::string::npos || end + 2 != key.size() || tensor.shape.size() != 3) {
            continue;
        }
        const std::int64_t channels = tensor.shape.at(2);
        const auto net = networkOf(nets, key.substr(0, end), channels);
        if (net->config().order > 0 && (2 * net->config().order + 1) * channels == x.size(1)) {
            const Tensor value =
                train::noiseLoss([&](const Tensor& x_t) { return net->kernel(x_t, t); }, x,
                                 train::levelsAt(*schedule, t, x), file.get("loss.noise"));
            report.compare(file, "loss.value", value, once);
            return;
        }
    }
    report.broken(file.name() + ":loss.value", "no network sees windows of that size");
}

}  // namespace

void compareScoreRuns(Report& report)
{
    const auto file = report.open("sda/sampling.safetensors"), nets = report.open("sda/nets.safetensors");
    if (!file || !nets) {
        return;
    }
    for (const auto& [key, tensor] : nets->raw().tensors()) {
        const auto end = key.rfind(".x");
        const bool whole = end != std::string::npos && end + 2 == key.size();
        if (whole && file->has("net." + key.substr(0, end) + ".x1")) {
            Runs(report, *file, *nets, key.substr(0, end)).compare();
        }
    }
    loss(report, *file, *nets);
    report.close(*file);
}

}  // namespace reference
