#include "core/world/dynamics.h"

#include "core/api/error.h"
#include "core/world/linear.h"

namespace core::world {

Tensor rungeKutta(const Tendency& tendency, const Tensor& x, double step)
{
    const Tensor k1 = tendency(x);
    const Tensor k2 = tendency(x + k1 * (step / 2));
    const Tensor k3 = tendency(x + k2 * (step / 2));
    const Tensor k4 = tendency(x + k3 * step);
    return x + (k1 + 2 * k2 + 2 * k3 + k4) * (step / 6);
}

Tensor Lorenz63::operator()(const Tensor& x) const
{
    const Tensor a = x.select(-1, 0), b = x.select(-1, 1), c = x.select(-1, 2);
    return at::stack({sigma * (b - a), a * (rho - c) - b, a * b - beta * c}, -1);
}

Tensor Lorenz96::operator()(const Tensor& x) const
{
    const std::int64_t way = ring == Ring::forward ? 1 : -1;
    const auto neighbour = [&](std::int64_t offset) { return x.roll({-way * offset}, {-1}); };
    return (neighbour(1) - neighbour(-2)) * neighbour(-1) - x + forcing;
}

Tensor LotkaVolterra::operator()(const Tensor& x) const
{
    return at::stack({alpha - beta * x.select(-1, 1).exp(), delta * x.select(-1, 0).exp() - gamma}, -1);
}

DynamicChain::DynamicChain(Tendency tendency, const Stepping& stepping, Tensor firstMean,
                           const Tensor& firstCovariance)
    : tendency_(std::move(tendency)), stepping_(stepping), firstMean_(std::move(firstMean))
{
    if (!(stepping.step > 0) || stepping.substeps < 1 || !(stepping.noise >= 0)) {
        throw Error(Cause::badInput,
                    "A chain wants a positive step, at least one substep and no negative noise.");
    }
    firstFactor_ = factorOf(firstCovariance);
    noiseFactor_ = at::eye(firstMean_.size(0), at::kDouble) * stepping.noise;
}

Tensor DynamicChain::start(std::int64_t n, Draws& draws) const
{
    return firstMean_ + draws.normal({n, size()}).matmul(firstFactor_.t());
}

Tensor DynamicChain::mean(const Tensor& x) const
{
    Tensor state = x;
    for (int i = 0; i < stepping_.substeps; ++i) {
        state = rungeKutta(tendency_, state, stepping_.step / stepping_.substeps);
    }
    return state;
}

Tensor vorticity(const Tensor& x)
{
    const auto slope = [](const Tensor& field, std::int64_t dimension) {
        return (field.roll({-1}, {dimension}) - field.roll({1}, {dimension})) / 2;
    };
    return slope(x.select(-3, 0), -1) - slope(x.select(-3, 1), -2);
}

Tensor coarsen(const Tensor& x, std::int64_t factor)
{
    const std::int64_t rows = x.size(-2), columns = x.size(-1);
    if (factor < 1 || rows % factor != 0 || columns % factor != 0) {
        throw Error(Cause::badInput, "A grid of " + std::to_string(rows) + " × " + std::to_string(columns) +
                                         " cannot be coarsened by " + std::to_string(factor) + ".");
    }
    auto shape = x.sizes().slice(0, x.dim() - 2).vec();
    shape.insert(shape.end(), {rows / factor, factor, columns / factor, factor});
    return x.reshape(shape).mean(at::IntArrayRef{-3, -1});
}

namespace {

/// Linear refinement of a periodic line of cell means along one dimension.
Tensor refined(const Tensor& x, std::int64_t dimension, std::int64_t factor)
{
    std::vector<Tensor> parts;
    for (std::int64_t i = 0; i < factor; ++i) {
        // centre of the i-th part relative to its cell's, in cells
        const double offset = (static_cast<double>(i) + 0.5) / static_cast<double>(factor) - 0.5;
        const Tensor neighbour = x.roll({offset < 0 ? 1 : -1}, {dimension});
        parts.push_back(x * (1 - std::abs(offset)) + neighbour * std::abs(offset));
    }
    auto shape = x.sizes().vec();
    shape[static_cast<std::size_t>(x.dim() + dimension)] *= factor;
    return at::stack(parts, dimension == -1 ? x.dim() : x.dim() - 1).reshape(shape);
}

}  // namespace

Tensor upsample(const Tensor& x, std::int64_t factor)
{
    return refined(refined(x, -1, factor), -2, factor);
}

}  // namespace core::world
