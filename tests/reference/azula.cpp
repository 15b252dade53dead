#include "core/sampler/base/adams_bashforth.h"
#include "tests/reference/compare.h"
#include "tests/reference/mixture.h"
#include "tests/reference/trajectory.h"

#include <cstdio>
#include <map>

namespace reference {
namespace {

using namespace core;

const std::map<std::string, Selection>& schedulesByName()
{
    static const std::map<std::string, Selection> names = {
        {"ve", {"loglinear"}},
        {"cosine", {"cosine"}},
        {"rectified", {"rectified", {{"form", 1}}}},
        {"ve2", {"loglinear", {{"sigmaMin", 0.02}, {"sigmaMax", 100}}}},
        {"cosine2", {"cosine", {{"sigmaMin", 0.02}, {"alphaMin", 0.01}}}},
        {"rectified2", {"rectified", {{"form", 1}, {"sigmaMin", 0.02}, {"sigmaMax", 100}}}}};
    return names;
}

void schedules(Report& report)
{
    const auto file = report.open("azula/schedules.safetensors");
    if (!file) {
        return;
    }
    for (const auto& [name, selection] : schedulesByName()) {
        const auto schedule = schedule::make(selection);
        for (const char* type : {"f64", "f32"}) {
            if (!file->has(name + ".alpha_" + type)) {
                continue;
            }
            const Tensor t = file->get(std::string("t_") + type).to(at::kDouble);
            Tensor alpha = at::empty_like(t);
            Tensor sigma = at::empty_like(t);
            for (std::int64_t i = 0; i < t.size(0); ++i) {
                const denoiser::Node node = schedule->at(t[i].item<double>());
                alpha[i] = node.alpha;
                sigma[i] = node.sigma;
            }
            const double tolerance = type == std::string("f64") ? 1e-12 : 2e-6;
            report.compare(*file, name + ".alpha_" + type, alpha, tolerance);
            report.compare(*file, name + ".sigma_" + type, sigma, tolerance);
        }
    }
    report.close(*file);
}

/// Weights of "<schedule>.zab.i<step>_n<order>" on the nodes "<schedule>.u_zab"
void coefficients(Report& report)
{
    const auto file = report.open("azula/coefficients.safetensors");
    if (!file) {
        return;
    }
    for (const auto& [key, tensor] : file->raw().tensors()) {
        const auto dot = key.find(".zab.");
        int step = 0;
        if (dot == std::string::npos || std::sscanf(key.c_str() + dot, ".zab.i%d_", &step) != 1) {
            continue;
        }
        const std::string nodesKey = key.substr(0, dot) + ".u_zab";
        const std::vector<double> nodes = file->raw().numbers(nodesKey);
        static_cast<void>(file->get(nodesKey));
        const auto count = static_cast<std::size_t>(tensor.shape.at(0));
        const auto last = static_cast<std::size_t>(step);
        const auto weights =
            sampler::adamsBashforth(std::span(nodes).subspan(last + 1 - count, count), nodes.at(last + 1));
        report.compare(*file, key, at::tensor(weights, at::kDouble), 1e-8);
    }
    report.close(*file);
}

const std::map<std::string, Selection>& samplersByName()
{
    static const std::map<std::string, Selection> names = {
        {"ddpm", {"ddpm"}},
        {"ddim", {"ddim"}},
        {"ddim_eta05", {"ddim", {{"eta", 0.5}}}},
        {"ddim_eta1", {"ddim", {{"eta", 1}}}},
        {"euler", {"euler"}},
        {"heun", {"heun"}},
        {"pc", {"pc", {{"form", 1}, {"corrections", 1}, {"delta", 0.01}}}},
        {"pc_c3_d05", {"pc", {{"form", 1}, {"corrections", 3}, {"delta", 0.05}}}},
        {"zab1", {"lms", {{"order", 1}}}},
        {"zab2", {"lms", {{"order", 2}}}},
        {"zab3", {"lms", {{"order", 3}}}},
        {"zab4", {"lms", {{"order", 4}}}}};
    return names;
}

void samplers(Report& report, const std::string& name, double tolerance)
{
    const auto file = report.open(name);
    if (!file) {
        return;
    }
    std::map<std::string, std::unique_ptr<denoiser::Denoiser>> priors;
    priors["gauss"] = std::make_unique<denoiser::Gaussian>(
        std::make_shared<denoiser::DenseCovariance>(file->get("gauss.mu"), file->get("gauss.C")));
    if (file->has("gmm.w")) {
        priors["gmm"] = std::make_unique<Mixture>(file->get("gmm.w"), file->get("gmm.m"), file->get("gmm.v"));
    }
    for (const auto& [scheduleName, selection] : schedulesByName()) {
        const auto schedule = schedule::make(selection);
        for (const auto& [priorName, prior] : priors) {
            const std::string base = scheduleName + "." + priorName + ".";
            for (const auto& [samplerName, sampler] : samplersByName()) {
                const std::string key = base + samplerName + ".x";
                if (!file->has(key)) {
                    continue;
                }
                const std::string drawn = base + samplerName + ".noise";
                const Tensor noise = file->has(drawn) ? file->get(drawn) : Tensor();
                const int steps = static_cast<int>(file->raw().at(key).shape.at(0)) - 1;
                report.compare(*file, key,
                               trajectory(*prior, *schedule, sampler, file->get(base + "x1"), steps, noise), tolerance);
            }
        }
    }
    report.close(*file);
}

}  // namespace

void compareAzula(Report& report)
{
    schedules(report);
    coefficients(report);
    samplers(report, "azula/samplers_f64.safetensors", 1e-8);
    samplers(report, "azula/samplers_f32.safetensors", 1e-4);
}

}  // namespace reference
