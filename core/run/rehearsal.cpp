#include "core/run/rehearsal.h"

#include "core/denoiser/covariances.h"
#include "core/denoiser/gaussian.h"
#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/observe/slice.h"
#include "core/run/changes.h"
#include "core/run/counter_noise.h"
#include "core/run/loop.h"
#include "core/run/resident.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"

#include <chrono>
#include <numeric>

namespace core::run {
namespace {

using at::Tensor;

constexpr std::int64_t elements = 640, seenElements = 520;  // more than any solve has iterations

/// Adds the seconds it lives.
class Stopwatch {
public:
    explicit Stopwatch(double& seconds) : seconds_(seconds), begin_(std::chrono::steady_clock::now()) {}
    ~Stopwatch()
    {
        seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    }
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;

private:
    double& seconds_;
    std::chrono::steady_clock::time_point begin_;
};

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
        const Stopwatch watch(asked_.looking);
        ++asked_.seen;
        return inner_->apply(x);
    }
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override
    {
        const Stopwatch watch(asked_.looking);
        ++asked_.seen;
        observe::LinearisedOperator out = inner_->linearise(x);
        const auto counted = [&asked = asked_](std::uint64_t Asked::*calls, auto product) {
            return [&asked, calls, product](const Tensor& v) {
                const Stopwatch looking(asked.looking);
                ++(asked.*calls);
                return product(v);
            };
        };
        return {.value = out.value,
                .jvp = counted(&Asked::pushed, std::move(out.jvp)),
                .vjp = counted(&Asked::pulled, std::move(out.vjp))};
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
    StandIn(bool shows, std::int64_t size)
        : covariance_(std::make_shared<denoiser::DiagonalCovariance>(at::zeros({size}),
                                                                     at::linspace(0.05, 2, size))),
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

/// size  of the state that is seen
observe::Observed seenOf(const denoiser::Denoiser& standIn, std::int64_t size)
{
    const std::int64_t seen = std::min(size, seenElements);
    std::vector<std::int64_t> index(static_cast<std::size_t>(seen));
    std::iota(index.begin(), index.end(), 0);
    return {.op = std::make_shared<observe::Slice>(std::move(index), standIn.covariance()),
            .y = at::linspace(-1, 1, seen, at::kDouble),
            .variance = at::full({seen}, 0.1, at::kDouble)};
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
    const StandIn standIn(rehearsal.covariance != nullptr, elements);
    const observe::Observed seen = seenOf(standIn, elements);
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

double algebraBytes(const Rehearsal& rehearsal, std::int64_t elements)
{
    const Request& request = rehearsal.request;
    const StandIn standIn(rehearsal.covariance != nullptr, elements);
    const observe::Observed seen = seenOf(standIn, elements);
    const auto nodes = grid::make(request.grid)->nodes(*schedule::make(request.schedule), request.steps, 1,
                                                       rehearsal.covariance);
    const auto& t = nodes[nodes.size() / 2 - 1];
    const auto& s = nodes[nodes.size() / 2];
    CounterNoise noise(request.ensemble.seed, 0);
    const Tensor x = noise.normal(at::empty({rehearsal.rows, elements})).mul_(t.sigma);
    auto sampler = sampler::make(request.sampler);
    auto guidance = guidance::make(request.guidance.choice);
    sampler->begin(nodes);
    const Watermark mark;
    const auto step = rehearsal.observed ? guidance->step(*sampler, standIn, seen, 1, x, t, s, noise)
                                         : sampler->step(standIn, x, t, s, noise);
    return mark.most();
}

}  // namespace core::run
