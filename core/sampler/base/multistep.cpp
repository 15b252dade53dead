#include "core/sampler/base/multistep.h"

#include <cmath>

namespace core::sampler {

std::vector<double> basisWeights(std::span<const double> nodes, double v_s, double (*w)(double),
                                 const Quadrature& rule)
{
    const double v_t = nodes.back();
    const double stride = v_s - v_t;
    std::vector<double> weights(nodes.size(), 0.0);
    for (std::size_t i = 0; i < rule.points.size(); ++i) {
        const double v = v_t + stride * rule.points[i];
        const double share = stride * rule.weights[i] * w(v);
        for (std::size_t j = 0; j < nodes.size(); ++j) {
            double basis = 1;
            for (std::size_t m = 0; m < nodes.size(); ++m) {
                basis *= m == j ? 1 : (v - nodes[m]) / (nodes[j] - nodes[m]);
            }
            weights[j] += share * basis;
        }
    }
    return weights;
}

std::vector<double> basisWeights(std::span<const double> nodes, double v_s, double (*w)(double))
{
    // 16 points integrate e^v, its inverse and 1/cosh v over a length of 1 to rounding
    static const Quadrature piece = gaussLegendre(16);
    const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(v_s - nodes.back()))));
    return basisWeights(nodes, v_s, w, repeated(piece, pieces));
}

Step Multistep::step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s, Noise&)
{
    const Tensor mean = denoiser.mean(x_t, t);
    history_.push(t.u(), (x_t * (variables_.a(t.u()) / t.alpha)).add_(mean, variables_.b(t.u())));
    const double v_s = variables_.v(s.u());
    if (!std::isfinite(v_s)) {
        return {mean * s.alpha, mean};
    }
    std::vector<double> nodes;
    for (const History::Entry& past : history_.entries()) {
        nodes.push_back(variables_.v(past.u));
    }
    const std::vector<double> c = weights(nodes, v_s);
    const double factor = gain(t, s);
    Tensor x_s = x_t * (s.alpha * variables_.g(s.u()) / (t.alpha * variables_.g(t.u())));
    for (std::size_t j = 0; j < c.size(); ++j) {
        x_s.add_(history_.entries()[j].value, factor * c[j]);
    }
    return {x_s, mean};
}

std::vector<double> Multistep::weights(std::span<const double> nodes, double v_s) const
{
    return basisWeights(nodes, v_s, variables_.w);
}

double Multistep::gain(const Node&, const Node& s) const
{
    return s.alpha * variables_.g(s.u());
}

}  // namespace core::sampler
