#pragma once

#include "core/denoiser/denoiser.h"

#include <cstdint>
#include <vector>

namespace core::denoiser {

/// What a trajectory takes from windows that overlap.
enum class Fold {
    symmetrical,  ///< each state from the window in whose middle it lies
    causal,       ///< the first window whole, then of each its last states
    average,      ///< the mean of all windows that hold the state
};

/// States [begin, end) of a window.
struct Part {
    std::int64_t begin = 0, end = 0;
};

/// A trajectory of `length` states covered by windows of `window` states, one every `stride`.
/// source  TrajectoryDenoiser of Appa, arXiv:2504.18720 (code); with window 2k + 1, stride 1 and Fold::symmetrical it is
///         the local composition of SDA, arXiv:2306.10574, algorithm 2
class Windows {
public:
    /// throws Error{badInput} unless 1 ≤ stride ≤ window ≤ length and (length − window) is a multiple of stride
    Windows(std::int64_t length, std::int64_t window, std::int64_t stride, Fold fold = Fold::symmetrical);
    /// The shortest trajectory of whole windows that holds `wanted` states. throws Error{badInput}
    [[nodiscard]] static Windows covering(std::int64_t wanted, std::int64_t window, std::int64_t overlap,
                                          Fold fold = Fold::symmetrical);
    /// SDA's windows of 2k + 1 states: each state from the window it is the centre of, the first and last k from
    /// the first and last window. throws Error{badInput} when length < 2k + 1
    [[nodiscard]] static Windows local(std::int64_t length, std::int64_t k);

    [[nodiscard]] std::int64_t length() const { return length_; }
    [[nodiscard]] std::int64_t window() const { return window_; }
    [[nodiscard]] std::int64_t stride() const { return stride_; }
    [[nodiscard]] std::int64_t count() const { return (length_ - window_) / stride_ + 1; }
    /// first state of window w
    [[nodiscard]] std::int64_t first(std::int64_t w) const { return w * stride_; }
    /// what the folded trajectory takes of window w
    [[nodiscard]] Part taken(std::int64_t w) const;

    /// One window of a trajectory: x [M, length, n] → [M, window, n], a view
    [[nodiscard]] Tensor at(const Tensor& x, std::int64_t w) const;
    /// All windows: x [M, length, n] → [count, M, window, n]
    [[nodiscard]] Tensor unfold(const Tensor& x) const;
    /// The trajectory of all windows: [count, M, window, n] → [M, length, n]
    [[nodiscard]] Tensor fold(const Tensor& windows) const;

    /// Adds what window w gives to a trajectory that starts at zero; finish() follows the last window.
    void add(Tensor& trajectory, std::int64_t w, const Tensor& window) const;
    /// Divides by how many windows gave each state (Fold::average only).
    void finish(Tensor& trajectory) const;
    /// Adjoint of add and finish: what window w gets of a cotangent v [M, length, n]; [M, window, n]
    [[nodiscard]] Tensor pulled(const Tensor& v, std::int64_t w) const;

private:
    std::int64_t length_, window_, stride_;
    Fold fold_;
    /// windows that hold states [begin, end), [end − begin, 1]
    [[nodiscard]] Tensor coverage(std::int64_t begin, std::int64_t end, const at::TensorOptions& options) const;
};

/// Which windows a batch holds: row r is member r mod `members` of window windows[r / members].
struct WindowRows {
    std::vector<std::int64_t> windows;
    std::int64_t members = 1;
};

/// E[x | x_t] of single windows; dates and observations may differ from window to window.
class WindowDenoiser {
public:
    virtual ~WindowDenoiser() = default;
    /// x_t [windows · members, K · n]; return the same shape
    [[nodiscard]] virtual Tensor mean(const Tensor& x_t, const Node& at, const WindowRows& rows) const = 0;
    /// throws Error{badInput} by name where it cannot be differentiated
    [[nodiscard]] virtual Linearised linearise(const Tensor& x_t, const Node& at, const WindowRows& rows) const = 0;
    [[nodiscard]] virtual std::uint64_t evaluations() const { return 0; }
};

/// One denoiser for every window.
class SameWindows final : public WindowDenoiser {
public:
    /// inner must outlive this
    explicit SameWindows(const Denoiser& inner) : inner_(inner) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at, const WindowRows&) const override
    {
        return inner_.mean(x_t, at);
    }
    [[nodiscard]] Linearised linearise(const Tensor& x_t, const Node& at, const WindowRows&) const override
    {
        return inner_.linearise(x_t, at);
    }
    [[nodiscard]] std::uint64_t evaluations() const override { return inner_.evaluations(); }

private:
    const Denoiser& inner_;
};

/// The window denoiser at one window, as a denoiser of its members: what is guided inside a window.
class OneWindow final : public Denoiser {
public:
    /// inner must outlive this
    OneWindow(const WindowDenoiser& inner, std::int64_t window) : inner_(inner), window_(window) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const Node& at) const override
    {
        return inner_.mean(x_t, at, {{window_}, x_t.size(0)});
    }
    [[nodiscard]] Linearised linearise(const Tensor& x_t, const Node& at) const override
    {
        return inner_.linearise(x_t, at, {{window_}, x_t.size(0)});
    }
    [[nodiscard]] std::uint64_t evaluations() const override { return inner_.evaluations(); }

private:
    const WindowDenoiser& inner_;
    std::int64_t window_;
};

}  // namespace core::denoiser
