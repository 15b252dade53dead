#include "core/denoiser/mixture.h"
#include "core/guidance/base/pseudo_inverse.h"
#include "core/guidance/guidance.h"
#include "tests/reference/bent.h"
#include "tests/reference/compare.h"
#include "tests/reference/info.h"
#include "tests/reference/posterior.h"
#include "tests/reference/trajectory.h"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace reference {
namespace {

using namespace core;
using denoiser::Node;

constexpr double tolerance = 1e-8;

/// What the recorded programs used where the files do not say.
constexpr double zetaOfDps = 0.3, lambdaOfDiffPir = 10;
constexpr int iterationsOfBent = 2;

/// The file's problem: a Gaussian and, from the samplers' file, a mixture; linear observations and bent ones.
struct Problem {
    std::shared_ptr<const denoiser::DenseCovariance> covariance;
    denoiser::Gaussian gaussian;
    std::optional<denoiser::Mixture> mixture;
    observe::Observed linear, bent;
    nlohmann::json info;
};

/// The catalogue's schedule under the file's name, if it has one.
std::unique_ptr<schedule::Schedule> scheduleOf(const std::string& name)
{
    Selection selection{name};
    if (name == "ve") {
        selection = {"loglinear"};
    } else if (name == "rectified") {
        selection = {"rectified", {{"form", 1}}};
    }
    const auto all = schedule::entries();
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const auto& entry) { return entry.about.id == selection.kind; });
    return known ? schedule::make(selection) : nullptr;
}

/// A prior with a condition, the file's way: what it is given moves x_t before it is denoised.
class Labelled final : public denoiser::Denoiser {
public:
    Labelled(const denoiser::Denoiser& inner, double shift, const denoiser::Denoiser* without = nullptr)
        : inner_(inner), shift_(shift), without_(without)
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        return inner_.mean(x_t + shift_, at);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const Node& at) const override
    {
        return inner_.linearise(x_t + shift_, at);
    }
    [[nodiscard]] const denoiser::Denoiser* unconditional() const override { return without_; }

private:
    const denoiser::Denoiser& inner_;
    double shift_;
    const denoiser::Denoiser* without_;
};

/// Classifier-free guidance at weight w. The prior is affine, so only the shifts' sum shows: (1+w) c₊ − w c₋ = 1.1 at w = 2
Tensor classifierFree(const Problem& problem, double weight, const Tensor& x_t, const Node& node)
{
    const Labelled without(problem.gaussian, 0.2);
    const Labelled with(problem.gaussian, 0.5, &without);
    return guidance::make({"cfg"})->around(with, problem.linear, weight + 1)->mean(x_t, node);
}

/// The method a key such as "mmps_cg2" names, on the linear problem; an empty kind where there is none.
Selection guidanceOf(const std::string& name)
{
    double iterations = 0;
    const auto reads = [&](const char* pattern) {
        return std::sscanf(name.c_str(), pattern, &iterations) == 1;
    };
    if (name == "exact") {
        return {"covariance"};
    }
    if (name == "tmpd") {
        return {"tmpd", {{"sums", 1}}};
    }
    if (reads("mmps_gmres%lf")) {
        return {"mmps", {{"iterations", iterations}}};
    }
    if (reads("mmps_cg%lf")) {
        return {"mmps", {{"iterations", iterations}, {"solver", 1}}};
    }
    if (reads("jfps_cg%lf")) {
        return {"covariance", {{"iterations", iterations}}};
    }
    if (reads("jfps_gmres%lf")) {
        return {"covariance", {{"iterations", iterations}, {"solver", 1}}};
    }
    if (reads("diffpir_gmres%lf")) {
        return {"diffpir", {{"iterations", iterations}, {"lambda", lambdaOfDiffPir}}};
    }
    if (reads("diffpir_cg%lf")) {
        return {"diffpir", {{"iterations", iterations}, {"lambda", lambdaOfDiffPir}, {"solver", 1}}};
    }
    return {};
}

/// What the catalogue gives for a key "<schedule>.t<time>.<name>"; nothing where it has no such method.
std::optional<Tensor> guided(const Problem& problem, const std::string& name, const Tensor& x_t,
                             const Node& node)
{
    const auto made = [&](const Selection& selection, const denoiser::Denoiser& prior,
                          const observe::Observed& seen) {
        return guidance::make(selection)->around(prior, seen, 1)->mean(x_t, node);
    };
    double weight = 0;
    if (name == "denoised") {
        return problem.gaussian.mean(x_t, node);
    }
    if (std::sscanf(name.c_str(), "cfg_w%lf", &weight) == 1) {
        return classifierFree(problem, weight, x_t, node);
    }
    if (const Selection selection = guidanceOf(name); !selection.kind.empty()) {
        return made(selection, problem.gaussian, problem.linear);
    }
    if (!problem.mixture) {
        return std::nullopt;
    }
    if (name == "denoised_gmm") {
        return problem.mixture->mean(x_t, node);
    }
    if (name == "mmps_gmm_nonlinear") {
        return made({"mmps", {{"iterations", iterationsOfBent}}}, *problem.mixture, problem.bent);
    }
    if (name == "tmpd_gmm") {
        return made({"tmpd", {{"sums", 1}}}, *problem.mixture, problem.bent);
    }
    return std::nullopt;
}

