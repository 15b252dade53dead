#pragma once

#include "core/baseline/local_analysis.h"
#include "core/earth/model/weather.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace core::baseline {

/// The knobs of an ensemble smoother in the simulated atmosphere.
struct AtmospherePlan {
    std::int64_t members = 64;
    int truncation = 31;
    double settleDays = 10;   ///< from the season's shipped start, disturbed, to the first analysis
    double inflation = 1.05;  ///< factor on the deviations of the newest state before each analysis
    Localisation localisation = {.lengthMetres = 2.0e6, .levels = 1.5};
    std::uint64_t seed = 1;
};

/// What was seen at one time, and how it is seen of fields [M, C, lat, lon] in the order of PressureLevels::channels().
struct AtmosphereSeen {
    std::function<Tensor(const Tensor& fields)> see;  ///< → [M, n] float64
    Tensor y, variance;                               ///< [n] float64
    Placed at;
    std::vector<double> levelHpa;  ///< 0 at the surface
};

/// An ensemble Kalman smoother whose forecast model is the simulated atmosphere itself, six hours from analysis to
/// analysis: the members that made the truth's weather, were its state known. Each analysis corrects the newest state
/// (winds, temperatures and the surface pressure on the model's grid) and, by the same weights, the fields kept of
/// earlier times.
class AtmosphereSmoother {
public:
    /// start  seconds since 1970 of the first analysis
    AtmosphereSmoother(const AtmospherePlan& plan, const earth::model::ShownGrid& grid, std::int64_t start,
                       const std::function<void(double)>& told);

    /// Takes in what is seen of the present state; fields are kept from here on where `keep` says so.
    enum class Keep { no, fields };
    void assimilate(const AtmosphereSeen& seen, Keep keep);
    /// Six hours.
    void advance();

    /// Fields of the kept times as corrected so far, each [M, C, lat, lon] float32.
    [[nodiscard]] const std::vector<Tensor>& kept() const { return kept_; }

private:
    void inflate();
    void correct(const LocalAnalysis& analysis);
    void smooth(const LocalAnalysis& analysis);

    AtmospherePlan plan_;
    earth::model::EarthModel earth_;
    earth::model::Shown shown_;
    Placed modelPlaces_, shownPlaces_;
    std::vector<double> modelLogPressure_, shownLogPressure_;
    std::vector<Tensor> kept_;
};

}  // namespace core::baseline
