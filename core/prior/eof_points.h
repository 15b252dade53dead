#pragma once

#include "core/observe/decoder.h"
#include "core/prior/eof_modes.h"

#include <optional>
#include <vector>

namespace core::prior {

using at::Tensor;

class Eof;

/// Values of a climate of EOFs at points: standardised fields interpolated bilinearly, times the scale there. Linear.
/// Products with A decode the channels that are seen; covariances between points are made of rows over coefficients.
class EofPoints final : public observe::PointOperator {
public:
    /// prior must outlive this
    EofPoints(const Eof& prior, const std::vector<observe::Point>& points);

    [[nodiscard]] std::int64_t size() const override { return static_cast<std::int64_t>(place_.size()); }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] Tensor apply(const Tensor& x) const override;
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override;
    [[nodiscard]] std::optional<Tensor> gram(const Tensor& x, const Tensor& v) const override;
    [[nodiscard]] const Tensor& background() const override { return background_; }
    [[nodiscard]] Tensor cross(const observe::PointOperator& others, const Tensor& v) const override;
    [[nodiscard]] Tensor variance(const Tensor& v) const override;
    [[nodiscard]] Tensor pairs(const Tensor& i, const Tensor& j, const Tensor& v) const override;
    /// Of sums at one time the rows are added first, so that they cost their points and not their pairs.
    [[nodiscard]] Tensor sumVariance(const observe::Sums& sums, const Tensor& v) const override;

private:
    /// One channel at one place, whenever it is seen.
    struct Place {
        int channel;
        double lat, lon;
        auto operator<=>(const Place&) const = default;
    };

    const Eof& prior_;
    std::vector<Place> places_;           // distinct
    std::vector<std::int64_t> place_;     // of each point, index into places_
    std::vector<int> time_;               // of each point
    std::vector<std::vector<std::int64_t>> byTime_;  // points of each time, rising
    EofSynthesis synthesis_;              // of the channels that are seen
    std::int64_t channels_ = 0;           // how many those are
    Tensor corners_, weights_;            // [n, 4]: index into [T, channels, lat, lon], weight
    Tensor background_, scale_;           // [n]

    void interpolate();
    /// rows over the coefficients of a state for some points, without their scale: [k, Q]
    [[nodiscard]] Tensor rowsOf(const std::vector<std::int64_t>& points) const;
    /// rows of each time's points, with their scale; undefined where there are none
    [[nodiscard]] std::vector<Tensor> scaledRows() const;
    [[nodiscard]] Tensor adjoint(const Tensor& w) const;
};

}  // namespace core::prior