void denoisers(Report& report, File& file, const Problem& problem, const std::string& scheduleName,
               const schedule::Schedule& schedule)
{
    for (const auto& [key, tensor] : file.raw().tensors()) {
        double t = 0;
        const auto dot = key.rfind('.');
        const std::string name = key.substr(dot + 1);
        if (!key.starts_with(scheduleName + ".t") ||
            std::sscanf(key.c_str() + scheduleName.size(), ".t%lf", &t) != 1 || name == "x_t") {
            continue;
        }
        const Tensor x_t = file.get(key.substr(0, dot) + ".x_t");
        if (const auto value = guided(problem, name, x_t, schedule.at(t))) {
            report.compare(file, key, *value, tolerance);
        }
    }
}

/// Recorded normals and, for resampling, recorded indices.
class RecordedDraws final : public sampler::Noise {
public:
    RecordedDraws(const Tensor& normals, Tensor indices) : normals_(normals), indices_(std::move(indices)) {}
    [[nodiscard]] Tensor normal(const Tensor& like) override { return normals_.normal(like); }
    [[nodiscard]] Tensor indices(const Tensor&) override { return indices_[next_++].to(at::kLong); }

private:
    tests::RecordedNoise normals_;
    Tensor indices_;
    std::int64_t next_ = 0;
};

/// A run whose steps a guidance makes, on nodes uniform in t.
struct SteppedRun {
    const schedule::Schedule& schedule;
    Selection sampler, guidance;
    double strength = 1;
};

Tensor stepped(const SteppedRun& run, const denoiser::Denoiser& prior, const observe::Observed& observed,
               const Tensor& x_1, sampler::Noise& noise, std::int64_t steps)
{
    const auto nodes = grid::make({"uniform"})->nodes(run.schedule, static_cast<int>(steps), 1);
    const auto inner = sampler::make(run.sampler);
    const auto method = guidance::make(run.guidance);
    std::vector<Tensor> states = {x_1};
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        states.push_back(
            method->step(*inner, prior, observed, run.strength, states.back(), nodes[k], nodes[k + 1], noise)
                .x);
    }
    return at::stack(states);
}

/// The file's pixels that were overwritten, told by x_s being α_s y + σ_s ε there at every step.
observe::Observed overwritten(const schedule::Schedule& schedule, const Tensor& states, const Tensor& draws)
{
    const std::int64_t steps = states.size(0) - 1;
    std::vector<Tensor> values;
    for (std::int64_t k = 0; k < steps; ++k) {
        const Node s = schedule.at(1 - static_cast<double>(k + 1) / static_cast<double>(steps));
        values.push_back((states[k + 1] - draws[k] * s.sigma) / s.alpha);
    }
    const Tensor rows = at::cat(values);
    const Tensor pixels = (rows - rows[0]).abs().amax(0).lt(1e-6).nonzero().view(-1);
    const Tensor mask = at::eye(states.size(2), at::kDouble).index_select(0, pixels);
    const Tensor y = std::get<0>(rows.index_select(1, pixels).median(0, false));
    return {std::make_shared<tests::MatrixOperator>(mask), y, at::ones_like(y)};
}

/// azula draws three times a repetition: for DDIM (times 0), for the pixels, and to go back (once too often).
void repaint(Report& report, File& file, const Problem& problem, const std::string& name,
             const schedule::Schedule& schedule)
{
    const Tensor states = file.get(name + ".repaint.x");
    const std::int64_t steps = states.size(0) - 1;
    Tensor draws = file.get(name + ".repaint.noise");
    const std::int64_t repetitions = draws.size(0) / steps / 3;
    draws = draws.view({steps, repetitions, 3, states.size(1), states.size(2)});
    const observe::Observed pixels = overwritten(schedule, states,
                                                 draws.select(1, repetitions - 1).select(1, 1));
    std::vector<Tensor> used;
    for (std::int64_t k = 0; k < steps; ++k) {
        for (std::int64_t i = 0; i < repetitions; ++i) {
            used.push_back(draws[k][i][1]);
            if (i + 1 < repetitions) {
                used.push_back(draws[k][i][2]);
            }
        }
    }
    tests::RecordedNoise noise(at::stack(used));
    constexpr double entirely = 1e15;  // the weight s/(1+s) is then 1
    const SteppedRun run{.schedule = schedule,
                         .sampler = {"ddim"},
                         .guidance = {"repaint", {{"iterations", static_cast<double>(repetitions)}}},
                         .strength = entirely};
    report.compare(file, name + ".repaint.x", stepped(run, problem.gaussian, pixels, states[0], noise, steps),
                   tolerance);
}

