#include "core/observe/observe.h"

#include <algorithm>
#include <map>
#include <utility>

namespace core::observe {

namespace {

constexpr std::int64_t mostPoints = 14000;  // 1.6 GB a matrix

Tensor indices(const std::vector<std::int64_t>& list)
{
    return at::tensor(at::ArrayRef<std::int64_t>(list), at::kLong);
}

}  // namespace

struct Network::Evaluated {
    Tensor value;                   // [M, n]
    std::vector<Tensor> gradients;  // per group [M or 1, n_g, k]
};

Wiring::Wiring(const std::vector<Sight>& sights)
{
    for (std::size_t i = 0; i < sights.size(); ++i) {
        const Sight& sight = sights[i];
        int last = -1;
        for (std::size_t p = 0; p < sight.points.size(); ++p) {
            const int value = sight.values.empty() ? static_cast<int>(p) : sight.values[p];
            if (value != last) {
                const auto first = static_cast<std::int64_t>(points.size());
                pointsOfValue.emplace_back(first, first);
                rowOfValue.push_back(static_cast<std::int64_t>(i));
                last = value;
            }
            pointsOfValue.back().second += 1;
            points.push_back(sight.points[p]);
            weightOfPoint.push_back(sight.weights.empty() ? 1 : sight.weights[p]);
            valueOfPoint.push_back(static_cast<std::int64_t>(pointsOfValue.size()) - 1);
        }
    }
    plain = pointsOfValue.size() == points.size() &&
            std::all_of(weightOfPoint.begin(), weightOfPoint.end(), [](double w) { return w == 1; });
}

Network::Network(const Decoder& decoder, const std::vector<Sight>& sights)
    : size_(static_cast<std::int64_t>(sights.size()))
{
    const Wiring wiring(sights);
    points_ = decoder.points(wiring.points);
    linear_ = points_->linear();
    wire(wiring, points_->background().options());
    groupByEntry(sights, points_->background().device());
}

void Network::wire(const Wiring& wiring, const at::TensorOptions& options)
{
    plain_ = wiring.plain;
    values_ = static_cast<std::int64_t>(wiring.pointsOfValue.size());
    std::vector<std::int64_t> rowOfPoint;
    for (const std::int64_t value : wiring.valueOfPoint) {
        rowOfPoint.push_back(wiring.rowOfValue[static_cast<std::size_t>(value)]);
    }
    rowOfPoint_ = indices(rowOfPoint);
    valueOfPoint_ = indices(wiring.valueOfPoint).to(options.device());
    weight_ = at::tensor(at::ArrayRef<double>(wiring.weightOfPoint), at::kDouble).to(options);
    if (plain_) {
        return;
    }
    std::int64_t most = 1;
    for (const auto& [first, end] : wiring.pointsOfValue) {
        most = std::max(most, end - first);
    }
    // both directions are gathers, so that sums have one order on every device
    std::vector<std::int64_t> gather(static_cast<std::size_t>(values_ * most), 0);
    std::vector<double> share(gather.size(), 0);
    for (std::size_t value = 0; value < wiring.pointsOfValue.size(); ++value) {
        const auto& [first, end] = wiring.pointsOfValue[value];
        for (std::int64_t p = first; p < end; ++p) {
            const std::size_t at = value * static_cast<std::size_t>(most) +
                                   static_cast<std::size_t>(p - first);
            gather[at] = p;
            share[at] = wiring.weightOfPoint[static_cast<std::size_t>(p)];
        }
    }
    gather_ = indices(gather).to(options.device());
    share_ = at::tensor(at::ArrayRef<double>(share), at::kDouble).view({values_, most}).to(options);
}

void Network::groupByEntry(const std::vector<Sight>& sights, const at::Device& device)
{
    std::map<std::pair<const Entry*, std::int64_t>,
             std::pair<std::vector<std::int64_t>, std::vector<std::int64_t>>>
        kinds;
    std::int64_t next = 0;
    for (std::size_t i = 0; i < sights.size(); ++i) {
        const Sight& sight = sights[i];
        const auto width = static_cast<std::int64_t>(sight.values.empty() ? sight.points.size()
                                                                          : sight.values.back() + 1);
        auto& [rows, used] = kinds[{sight.entry, width}];
        rows.push_back(static_cast<std::int64_t>(i));
        for (std::int64_t k = 0; k < width; ++k) {
            used.push_back(next++);
        }
        linear_ = linear_ && sight.entry->linear;
        const bool itself = sight.entry->extent != Extent::either;
        identity_ = identity_ && plain_ && itself && sight.points.size() == 1;
    }
    for (const auto& [kind, lists] : kinds) {
        groups_.push_back(
            {kind.first, indices(lists.first).to(device), indices(lists.second).to(device), kind.second});
    }
}

Tensor Network::valuesOf(const Tensor& points) const
{
    if (plain_) {
        return points;
    }
    return (points.index_select(1, gather_).view({points.size(0), values_, -1}) *
            share_.to(points.scalar_type()))
        .sum(2);
}

Tensor Network::pointsOf(const Tensor& values) const
{
    return plain_ ? values : values.index_select(1, valueOfPoint_) * weight_.to(values.scalar_type());
}

Network::Evaluated Network::evaluate(const Tensor& x) const
{
    return evaluateAt(points_->apply(x) + points_->background());
}

Tensor Network::apply(const Tensor& x) const
{
    return evaluate(x).value;
}

Tensor Network::background() const
{
    return evaluateAt(points_->background().unsqueeze(0)).value[0];
}

/// state [M, points]  of the state at the points
Network::Evaluated Network::evaluateAt(const Tensor& state) const
{
    const Tensor values = valuesOf(state);
    Evaluated out{at::empty({state.size(0), size_}, state.options()), {}};
    for (const Group& group : groups_) {
        const Tensor mine = values.index_select(1, group.values).view({state.size(0), -1, group.width});
        Pointwise evaluated = group.entry->evaluate(mine);
        out.value.index_copy_(1, group.rows, evaluated.value.contiguous());
        out.gradients.push_back(std::move(evaluated.gradient));
    }
    return out;
}

LinearisedOperator Network::linearise(const Tensor& x) const
{
    const auto products = points_->linearise(x);
    if (identity_) {
        return {products.value + points_->background(), products.jvp, products.vjp};
    }
    const Evaluated evaluated = evaluateAt(products.value + points_->background());
    const auto gradients = evaluated.gradients;
    auto jvp = [this, products, gradients](const Tensor& dx) {
        const Tensor values = valuesOf(products.jvp(dx));
        Tensor out = at::empty({dx.size(0), size_}, dx.options());
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            const Group& group = groups_[g];
            const Tensor mine = values.index_select(1, group.values).view({dx.size(0), -1, group.width});
            out.index_copy_(1, group.rows, (mine * gradients[g]).sum(2));
        }
        return out;
    };
    auto vjp = [this, products, gradients](const Tensor& w) {
        Tensor onValues = at::zeros({w.size(0), values_}, w.options());
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            const Group& group = groups_[g];
            const Tensor mine = w.index_select(1, group.rows).unsqueeze(2) * gradients[g];
            onValues.index_copy_(1, group.values, mine.reshape({w.size(0), -1}));
        }
        return products.vjp(pointsOf(onValues));
    };
    return {evaluated.value, jvp, vjp};
}

