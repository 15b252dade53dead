#include "core/sampler/base/adams_bashforth.h"
#include "core/sampler/base/quadrature.h"
#include "tests/reference/compare.h"
#include "tests/reference/info.h"
#include "tests/reference/trajectory.h"

#include <cstdio>
#include <regex>

namespace reference {
namespace {

using namespace core;
using nlohmann::json;

std::string before(const std::string& key, char mark)
{
    return key.substr(0, key.find(mark));
}

void schedules(Report& report)
{
    const auto file = report.open("appa/schedules.safetensors");
    if (!file) {
        return;
    }
    const Tensor t = file->get("t").to(at::kDouble);
    const std::regex pattern("(loglinear|loglogit|rectified)_([0-9.]+)_([0-9.]+?)(_f64)?");
    const std::regex spread("loglogit_spread([0-9.]+)");
    for (const auto& [key, tensor] : file->raw().tensors()) {
        Selection selection;
        std::smatch match;
        if (std::regex_match(key, match, pattern)) {
            selection = {match[1], {{"sigmaMin", std::stod(match[2])}, {"sigmaMax", std::stod(match[3])}}};
        } else if (std::regex_match(key, match, spread)) {
            selection = {"loglogit", {{"rho", std::stod(match[1])}}};
        } else {
            continue;
        }
        const auto schedule = schedule::make(selection);
        Tensor ratio = at::empty_like(t);
        const Tensor expected = file->get(key).to(at::kDouble).view(-1);
        for (std::int64_t i = 0; i < t.size(0); ++i) {
            ratio[i] = schedule->at(t[i].item<double>()).sigma / expected[i].item<double>();
        }
        // one float32 rounding of 1 − t near t = 1 is worth far more than itself in these two
        const double narrow = selection.kind == "loglinear" ? 2e-6 : 2e-5;
        report.compare(file->name() + ":" + key, ratio, at::ones_like(ratio), tensor.type == "F64" ? 1e-12 : narrow);
    }
    if (file->has("rectified_bf16_sigma_tmax")) {
        const double sigma = schedule::make({"rectified"})->at(255.0 / 256).sigma;
        report.compare(*file, "rectified_bf16_sigma_tmax", at::full({1, 1}, sigma, at::kDouble), 2e-5);
    }
    report.close(*file);
}

void coefficients(Report& report)
{
    const auto file = report.open("appa/lms_coefficients.safetensors");
    if (!file) {
        return;
    }
    const std::vector<double> sigmas = file->raw().numbers("sigmas");
    static_cast<void>(file->get("sigmas"));
    for (const auto& [key, tensor] : file->raw().tensors()) {
        int step = 0;
        int order = 0;
        if (std::sscanf(key.c_str(), "gl_nodes_%d", &order) == 1) {
            const auto rule = sampler::gaussLegendre(order);
            report.compare(*file, key, at::tensor(rule.points, at::kDouble), 1e-12);
            report.compare(*file, "gl_weights_" + std::to_string(order), at::tensor(rule.weights, at::kDouble), 1e-12);
        }
        if (std::sscanf(key.c_str(), "i%d_o%d", &step, &order) != 2) {
            continue;
        }
        const auto count = static_cast<std::size_t>(tensor.shape.at(0));
        const auto last = static_cast<std::size_t>(step);
        const auto weights =
            sampler::adamsBashforth(std::span(sigmas).subspan(last - count, count), sigmas.at(last));
        report.compare(*file, key, at::tensor(weights, at::kDouble), 1e-12);
    }
    report.close(*file);
}

/// The catalogue's name for a sampler of the reference; an empty kind where it has none.
Selection samplerOf(const json& about)
{
    const std::string name = about.is_object() ? about.value("sampler", "") : "";
    if (name == "DDPMSampler") {
        return {"ddpm"};
    }
    if (name == "DDIMSampler") {
        return {"ddim"};
    }
    if (name == "LMSSampler") {
        return {"lms", {{"order", about.at("order").get<double>()}}};
    }
    if (name == "PCSampler") {
        return {"pc",
                {{"corrections", about.at("corrections").get<double>()}, {"delta", about.at("delta").get<double>()}}};
    }
    if (name == "RewindDDIMSampler") {
        return {"rewind",
                {{"window", about.at("rewind_after").get<double>()}, {"form", about.at("jump").get<bool>() ? 0.0 : 1.0}}};
    }
    return {};
}

/// How many nodes the reference sees ahead of step i: int(t/dt) in its own arithmetic, which may be one too few.
template <class Real>
int nodesAhead(int i, int steps)
{
    const Real dt = Real(1) / static_cast<Real>(steps);
    const Real stride = steps > 1 ? (dt - 1) / static_cast<Real>(steps - 1) : 0;
    const Real t = i < steps / 2 ? 1 + stride * static_cast<Real>(i) : dt - stride * static_cast<Real>(steps - i - 1);
    return static_cast<int>(t / dt);
}

/// A run of Rewind: states before each step and after the last, and what its denoising steps leave.
struct Rewound {
    Tensor states, denoised;
};

Rewound rewound(const Listening& denoiser, const std::vector<denoiser::Node>& nodes, const Selection& sampler,
                const Tensor& x_1, const Tensor& noise)
{
    tests::RecordedNoise recorded(noise);
    NoNoise quiet;
    const auto made = sampler::make(sampler);
    const int steps = static_cast<int>(nodes.size()) - 1;
    std::vector<Tensor> states = {x_1};
    std::vector<Tensor> denoised;
    for (int k = 0; k < steps; ++k) {
        const auto i = static_cast<std::size_t>(k);
        const int ahead = x_1.scalar_type() == at::kFloat ? nodesAhead<float>(k, steps) : nodesAhead<double>(k, steps);
        made->begin(std::span(nodes).first(std::min(nodes.size(), i + static_cast<std::size_t>(ahead) + 1)));
        const std::size_t before = denoiser.states().size();
        const Tensor x = states.back();
        states.push_back(made->step(denoiser, x, nodes[i], nodes[i + 1], recorded).x);
        denoised.insert(denoised.end(), denoiser.states().begin() + static_cast<std::ptrdiff_t>(before) + 1,
                        denoiser.states().end());
        denoised.push_back(made->step(denoiser.inner(), x, nodes[i], nodes[i + 1], quiet).x);
    }
    return {at::stack(states), at::stack(denoised)};
}

/// One recorded run "<schedule>.<case>.x0" with all that was recorded of it
void sampledRun(Report& report, File& file, const denoiser::Denoiser& prior, const std::string& key, const json& about,
                double tolerance)
{
    const Selection selection = samplerOf(about);
    const std::string base = key.substr(0, key.size() - 2);
    const auto schedule = schedule::make({before(key, '.')});
    const auto nodes = grid::make({"uniform"})->nodes(*schedule, about.at("steps").get<int>(), 1);
    const Tensor x_1 = file.get(before(key, '.') + ".x1");
    const Tensor noise = file.has(base + "noise") ? file.get(base + "noise") : Tensor();
    const Listening listening(prior);
    Rewound run;
    if (selection.kind == "rewind") {
        run = rewound(listening, nodes, selection, x_1, noise);
    } else {
        const auto made = sampler::make(selection);
        tests::RecordedNoise recorded(noise);
        run.states = trajectory(listening, nodes, *made, x_1, recorded);
        run.denoised = run.states.slice(0, 1);
    }
    if (file.has(base + "x_after_step")) {
        report.compare(file, base + "x_after_step", run.denoised, tolerance);
    }
    if (file.has(base + "call_x")) {
        report.compare(file, base + "call_x", at::stack(listening.states()), tolerance);
    }
    if (file.has(base + "call_sigma")) {
        report.compare(file, base + "call_sigma", listening.sigmas(), tolerance);
    }
    report.compare(file, key, run.states[-1], tolerance);
}

void samplers(Report& report, const std::string& name, double tolerance)
{
    const auto file = report.open(name);
    if (!file) {
        return;
    }
    const Tensor mean = file->get("mu");
    const denoiser::Gaussian prior(std::make_shared<denoiser::DenseCovariance>(mean, file->get("C")));
    const json cases = infoOf(*file);
    for (const auto& [key, about] : cases.items()) {
        if (!samplerOf(about).kind.empty() && key.ends_with(".x0")) {
            sampledRun(report, *file, prior, key, about, tolerance);
        }
    }
    report.close(*file);
}

}  // namespace

void compareAppa(Report& report)
{
    schedules(report);
    coefficients(report);
    samplers(report, "appa/samplers_gauss_f64.safetensors", 1e-10);
    samplers(report, "appa/samplers_gauss_f32.safetensors", 2e-5);
}

}  // namespace reference
