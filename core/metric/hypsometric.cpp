#include "core/earth/sphere.h"
#include "core/metric/base/companions.h"
#include "core/metric/base/points.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::metric {

namespace {

constexpr std::size_t bins = 200;        // of each level's histogram
constexpr double farthestKm = 0.3;       // its ends
constexpr double gasConstant = 8.31462;  // J mol-1 K-1
constexpr double molarMass = 0.02896;    // kg mol-1
constexpr double heatCapacity = 1005;    // J kg-1 K-1

/// Altitude by pressure and temperature less altitude by geopotential, in km.
class Hypsometric final : public Metric {
public:
    explicit Hypsometric(Convention convention) : convention_(convention) {}

    [[nodiscard]] std::vector<double> moments(const Sample& sample) const override
    {
        const auto temperature = column(sample, "air_temperature"),
                   height = column(sample, "geopotential_height");
        const bool complete = !temperature.empty() &&
                              std::ranges::equal(temperature, height, {}, &Companion::levelHpa,
                                                 &Companion::levelHpa);
        const std::size_t levels = complete ? temperature.size() : 0;
        std::vector<double> out(levels * (2 + bins), 0);
        double total = 0;
        for (std::size_t m = 0; m < sample.members.size() && complete; ++m) {
            for (std::size_t i = 0; i < sample.weights.size(); ++i) {
                const auto difference = differences(sample, {temperature, height}, m, i);
                const double weight = convention_ == Convention::published ? 1 : sample.weights[i];
                if (weight <= 0 ||
                    !std::ranges::all_of(difference, [](double d) { return std::isfinite(d); })) {
                    continue;
                }
                total += weight;
                add(difference, weight, out);
            }
        }
        for (double& value : out) {
            value = total > 0 ? value / total : std::numeric_limits<double>::quiet_NaN();
        }
        return out;
    }

    /// mean of each level from the top down, then root mean square of each, then shares of each level's bins
    [[nodiscard]] std::vector<double> finished(const std::vector<double>& moments) const override
    {
        std::vector<double> out = moments;
        const std::size_t levels = moments.size() / (2 + bins);
        for (std::size_t l = levels; l < 2 * levels; ++l) {
            out[l] = std::sqrt(out[l]);
        }
        return out;
    }
    [[nodiscard]] Roots roots() const override { return Roots::last; }

private:
    struct Column {
        const std::vector<const Companion*>&temperature, &height;
    };

    /// km, one a level from the top down
    [[nodiscard]] std::vector<double> differences(const Sample& sample, const Column& of, std::size_t m,
                                                  std::size_t i) const
    {
        const std::size_t levels = of.temperature.size();
        const auto t = [&](std::size_t l) { return double{of.temperature[l]->members.at(m)[i]}; };
        const double kappa = gasConstant / heatCapacity /
                             (convention_ == Convention::published ? 1 : molarMass);
        double below = sample.members[m][i] / 100;  // hPa
        double inverse = 1 / (t(levels - 1) * std::pow(below / of.temperature[levels - 1]->levelHpa, kappa));
        double altitude = 0;
        std::vector<double> out(levels);
        for (std::size_t l = levels; l-- > 0;) {
            const double p = of.temperature[l]->levelHpa, inverseHere = 1 / t(l);
            altitude += gasConstant * std::log(below / p) /
                        (molarMass * earth::gravity * (inverse + inverseHere) / 2);
            const double geopotential = earth::gravity * of.height[l]->members.at(m)[i];
            const double geometric = geopotential * earth::radiusMetres /
                                     (earth::gravity * earth::radiusMetres - geopotential);
            out[l] = (altitude - geometric) / 1000;
            below = p;
            inverse = inverseHere;
        }
        return out;
    }

    static void add(const std::vector<double>& difference, double weight, std::vector<double>& out)
    {
        const std::size_t levels = difference.size();
        for (std::size_t l = 0; l < levels; ++l) {
            out[l] += weight * difference[l];
            out[levels + l] += weight * difference[l] * difference[l];
            const double place = (difference[l] + farthestKm) / (2 * farthestKm) * static_cast<double>(bins);
            if (place >= 0 && place < static_cast<double>(bins)) {
                out[2 * levels + l * bins + static_cast<std::size_t>(place)] += weight;
            }
        }
    }

    Convention convention_;
};

}  // namespace

Entry hypsometric()
{
    return {
        .about = {.id = "hypsometric",
                  .label = "Hypsometric balance",
                  .source = "Andry et al. 2025, arXiv:2504.18720, its public code's physical consistency",
                  .formula =
                      "z += R ln(p_below/p) / (M g ½(1/T_below + 1/T)) against Φ R_e / (g R_e − Φ), km",
                  .knobs = {{"convention", "Convention", "1", 0, 0, 1, true, {"published", "physical"}}},
                  .note = "Needs sea-level pressure, and temperature and geopotential height of the same "
                          "levels. Dry air; below the "
                          "lowest level T = T_n (p₀/p_n)^κ, published κ = R/1005 with the molar R (0.0083), "
                          "points unweighted; "
                          "physical κ = 0.286, weighted by area. Gives each level's mean, then root mean "
                          "square, from the top "
                          "down, then 200 shares of each from −0.3 to 0.3 km."},
        .make = [](const Selection& s) -> std::unique_ptr<Metric> {
            return std::make_unique<Hypsometric>(s.knobs.at("convention") > 0 ? Convention::physical
                                                                              : Convention::published);
        },
    };
}

}  // namespace core::metric