/// ∂A/∂(points) of one member: each point belongs to one observation, so one number a point; [points] float64
Tensor Network::slopes(const std::vector<Tensor>& gradients, std::int64_t member) const
{
    Tensor onValues = at::zeros({values_}, at::kDouble);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const Tensor gradient =
            gradients[g].select(0, gradients[g].size(0) == 1 ? 0 : member).to(at::kCPU, at::kDouble);
        onValues.index_copy_(0, groups_[g].values.cpu(), gradient.reshape({-1}));
    }
    return onValues.index_select(0, valueOfPoint_.cpu()) * weight_.to(at::kCPU, at::kDouble);
}

std::optional<Tensor> Network::gram(const Tensor& x, const Tensor& v) const
{
    const std::int64_t points = points_->size();
    if (points > mostPoints || !points_->linear()) {
        return std::nullopt;
    }
    const Tensor base = points_->cross(*points_, v);
    if (identity_) {
        return base;
    }
    const Evaluated evaluated = evaluate(x);
    const std::int64_t members = linear_ ? 1 : x.size(0);
    std::vector<Tensor> grams;
    for (std::int64_t member = 0; member < members; ++member) {
        const Tensor slope = slopes(evaluated.gradients, member);
        const Tensor half =
            at::zeros({size_, points}, at::kDouble).index_add_(0, rowOfPoint_, base * slope.unsqueeze(1));
        grams.push_back(at::zeros({size_, size_}, at::kDouble).index_add_(1, rowOfPoint_, half * slope));
    }
    return linear_ ? grams.front() : at::stack(grams);
}

Tensor Network::variance(const Tensor& v) const
{
    if (identity_) {
        return points_->variance(v);
    }
    if (!v.defined()) {
        // a step of one standard deviation: slopes at a mean may vanish where values never stand still (wind speed)
        const Tensor spread = points_->variance(v).sqrt().to(points_->background().options());
        const Tensor there = evaluateAt((points_->background() + spread).unsqueeze(0)).value[0];
        return (there - background()).to(at::kCPU, at::kDouble).square();
    }
    const Evaluated evaluated = evaluateAt(points_->background().unsqueeze(0));
    const Tensor slope = slopes(evaluated.gradients, 0);
    return points_->sumVariance({rowOfPoint_, slope, size_}, v);
}

Tensor Network::cross(const PointOperator& points, const Tensor& v) const
{
    const Tensor base = points_->cross(points, v);
    if (identity_) {
        return base;
    }
    const Tensor slope = slopes(evaluateAt(points_->background().unsqueeze(0)).gradients, 0);
    return at::zeros({base.size(0), size_}, at::kDouble).index_add_(1, rowOfPoint_, base * slope);
}

}  // namespace core::observe
