#include "core/guidance/base/guided.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

class None final : public Guidance {
public:
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed&, double) override
    {
        return unguided(prior);
    }
};

}  // namespace

Entry none()
{
    return {
        .about = {.id = "none", .label = "None", .source = "the prior alone", .formula = "D_y = D"},
        .make = [](const Selection&) -> std::unique_ptr<Guidance> { return std::make_unique<None>(); },
    };
}

}  // namespace core::guidance
