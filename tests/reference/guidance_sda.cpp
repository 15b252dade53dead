#include "core/guidance/guidance.h"
#include "tests/reference/bent.h"
#include "tests/reference/compare.h"
#include "tests/reference/info.h"
#include "tests/reference/posterior.h"
#include "tests/reference/trajectory.h"

#include <algorithm>
#include <cstdio>
#include <regex>

namespace reference {
namespace {

using namespace core;
using denoiser::Node;

constexpr double gammaOfPaper = 1e-2;  // what the recorded programs used where keys do not say

/// One precision's problem: "f64." or "f32."
struct Problem {
    std::string prefix;
    const denoiser::Denoiser& prior;
    const schedule::Schedule& schedule;
    observe::Observed linear, bent;
    double tolerance;
};

template <class Entry>
bool known(std::span<const Entry> entries, const std::string& id)
{
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return entry.about.id == id; });
}

/// ε as the reference's networks give it: (x_t − α D)/σ
Tensor noiseOf(const Tensor& mean, const Tensor& x_t, const Node& node)
{
    return (x_t - mean * node.alpha) / node.sigma;
}

/// The guidance that "gscore.t0.4.gamma0.01.detach1", "gscore_nl.t0.4" or "dps.t0.4" names
Selection guidanceOf(const std::string& name)
{
    static const std::regex score(R"(gscore\.t[0-9.]+?\.gamma([0-9.e+-]+)\.detach([01]))");
    std::smatch match;
    if (name.starts_with("dps.t")) {
        return {"dps", {{"form", 1}, {"norm", 1}}};
    }
    if (std::regex_match(name, match, score)) {
        return {"sda", {{"gamma", std::stod(match[1])}, {"detach", std::stod(match[2])}, {"spread", 1}}};
    }
    if (name.starts_with("gscore_nl.t")) {
        return {"sda", {{"gamma", gammaOfPaper}, {"spread", 1}}};
    }
    return name.starts_with("eps.t") ? Selection{"none"} : Selection{};
}

void scores(Report& report, File& file, const Problem& problem)
{
    const Tensor x_t = file.get(problem.prefix + "xq");
    for (const auto& [key, tensor] : file.raw().tensors()) {
        const std::string name = key.substr(std::min(key.size(), problem.prefix.size()));
        const Selection selection = key.starts_with(problem.prefix) ? guidanceOf(name) : Selection{};
        double t = 0;
        if (selection.kind.empty() || std::sscanf(name.c_str() + name.find(".t"), ".t%lf", &t) != 1) {
            continue;
        }
        const Node node = problem.schedule.at(t);
        const observe::Observed& observed = name.starts_with("gscore_nl") ? problem.bent : problem.linear;
        const auto method = guidance::make(selection);
        const auto guided = method->around(problem.prior, observed, 1);
        report.compare(file, key, noiseOf(guided->mean(x_t, node), x_t, node), problem.tolerance);
    }
}

/// A guided run of SDA's own predictor–corrector
void guidedRun(Report& report, File& file, const Problem& problem)
{
    const std::string base = problem.prefix + "guided.";
    if (!file.has(base + "x0") || !known(sampler::entries(), "sdapc")) {
        return;
    }
    const nlohmann::json info = infoOf(file);
    const auto setting = [&](const char* name, double otherwise) {
        return settingOf(info, base + "x0", name, otherwise);
    };
    const Selection sampler{"sdapc",
                            {{"corrections", setting("corrections", 1)}, {"tau", setting("tau", 0.25)}}};
    const auto method = guidance::make({"sda", {{"gamma", setting("gamma", gammaOfPaper)}, {"spread", 1}}});
    const auto guided = method->around(problem.prior, problem.linear, 1);
    const Tensor states = trajectory(*guided, problem.schedule, sampler, file.get(base + "x1"),
                                     static_cast<int>(setting("steps", 16)), file.get(base + "noise"));
    report.compare(file, base + "x0", states[-1], problem.tolerance);
}

}  // namespace

void compareSdaGuidance(Report& report)
{
    const auto file = report.open("sda/sampling.safetensors");
    if (!file || !known(schedule::entries(), "sda")) {
        return;
    }
    const auto schedule = schedule::make({"sda"});
    const nlohmann::json info = infoOf(*file);
    for (const std::string prefix : {"f64.", "f32."}) {
        if (!file->has(prefix + "H")) {
            continue;
        }
        const Tensor h = file->get(prefix + "H");
        const auto covariance = std::make_shared<denoiser::DenseCovariance>(file->get(prefix + "mu"),
                                                                            file->get(prefix + "C"));
        const denoiser::Gaussian prior(covariance);
        const Tensor y = file->get(prefix + "y");
        const double error = settingOf(info, prefix + "y", "std", 0.2);
        const Tensor variance = at::full_like(y, error * error);
        const Problem problem{.prefix = prefix,
                              .prior = prior,
                              .schedule = *schedule,
                              .linear = {std::make_shared<tests::MatrixOperator>(h, covariance), y, variance},
                              .bent = {std::make_shared<Bent>(h, 0), y, variance},
                              .tolerance = prefix == "f64." ? 1e-10 : 2e-4};
        scores(report, *file, problem);
        guidedRun(report, *file, problem);
        comparePosterior(report, *file, prefix, prior, problem.linear);
    }
    report.close(*file);
}

}  // namespace reference
