#pragma once

#include "core/earth/model/starts.h"
#include "core/earth/model/weather.h"

namespace core::baseline {

using at::Tensor;

/// One run of the simulated atmosphere from fields at pressure levels: what a model with a mean analysis would forecast.
/// The layers between the levels, above and below them are filled: departures from a zonal-mean state of the season are
/// linear in ln p, nothing at 50 hPa, the same below 850 hPa (temperatures: those near the ground). Repeated until the
/// state shows the fields that it was made from; heights follow from temperatures and pressure.
class AtmosphereForecast {
public:
    /// grid  of the fields
    AtmosphereForecast(int truncation, const earth::model::ShownGrid& grid);

    /// fields   [C, lat, lon] in the order of PressureLevels::channels()
    /// seconds  since 1970
    void start(const Tensor& fields, double seconds);
    /// Six hours.
    void advance();
    /// [C, lat, lon] float32
    [[nodiscard]] Tensor fields() const;

private:
    [[nodiscard]] earth::model::GridState seasonal(double seconds) const;
    void correct(earth::model::GridState& air, const Tensor& off) const;

    earth::model::ShownGrid grid_;
    earth::model::EarthModel earth_;
    earth::model::Shown shown_;
    Tensor logSigma_;  // of layers, [L]
};

}  // namespace core::baseline
