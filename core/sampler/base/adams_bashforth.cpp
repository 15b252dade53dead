#include "core/sampler/base/adams_bashforth.h"

namespace core::sampler {
namespace {

/// ∫₀¹ of the Lagrange basis polynomial j on `nodes`
double basisIntegral(const std::vector<double>& nodes, std::size_t j)
{
    std::vector<double> coefficients = {1};
    for (std::size_t m = 0; m < nodes.size(); ++m) {
        if (m == j) {
            continue;
        }
        const double scale = 1 / (nodes[j] - nodes[m]);
        std::vector<double> product(coefficients.size() + 1, 0.0);
        for (std::size_t k = 0; k < coefficients.size(); ++k) {
            product[k] -= coefficients[k] * nodes[m] * scale;
            product[k + 1] += coefficients[k] * scale;
        }
        coefficients = std::move(product);
    }
    double integral = 0;
    for (std::size_t k = 0; k < coefficients.size(); ++k) {
        integral += coefficients[k] / static_cast<double>(k + 1);
    }
    return integral;
}

}  // namespace

std::vector<double> adamsBashforth(std::span<const double> nodes, double u_s)
{
    const double u_t = nodes.back();
    const double step = u_s - u_t;
    // in units of the step the past nodes are negative: every product above is then a sum of equal signs
    std::vector<double> scaled;
    for (const double node : nodes) {
        scaled.push_back((node - u_t) / step);
    }
    std::vector<double> weights;
    for (std::size_t j = 0; j < scaled.size(); ++j) {
        weights.push_back(step * basisIntegral(scaled, j));
    }
    return weights;
}

}  // namespace core::sampler
