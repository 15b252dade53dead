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

/// DPS acts on the step: its runs are stepped through the guidance itself.
Tensor dpsTrajectory(const denoiser::Denoiser& prior, const observe::Observed& observed,
                     const schedule::Schedule& schedule, const Tensor& x_1, const Tensor& noise)
{
    const int steps = static_cast<int>(noise.size(0));
    const auto nodes = grid::make({"uniform"})->nodes(schedule, steps, 1);
    const auto inner = sampler::make({"ddpm"});
    const auto method = guidance::make({"dps", {{"norm", 1}, {"zeta", 0.3}}});  // the fixture's ζ
    tests::RecordedNoise recorded(noise);
    std::vector<Tensor> states = {x_1};
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        states.push_back(
            method->step(*inner, prior, observed, 1, states.back(), nodes[k], nodes[k + 1], recorded).x);
    }
    return at::stack(states);
}

/// The denoisers "<schedule>.t0.3.mmps_cg2" at one time
void guidedDenoisers(Report& report, File& file, const denoiser::Denoiser& prior, const observe::Observed& observed,
                     const std::string& scheduleName, const schedule::Schedule& schedule)
{
    for (const auto& [key, tensor] : file.raw().tensors()) {
        double t = 0;
        const auto dot = key.rfind('.');
        const std::string name = key.substr(dot + 1);
        if (!key.starts_with(scheduleName + ".t") ||
            std::sscanf(key.c_str() + scheduleName.size(), ".t%lf", &t) != 1 || name == "x_t") {
            continue;
        }
        const denoiser::Node node = schedule.at(t);
        const Tensor x_t = file.get(key.substr(0, dot) + ".x_t");
        const auto guided = [&](const Selection& selection) {
            return guidance::make(selection)->around(prior, observed, 1)->mean(x_t, node);
        };
        double iterations = 0;
        if (name == "denoised") {
            report.compare(file, key, prior.mean(x_t, node), 1e-10);
        } else if (name == "exact") {
            report.compare(file, key, guided({"covariance"}), 1e-8);
        } else if (std::sscanf(name.c_str(), "mmps_gmres%lf", &iterations) == 1) {
            report.compare(file, key, guided({"mmps", {{"iterations", iterations}}}), 1e-8);
        } else if (std::sscanf(name.c_str(), "mmps_cg%lf", &iterations) == 1) {
            report.compare(file, key, guided({"mmps", {{"iterations", iterations}, {"solver", 1}}}), 1e-8);
        } else if (std::sscanf(name.c_str(), "jfps_cg%lf", &iterations) == 1) {
            report.compare(file, key, guided({"covariance", {{"iterations", iterations}}}), 1e-8);
        }
    }
}

void guidance(Report& report)
{
    const auto file = report.open("azula/guidance.safetensors");
    if (!file) {
        return;
    }
    const auto covariance = std::make_shared<denoiser::DenseCovariance>(file->get("mu"), file->get("C"));
    const denoiser::Gaussian prior(covariance);
    const observe::Observed observed{std::make_shared<tests::MatrixOperator>(file->get("H"), covariance),
                                     file->get("y")[0], file->get("var_y")};
    for (const auto& [name, selection] : schedulesByName()) {
        if (!file->has(name + ".x1")) {
            continue;
        }
        const auto schedule = schedule::make(selection);
        guidedDenoisers(report, *file, prior, observed, name, *schedule);
        const Tensor x_1 = file->get(name + ".x1");
        report.compare(*file, name + ".dps.x",
                       dpsTrajectory(prior, observed, *schedule, x_1, file->get(name + ".dps.noise")), 1e-8);
        const int steps = static_cast<int>(file->raw().at(name + ".mmps_ddpm.x").shape.at(0)) - 1;
        const auto method = guidance::make({"mmps", {{"iterations", 3}}});
        const auto guided = method->around(prior, observed, 1);
        report.compare(*file, name + ".mmps_ddpm.x",
                       trajectory(*guided, *schedule, {"ddpm"}, x_1, steps, file->get(name + ".mmps_ddpm.noise")),
                       1e-8);
        report.compare(*file, name + ".mmps_zab3.x",
                       trajectory(*guided, *schedule, {"lms"}, x_1, steps, Tensor()), 1e-8);
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
    guidance(report);
}

}  // namespace reference
