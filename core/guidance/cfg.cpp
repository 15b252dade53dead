#include "core/api/error.h"
#include "core/guidance/base/guided.h"
#include "core/guidance/guidance.h"

namespace core::guidance {
namespace {

class ClassifierFree final : public Guided {
public:
    ClassifierFree(const Denoiser& prior, const observe::Observed& observed, double strength)
        : Guided(prior, observed, strength), weight_(strength - 1)
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        const Tensor with = prior().mean(x_t, at);
        if (weight_ == 0) {
            return with;
        }
        const Tensor without = prior().unconditional()->mean(x_t, at);
        return with.add(with - without, weight_);
    }

private:
    double weight_;
};

class ClassifierFreeGuidance final : public Guidance {
public:
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override
    {
        if (prior.unconditional() == nullptr) {
            throw Error(Cause::badInput,
                        "The guidance “cfg” needs a prior with a condition that can be left out, which this "
                        "one has not.",
                        "Choose another guidance, for example mmps.");
        }
        if (!(strength > 0)) {
            return unguided(*prior.unconditional());
        }
        return std::make_unique<ClassifierFree>(prior, observed, strength);
    }
};

}  // namespace

Entry cfg()
{
    return {
        .about =
            {.id = "cfg",
             .label = "Classifier-free guidance",
             .source = "Ho & Salimans 2022, arXiv:2207.12598; azula",
             .formula = "D_c = (1+w) D(x_t | c) − w D(x_t), w = s − 1",
             .note =
                 "Strengthens the prior's own condition (its date, past states or words) and looks at no "
                 "observation: s = 1 is the plain conditional prior, 0 the prior without its condition. A "
                 "prior that has none is refused."},
        .make = [](const Selection&) -> std::unique_ptr<Guidance> {
            return std::make_unique<ClassifierFreeGuidance>();
        },
    };
}

}  // namespace core::guidance
