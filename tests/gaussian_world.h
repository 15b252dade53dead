#pragma once

#include "core/denoiser/gaussian.h"
#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"

#include <ATen/ATen.h>

#include <memory>
#include <vector>

/// Small Gaussian worlds with linear observations, where every answer is known.
namespace tests {

using at::Tensor;

inline at::TensorOptions float64()
{
    return at::TensorOptions().dtype(at::kDouble);
}

/// y = H x, with or without its closed-form H V Hᵀ
class MatrixOperator final : public core::observe::Operator {
public:
    explicit MatrixOperator(Tensor h, std::shared_ptr<const core::denoiser::Covariance> gramOf = nullptr)
        : h_(std::move(h)), covariance_(std::move(gramOf))
    {
    }
    [[nodiscard]] std::int64_t size() const override { return h_.size(0); }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] core::observe::LinearisedOperator linearise(const Tensor& x) const override
    {
        const Tensor h = h_.to(x.scalar_type());
        return {x.matmul(h.t()), [h](const Tensor& v) { return v.matmul(h.t()); },
                [h](const Tensor& w) { return w.matmul(h); }};
    }
    [[nodiscard]] std::optional<Tensor> gram(const Tensor&, const Tensor& v) const override
    {
        if (!covariance_) {
            return std::nullopt;
        }
        const Tensor rows = covariance_->toEigen(h_).to(at::kDouble);
        return (rows * v.to(at::kDouble)).matmul(rows.t());
    }

private:
    Tensor h_;
    std::shared_ptr<const core::denoiser::Covariance> covariance_;
};

/// Independent directions with these variances, around zero.
class DiagonalCovariance final : public core::denoiser::Covariance {
public:
    explicit DiagonalCovariance(Tensor eigenvalues) : eigenvalues_(std::move(eigenvalues)) {}
    [[nodiscard]] const Tensor& eigenvalues() const override { return eigenvalues_; }
    [[nodiscard]] Tensor mean() const override { return at::zeros_like(eigenvalues_); }

private:
    Tensor eigenvalues_;
};

/// Draws from torch's own generator
class SeededNoise final : public core::sampler::Noise {
public:
    explicit SeededNoise(std::uint64_t seed) : generator_(at::detail::createCPUGenerator(seed)) {}
    [[nodiscard]] Tensor normal(const Tensor& like) override
    {
        return at::randn(like.sizes(), generator_, like.options());
    }

private:
    at::Generator generator_;
};

/// Draws that were recorded, [K, M, D], in order
class RecordedNoise final : public core::sampler::Noise {
public:
    explicit RecordedNoise(Tensor draws) : draws_(std::move(draws)) {}
    [[nodiscard]] Tensor normal(const Tensor& like) override
    {
        TORCH_CHECK(draws_.defined() && next_ < draws_.size(0), "more draws than recorded");
        return draws_[next_++].to(like.options());
    }

private:
    Tensor draws_;
    std::int64_t next_ = 0;
};

/// A prior N(mean, Σ) in D dimensions, n observations of it, and the exact answers.
struct GaussianWorld {
    Tensor mean, sigma, h, y, variance;
    std::shared_ptr<const core::denoiser::DenseCovariance> covariance;
    core::observe::Observed observed;

    static GaussianWorld make(std::int64_t dimension, std::int64_t observations, std::uint64_t seed,
                              bool closedGram = true)
    {
        auto generator = at::detail::createCPUGenerator(seed);
        GaussianWorld world;
        const Tensor basis = std::get<0>(at::linalg_qr(at::randn({dimension, dimension}, generator, float64())));
        const Tensor lambda = at::logspace(1.5, -2, dimension, 10, float64());
        world.sigma = basis.matmul(lambda.diag()).matmul(basis.t());
        world.mean = at::randn({dimension}, generator, float64());
        world.h = at::randn({observations, dimension}, generator, float64());
        world.variance = at::rand({observations}, generator, float64()) * 0.5 + 0.1;
        const Tensor truth = world.mean + basis.matmul(lambda.sqrt() * at::randn({dimension}, generator, float64()));
        world.y = world.h.mv(truth) + world.variance.sqrt() * at::randn({observations}, generator, float64());
        world.covariance = std::make_shared<core::denoiser::DenseCovariance>(world.mean, world.sigma);
        world.observed = {std::make_shared<MatrixOperator>(world.h, closedGram ? world.covariance : nullptr), world.y,
                          world.variance};
        return world;
    }
    [[nodiscard]] Tensor posteriorCovariance() const
    {
        const Tensor s = h.matmul(sigma).matmul(h.t()) + variance.diag();
        const Tensor gain = at::linalg_solve(s, h.matmul(sigma)).t();
        return sigma - gain.matmul(h).matmul(sigma);
    }
    [[nodiscard]] Tensor posteriorMean() const
    {
        const Tensor s = h.matmul(sigma).matmul(h.t()) + variance.diag();
        return mean + sigma.matmul(h.t()).mv(at::linalg_solve(s, y - h.mv(mean)));
    }
};

/// What a run of the real classes is made of.
struct Recipe {
    core::Selection schedule{"loglinear"}, grid{"logsigma"}, sampler{"ddim"}, guidance{"none"};
    int steps = 16;
    double strength = 1;
};

}  // namespace tests
