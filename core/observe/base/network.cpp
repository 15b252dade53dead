#include "core/observe/observe.h"

#include <map>
#include <numeric>

namespace core::observe {

struct Network::Evaluated {
    Tensor value;                   // [M, n]
    std::vector<Tensor> gradients;  // per group [M or 1, n_g, k]
};

Network::Network(const Decoder& decoder, const std::vector<Sight>& sights)
    : size_(static_cast<std::int64_t>(sights.size()))
{
    std::vector<Point> points;
    std::map<const Entry*, std::pair<std::vector<std::int64_t>, std::vector<std::int64_t>>> members;
    for (std::size_t i = 0; i < sights.size(); ++i) {
        auto& [rows, used] = members[sights[i].entry];
        rows.push_back(static_cast<std::int64_t>(i));
        linear_ = linear_ && sights[i].entry->linear;
        identity_ = identity_ && sights[i].entry->linear && sights[i].points.size() == 1;
        for (const Point& point : sights[i].points) {
            used.push_back(static_cast<std::int64_t>(points.size()));
            points.push_back(point);
        }
    }
    points_ = decoder.points(points);
    const auto device = points_->background().device();
    for (const auto& [entry, lists] : members) {
        const auto& [rows, used] = lists;
        groups_.push_back({entry, at::tensor(at::ArrayRef<std::int64_t>(rows)).to(device),
                           at::tensor(at::ArrayRef<std::int64_t>(used)).to(device),
                           static_cast<std::int64_t>(used.size() / rows.size())});
    }
}

Network::Evaluated Network::evaluate(const Tensor& x) const
{
    return evaluateAt(points_->apply(x) + points_->background());
}

/// values [M, points]  of the state at the points
Network::Evaluated Network::evaluateAt(const Tensor& values) const
{
    const std::int64_t members = values.size(0);
    Evaluated out{at::empty({members, size_}, values.options()), {}};
    for (const Group& group : groups_) {
        const Tensor mine = values.index_select(1, group.points).view({members, -1, group.width});
        Pointwise evaluated = group.entry->evaluate(mine);
        out.value.index_copy_(1, group.rows, evaluated.value.contiguous());
        out.gradients.push_back(std::move(evaluated.gradient));
    }
    return out;
}

LinearisedOperator Network::linearise(const Tensor& x) const
{
    if (identity_) {
        const auto products = points_->linearise(x);
        return {products.value + points_->background(), products.jvp, products.vjp};
    }
    Evaluated evaluated = evaluate(x);
    const auto products = points_->linearise(x);
    const auto gradients = evaluated.gradients;
    const std::int64_t points = points_->size();
    auto jvp = [this, products, gradients](const Tensor& dx) {
        const Tensor values = products.jvp(dx);
        Tensor out = at::empty({dx.size(0), size_}, dx.options());
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            const Group& group = groups_[g];
            const Tensor mine = values.index_select(1, group.points).view({dx.size(0), -1, group.width});
            out.index_copy_(1, group.rows, (mine * gradients[g]).sum(2));
        }
        return out;
    };
    auto vjp = [this, products, gradients, points](const Tensor& w) {
        Tensor onPoints = at::zeros({w.size(0), points}, w.options());
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            const Group& group = groups_[g];
            const Tensor mine = w.index_select(1, group.rows).unsqueeze(2) * gradients[g];
            onPoints.index_copy_(1, group.points, mine.reshape({w.size(0), -1}));
        }
        return products.vjp(onPoints);
    };
    return {evaluated.value, jvp, vjp};
}

Tensor Network::jacobian(const std::vector<Tensor>& gradients, std::int64_t member) const
{
    Tensor j = at::zeros({size_, points_->size()}, at::kDouble);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        const Group& group = groups_[g];
        const Tensor gradient = gradients[g].select(0, gradients[g].size(0) == 1 ? 0 : member).to(at::kCPU, at::kDouble);
        j.index_put_({group.rows.cpu().repeat_interleave(group.width), group.points.cpu()}, gradient.reshape({-1}));
    }
    return j;
}

std::optional<Tensor> Network::gram(const Tensor& x, const Tensor& v) const
{
    const Tensor base = points_->cross(*points_, v);
    if (identity_) {
        return base;
    }
    const Evaluated evaluated = evaluate(x);
    const std::int64_t members = linear_ ? 1 : x.size(0);
    std::vector<Tensor> grams;
    for (std::int64_t member = 0; member < members; ++member) {
        const Tensor j = jacobian(evaluated.gradients, member);
        grams.push_back(at::mm(at::mm(j, base), j.t()));
    }
    return linear_ ? grams.front() : at::stack(grams);
}

Tensor Network::variance(const Tensor& v) const
{
    const Tensor each = points_->variance(v);
    if (identity_) {
        return each;
    }
    const Evaluated evaluated = evaluateAt(points_->background().unsqueeze(0));
    return at::mv(jacobian(evaluated.gradients, 0).square(), each);
}

Tensor Network::cross(const PointOperator& points, const Tensor& v) const
{
    const Tensor base = points_->cross(points, v);
    if (identity_) {
        return base;
    }
    return at::mm(base, jacobian(evaluateAt(points_->background().unsqueeze(0)).gradients, 0).t());
}

}  // namespace core::observe
