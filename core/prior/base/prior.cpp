#include "core/prior/prior.h"

#include "core/api/error.h"

#include <cmath>
#include <limits>

namespace core::prior {

namespace {

constexpr double enoughNoise = 10;  // σ must be ≫ √λ_max for x_t to forget the state

}  // namespace

double Prior::forgettingNoise() const
{
    const denoiser::Covariance* covariance = denoiser().covariance();
    return enoughNoise * (covariance == nullptr ? 1 : std::sqrt(covariance->largest()));
}

bool Prior::streams() const
{
    const denoiser::Covariance* covariance = denoiser().covariance();
    return covariance != nullptr && !covariance->diagonal();
}

Tensor Prior::ownCovariance() const
{
    const denoiser::Covariance* covariance = denoiser().covariance();
    return covariance == nullptr ? Tensor()
                                 : covariance->conditional(std::numeric_limits<double>::infinity());
}

const Entry& find(const std::string& kind)
{
    for (const Entry& entry : entries()) {
        if (entry.about.id == kind) {
            return entry;
        }
    }
    static_cast<void>(choice(Kind::prior, kind));
    throw Error(Cause::bug, "The prior " + kind + " is in the catalogue but not in its table.");
}

}  // namespace core::prior
