#include "core/guidance/guidance.h"
#include "tests/reference/bent.h"
#include "tests/reference/compare.h"
#include "tests/reference/info.h"
#include "tests/reference/posterior.h"
#include "tests/reference/trajectory.h"

#include <cstdio>
#include <regex>

namespace reference {
namespace {

using namespace core;

constexpr double tolerance = 1e-8;

/// The file's linear-Gaussian problem.
struct Problem {
    const denoiser::Denoiser& prior;
    observe::Observed linear, bent;
};

/// The method a key of the guidance file names, e.g. "mmps_var_it3"; an empty kind where there is none.
Selection guidanceOf(const std::string& method)
{
    double number = 0;
    if (std::sscanf(method.c_str(), "mmps_it%lf", &number) == 1 ||
        std::sscanf(method.c_str(), "mmps_nonlinear_it%lf", &number) == 1) {
        return {"mmps", {{"iterations", number}}};
    }
    if (std::sscanf(method.c_str(), "mmps_var_it%lf", &number) == 1) {
        return {"mmps", {{"iterations", number}, {"tweedie", 0}}};
    }
    if (std::sscanf(method.c_str(), "sda_gamma%lf", &number) == 1) {
        return {"sda", {{"gamma", number}}};
    }
    if (std::sscanf(method.c_str(), "w2c_gamma%lf", &number) == 1) {
        return {"w2c", {{"gamma", number}}};
    }
    return method == "sda_nonlinear" ? Selection{"sda"} : Selection{};
}

/// Notes at which noise a denoiser is called.
class Watched final : public denoiser::Denoiser {
public:
    explicit Watched(const denoiser::Denoiser& inner) : inner_(inner) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at) const override
    {
        sigmas_.push_back(at.u());
        return inner_.mean(x_t, at);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at) const override
    {
        return inner_.linearise(x_t, at);
    }
    [[nodiscard]] Tensor sigmas() const { return at::tensor(sigmas_, at::kDouble); }

private:
    const denoiser::Denoiser& inner_;
    mutable std::vector<double> sigmas_;
};

/// The runs "flow.mmps_it4.ddim64": guided, from one state, on the rectified schedule.
void flows(Report& report, File& file, const Problem& problem)
{
    const std::regex pattern("flow\\.([a-z0-9_]+)\\.([a-z]+)([0-9]+)\\.x0");
    const auto schedule = schedule::make({"rectified"});
    for (const auto& [key, tensor] : file.raw().tensors()) {
        std::smatch match;
        if (!std::regex_match(key, match, pattern)) {
            continue;
        }
        const std::string base = key.substr(0, key.size() - 2);
        const auto method = guidance::make(guidanceOf(match[1]));
        const auto guided = method->around(problem.prior, problem.linear, 1);
        const Watched watched(*guided);
        const Tensor noise = file.has(base + "noise") ? file.get(base + "noise") : Tensor();
        const int steps = std::stoi(match[3]);
        Selection sampler{match[2]};
        if (sampler.kind == "pc") {
            sampler.knobs["corrections"] = static_cast<double>(noise.size(0)) / steps;
        }
        const Tensor states = trajectory(watched, *schedule, sampler, file.get("flow.x1"), steps, noise);
        if (file.has(base + "x_after_step")) {
            report.compare(file, base + "x_after_step", states.slice(0, 1), tolerance);
        }
        if (file.has(base + "call_sigma")) {
            const Tensor expected = file.get(base + "call_sigma");
            report.compare(file.name() + ":" + base + "call_sigma", watched.sigmas() / expected,
                           at::ones_like(expected), 1e-10);
        }
        report.compare(file, key, states[-1], tolerance);
    }
}

/// A whole guided flow is one affine map of its start: offset and slope by a zero and a basis of starts.
void probe(Report& report, File& file, const Problem& problem)
{
    if (!file.has("probe.mean")) {
        return;
    }
    constexpr int steps = 256;  // of lms, as the recorded program probed
    const std::int64_t size = file.get("probe.mean").size(0);
    const auto schedule = schedule::make({"rectified"});
    const double sigma = schedule->at(1).sigma;
    const auto method = guidance::make(
        {"mmps", {{"iterations", static_cast<double>(problem.linear.y.size(0))}}});
    const auto guided = method->around(problem.prior, problem.linear, 1);
    const Tensor start = at::cat({at::zeros({1, size}, at::kDouble), at::eye(size, at::kDouble) * sigma});
    const Tensor end = trajectory(*guided, *schedule, {"lms"}, start, steps, Tensor())[-1];
    const Tensor slope = end.slice(0, 1) - end[0];
    report.compare(file, "probe.mean", end[0], tolerance);
    report.compare(file, "probe.cov", slope.t().matmul(slope), tolerance);
}

/// The denoisers "s0.1.mmps_it2" at one noise level
void denoisers(Report& report, File& file, const Problem& problem)
{
    const std::regex pattern("s([0-9.]+)\\.([a-z].*)");
    for (const auto& [key, tensor] : file.raw().tensors()) {
        std::smatch match;
        if (!std::regex_match(key, match, pattern) || match[2] == "x_t") {
            continue;
        }
        const std::string name = match[2];
        const denoiser::Node node{.t = 0.5, .alpha = 1, .sigma = std::stod(match[1])};
        const Tensor x_t = file.get(key.substr(0, static_cast<std::size_t>(match.position(2))) + "x_t");
        if (name == "exact_posterior_mean_given_xt") {
            const auto method = guidance::make({"covariance"});
            report.compare(file.name() + ":" + key + " by conjugate gradients",
                           method->around(problem.prior, problem.linear, 1)->mean(x_t, node)[0],
                           file.get(key), 1e-3);
            const auto exact = guidance::make(
                {"mmps", {{"iterations", static_cast<double>(problem.linear.y.size(0))}}});
            report.compare(file, key, exact->around(problem.prior, problem.linear, 1)->mean(x_t, node)[0],
                           tolerance);
            continue;
        }
        const Selection selection = guidanceOf(name);
        if (selection.kind.empty()) {
            continue;
        }
        const auto method = guidance::make(selection);
        const bool curved = name.find("nonlinear") != std::string::npos;
        const observe::Observed& observed = curved ? problem.bent : problem.linear;
        report.compare(file, key, method->around(problem.prior, observed, 1)->mean(x_t, node), tolerance);
    }
}

}  // namespace

void compareAppaGuidance(Report& report)
{
    const auto file = report.open("appa/guidance_gauss.safetensors");
    if (!file) {
        return;
    }
    const denoiser::Gaussian prior(
        std::make_shared<denoiser::DenseCovariance>(file->get("mu"), file->get("C")));
    const Tensor h = file->get("H");
    const observe::Observed linear{std::make_shared<tests::MatrixOperator>(h), file->get("y"),
                                   file->get("var_y")};
    const Problem problem{prior, linear, {std::make_shared<Bent>(h, 0.1), linear.y, linear.variance}};
    denoisers(report, *file, problem);
    flows(report, *file, problem);
    probe(report, *file, problem);
    const observe::Observed known{
        std::make_shared<tests::MatrixOperator>(
            h, std::make_shared<denoiser::DenseCovariance>(file->get("mu"), file->get("C"))),
        linear.y, linear.variance};
    comparePosterior(report, *file, "", prior, known);
    report.close(*file);
}

}  // namespace reference
