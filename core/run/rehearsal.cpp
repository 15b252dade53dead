#include "core/run/rehearsal.h"

#include "core/denoiser/covariances.h"
#include "core/denoiser/gaussian.h"
#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/observe/slice.h"
#include "core/run/counter_noise.h"
#include "core/run/loop.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"

#include <numeric>

namespace core::run {
namespace {

using at::Tensor;

constexpr std::int64_t elements = 640, seenElements = 520;  // more than any solve has iterations

class CountingOperator final : public observe::Operator {
public:
    CountingOperator(std::shared_ptr<const observe::Operator> inner, Asked& asked)
        : inner_(std::move(inner)), asked_(asked)
    {
    }
    [[nodiscard]] std::int64_t size() const override { return inner_->size(); }
    [[nodiscard]] bool linear() const override { return inner_->linear(); }
    [[nodiscard]] Tensor apply(const Tensor& x) const override
    {
        ++asked_.seen;
        return inner_->apply(x);
    }
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override
    {
        ++asked_.seen;
        observe::LinearisedOperator out = inner_->linearise(x);
        return {.value = out.value,
                .jvp = [jvp = out.jvp, &asked = asked_](const Tensor& v) { return ++asked.pushed, jvp(v); },
                .vjp = [vjp = out.vjp, &asked = asked_](const Tensor& v) { return ++asked.pulled, vjp(v); }};
    }
    [[nodiscard]] std::optional<Tensor> gram(const Tensor& x, const Tensor& v) const override
    {
        return inner_->gram(x, v);
    }

private:
    std::shared_ptr<const observe::Operator> inner_;
    Asked& asked_;
};

/// A Gaussian that hides its covariance where the prior has none.
class StandIn final : public denoiser::Denoiser {
public:
    explicit StandIn(bool shows)
        : covariance_(std::make_shared<denoiser::DiagonalCovariance>(at::zeros({elements}),
                                                                     at::linspace(0.05, 2, elements))),
          gaussian_(covariance_),
          shows_(shows)
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at) const override
    {
        return gaussian_.mean(x_t, at);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at) const override
    {
        return gaussian_.linearise(x_t, at);
    }
    [[nodiscard]] const denoiser::Covariance* covariance() const override
    {
        return shows_ ? covariance_.get() : nullptr;
    }

private:
    std::shared_ptr<const denoiser::DiagonalCovariance> covariance_;
    denoiser::Gaussian gaussian_;
    bool shows_;
};

observe::Observed seenOf(const denoiser::Denoiser& standIn)
{
    std::vector<std::int64_t> index(seenElements);
    std::iota(index.begin(), index.end(), 0);
    return {.op = std::make_shared<observe::Slice>(std::move(index), standIn.covariance()),
            .y = at::linspace(-1, 1, seenElements, at::kDouble),
            .variance = at::full({seenElements}, 0.1, at::kDouble)};
}

}  // namespace

observe::Observed counting(const observe::Observed& observed, Asked& asked)
{
    observe::Observed out = observed;
    out.op = std::make_shared<CountingOperator>(observed.op, asked);
    return out;
}

bool choosesIterations(const Selection& guidance)
{
    const auto found = guidance.knobs.find("iterations");
    return found != guidance.knobs.end() && found->second == 0;
}

std::vector<Asked> rehearsed(const Rehearsal& rehearsal)
{
    Request now = rehearsal.request;
    const StandIn standIn(rehearsal.covariance != nullptr);
    const observe::Observed seen = seenOf(standIn);
    auto sampler = sampler::make(now.sampler);
    auto guidance = guidance::make(now.guidance.choice);
    auto nodes = grid::make(now.grid)->nodes(*schedule::make(now.schedule), now.steps, 1,
                                             rehearsal.covariance);
    sampler->begin(nodes);
    CounterNoise start(now.ensemble.seed, 0);
    Tensor x = start.normal(at::empty({rehearsal.rows, elements})).mul_(nodes.front().sigma);
    std::vector<Asked> out;
    for (int step = 0; step < now.steps; ++step) {
        for (const ChangeSpec& change : rehearsal.request.changes) {
            if (change.step != step) {
                continue;
            }
            const Request before = now;
            now = changed(now, change);
            guidance = now.guidance.choice != before.guidance.choice ? guidance::make(now.guidance.choice)
                                                                     : std::move(guidance);
            const bool path = now.schedule != before.schedule || now.grid != before.grid ||
                              now.steps != before.steps;
            sampler = path || now.sampler != before.sampler ? sampler::make(now.sampler) : std::move(sampler);
            nodes = path ? relaid(now, nodes, step, rehearsal.covariance) : std::move(nodes);
            sampler->begin(nodes);
        }
        const auto& t = nodes[static_cast<std::size_t>(step)];
        const auto& s = nodes[static_cast<std::size_t>(step) + 1];
        CounterNoise noise(now.ensemble.seed, static_cast<std::uint32_t>(step + 1));
        const double strength = strengthAt(now, step);
        Asked& asked = out.emplace_back();
        const denoiser::Counting counted(standIn, asked.denoiser);
        asked.guided = rehearsal.observed && strength > 0;
        const observe::Observed observed = counting(seen, asked);
        x = rehearsal.observed ? guidance->step(*sampler, counted, observed, strength, x, t, s, noise).x
                               : sampler->step(counted, x, t, s, noise).x;
    }
    return out;
}

}  // namespace core::run
