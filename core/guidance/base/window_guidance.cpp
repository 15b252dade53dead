#include "core/guidance/base/window_guidance.h"

#include "core/api/error.h"
#include "core/guidance/base/guided.h"

#include <algorithm>
#include <string>

namespace core::guidance {
namespace {

using denoiser::Node;
using denoiser::WindowRows;

/// Windows with their own observations and methods.
class GuidedWindows final : public denoiser::WindowDenoiser {
public:
    struct Each {
        const observe::Observed* observed;
        Guidance* method;
    };
    GuidedWindows(const denoiser::WindowDenoiser& prior, std::vector<Each> each, double strength)
        : prior_(prior), each_(std::move(each)), strength_(strength)
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at, const WindowRows& rows) const override
    {
        std::vector<Tensor> means;
        for (std::size_t w = 0; w < rows.windows.size(); ++w) {
            const auto& each = each_[static_cast<std::size_t>(rows.windows[w])];
            const denoiser::OneWindow window(prior_, rows.windows[w]);
            const auto guided = each.method->around(window, *each.observed, strength_);
            means.push_back(guided->mean(x_t.narrow(0, static_cast<std::int64_t>(w) * rows.members, rows.members), at));
        }
        return at::cat(means);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor&, const Node&, const WindowRows&) const override
    {
        throw Error(Cause::badInput, "A guided denoiser cannot be guided again: guidance methods do not nest.",
                    "Choose one guidance method.");
    }
    [[nodiscard]] std::uint64_t evaluations() const override { return prior_.evaluations(); }

private:
    const denoiser::WindowDenoiser& prior_;
    std::vector<Each> each_;
    double strength_;
};

}  // namespace

WindowGuidance::WindowGuidance(Selection method) : method_(std::move(method))
{
    if (make(method_)->actsOnSteps()) {
        throw Error(Cause::badInput,
                    "The guidance “" + method_.kind + "” acts on the sampler's step, not inside windows.",
                    "Choose mmps, or guide the whole trajectory.");
    }
}

void WindowGuidance::provide(std::size_t windows)
{
    while (methods_.size() < windows) {
        methods_.push_back(make(method_));
    }
    methods_.resize(windows);
}

std::unique_ptr<Denoiser> WindowGuidance::around(const Denoiser& prior, const observe::Observed& observed,
                                                 double strength)
{
    if (idle(observed, strength)) {
        return unguided(prior);
    }
    const auto* composed = dynamic_cast<const denoiser::Composed*>(&prior);
    if (composed == nullptr || observed.inWindows == nullptr ||
        composed->windows().count() != static_cast<std::int64_t>(observed.inWindows->size())) {
        throw Error(Cause::badInput, "The guidance “" + method_.kind +
                    "” cannot act inside windows: this prior is not composed of any.",
                    "Set guidance.windows to together.");
    }
    observed_ = observed.inWindows;
    company_ = composed->batching().company;
    provide(observed_->size());
    std::vector<GuidedWindows::Each> each;
    for (std::size_t w = 0; w < observed_->size(); ++w) {
        each.push_back({&(*observed_)[w], methods_[w].get()});
    }
    // one window at a time: its members are one system, and batches that are filled up would solve it twice
    return std::make_unique<denoiser::Composed>(
        std::make_shared<GuidedWindows>(composed->inner(), std::move(each), strength), composed->windows(),
        denoiser::Batching{.windows = 1, .company = company_});
}

Report WindowGuidance::report() const
{
    Report worst;
    for (const auto& method : methods_) {
        const Report one = method->report();
        worst.iterations = std::max(worst.iterations, one.iterations);
        worst.residual = std::max(worst.residual, one.residual);
    }
    return worst;
}

std::vector<Tensor> WindowGuidance::memory() const
{
    // per window: how many tensors, then these
    std::vector<Tensor> out;
    for (std::size_t w = 0; w < methods_.size(); ++w) {
        auto mine = methods_[w]->memory();
        if (company_) {  // who guided the window remembers it
            mine = company_->from(static_cast<std::int64_t>(w) % company_->count(), std::move(mine));
        }
        out.push_back(at::full({1}, static_cast<double>(mine.size()), at::kDouble));
        out.insert(out.end(), mine.begin(), mine.end());
    }
    return out;
}

void WindowGuidance::restore(const std::vector<Tensor>& memory)
{
    std::vector<std::vector<Tensor>> windows;
    for (auto next = memory.begin(); next != memory.end();) {
        const auto count = static_cast<std::ptrdiff_t>(next->item<double>());
        windows.emplace_back(next + 1, next + 1 + count);
        next += 1 + count;
    }
    provide(windows.size());  // none: all begin anew
    for (std::size_t w = 0; w < windows.size(); ++w) {
        methods_[w]->restore(windows[w]);
    }
}

}  // namespace core::guidance
