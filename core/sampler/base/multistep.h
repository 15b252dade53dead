#pragma once

#include "core/sampler/base/history.h"
#include "core/sampler/base/quadrature.h"
#include "core/sampler/sampler.h"

namespace core::sampler {

/// Variables in which the probability-flow ODE is a quadrature, with x̄ = x/α and u = σ/α:
///     x̄_s = g(u_s) [x̄_t/g(u_t) + ∫ w(v) f dv] from v(u_t) to v(u_s),   f = a(u) x̄ + b(u) D
struct Variables {
    double (*v)(double u);                  ///< variable of integration, increasing
    double (*w)(double v);                  ///< density
    double (*g)(double u);                  ///< what x̄ is multiplied by where f = 0
    double (*a)(double u), (*b)(double u);  ///< the combination of x̄ and D that is interpolated
};

/// c_j = ∫ w(v) l_j(v) dv from the last node to v_s; l_j is the Lagrange basis on the nodes, in the order visited.
/// rule  applied to the whole range
[[nodiscard]] std::vector<double> basisWeights(std::span<const double> nodes, double v_s, double (*w)(double),
                                               const Quadrature& rule);
/// The same to rounding, for densities such as e^±v: Gauss–Legendre on pieces at most 1 long.
[[nodiscard]] std::vector<double> basisWeights(std::span<const double> nodes, double v_s,
                                               double (*w)(double));

/// Exponential Adams–Bashforth: f is interpolated in v at the last `order` nodes. Starts at first order.
/// At σ_s = 0, where a logarithmic v has no end, the step ends in D.
/// source Zhang & Chen 2023, arXiv:2204.13902, in the variables of its entries
class Multistep : public Sampler {
public:
    Multistep(const Variables& variables, int order)
        : variables_(variables), history_(static_cast<std::size_t>(order))
    {
    }
    [[nodiscard]] Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                            Noise& noise) override;
    [[nodiscard]] std::vector<Tensor> memory() const override { return history_.memory(); }
    void restore(const std::vector<Tensor>& memory) override { history_.restore(memory); }

protected:
    [[nodiscard]] const Variables& variables() const { return variables_; }

private:
    /// c_j of a step to v_s
    [[nodiscard]] virtual std::vector<double> weights(std::span<const double> nodes, double v_s) const;
    /// what Σ c_j f_j is multiplied by: α_s g(u_s)
    [[nodiscard]] virtual double gain(const Node& t, const Node& s) const;

    Variables variables_;
    History history_;  // f
};

/// Knob of all of them, with azula's initial value.
[[nodiscard]] inline Knob orderKnob()
{
    return {"order", "Order", "1", 2, 1, 6, true};
}

}  // namespace core::sampler
