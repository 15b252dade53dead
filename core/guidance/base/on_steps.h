#pragma once

#include "core/guidance/base/guided.h"
#include "core/guidance/guidance.h"

#include <memory>

namespace core::guidance {

/// A method that acts on the sampler's step: the denoiser alone is the prior's.
class OnSteps : public Guidance {
public:
    [[nodiscard]] bool actsOnSteps() const final { return true; }
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed&, double) override
    {
        return unguided(prior);
    }
};

}  // namespace core::guidance
