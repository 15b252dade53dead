#include "core/denoiser/covariances.h"
#include "core/denoiser/gaussian.h"
#include "core/guidance/base/krylov.h"
#include "tests/reference/compare.h"

#include <cstdio>

namespace reference {
namespace {

using namespace core;
using at::Tensor;

/// One recorded solve: "it3_x0", "cg12_f32" … of C w = b.
struct Solve {
    std::string key, matrix, right, start;
    int iterations = 0;
};

using Solver = guidance::Solution (*)(const guidance::Product&, const Tensor&, const guidance::Stop&,
                                      const guidance::Guess&);

void compareSolve(Report& report, File& file, const Solve& solve, Solver solver)
{
    const bool narrow = file.raw().at(solve.key).type == "F32";
    const auto type = narrow ? at::kFloat : at::kDouble;
    const Tensor a = file.get(solve.matrix).to(type);
    const Tensor b = file.get(solve.right).to(type);
    const bool started = solve.key.find("_x0") != std::string::npos;
    const Tensor start = started ? file.get(solve.start).to(type) : Tensor();
    const auto product = [&](const Tensor& w) { return w.matmul(a.t()); };
    report.compare(file, solve.key, solver(product, b, {.iterations = solve.iterations}, {.start = start}).w,
                   narrow ? 1e-5 : 1e-8);
}

void appaGmres(Report& report)
{
    const auto file = report.open("appa/gmres.safetensors");
    if (!file) {
        return;
    }
    for (const auto& [key, tensor] : file->raw().tensors()) {
        int iterations = 0;
        const auto dot = key.find('.');
        if (dot == std::string::npos || std::sscanf(key.c_str() + dot, ".it%d", &iterations) != 1) {
            continue;
        }
        const std::string system = key.substr(0, dot + 1);
        compareSolve(report, *file, {key, system + "A", system + "b", system + "x0", iterations},
                     guidance::gmres);
    }
    if (file->has("zero_rhs")) {
        const auto same = [](const Tensor& w) { return w; };
        const Tensor b = at::zeros_like(file->get("zero_rhs"));
        report.compare(*file, "zero_rhs", guidance::gmres(same, b, {.iterations = 2}).w, 0);
    }
    report.close(*file);
}

void azulaSolves(Report& report, File& file)
{
    for (const auto& [key, tensor] : file.raw().tensors()) {
        int iterations = 0;
        if (std::sscanf(key.c_str(), "cg%d", &iterations) == 1) {
            compareSolve(report, file, {key, "A", "b", "x0", iterations}, guidance::conjugateGradient);
        } else if (std::sscanf(key.c_str(), "gmres%d", &iterations) == 1) {
            compareSolve(report, file, {key, "A", "b", "x0", iterations}, guidance::gmres);
        }
    }
}

constexpr double tolerance = 1e-8;

/// The operations "<name>.mv", "<name>.addinv" … of one covariance; λ and the factor are read off the diagonal one's.
class Operations {
public:
    Operations(Report& report, File& file) : report_(report), file_(file), v_(file.get("v").flatten(1))
    {
        const Tensor plain = file.get("iso.mv");
        lambda_ = ((file.get("iso.add") - plain) / file.get("v")).mean().item<double>();
        factor_ = (file.get("iso.mul") / plain).mean().item<double>();
    }
    void compare(const std::string& name, const denoiser::LinearCovariance& covariance) const
    {
        against(name + ".mv", covariance.product(v_));
        against(name + ".inv", covariance.inverse(v_));
        against(name + ".add", covariance.plus(lambda_)->product(v_));
        against(name + ".addinv", covariance.plus(lambda_)->inverse(v_));
        against(name + ".mul", covariance.scaled(factor_)->product(v_));
        against(name + ".color", covariance.colour(v_));
        if (file_.has(name + ".logdet")) {
            report_.compare(file_, name + ".logdet",
                            at::scalar_tensor(covariance.logDeterminant(), at::kDouble), tolerance);
        }
    }
    void compare(const std::string& name, std::shared_ptr<const denoiser::Covariance> basis) const
    {
        compare(name, denoiser::EigenCovariance(std::move(basis)));
    }

private:
    void against(const std::string& key, const Tensor& rows) const
    {
        report_.compare(file_, key, rows.view(file_.get(key).sizes()), tolerance);
    }
    Report& report_;
    File& file_;
    Tensor v_;
    double lambda_, factor_;
};

/// Eigenvectors are fixed but for their signs.
void compareUpToSign(Report& report, const std::string& label, const Tensor& columns, const Tensor& expected)
{
    report.compare(label, columns * (columns * expected).sum(0).sign(), expected, tolerance);
}

void eigenCovariances(Report& report, File& file, const Operations& operations)
{
    const Tensor samples = file.get("X");
    const Tensor rows = samples.flatten(1);
    const auto isotropic = std::make_shared<denoiser::DiagonalCovariance>(
        denoiser::DiagonalCovariance::isotropicOf(rows));
    report.compare(file, "iso.attr.lmbda", isotropic->eigenvalues()[0], tolerance);
    operations.compare("iso", isotropic);
    const auto diagonal = std::make_shared<denoiser::DiagonalCovariance>(
        denoiser::DiagonalCovariance::of(rows));
    report.compare(file, "diag.attr.D", diagonal->eigenvalues().view(file.get("diag.attr.D").sizes()),
                   tolerance);
    operations.compare("diag", diagonal);

    const denoiser::DenseCovariance dense(rows.mean(0), at::cov(rows.t()));
    report.compare(file, "full.attr.L", dense.eigenvalues(), tolerance);
    const Tensor theirs = file.get("full.attr.Q").flatten(0, 1);
    compareUpToSign(report, file.name() + ":full.attr.Q", dense.toEigen(at::eye(rows.size(1), at::kDouble)),
                    theirs);
    // the colour of a draw depends on the signs: the file's own eigenvectors
    operations.compare("full", std::make_shared<denoiser::KroneckerCovariance>(
                                   dense.mean(), std::vector<Tensor>{theirs}, dense.eigenvalues()));

    const denoiser::KroneckerCovariance fitted = denoiser::KroneckerCovariance::of(samples);
    std::vector<Tensor> bases;
    for (std::size_t i = 0; i < fitted.bases().size(); ++i) {
        std::string key = "kron.attr.Qs";
        key += std::to_string(i);
        bases.push_back(file.get(key));
        compareUpToSign(report, file.name() + ":" + key, fitted.bases()[i], bases.back());
    }
    operations.compare(
        "kron", std::make_shared<denoiser::KroneckerCovariance>(fitted.mean(), bases, fitted.eigenvalues()));
}

void lowRankCovariances(File& file, const Operations& operations)
{
    using Sign = denoiser::LowRankCovariance::Sign;
    for (const auto& [name, sign] : {std::pair{"dplr", Sign::plus}, std::pair{"dmlr", Sign::minus}}) {
        const std::string prefix = std::string(name) + ".attr.";
        if (!file.has(prefix + "V")) {
            continue;
        }
        const Tensor d = file.get(prefix + "D").flatten();
        const Tensor v = file.get(prefix + "V");
        operations.compare(name, denoiser::LowRankCovariance(d, v.reshape({d.size(0), -1}), sign));
    }
}

}  // namespace

void compareLinearAlgebra(Report& report)
{
    appaGmres(report);
    const auto file = report.open("azula/linalg.safetensors");
    if (!file) {
        return;
    }
    azulaSolves(report, *file);
    const Operations operations(report, *file);
    eigenCovariances(report, *file, operations);
    lowRankCovariances(*file, operations);
    report.close(*file);
}

}  // namespace reference
