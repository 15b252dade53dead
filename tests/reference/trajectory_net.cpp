#include "tests/reference/compare.h"
#include "tests/reference/trajectory.h"

#include "core/denoiser/composed.h"

#include <nlohmann/json.hpp>

#include <regex>

namespace reference {
namespace {

using core::denoiser::Fold;
using core::denoiser::Windows;

constexpr double exact = 0;
constexpr double network = 2e-5;
constexpr double sampled = 2e-4;

/// T, K, S and fold, as the arrays' names tell them: T12_K4_S2_average
struct Named {
    Windows windows;
    std::string whole;
};

std::vector<Named> namedLike(const File& file, const std::string& prefix, const std::string& suffix)
{
    const std::regex pattern(prefix + "T(\\d+)_K(\\d+)_S(\\d+)_(symmetrical|causal|average)" + suffix);
    std::vector<Named> out;
    for (const auto& [key, tensor] : file.raw().tensors()) {
        std::smatch found;
        if (std::regex_match(key, found, pattern)) {
            const Fold fold = found[4] == "causal" ? Fold::causal : found[4] == "average" ? Fold::average : Fold::symmetrical;
            out.push_back({Windows(std::stoll(found[1]), std::stoll(found[2]), std::stoll(found[3]), fold),
                           key.substr(0, key.size() - (suffix.empty() ? 0 : 2))});
        }
    }
    return out;
}

/// Which element of which window each element comes from: element i of the trajectory is i + 1000 w in window w.
void foldMaps(Report& report, File& file)
{
    for (const auto& [windows, key] : namedLike(file, "fold_", "")) {
        const Tensor expected = file.get(key);
        const std::int64_t n = expected.numel() / windows.length();
        const Tensor elements = at::arange(expected.numel(), expected.options()).view({1, windows.length(), n});
        const Tensor window = at::arange(windows.count(), expected.options()).view({-1, 1, 1, 1});
        const Tensor folded = windows.fold(windows.unfold(elements) + 1000 * window);
        report.compare(file, key, folded.view(expected.sizes()), exact);
    }
}

void denoised(Report& report, File& file, const WindowNetwork& make)
{
    const double sigma = file.get("sigma").flatten()[0].item<double>();
    for (const auto& [windows, name] : namedLike(file, "", "\\.x")) {
        const auto inner = make(file, windows, file.exact(name + ".date"));
        const core::denoiser::Composed composed(inner, windows);
        report.compare(file, name + ".y", composed.mean(file.get(name + ".x"), {.t = 0.5, .alpha = 1, .sigma = sigma}), network);
    }
}

/// The runs of a composed trajectory, at the reference's own noise levels.
void samples(Report& report, File& file, const WindowNetwork& make)
{
    const auto info = nlohmann::json::parse(file.raw().metadata().at("info"));
    const auto schedule = core::schedule::make({"rectified", {}});
    for (const auto& [key, config] : info.items()) {
        if (!key.starts_with("sample.")) {
            continue;
        }
        const std::string name = key.substr(0, key.rfind('.'));
        const Windows windows(config.at("T"), config.at("K"), config.at("S"));
        const core::denoiser::Composed composed(make(file, windows, {}), windows);
        const std::string kind = config.at("sampler");
        core::Selection sampler{kind == "LMSSampler" ? "lms" : kind == "PCSampler" ? "pc" : kind == "DDPMSampler" ? "ddpm" : "ddim", {}};
        if (config.contains("order")) {
            sampler.knobs["order"] = config.at("order");
        }
        if (config.contains("corrections")) {
            sampler.knobs = {{"corrections", config.at("corrections")}, {"delta", config.at("delta")}};
        }
        const Tensor noise = file.has(name + ".noise") ? file.get(name + ".noise") : Tensor();
        const Listening listening(composed);
        const Tensor states = trajectory(listening, *schedule, sampler, file.get(name + ".x1"), config.at("steps"), noise);
        report.compare(file, name + ".x0", states[-1], sampled);
        if (file.has(name + ".x_after_step")) {
            report.compare(file, name + ".x_after_step", states.narrow(0, 1, states.size(0) - 1), sampled);
        }
        if (file.has(name + ".call_x")) {
            report.compare(file, name + ".call_x", at::stack(listening.states()), sampled);
        }
        if (file.has(name + ".call_sigma")) {
            report.compare(file, name + ".call_sigma", listening.sigmas(), network);
        }
    }
}

}  // namespace

void compareTrajectories(Report& report, const WindowNetwork& make)
{
    const auto file = report.open("appa/trajectory_net.safetensors");
    if (!file) {
        return;
    }
    foldMaps(report, *file);
    if (make) {
        denoised(report, *file, make);
        samples(report, *file, make);
    }
    report.close(*file);
}

}  // namespace reference