void particles(Report& report, File& file, const Problem& problem, const std::string& name,
               const schedule::Schedule& schedule)
{
    const Tensor states = file.get(name + ".tds.x");
    RecordedDraws noise(file.get(name + ".tds.noise"), file.get(name + ".tds.index"));
    const SteppedRun run{.schedule = schedule, .sampler = {"ddpm"}, .guidance = {"tds"}};
    report.compare(file, name + ".tds.x",
                   stepped(run, problem.gaussian, problem.linear, states[0], noise, states.size(0) - 1),
                   tolerance);
}

/// The whole runs "<schedule>.dps.x", "<schedule>.mmps_ddpm.x" …
void runs(Report& report, File& file, const Problem& problem, const std::string& name,
          const schedule::Schedule& schedule)
{
    const Tensor x_1 = file.get(name + ".x1");
    report.compare(file, name + ".x1", file.get("z") * schedule.at(1).sigma, tolerance);
    const auto compared = [&](const std::string& method, const Selection& sampler,
                              const Selection& guidance) {
        const std::string key = name + "." + method;
        if (!file.has(key + ".x")) {
            return;
        }
        tests::RecordedNoise noise(file.has(key + ".noise") ? file.get(key + ".noise") : Tensor());
        const std::int64_t steps = file.raw().at(key + ".x").shape.at(0) - 1;
        const SteppedRun run{.schedule = schedule, .sampler = sampler, .guidance = guidance};
        report.compare(file, key + ".x", stepped(run, problem.gaussian, problem.linear, x_1, noise, steps),
                       tolerance);
    };
    compared("dps", {"ddpm"},
             {"dps", {{"norm", 1}, {"zeta", settingOf(problem.info, name + ".dps.x", "zeta", zetaOfDps)}}});
    compared("pgdm", {"ddim"}, {"pgdm"});
    compared("pgdm_eta1", {"ddim", {{"eta", 1}}}, {"pgdm"});
    compared("mmps_ddpm", {"ddpm"}, {"mmps", {{"iterations", 3}}});
    compared("mmps_zab3", {"lms"}, {"mmps", {{"iterations", 3}}});
    if (file.has(name + ".repaint.x")) {
        repaint(report, file, problem, name, schedule);
    }
    if (file.has(name + ".tds.x")) {
        particles(report, file, problem, name, schedule);
    }
}

/// A⁺ by applying ours to each single observation
void pseudoInverse(Report& report, File& file, const Problem& problem)
{
    guidance::PseudoInverse inverse;
    const std::int64_t n = problem.linear.op->size();
    const Tensor x = at::zeros({n, problem.covariance->mean().size(0)}, at::kDouble);
    const Tensor columns = inverse.apply(problem.linear, x, problem.linear.op->linearise(x),
                                         at::eye(n, at::kDouble));
    report.compare(file, "H_pinv", columns.t(), tolerance);
}

std::optional<denoiser::Mixture> mixtureOf(Report& report)
{
    const auto file = report.open("azula/samplers_f64.safetensors");
    if (!file || !file->has("gmm.w")) {
        return std::nullopt;
    }
    return denoiser::Mixture(file->get("gmm.w"), file->get("gmm.m"), file->get("gmm.v"));
}

}  // namespace

void compareAzulaGuidance(Report& report)
{
    const auto file = report.open("azula/guidance.safetensors");
    if (!file) {
        return;
    }
    const auto covariance = std::make_shared<denoiser::DenseCovariance>(file->get("mu"), file->get("C"));
    const Tensor h = file->get("H");
    const Tensor y = file->get("y")[0];
    const Tensor variance = file->get("var_y");
    const Problem problem{.covariance = covariance,
                          .gaussian = denoiser::Gaussian(covariance),
                          .mixture = mixtureOf(report),
                          .linear = {std::make_shared<tests::MatrixOperator>(h, covariance), y, variance},
                          .bent = {std::make_shared<Bent>(h, 0.1), y, variance},
                          .info = infoOf(*file)};
    comparePosterior(report, *file, "", problem.gaussian, problem.linear);
    pseudoInverse(report, *file, problem);
    for (const auto& [key, tensor] : file->raw().tensors()) {
        if (!key.ends_with(".x1")) {
            continue;
        }
        const std::string name = key.substr(0, key.size() - 3);
        if (const auto schedule = scheduleOf(name)) {
            denoisers(report, *file, problem, name, *schedule);
            runs(report, *file, problem, name, *schedule);
        }
    }
    report.close(*file);
}

}  // namespace reference
