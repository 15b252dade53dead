#pragma once

#include "core/prior/eof_model.h"

#include <memory>
#include <vector>

namespace core::prior {

/// Fields of some channels from the coefficients of all, and back.
class EofSynthesis {
public:
    EofSynthesis() = default;
    /// patterns  of each wavenumber: m = 0 [K, channels, lat], else [2K, 2, channels, lat], see EofModes
    /// circles   [1 + 2·waves around, lon]: 1, √2 cos, −√2 sin
    EofSynthesis(std::vector<Tensor> patterns, Tensor circles);
    /// of these channels only
    [[nodiscard]] EofSynthesis of(const std::vector<std::int64_t>& channels) const;
    /// a [R, Q] → [R, channels, lat, lon]
    [[nodiscard]] Tensor fields(const Tensor& a) const;
    /// [R, channels, lat, lon] → [R, Q]
    [[nodiscard]] Tensor adjoint(const Tensor& g) const;
    /// Rows over the coefficients that read one channel: corners [n, 4] index of a grid point, weights [n, 4] → [n, Q]
    [[nodiscard]] Tensor rows(std::int64_t channel, const Tensor& corners, const Tensor& weights) const;

private:
    std::vector<Tensor> patterns_;
    Tensor circles_;
};

/// The transforms of a climate of EOFs over a trajectory of T states: latent ↔ coefficients ↔ fields.
/// A state has Q real coefficients: those of m = 0, then real and imaginary part of each other mode. The latent x [M, Q·T]
/// holds, mode by mode, their coordinates in the eigenbasis of the mode's T × T covariance in time, times κ = √(Q/C), so
/// that noise of σ = 1 has variance 1 in a standardised field.
class EofModes {
public:
    /// throws Error{badInput} where T is longer than the model's lags
    EofModes(const EofModel& model, std::int64_t times, const at::TensorOptions& options);

    [[nodiscard]] std::int64_t coefficients() const { return flat_ + 2 * waves_; }  ///< Q
    [[nodiscard]] std::int64_t times() const { return times_; }
    [[nodiscard]] const Tensor& eigenvalues() const { return eigenvalues_; }  ///< [Q·T]
    [[nodiscard]] double kappa() const { return kappa_; }

    /// x [M, Q·T] → coefficients of standardised fields [M, T, Q]
    [[nodiscard]] Tensor series(const Tensor& x) const;
    /// one state of it: [M, Q]
    [[nodiscard]] Tensor state(const Tensor& x, std::int64_t time) const;
    /// inverse of series: [M, T, Q] → [M, Q·T]
    [[nodiscard]] Tensor latent(const Tensor& a) const;
    /// adjoint of series
    [[nodiscard]] Tensor adjoint(const Tensor& a) const { return latent(a).mul_(1 / (kappa_ * kappa_)); }

    /// a [R, Q] → standardised fields [R, C, lat, lon]
    [[nodiscard]] Tensor fields(const Tensor& a) const { return synthesis_.fields(a); }
    /// least-squares coefficients of standardised fields: [R, C, lat, lon] → [R, Q]
    [[nodiscard]] Tensor analysis(const Tensor& g) const { return synthesis_.adjoint(g * areas_); }
    [[nodiscard]] const EofSynthesis& synthesis() const { return synthesis_; }

    /// Covariance in time of each coefficient under V = κ² diag(v) of the latent, v [Q·T]:
    /// flat [flat, T, T] and waves [waves, 2T, 2T], real part before imaginary part
    struct InTime {
        Tensor flat, waves;
    };
    [[nodiscard]] InTime inTime(const Tensor& v) const;
    [[nodiscard]] std::int64_t flat() const { return flat_; }    ///< modes of m = 0
    [[nodiscard]] std::int64_t waves() const { return waves_; }  ///< modes of m > 0

private:
    std::int64_t times_;
    std::int64_t flat_ = 0, waves_ = 0;
    double kappa_ = 1;
    EofSynthesis synthesis_;
    Tensor areas_;                  // [lat, 1]: weights of latitudes over columns, so that Σ = 1
    Tensor flatBasis_, waveBasis_;  // [flat, T, T], [waves, 2T, 2T]; columns are eigenvectors
    Tensor eigenvalues_;
};

}  // namespace core::prior
