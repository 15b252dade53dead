#include "core/guidance/base/guided.h"

#include "core/api/error.h"

namespace core::guidance {
namespace {

class Unguided final : public Denoiser {
public:
    explicit Unguided(const Denoiser& prior) : prior_(prior) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override { return prior_.mean(x_t, at); }
    [[nodiscard]] Tensor noise(const Tensor& x_t, const Node& at) const override { return prior_.noise(x_t, at); }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const Node& at) const override
    {
        return prior_.linearise(x_t, at);
    }
    [[nodiscard]] const denoiser::Covariance* covariance() const override { return prior_.covariance(); }
    [[nodiscard]] const Denoiser* unconditional() const override { return prior_.unconditional(); }
    [[nodiscard]] std::uint64_t evaluations() const override { return prior_.evaluations(); }

private:
    const Denoiser& prior_;
};

}  // namespace

Guided::Guided(const Denoiser& prior, const observe::Observed& observed, double strength)
    : prior_(prior), observed_(observed), strength_(strength)
{
}

denoiser::Linearised Guided::linearise(const Tensor&, const Node&) const
{
    throw Error(Cause::badInput, "A guided denoiser cannot be guided again: guidance methods do not nest.",
                "Choose one guidance method.");
}

Tensor Guided::innovation(const Tensor& seen) const
{
    return observed_.y.to(seen.options()) - seen;
}

Tensor Guided::variance(const Tensor& like) const
{
    return observed_.variance.to(like.options()) / strength_;
}

bool idle(const observe::Observed& observed, double strength)
{
    return !(strength > 0) || observed.op == nullptr || observed.op->size() == 0;
}

std::unique_ptr<Denoiser> unguided(const Denoiser& prior)
{
    return std::make_unique<Unguided>(prior);
}

}  // namespace core::guidance
