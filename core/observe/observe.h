#pragma once

#include "core/api/catalogue.h"
#include "core/observe/decoder.h"
#include "core/observe/operator.h"

#include <span>
#include <string>
#include <vector>

namespace core::observe {

/// h and its derivative for observations of one kind at the same time.
struct Pointwise {
    Tensor value;     ///< [M, n]
    Tensor gradient;  ///< ∂h/∂values, [M, n, k] (or [1, n, k] when constant)
};

/// A catalogue entry: how an observed quantity follows from state variables at its place.
struct Entry {
    Choice about;
    bool linear;
    /// CF names of the state variables that `variable` is computed from, in order; empty when it is not this
    /// entry's. `channels` are the names the state has at the observation's level.
    std::vector<std::string> (*needs)(const std::string& variable, const std::vector<std::string>& channels);
    /// values [M, n, k], physical units
    Pointwise (*evaluate)(const Tensor& values);
};
[[nodiscard]] std::span<const Entry> entries();

/// One observation: an entry and the k state values it needs.
struct Sight {
    const Entry* entry;
    std::vector<Point> points;
};

/// The operator of a list of observations: gathers all points from the decoder, then evaluates each kind.
///     A(x) = h(b + P x),  P linear with closed-form P V Pᵀ
class Network final : public Operator {
public:
    Network(const Decoder& decoder, const std::vector<Sight>& sights);
    [[nodiscard]] std::int64_t size() const override { return size_; }
    [[nodiscard]] bool linear() const override { return linear_; }
    [[nodiscard]] LinearisedOperator linearise(const Tensor& x) const override;
    [[nodiscard]] std::optional<Tensor> gram(const Tensor& x, const Tensor& v) const override;
    /// G V Aᵀ between other points (state values, linear) and these observations at x = 0; [points, n]
    [[nodiscard]] Tensor cross(const PointOperator& points, const Tensor& v) const;
    /// diagonal of A V Aᵀ linearised at the prior mean, [n] float64 (components of one sight taken as independent)
    [[nodiscard]] Tensor variance(const Tensor& v) const;

private:
    struct Group {
        const Entry* entry;
        Tensor rows;    ///< [n_g] index of the observation
        Tensor points;  ///< [n_g · k] index of the point
        std::int64_t width;
    };
    std::shared_ptr<const PointOperator> points_;
    std::vector<Group> groups_;
    std::int64_t size_ = 0;
    bool linear_ = true;
    bool identity_ = true;  ///< every observation is one point, in order
    struct Evaluated;
    [[nodiscard]] Evaluated evaluate(const Tensor& x) const;
    [[nodiscard]] Evaluated evaluateAt(const Tensor& values) const;
    [[nodiscard]] Tensor jacobian(const std::vector<Tensor>& gradients, std::int64_t member) const;
};

}  // namespace core::observe
