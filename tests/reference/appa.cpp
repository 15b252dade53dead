#include "core/sampler/base/adams_bashforth.h"
#include "tests/reference/compare.h"
#include "tests/reference/trajectory.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <regex>

namespace reference {
namespace {

using namespace core;
using nlohmann::json;

json info(const File& file)
{
    const auto found = file.raw().metadata().find("info");
    return found == file.raw().metadata().end() ? json::object() : json::parse(found->second);
}

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
    for (const auto& [key, tensor] : file->raw().tensors()) {
        Selection selection;
        std::smatch match;
        if (std::regex_match(key, match, pattern)) {
            selection = {match[1], {{"sigmaMin", std::stod(match[2])}, {"sigmaMax", std::stod(match[3])}}};
        } else if (key == "loglogit_spread1") {
            selection = {"loglogit", {{"rho", 1}}};
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
    return {};
}

void samplers(Report& report, const std::string& name, double tolerance)
{
    const auto file = report.open(name);
    if (!file) {
        return;
    }
    const Tensor mean = file->get("mu");
    const denoiser::Gaussian prior(std::make_shared<denoiser::DenseCovariance>(mean, file->get("C")));
    const json cases = info(*file);
    for (const auto& [key, about] : cases.items()) {
        const Selection selection = samplerOf(about);
        if (selection.kind.empty() || !key.ends_with(".x0")) {
            continue;
        }
        const std::string base = key.substr(0, key.size() - 2);
        const auto schedule = schedule::make({before(key, '.')});
        const Tensor x_1 = file->get(before(key, '.') + ".x1");
        const Tensor noise = file->has(base + "noise") ? file->get(base + "noise") : Tensor();
        const int steps = about.at("steps").get<int>();
        const Tensor states = trajectory(prior, *schedule, selection, x_1, steps, noise);
        if (file->has(base + "x_after_step")) {
            report.compare(*file, base + "x_after_step", states.slice(0, 1), tolerance);
        }
        if (selection.kind == "lms") {
            report.compare(*file, base + "call_x", states.slice(0, 0, -1), tolerance);
        }
        report.compare(*file, key, states[-1], tolerance);
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
