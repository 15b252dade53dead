#include "core/sampler/base/quadrature.h"

#include <cmath>
#include <numbers>

namespace core::sampler {
namespace {

struct Legendre {
    double value, slope;
};

/// P_n and its derivative at x, by the three-term recurrence
Legendre legendre(int n, double x)
{
    double before = 1;
    double value = x;
    for (int k = 2; k <= n; ++k) {
        const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
        before = value;
        value = next;
    }
    return {value, n * (x * value - before) / (x * x - 1)};
}

}  // namespace

Quadrature gaussLegendre(int n)
{
    Quadrature rule;
    for (int i = n; i >= 1; --i) {  // the first guess falls with i
        double x = std::cos(std::numbers::pi * (i - 0.25) / (n + 0.5));
        for (int iteration = 0; iteration < 8; ++iteration) {
            const Legendre p = legendre(n, x);
            x -= p.value / p.slope;
        }
        const double slope = legendre(n, x).slope;
        rule.points.push_back((1 + x) / 2);
        rule.weights.push_back(1 / ((1 - x * x) * slope * slope));
    }
    return rule;
}

Quadrature trapezoidal(int n)
{
    Quadrature rule;
    const double step = 1.0 / (n - 1);
    for (int i = 0; i < n; ++i) {
        rule.points.push_back(i * step);
        rule.weights.push_back(i == 0 || i == n - 1 ? step / 2 : step);
    }
    return rule;
}

Quadrature repeated(const Quadrature& rule, int n)
{
    Quadrature whole;
    for (int piece = 0; piece < n; ++piece) {
        for (std::size_t i = 0; i < rule.points.size(); ++i) {
            whole.points.push_back((piece + rule.points[i]) / n);
            whole.weights.push_back(rule.weights[i] / n);
        }
    }
    return whole;
}

}  // namespace core::sampler
