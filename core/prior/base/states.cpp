#include "core/prior/states.h"

#include "core/api/error.h"

#include <utility>

namespace core::prior {

namespace {

Tensor indices(const std::vector<std::int64_t>& list, const at::Device& device)
{
    return at::tensor(at::ArrayRef<std::int64_t>(list), at::kLong).to(device);
}

/// Numbers of a trajectory: rows of a scaled selection matrix.
class StatePoints final : public observe::PointOperator {
public:
    StatePoints(const States& states, const std::vector<observe::Point>& points) : states_(states)
    {
        std::vector<std::int64_t> element, channel, time;
        for (const observe::Point& point : points) {
            element.push_back(states.element(point.channel, point.time));
            channel.push_back(point.channel);
            time.push_back(point.time);
        }
        const at::Device device = states.options().device();
        element_ = indices(element, device);
        channel_ = indices(channel, device);
        scale_ = states.model().scale.to(states.options()).index_select(0, channel_);
        const Tensor mean = states.model().mean.to(states.options());
        const Tensor row = mean.size(0) == 1 ? at::zeros_like(channel_) : indices(time, device);
        background_ = mean.index({row, channel_});
    }
    [[nodiscard]] std::int64_t size() const override { return element_.size(0); }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] Tensor apply(const Tensor& x) const override
    {
        return x.index_select(1, element_) * scale_;
    }
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override
    {
        return {.value = apply(x),
                .jvp = [this](const Tensor& dx) { return apply(dx); },
                .vjp = [this](const Tensor& w) { return adjoint(w); }};
    }
    [[nodiscard]] std::optional<Tensor> gram(const Tensor&, const Tensor& v) const override
    {
        return cross(*this, v);
    }
    [[nodiscard]] const Tensor& background() const override { return background_; }
    [[nodiscard]] Tensor cross(const observe::PointOperator& others, const Tensor& v) const override
    {
        const auto& far = dynamic_cast<const StatePoints&>(others);
        const Tensor pulled = states_.denoiser().covariance()->product(v, far.rows());  // V Bᵀ, [others, D]
        return apply(pulled).to(at::kCPU, at::kDouble);
    }
    [[nodiscard]] Tensor variance(const Tensor& v) const override
    {
        return v.defined() ? cross(*this, v).diagonal().clone() : scale_.square().to(at::kCPU, at::kDouble);
    }

private:
    const States& states_;
    Tensor element_, channel_, scale_, background_;

    [[nodiscard]] Tensor adjoint(const Tensor& w) const
    {
        return at::zeros({w.size(0), states_.size()}, w.options()).index_add_(1, element_, w * scale_);
    }
    /// the points' own rows of the matrix, [n, D]
    [[nodiscard]] Tensor rows() const { return adjoint(at::eye(size(), states_.options())); }
};

}  // namespace

States::States(StatesModel model) : model_(std::move(model))
{
    const auto d = static_cast<std::int64_t>(model_.names.size());
    const auto length = static_cast<std::int64_t>(model_.times.size());
    const bool fits = d > 0 && length > 0 && model_.denoiser != nullptr &&
                      model_.scale.sizes() == at::IntArrayRef({d}) && model_.mean.dim() == 2 &&
                      model_.mean.size(1) == d && (model_.mean.size(0) == 1 || model_.mean.size(0) == length);
    if (!fits) {
        throw Error(Cause::bug, "A small world's mean and scale do not fit its states.");
    }
    for (const std::string& name : model_.names) {
        channels_.push_back({.standardName = name, .label = name, .units = "1"});
    }
    grid_ = std::make_shared<DisplayGrid>(DisplayGrid{{0}, {0}, false});
    mean_ = model_.mean.to(model_.options).expand({length, d}).contiguous();
    scale_ = model_.scale.to(model_.options);
}

std::int64_t States::size() const
{
    return mean_.numel();
}

std::int64_t States::element(int channel, int time) const
{
    return time * mean_.size(1) + channel;
}

Tensor States::unfolded(const Tensor& x) const
{
    return x.view({x.size(0), mean_.size(0), mean_.size(1)});
}

Tensor States::field(const Tensor& x, int channel, int time) const
{
    const Tensor z = unfolded(x).select(1, time).select(1, channel);
    return (z * scale_[channel] + mean_[time][channel]).view({-1, 1, 1});
}

Tensor States::fields(const Tensor& x, int time) const
{
    return (unfolded(x).select(1, time) * scale_ + mean_[time]).view({x.size(0), -1, 1, 1});
}

Tensor States::background(int channel, int time) const
{
    return mean_[time][channel].view({1, 1});
}

Tensor States::scale(int channel) const
{
    return scale_[channel].view({1, 1});
}

std::shared_ptr<const observe::PointOperator> States::points(const std::vector<observe::Point>& points) const
{
    return std::make_shared<StatePoints>(*this, points);
}

Tensor States::encode(const Tensor& fields) const
{
    const Tensor values = fields.to(model_.options).view({mean_.size(0), mean_.size(1)});
    return ((values - mean_) / scale_).flatten();
}

Tensor States::meanSquare(const Tensor& d) const
{
    return unfolded(d).square().mean(2);
}

Tensor States::channelSquares(const Tensor& d) const
{
    return unfolded(d).square();
}

Tensor States::states(const Tensor& x) const
{
    return unfolded(x) * scale_ + mean_;
}

Tensor States::latent(const Tensor& states) const
{
    return ((states - mean_) / scale_).flatten(1);
}

observe::Observed States::given(const Tensor& states) const
{
    const Tensor z = (states - mean_.narrow(0, 0, states.size(1))) / scale_;
    return firstElements(z.flatten(1), at::full({1}, givenShare, mean_.options()), denoiser().covariance());
}

}  // namespace core::prior
