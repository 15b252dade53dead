#include "core/run/plan_window.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

namespace core::run {
namespace {

using at::Tensor;

/// An operator on a trajectory, asked about one window of it: the other states are zero.
class InWindow final : public observe::Operator {
public:
    /// first, end  elements of the trajectory that are the window's; size  of the trajectory
    struct Place {
        std::int64_t first, end, size;
    };
    InWindow(std::shared_ptr<const Operator> whole, const Place& place) : whole_(std::move(whole)), place_(place)
    {
    }
    [[nodiscard]] std::int64_t size() const override { return whole_->size(); }
    [[nodiscard]] bool linear() const override { return whole_->linear(); }
    [[nodiscard]] Tensor apply(const Tensor& x) const override { return whole_->apply(widened(x, place_)); }
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override
    {
        auto out = whole_->linearise(widened(x, place_));
        return {.value = out.value,
                .jvp = [jvp = out.jvp, at = place_](const Tensor& v) { return jvp(widened(v, at)); },
                .vjp = [vjp = out.vjp, at = place_](const Tensor& w) {
                    return vjp(w).slice(1, at.first, at.end).contiguous();
                }};
    }

private:
    static Tensor widened(const Tensor& x, const Place& at)
    {
        return at::constant_pad_nd(x, {at.first, at.size - at.end});
    }
    std::shared_ptr<const Operator> whole_;
    Place place_;
};

/// Used observations a state
std::vector<std::int64_t> usedPerState(const Problem& problem)
{
    std::vector<std::int64_t> out(static_cast<std::size_t>(problem.window.length), 0);
    for (const std::size_t i : problem.observations.used) {
        ++out[static_cast<std::size_t>(problem.observations.time[i])];
    }
    return out;
}

/// The states [begin, end) of the window that holds most of them
denoiser::Part fullest(const denoiser::Windows& windows, const std::vector<std::int64_t>& used)
{
    denoiser::Part out;
    std::int64_t most = -1;
    for (std::int64_t w = 0; w < windows.count(); ++w) {
        const auto states = static_cast<std::int64_t>(used.size());  // those beyond only fill the last window
        const std::int64_t begin = windows.first(w), end = std::min(begin + windows.window(), states);
        const std::int64_t holds = std::accumulate(used.begin() + begin, used.begin() + end, std::int64_t{0});
        if (holds > most) {
            most = holds;
            out = {begin, begin + windows.window()};
        }
    }
    return out;
}

}  // namespace

std::unique_ptr<WindowPart> windowPartOf(const Problem& problem, const denoiser::Composed& whole)
{
    auto out = std::make_unique<WindowPart>();
    out->denoiser = whole.oneBatch();
    out->batches = static_cast<double>(whole.batches());
    const std::int64_t size = problem.prior->size(), state = size / whole.windows().length();
    out->sampled = {out->denoiser.get(), nullptr, whole.windows().window() * state};
    const auto used = usedPerState(problem);
    const denoiser::Part states = fullest(whole.windows(), used);
    std::vector<data::Observation> here;
    std::set<int> seen;
    for (const std::size_t i : problem.observations.used) {
        const int time = problem.observations.time[i];
        if (time >= states.begin && time < states.end) {
            here.push_back(problem.observations.all[i]);
            seen.insert(time);
        }
    }
    if (here.empty()) {
        return out;
    }
    std::vector<std::string> alreadySaid;
    out->observed = gatherObservations(problem, here, alreadySaid).observed;
    out->observed.op = std::make_shared<InWindow>(
        out->observed.op, InWindow::Place{states.begin * state, states.end * state, size});
    out->sampled.observed = &out->observed;
    out->looks = static_cast<double>(std::ranges::count_if(used, [](std::int64_t n) { return n > 0; })) /
                 static_cast<double>(seen.size());
    return out;
}

}  // namespace core::run
