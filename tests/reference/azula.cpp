#include "core/sampler/base/adams_bashforth.h"
#include "core/sampler/base/multistep.h"
#include "tests/reference/compare.h"
#include "tests/reference/info.h"
#include "tests/reference/mixture.h"
#include "tests/reference/trajectory.h"

#include <cmath>
#include <cstdio>
#include <map>
#include <regex>

namespace reference {
namespace {

using namespace core;
using nlohmann::json;

/// The schedules by the names of the files, with azula's own parameters
const std::map<std::string, Selection>& schedulesByName()
{
    static const std::map<std::string, Selection> names = {{"ve", {"loglinear"}},
                                                           {"vp", {"vp"}},
                                                           {"cosine", {"cosine"}},
                                                           {"rectified", {"rectified", {{"form", 1}}}},
                                                           {"decay", {"decay"}}};
    return names;
}

/// The numbers that a pattern finds in words; nothing where it does not match.
std::vector<double> numbersIn(const std::string& words, const char* pattern)
{
    std::smatch match;
    std::vector<double> numbers;
    if (std::regex_search(words, match, std::regex(pattern))) {
        for (std::size_t i = 1; i < match.size(); ++i) {
            numbers.push_back(std::stod(match[i]));
        }
    }
    return numbers;
}

/// The second set of schedules, "ve2" …: its parameters stand in words in the file.
std::map<std::string, Selection> alteredSchedules(const File& file)
{
    const json about = infoOf(file);
    const std::string words = about.contains("params") ? about.at("params").value("alt", "") : "";
    const auto ve = numbersIn(words, "ve2\\(([0-9.e+-]+), *([0-9.e+-]+)\\)");
    const auto both = numbersIn(words, "alpha_min=([0-9.e+-]+), *sigma_min=([0-9.e+-]+)");
    const auto decay = numbersIn(words, "decay2\\(([0-9.e+-]+), *([0-9.e+-]+), *gamma=([0-9.e+-]+)\\)");
    std::map<std::string, Selection> names;
    if (ve.size() == 2) {
        names["ve2"] = {"loglinear", {{"sigmaMin", ve[0]}, {"sigmaMax", ve[1]}}};
    }
    if (both.size() == 2) {
        names["vp2"] = {"vp", {{"alphaMin", both[0]}, {"sigmaMin", both[1]}}};
        names["cosine2"] = {"cosine", {{"alphaMin", both[0]}, {"sigmaMin", both[1]}}};
        names["rectified2"] = {"rectified", {{"form", 1}, {"sigmaMin", both[1]}, {"sigmaMax", 1 / both[0]}}};
    }
    if (decay.size() == 3) {
        names["decay2"] = {"decay", {{"alphaMin", decay[0]}, {"sigmaMin", decay[1]}, {"gamma", decay[2]}}};
    }
    return names;
}

void schedules(Report& report)
{
    const auto file = report.open("azula/schedules.safetensors");
    if (!file) {
        return;
    }
    std::map<std::string, Selection> names = alteredSchedules(*file);
    names.insert(schedulesByName().begin(), schedulesByName().end());
    for (const auto& [name, selection] : names) {
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

/// Weights of a rule on the last `count` nodes up to `last`, for the step to the node after it.
std::vector<double> weightsOf(const std::string& rule, const std::vector<double>& nodes, std::size_t last,
                              std::size_t count)
{
    const auto past = std::span(nodes).subspan(last + 1 - count, count);
    const double end = nodes.at(last + 1);
    if (rule == "zeab") {
        return sampler::basisWeights(past, end, [](double v) { return std::exp(v); });
    }
    if (rule == "xeab") {
        return sampler::basisWeights(past, end, [](double v) { return std::exp(-v); });
    }
    if (rule == "reab") {
        return sampler::basisWeights(past, end, [](double v) { return std::exp(v) / (1 + std::exp(2 * v)); },
                                     sampler::trapezoidal(257));
    }
    return sampler::adamsBashforth(past, end);
}

/// Weights "<schedule>.<rule>.i<step>_n<order>" on the nodes "<schedule>.u_<zab|vab|eab>"
void coefficients(Report& report)
{
    const auto file = report.open("azula/coefficients.safetensors");
    if (!file) {
        return;
    }
    const std::regex pattern("(.*)\\.(zab|vab|zeab|xeab|reab)\\.i([0-9]+)_n[0-9]+");
    for (const auto& [key, tensor] : file->raw().tensors()) {
        std::smatch match;
        if (!std::regex_match(key, match, pattern)) {
            continue;
        }
        const std::string rule = match[2];
        const std::string nodesKey = match[1].str() + ".u_" + (rule.size() == 3 ? rule : "eab");
        const std::vector<double> nodes = file->raw().numbers(nodesKey);
        static_cast<void>(file->get(nodesKey));
        const auto weights = weightsOf(rule, nodes, static_cast<std::size_t>(std::stoi(match[3])),
                                       static_cast<std::size_t>(tensor.shape.at(0)));
        // the largest of the weights may be far below 1: hold each set to its own size
        const Tensor expected = file->get(key);
        const double size = expected.abs().max().item<double>();
        report.compare(file->name() + ":" + key, at::tensor(weights, at::kDouble) / size, expected / size, 1e-8);
    }
    report.close(*file);
}

/// The catalogue's name for a sampler of the reference; an empty kind where it has none.
Selection samplerOf(const std::string& name, const json& about)
{
    const auto knob = [&](const char* key, double otherwise) { return about.value(key, otherwise); };
    static const std::map<std::string, std::string> multistep = {
        {"zABSampler", "lms"}, {"vABSampler", "vab"}, {"zEABSampler", "zeab"}, {"xEABSampler", "xeab"}};
    if (multistep.contains(name)) {
        return {multistep.at(name), {{"order", knob("order", 2)}}};
    }
    if (name == "REABSampler") {
        return {"reab", {{"order", knob("order", 2)}, {"form", 1}}};
    }
    if (name == "DDPMSampler" || name == "EulerSampler" || name == "HeunSampler") {
        return {name == "DDPMSampler" ? "ddpm" : name == "EulerSampler" ? "euler" : "heun"};
    }
    if (name == "DDIMSampler") {
        return {"ddim", {{"eta", knob("eta", 0)}}};
    }
    if (name == "ItoSampler") {
        return {"ito", {{"eta", knob("eta", 1)}, {"temperature", knob("temperature", 1)}}};
    }
    if (name == "PCSampler") {
        return {"pc", {{"form", 1}, {"corrections", knob("corrections", 1)}, {"delta", knob("delta", 0.01)}}};
    }
    return {};
}

/// The times of a recorded run: of its own about, or of a name such as "ddim_start09_stop01_steps7".
std::vector<double> timesOf(const std::string& name, const json& about)
{
    double start = about.value("start", 1.0), stop = about.value("stop", 0.0);
    int steps = about.value("steps", 0);
    const auto named = numbersIn(name, "start([0-9]+)_stop([0-9]+)_steps([0-9]+)");
    if (named.size() == 3) {
        start = named[0] / 10;  // "09" is 0.9
        stop = named[1] / 10;
        steps = static_cast<int>(named[2]);
    }
    std::vector<double> times;
    for (int k = 0; k <= steps; ++k) {
        times.push_back(start + (stop - start) * k / steps);
    }
    return times;
}

/// One recorded run "<schedule>.<prior>.<case>.x"
void sampledRun(Report& report, File& file, const denoiser::Denoiser& prior, const std::string& key, const json& about)
{
    const std::string base = key.substr(0, key.size() - 1);
    const std::string start = key.substr(0, key.find('.', key.find('.') + 1));
    const std::string name = base.substr(start.size() + 1);
    const bool partial = name.starts_with("ddim_start");
    const Selection selection = samplerOf(partial ? "DDIMSampler" : about.value("sampler", ""), about);
    const auto named = schedulesByName().find(key.substr(0, key.find('.')));
    if (selection.kind.empty() || named == schedulesByName().end()) {
        return;
    }
    const auto schedule = schedule::make(named->second);
    const std::vector<double> times = timesOf(name, about);
    std::vector<denoiser::Node> nodes;
    for (const double t : times) {
        nodes.push_back(schedule->at(t));
    }
    const double tolerance = file.raw().at(key).type == "F64" ? 1e-8 : 1e-4;
    if (partial && file.has("partial_times")) {
        report.compare(file, "partial_times", at::tensor(times, at::kDouble), 2e-6);
    }
    const auto made = sampler::make(selection);
    tests::RecordedNoise recorded(file.has(base + "noise") ? file.get(base + "noise") : Tensor());
    report.compare(file, key, trajectory(prior, nodes, *made, file.get(start + ".x1"), recorded), tolerance);
}

/// Where runs start: from the noise alone, or from a prior whose mean and variance are given.
void starts(Report& report, File& file)
{
    const double tolerance = file.raw().at("gauss.mu").type == "F64" ? 1e-12 : 2e-6;
    for (const auto& [name, selection] : schedulesByName()) {
        for (const char* prior : {".gauss.x1", ".gmm.x1"}) {
            if (file.has("z") && file.has(name + prior)) {
                report.compare(file, name + prior, file.get("z") * schedule::make(selection)->at(1).sigma, tolerance);
            }
        }
    }
    const std::regex pattern("init_mean([0-9.]+)_var([0-9.]+)");
    const auto node = schedule::make({"vp"})->at(1);
    for (const auto& [key, tensor] : file.raw().tensors()) {
        std::smatch match;
        if (std::regex_match(key, match, pattern)) {
            const double spread = std::hypot(node.alpha * std::sqrt(std::stod(match[2])), node.sigma);
            const Tensor noise = file.get("init_noise")[0];
            report.compare(file, key, noise * spread + node.alpha * std::stod(match[1]), tolerance);
        }
    }
}

void samplers(Report& report, const std::string& name)
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
    const json cases = infoOf(*file);
    for (const auto& [key, about] : cases.items()) {
        for (const auto& [priorName, prior] : priors) {
            if (key.ends_with(".x") && key.find("." + priorName + ".") != std::string::npos) {
                sampledRun(report, *file, *prior, key, about);
            }
        }
    }
    starts(report, *file);
    report.close(*file);
}

}  // namespace

void compareAzula(Report& report)
{
    schedules(report);
    coefficients(report);
    samplers(report, "azula/samplers_f64.safetensors");
    samplers(report, "azula/samplers_f32.safetensors");
}

}  // namespace reference
