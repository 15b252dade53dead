#include "core/denoiser/windows.h"

#include "core/api/error.h"

#include <algorithm>
#include <string>

namespace core::denoiser {

Windows::Windows(std::int64_t length, std::int64_t window, std::int64_t stride, Fold fold)
    : length_(length), window_(window), stride_(stride), fold_(fold)
{
    if (stride < 1 || window < stride || length < window || (length - window) % stride != 0) {
        throw Error(Cause::badInput, "Windows of " + std::to_string(window) + " states every " + std::to_string(stride) +
                    " do not cover a trajectory of " + std::to_string(length) + " states.",
                    "The stride is at most the window, and the length is a window and whole strides.");
    }
}

Windows Windows::covering(std::int64_t wanted, std::int64_t window, std::int64_t overlap, Fold fold)
{
    const std::int64_t stride = window - overlap;
    if (wanted < 1 || stride < 1 || overlap < 0) {
        throw Error(Cause::badInput, "Windows of " + std::to_string(window) + " states with an overlap of " +
                    std::to_string(overlap) + " cannot hold " + std::to_string(wanted) + " states.",
                    "The overlap is at least 0 and less than the window.");
    }
    const std::int64_t beyond = std::max<std::int64_t>(wanted - window, 0);
    return {window + (beyond + stride - 1) / stride * stride, window, stride, fold};
}

Windows Windows::local(std::int64_t length, std::int64_t k)
{
    return {length, 2 * k + 1, 1, Fold::symmetrical};
}

Part Windows::taken(std::int64_t w) const
{
    const bool begins = w == 0, ends = w == count() - 1;
    switch (fold_) {
    case Fold::symmetrical: {
        const std::int64_t middle = (window_ - stride_) / 2;
        return {begins ? 0 : middle, ends ? window_ : middle + stride_};
    }
    case Fold::causal:
        return {begins ? 0 : window_ - stride_, window_};
    default:
        return {0, window_};
    }
}

Tensor Windows::at(const Tensor& x, std::int64_t w) const
{
    return x.narrow(1, first(w), window_);
}

Tensor Windows::unfold(const Tensor& x) const
{
    std::vector<Tensor> windows;
    for (std::int64_t w = 0; w < count(); ++w) {
        windows.push_back(at(x, w));
    }
    return at::stack(windows);
}

Tensor Windows::fold(const Tensor& windows) const
{
    Tensor out = at::zeros({windows.size(1), length_, windows.size(3)}, windows.options());
    for (std::int64_t w = 0; w < count(); ++w) {
        add(out, w, windows[w]);
    }
    finish(out);
    return out;
}

void Windows::add(Tensor& trajectory, std::int64_t w, const Tensor& window) const
{
    const Part part = taken(w);
    Tensor target = trajectory.narrow(1, first(w) + part.begin, part.end - part.begin);
    const Tensor source = window.narrow(1, part.begin, part.end - part.begin);
    if (fold_ == Fold::average) {
        target.add_(source);
    } else {
        target.copy_(source);
    }
}

void Windows::finish(Tensor& trajectory) const
{
    if (fold_ != Fold::average) {
        return;
    }
    for (std::int64_t begin = 0; begin < length_; begin += window_) {  // a window at a time: no second trajectory
        const std::int64_t end = std::min(begin + window_, length_);
        trajectory.narrow(1, begin, end - begin).div_(coverage(begin, end, trajectory.options()));
    }
}

Tensor Windows::pulled(const Tensor& v, std::int64_t w) const
{
    const Part part = taken(w);
    const std::int64_t begin = first(w) + part.begin, size = part.end - part.begin;
    const Tensor mine = v.narrow(1, begin, size);
    if (fold_ == Fold::average) {
        return mine / coverage(begin, begin + size, v.options());
    }
    Tensor out = at::zeros({v.size(0), window_, v.size(2)}, v.options());
    out.narrow(1, part.begin, size).copy_(mine);
    return out;
}

Tensor Windows::coverage(std::int64_t begin, std::int64_t end, const at::TensorOptions& options) const
{
    std::vector<double> windows;
    for (std::int64_t state = begin; state < end; ++state) {
        const std::int64_t last = std::min(state / stride_, count() - 1);
        const std::int64_t earliest = state < window_ ? 0 : (state - window_) / stride_ + 1;
        windows.push_back(static_cast<double>(last - earliest + 1));
    }
    return at::tensor(at::ArrayRef<double>(windows), at::kDouble).to(options).unsqueeze(1);
}

}  // namespace core::denoiser
