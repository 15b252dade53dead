#include "tests/reference/compare.h"
#include "tests/reference/info.h"
#include "tests/reference/trajectory.h"

#include <map>
#include <regex>

namespace reference {
namespace {

using namespace core;

/// The signal's and the variance's number in the entry, by the reference's names
double optionOf(const std::string& name)
{
    static const std::map<std::string, double> options = {{"cos", 0}, {"lin", 1},   {"exp", 2},
                                                          {"vp", 0},  {"subvp", 1}, {"subsubvp", 2}};
    return options.at(name);
}

void schedules(Report& report)
{
    const auto file = report.open("sda/schedules.safetensors");
    if (!file) {
        return;
    }
    const Tensor t = file->get("t").to(at::kDouble);
    const std::regex pattern("(vp|subvp|subsubvp)\\.(cos|lin|exp)\\.mu");
    for (const auto& [key, tensor] : file->raw().tensors()) {
        std::smatch match;
        if (!std::regex_match(key, match, pattern)) {
            continue;
        }
        const auto schedule = schedule::make({"sda", {{"form", optionOf(match[1])}, {"signal", optionOf(match[2])}}});
        Tensor mu = at::empty_like(t), sigma = at::empty_like(t);
        for (std::int64_t i = 0; i < t.size(0); ++i) {
            const denoiser::Node node = schedule->at(t[i].item<double>());
            mu[i] = node.alpha;
            sigma[i] = node.sigma;
        }
        report.compare(*file, key, mu, 2e-6);
        const std::string sigmaKey = key.substr(0, key.size() - 2) + "sigma";
        if (match[1] == "vp") {
            // float32 leaves σ² = 1 − μ² + η² the rounding of 1: near μ = 1 its root keeps four digits fewer
            report.compare(file->name() + ":" + sigmaKey + " squared", sigma.square(),
                           file->get(sigmaKey).to(at::kDouble).square(), 2e-6);
        } else {
            report.compare(*file, sigmaKey, sigma, 2e-6);
        }
    }
    report.close(*file);
}

/// The Gaussian runs "<type>.gauss.<signal>.<case>.x0": unguided, from a recorded start with recorded noise
void gaussianRuns(Report& report, File& file)
{
    const nlohmann::json cases = infoOf(file);
    const std::regex pattern("(f32|f64)\\.gauss\\.(cos|lin|exp)\\..*\\.x0");
    for (const auto& [key, about] : cases.items()) {
        std::smatch match;
        if (!std::regex_match(key, match, pattern)) {
            continue;
        }
        const std::string type = match[1];
        const denoiser::Gaussian prior(
            std::make_shared<denoiser::DenseCovariance>(file.get(type + ".mu"), file.get(type + ".C")));
        const std::string base = key.substr(0, key.size() - 2);
        const auto schedule = schedule::make({"sda", {{"signal", optionOf(match[2])}}});
        Selection sampler{"sdapc", {{"corrections", about.value("corrections", 0.0)}}};
        if (about.contains("tau")) {
            sampler.knobs["tau"] = about.at("tau").get<double>();
        }
        const Tensor noise = file.has(base + "noise") ? file.get(base + "noise") : Tensor();
        const Tensor states = trajectory(prior, *schedule, sampler, file.get(base + "x1"),
                                         about.at("steps").get<int>(), noise);
        report.compare(file, key, states[-1], type == "f64" ? 1e-10 : 2e-5);
    }
}

/// "<type>.eps.t<t>": the noise that the exact denoiser sees in "<type>.xq"
void gaussianNoise(Report& report, File& file)
{
    const std::regex pattern("(f32|f64)\\.eps\\.t([0-9.]+)");
    const auto schedule = schedule::make({"sda"});
    for (const auto& [key, tensor] : file.raw().tensors()) {
        std::smatch match;
        if (!std::regex_match(key, match, pattern)) {
            continue;
        }
        const std::string type = match[1];
        const denoiser::Gaussian prior(
            std::make_shared<denoiser::DenseCovariance>(file.get(type + ".mu"), file.get(type + ".C")));
        const Tensor x = file.get(type + ".xq");
        const denoiser::Node at = schedule->at(std::stod(match[2]));
        report.compare(file, key, x.sub(prior.mean(x, at), at.alpha) / at.sigma, type == "f64" ? 1e-10 : 2e-5);
    }
}

void sampling(Report& report)
{
    const auto file = report.open("sda/sampling.safetensors");
    if (!file) {
        return;
    }
    gaussianRuns(report, *file);
    gaussianNoise(report, *file);
    report.close(*file);
}

}  // namespace

void compareSda(Report& report)
{
    schedules(report);
    sampling(report);
}

}  // namespace reference
