#pragma once

#include "core/earth/interpolation.h"
#include "core/observe/decoder.h"

#include <memory>
#include <vector>

namespace core::prior {

using at::Tensor;

class LatentDecoder;

/// Decoded fields at points, bilinear, minus their climatological mean: not linear in the latent. Only states that hold
/// points are decoded. variance() and pairs() take the climatological standard deviation: values of one variable and level as
/// wholly correlated (an upper estimate for means over areas), others as independent.
class LatentPoints final : public observe::PointOperator {
public:
    /// decoder must outlive this
    LatentPoints(const LatentDecoder& decoder, const std::vector<observe::Point>& points);

    [[nodiscard]] std::int64_t size() const override { return background_.size(0); }
    [[nodiscard]] bool linear() const override { return false; }
    [[nodiscard]] Tensor apply(const Tensor& x) const override;
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override;
    [[nodiscard]] const Tensor& background() const override { return background_; }
    /// throws Error{bug}: there is no covariance
    [[nodiscard]] Tensor cross(const observe::PointOperator& others, const Tensor& v) const override;
    [[nodiscard]] Tensor variance(const Tensor& v) const override;
    [[nodiscard]] Tensor pairs(const Tensor& i, const Tensor& j, const Tensor& v) const override;

private:
    /// Points of one channel in one state.
    struct Group {
        int channel;
        Tensor rows;  ///< [n] index of the point
        std::shared_ptr<const earth::Interpolation> places;
    };
    struct State {
        int time;
        std::vector<Group> groups;
    };
    struct Piece;

    const LatentDecoder& decoder_;
    std::vector<State> states_;
    Tensor background_, scale_;  // [n]
    Tensor channel_;             // [n], on the CPU

    void gather(const State& state, const Tensor& fields, Tensor out) const;
    [[nodiscard]] Tensor scatter(const State& state, const Tensor& w) const;
    [[nodiscard]] std::vector<Piece> pieces(const Tensor& x) const;
};

}  // namespace core::prior
