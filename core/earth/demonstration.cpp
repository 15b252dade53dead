#include "core/earth/demonstration.h"

#include "core/base/noise.h"
#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"

#include <array>
#include <cmath>
#include <complex>

namespace core::earth {
namespace {

constexpr std::array<double, 3> levelsHpa{250, 500, 850};
constexpr std::array<double, 3> amplitude{1.55, 1.0, 0.55};    // of ψ at each level, relative to 500 hPa
constexpr std::array<double, 3> westwardTilt{8, 0, -9};        // degrees: lows lean west with height
constexpr std::array<double, 3> jetMps{38, 20, 8};             // maximum zonal-mean wind
constexpr double epochSeconds = 946684800;                     // 2000-01-01

using Complex = std::complex<double>;

/// Random stream function at 500 hPa, complex coefficients of cos/sin pairs, marching in steps of dt.
/// The state at any time is a sum of shocks, so each step draws from its own counter.
class Waves {
public:
    Waves(int truncation, std::uint64_t seed, double stepHours) : truncation_(truncation), seed_(seed), stepHours_(stepHours)
    {
        const auto n = static_cast<std::size_t>((truncation + 1) * (truncation + 2) / 2);
        now_.assign(n, 0);
        small_.assign(3 * n, 0);
    }
    void advance(std::uint32_t step)
    {
        shock(now_, step, 0, 1.0);
        for (std::uint32_t level = 0; level < 3; ++level) {
            shock(small_, step, 1 + level, 0.2);
        }
    }
    /// coefficients of ψ at a level, real layout, m² s-1 over a unit amplitude of 1
    [[nodiscard]] std::vector<double> at(std::size_t level) const
    {
        std::vector<double> out(static_cast<std::size_t>((truncation_ + 1) * (truncation_ + 1)), 0.0);
        const std::size_t n = now_.size();
        std::size_t i = 0;
        for (int m = 0; m <= truncation_; ++m) {
            const Complex tilt = std::polar(1.0, m * radians(westwardTilt[level]));
            for (int l = m; l <= truncation_; ++l, ++i) {
                const Complex value = amplitude[level] * (now_[i] * tilt + small_[level * n + i]);
                const auto centre = static_cast<std::size_t>(l * l + l);
                out[centre + static_cast<std::size_t>(m)] = value.real();
                if (m > 0) {
                    out[centre - static_cast<std::size_t>(m)] = -value.imag();
                }
            }
        }
        return out;
    }

private:
    /// standard deviation of ψ's coefficients: kinetic energy strongest at l ≈ 6, then l⁻³
    static double deviation(int l)
    {
        return l < 2 ? 0 : l / std::pow(1 + std::pow(l / 4.5, 2), 2);
    }
    void shock(std::vector<Complex>& state, std::uint32_t step, std::uint32_t draw, double factor)
    {
        const std::size_t n = now_.size(), offset = draw == 0 ? 0 : (draw - 1) * n;
        std::vector<float> normal(2 * n);
        base::fillNormal(normal.data(), 0, normal.size(), {.seed = seed_, .member = 0, .step = step, .draw = draw});
        std::size_t i = 0;
        for (int m = 0; m <= truncation_; ++m) {
            for (int l = m; l <= truncation_; ++l, ++i) {
                const double tau = 110 / (1 + l / 9.0);                              // hours
                const double degreesPerDay = 14 - 720.0 / (l * (l + 1) + 60.0);      // long waves lag, short ones drift
                const double keep = std::exp(-stepHours_ / tau);
                const Complex turn = std::polar(keep, -m * radians(degreesPerDay) * stepHours_ / 24);
                const double noise = factor * deviation(l) * std::sqrt(1 - keep * keep) * (m == 0 ? 0.6 : 1);
                const Complex random(normal[2 * i], m == 0 ? 0 : normal[2 * i + 1]);
                state[offset + i] = state[offset + i] * turn + noise * random;
            }
        }
    }
    int truncation_;
    std::uint64_t seed_;
    double stepHours_;
    std::vector<Complex> now_, small_;
};

/// Storm tracks: waves are strong around 48°, weak in the tropics and at the poles.
double stormTrack(double lat)
{
    const double south = (lat + 50) / 18, north = (lat - 46) / 18;
    return 0.22 + std::exp(-0.5 * south * south) + 0.95 * std::exp(-0.5 * north * north);
}

double jet(double lat, double maximum)
{
    const double north = (lat - 38) / 13, south = (lat + 42) / 14, trade = lat / 14;
    return maximum * (0.95 * std::exp(-0.5 * north * north) + std::exp(-0.5 * south * south)) - 5 * std::exp(-0.5 * trade * trade);
}

/// Zonal-mean height (m) and temperature (K) rows that balance the jet: dz/dφ = −(f a U + U² tan φ)/g.
struct ZonalMean {
    std::vector<double> wind, height, temperature;
};

ZonalMean zonalMean(const std::vector<double>& lat, std::size_t level)
{
    constexpr std::array<double, 3> equatorHeight{10940, 5870, 1515}, equatorTemperature{232, 268, 291}, drop{10, 32, 36};
    ZonalMean out;
    for (const double latitude : lat) {
        out.wind.push_back(jet(latitude, jetMps[level]));
        double height = equatorHeight[level];
        constexpr int pieces = 200;
        for (int i = 0; i < pieces; ++i) {
            const double at = latitude * (i + 0.5) / pieces, phi = radians(at), u = jet(at, jetMps[level]);
            const double f = 2 * rotationPerSecond * std::sin(phi);
            height -= (f * radiusMetres * u + u * u * std::tan(phi)) / gravity * radians(latitude / pieces);
        }
        out.height.push_back(height);
        const double s = std::sin(radians(latitude));
        out.temperature.push_back(equatorTemperature[level] - drop[level] * s * s);
    }
    return out;
}

/// Derivatives of a grid field [lat, lon] along longitude and latitude, per radian: spectral in λ, central in φ.
struct Gradient {
    Tensor east, north;
};

Gradient gradient(const Tensor& field, const std::vector<double>& lat)
{
    const std::int64_t columns = field.size(-1);
    const Tensor k = at::arange(columns / 2 + 1, at::kDouble);
    const Tensor spectrum = at::fft_rfft(field, c10::nullopt, -1);
    const Tensor derivative = at::complex(-at::imag(spectrum) * k, at::real(spectrum) * k);
    const Tensor phi = at::tensor(at::ArrayRef<double>(lat), at::kDouble) * (pi / 180);
    // across the poles the row 180° on continues the meridian
    const Tensor north = field.slice(-2, 0, 1).roll(columns / 2, -1), south = field.slice(-2, -1).roll(columns / 2, -1);
    const Tensor extended = at::cat({north, field, south}, -2);
    const Tensor extendedPhi = at::cat({pi - phi.slice(0, 0, 1), phi, -pi - phi.slice(0, -1)});
    const std::int64_t rows = field.size(-2);
    const Tensor difference = extended.slice(-2, 0, rows) - extended.slice(-2, 2, rows + 2);
    const Tensor distance = extendedPhi.slice(0, 0, rows) - extendedPhi.slice(0, 2, rows + 2);
    return {at::fft_irfft(derivative, columns, -1), difference / distance.unsqueeze(1)};
}

Tensor columnOf(const std::vector<double>& values)
{
    return at::tensor(at::ArrayRef<double>(values), at::kDouble).unsqueeze(1);
}

/// Turns a stream function at the three levels into balanced fields on one grid.
class Balance {
public:
    explicit Balance(const std::vector<double>& lat, const std::vector<double>& lon)
        : lat_(lat), phi_(columnOf(lat) * (pi / 180)), f_(2 * rotationPerSecond * phi_.sin())
    {
        const Tensor lambda = at::tensor(at::ArrayRef<double>(lon), at::kDouble).unsqueeze(0) * (pi / 180);
        std::vector<double> track;
        for (const double latitude : lat) {
            track.push_back(stormTrack(latitude));
        }
        envelope_ = columnOf(track);
        // a standing planetary wave, stronger in the north
        standing_ = 6.0e6 * ((2 * lambda - 0.6).cos() + 0.7 * (3 * lambda + 1.1).cos()) *
                    (-((phi_ - 0.9) / 0.33).square()).exp();
        for (std::size_t level = 0; level < 3; ++level) {
            mean_[level] = zonalMean(lat, level);
        }
    }
    /// waves [3, lat, lon] → fields [12, lat, lon]: temperature, eastward, northward wind, height at each level
    [[nodiscard]] Tensor fields(const Tensor& waves) const
    {
        std::vector<Tensor> t, u, v, anomaly, z;
        for (std::size_t level = 0; level < 3; ++level) {
            const Tensor psi = 4.6e6 * envelope_ * waves[static_cast<std::int64_t>(level)] + amplitude[level] * standing_;
            const Gradient slope = gradient(psi, lat_);
            u.push_back(columnOf(mean_[level].wind) - slope.north / radiusMetres);
            v.push_back(slope.east / (radiusMetres * phi_.cos()));
            anomaly.push_back(f_ * psi / gravity);
            z.push_back(anomaly.back() + columnOf(mean_[level].height));
            t.push_back(columnOf(mean_[level].temperature).expand_as(psi));
        }
        // hypsometric: warm columns are thick
        const double perKelvin = gravity / gasConstantDryAir;
        const Tensor warmAbove = perKelvin / std::log(500.0 / 250) * (anomaly[0] - anomaly[1]);
        const Tensor warmBelow = perKelvin / std::log(850.0 / 500) * (anomaly[1] - anomaly[2]);
        t[0] = t[0] - 0.5 * warmAbove;  // the stratosphere is cold over warm columns
        t[1] = t[1] + 0.5 * (warmAbove + warmBelow);
        t[2] = t[2] + warmBelow;
        return at::cat({at::stack(t), at::stack(u), at::stack(v), at::stack(z)});
    }

private:
    std::vector<double> lat_;
    Tensor phi_, f_, envelope_, standing_;
    std::array<ZonalMean, 3> mean_;
};

data::Gridded emptySeries(int truncation)
{
    data::Gridded out;
    const int rows = (3 * truncation + 3) / 4 * 2;
    out.lat = gaussianLatitudes(rows).lat;
    for (int i = 0; i < 2 * rows; ++i) {
        out.lon.push_back(360.0 * i / (2 * rows));
    }
    constexpr std::array<std::array<const char*, 3>, 4> variables{{{"air_temperature", "Temperature", "K"},
                                                                   {"eastward_wind", "Eastward wind", "m s-1"},
                                                                   {"northward_wind", "Northward wind", "m s-1"},
                                                                   {"geopotential_height", "Geopotential height", "m"}}};
    for (const auto& [name, label, units] : variables) {
        for (const double level : levelsHpa) {
            out.channels.push_back({name, std::string(label) + ", " + std::to_string(static_cast<int>(level)) + " hPa",
                                    units, level});
        }
    }
    return out;
}

}  // namespace

data::Gridded demonstration(const DemonstrationPlan& plan)
{
    data::Gridded out = emptySeries(plan.truncation);
    const Harmonics harmonics(plan.truncation, out.lat, out.lon, at::kDouble);
    const Balance balance(out.lat, out.lon);
    constexpr int memorySteps = 60;  // shocks older than this have died away
    Waves waves(plan.truncation, plan.seed, static_cast<double>(plan.stepSeconds) / 3600);
    const auto first = static_cast<std::int64_t>((static_cast<double>(plan.start) - epochSeconds) /
                                                 static_cast<double>(plan.stepSeconds));
    for (int state = -memorySteps; state < plan.states; ++state) {
        waves.advance(static_cast<std::uint32_t>(first + state));
        if (state < 0) {
            continue;
        }
        out.times.push_back(plan.start + state * plan.stepSeconds);
        std::vector<Tensor> coefficients;
        for (std::size_t level = 0; level < 3; ++level) {
            const auto values = waves.at(level);
            coefficients.push_back(at::tensor(at::ArrayRef<double>(values), at::kDouble));
        }
        const Tensor values = balance.fields(harmonics.synthesis(at::stack(coefficients))).to(at::kFloat).contiguous();
        out.values.insert(out.values.end(), values.data_ptr<float>(), values.data_ptr<float>() + values.numel());
    }
    return out;
}

}  // namespace core::earth
