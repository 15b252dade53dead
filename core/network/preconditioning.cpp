#include "core/network/preconditioning.h"

namespace core::network {
namespace {

/// a level per member with as many dimensions as the state has
Tensor broadcast(const Tensor& level, const Tensor& x)
{
    Tensor out = level;
    while (out.dim() > 0 && out.dim() < x.dim()) {
        out = out.unsqueeze(-1);
    }
    return out;
}

}  // namespace

Tensor appaDenoised(const Backbone& f, const Tensor& x, const Tensor& sigma)
{
    const Tensor total = sigma.square() + 1;
    return x / total + sigma * total.rsqrt() * f(x * total.rsqrt(), appaLevel(sigma)).to(x.scalar_type());
}

Tensor appaLevel(const Tensor& sigma)
{
    return sigma.log().mul(10).squeeze(-1);
}

Tensor karrasDenoised(const Backbone& f, const Tensor& x_t, const Tensor& alpha, const Tensor& sigma)
{
    const Tensor a = broadcast(alpha, x_t), s = broadcast(sigma, x_t), total = a.square() + s.square();
    return a / total * x_t + s * total.rsqrt() * simpleDenoised(f, x_t, alpha, sigma);
}

Tensor simpleDenoised(const Backbone& f, const Tensor& x_t, const Tensor& alpha, const Tensor& sigma)
{
    const Tensor a = broadcast(alpha, x_t), s = broadcast(sigma, x_t);
    return f((a.square() + s.square()).rsqrt() * x_t, (sigma / alpha).log()).to(x_t.scalar_type());
}

Tensor denoisingWeight(const Tensor& alpha, const Tensor& sigma, double most)
{
    return ((alpha / sigma).square() + 1).clamp_max(most);
}

}  // namespace core::network
