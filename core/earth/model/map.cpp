#include "core/earth/model/map.h"

#include "core/earth/interpolation.h"
#include "core/earth/orbit.h"
#include "core/earth/sphere.h"

#include <array>
#include <cmath>

namespace core::earth::model {
namespace {

/// A range's crest: a bell that falls to 1/e at `along` and `across` degrees from the middle.
struct Range {
    Place middle;
    double metres, azimuth, along, across;  ///< azimuth of the long axis, degrees clockwise from north
};

constexpr std::array<Range, 17> ranges = {{
    {{34, 88}, 4300, 95, 15, 6.5},     // Tibet
    {{42, -110}, 1900, 150, 16, 6.5},  // Rocky Mountains
    {{-20, -68}, 2600, 175, 22, 4.5},  // Andes
    {{73, -40}, 2300, 0, 9, 5.5},      // Greenland
    {{-82, 80}, 3000, 60, 22, 15},     // East Antarctica
    {{-80, -110}, 1300, 90, 10, 7},    // West Antarctica
    {{35, 50}, 1200, 110, 14, 5},      // Anatolia and Iran
    {{50, 100}, 1300, 70, 14, 6},      // Altai and Mongolia
    {{63, 135}, 700, 80, 14, 8},       // East Siberia
    {{46, 12}, 800, 80, 6, 4},         // Alps
    {{3, 36}, 1200, 10, 14, 5.5},      // East Africa
    {{-27, 24}, 1000, 0, 9, 7},        // South Africa
    {{64, 14}, 600, 30, 7, 4},         // Scandinavia
    {{32, -2}, 700, 75, 7, 4},         // Atlas
    {{-17, -46}, 600, 20, 8, 6},       // Brazil
    {{63, -150}, 900, 80, 8, 4},       // Alaska
    {{65, -70}, 400, 150, 9, 5},       // Baffin Island
}};

/// What the taper leaves of each degree: 1 at 0, 1/e² at the truncation
Tensor taper(int truncation)
{
    const Tensor l = at::arange(truncation + 1, at::kDouble) / truncation;
    return (-2 * l.pow(4)).exp();
}

}  // namespace

double rangesHeight(double lat, double lon)
{
    double height = 0;
    for (const Range& range : ranges) {
        const double angle = std::acos(
            std::clamp(cosAngle(lat, lon, range.middle.lat, range.middle.lon), -1.0, 1.0));
        const double degrees = angle * 180 / pi;
        const double turn = radians(bearing(range.middle, {lat, lon}) - range.azimuth);
        const double along = degrees * std::cos(turn) / range.along,
                     across = degrees * std::sin(turn) / range.across;
        height += range.metres * std::exp(-along * along - across * across);
    }
    return height;
}

Map mapOf(const LandShare& land, const GaussianTransform& transform)
{
    std::vector<double> rows, columns, lat, lon, height;
    for (int i = 0; i < land.rows; ++i) {
        rows.push_back(90 - (i + 0.5) * 180 / land.rows);
    }
    for (int i = 0; i < land.columns; ++i) {
        columns.push_back((i + 0.5) * 360 / land.columns);
    }
    for (const double j : transform.lat()) {
        for (const double i : transform.lon()) {
            lat.push_back(j);
            lon.push_back(i);
            height.push_back(rangesHeight(j, i));
        }
    }
    const auto lats = static_cast<std::int64_t>(transform.lat().size());
    const auto lons = static_cast<std::int64_t>(transform.lon().size());
    const GaussianTransform exact(transform.truncation(), at::TensorOptions(at::kDouble));
    const auto smooth = [&](const Tensor& field) {
        return exact.analysis(field.view({lats, lons, 1})) * taper(transform.truncation()).unsqueeze(-1);
    };
    const Interpolation interpolation(rows, columns, lat, lon, at::TensorOptions(at::kDouble));
    const Tensor shares = at::tensor(at::ArrayRef<float>(land.share), at::kFloat).to(at::kDouble);
    const Tensor share = interpolation.apply(shares.view({land.rows, land.columns}));
    const Tensor ground = smooth(at::tensor(at::ArrayRef<double>(height), at::kDouble)) * gravity;
    return {.land = exact.synthesis(smooth(share)).squeeze(-1).clamp(0, 1), .ground = ground.squeeze(-1)};
}

Climate earthly(const Levels& levels, const Transform& transform, const Tensor& land)
{
    constexpr double day = secondsPerDay, yearDays = 365.2425, hours = 24;
    constexpr double airSeason = 15, airLag = 35, landSeason = 20, landLag = 20;  // K, days after 1 January
    constexpr double equator = 306, contrast = 58;  // K: dry air mixes to the ground's potential temperature
    constexpr double landWarm = 2, landCold = 6;    // K
    constexpr double landRate = 1 / (10 * day), seaRate = 1 / (5 * day), tropics = 1 / (4 * day),
                     free = 1 / (40 * day);
    constexpr double dailySwing = 4, warmest = 15;  // K, local hour
    std::vector<double> sine, east;
    for (const double lat : transform.lat()) {
        sine.push_back(std::sin(radians(lat)));
    }
    for (const double lon : transform.lon()) {
        east.push_back(radians(lon));
    }
    const Tensor mu = at::tensor(at::ArrayRef<double>(sine), at::kDouble).view({-1, 1, 1});
    const Tensor lambda = at::tensor(at::ArrayRef<double>(east), at::kDouble).view({1, -1, 1});
    const Tensor mu2 = mu.square(), cos4 = (1 - mu2).square(), share = land.unsqueeze(-1);
    const Tensor sigma = at::tensor(at::ArrayRef<double>(levels.full()), at::kDouble);
    const Tensor low = ((sigma - 0.55) / 0.45).clamp_min(0);  // reach of land and sea into the air

    const Tensor hemisphere = (2.2 * mu).tanh();
    const auto phase = [](double lag) { return 2 * pi * lag / yearDays; };
    const Tensor air = -airSeason * mu, ground = -landSeason * hemisphere * share * low;
    Climate climate;
    climate.surface = equator - contrast * mu2 + share * low * (landWarm - (landWarm + landCold) * mu2);
    climate.cosine = air * std::cos(phase(airLag)) + ground * std::cos(phase(landLag));
    climate.sine = air * std::sin(phase(airLag)) + ground * std::sin(phase(landLag));
    const Tensor outside = share * landRate + (1 - share) * seaRate;
    climate.rate = free + nearGround(levels) * (tropics * cos4 + outside * (1 - cos4));

    // T = A cos(ωt + λ − ω·15 h): its rate of change, split into cos ωt and sin ωt
    const double omega = 2 * pi / day;
    const Tensor swing = dailySwing * omega * (1 - mu2) * share * nearGround(levels);
    const Tensor angle = lambda - 2 * pi * warmest / hours;
    climate.dayCosine = -swing * angle.sin();
    climate.daySine = -swing * angle.cos();
    return climate;
}

}  // namespace core::earth::model
