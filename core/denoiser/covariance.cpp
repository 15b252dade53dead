#include "core/denoiser/denoiser.h"

#include <algorithm>
#include <cmath>

namespace core::denoiser {

double Covariance::largest() const
{
    return eigenvalues().max().item<double>();
}

Tensor Covariance::conditional(double u) const
{
    const Tensor& lambda = eigenvalues();
    if (std::isinf(u)) {
        return lambda;
    }
    // keeps 0/0 out of null directions at the very end of a schedule without σ_min
    const double u2 = std::max(u * u, 1e-30);
    return (lambda / (lambda + u2)).mul_(u2);
}

Tensor Covariance::product(const Tensor& v, const Tensor& x) const
{
    return fromEigen(toEigen(x) * v);
}

Tensor Covariance::root(const Tensor& v, const Tensor& x) const
{
    return fromEigen(x * v.sqrt());
}

}  // namespace core::denoiser
