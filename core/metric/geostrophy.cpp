#include "core/earth/sphere.h"
#include "core/metric/base/companions.h"

#include <cmath>
#include <limits>

namespace core::metric {

namespace {

constexpr std::size_t bins = 20;              // of each histogram, from −1 to 1
constexpr std::size_t sums = 5;               // a, b, a², b², ab
constexpr double publishedRotation = 7.3e-5;  // s-1

/// Height gradient against Coriolis acceleration. On rows and columns of one global field.
class Geostrophy final : public Metric {
public:
    explicit Geostrophy(Convention convention) : convention_(convention) {}

    [[nodiscard]] std::vector<double> moments(const Sample& sample) const override
    {
        const Companion* u = companion(sample, "eastward_wind", sample.levelHpa);
        const Companion* v = companion(sample, "northward_wind", sample.levelHpa);
        std::vector<double> out(sums + 2 + 2 * bins, 0);
        double total = 0;
        if (u != nullptr && v != nullptr && sample.lat.size() > 2 && sample.lon.size() > 2) {
            for (std::size_t m = 0; m < sample.members.size(); ++m) {
                total += add(sample, {sample.members[m], u->members.at(m), v->members.at(m)}, out);
            }
        }
        for (double& value : out) {
            value = total > 0 ? value / total : std::numeric_limits<double>::quiet_NaN();
        }
        return out;
    }

    /// correlation of the moduli, mean cosine, mean sine, shares of the cosine's bins, of the sine's bins
    [[nodiscard]] std::vector<double> finished(const std::vector<double>& moments) const override
    {
        const double a = moments[0], b = moments[1];
        const double covariance = moments[4] - a * b;
        std::vector<double> out = {covariance / std::sqrt((moments[2] - a * a) * (moments[3] - b * b))};
        out.insert(out.end(), moments.begin() + sums, moments.end());
        return out;
    }
    [[nodiscard]] Roots roots() const override { return Roots::last; }

private:
    struct Fields {
        std::span<const float> height, u, v;
    };

    /// Sums one member's points; returns their weight.
    double add(const Sample& sample, const Fields& fields, std::vector<double>& out) const
    {
        const auto rows = sample.lat.size(), columns = sample.lon.size();
        double total = 0;
        for (std::size_t j = 0; j < rows; ++j) {
            for (std::size_t i = 0; i < columns; ++i) {
                const std::size_t point = j * columns + i;
                const double weight = convention_ == Convention::published ? 1 : sample.weights[point];
                const auto [gx, gy] = gradient(sample, fields.height, j, i);
                const auto [x, y] = coriolis(sample.lat[j], fields.u[point], fields.v[point]);
                const double b = std::hypot(gx, gy), a = std::hypot(x, y);
                if (weight <= 0 || !(a > 0) || !(b > 0) || !std::isfinite(a) || !std::isfinite(b)) {
                    continue;
                }
                const double cosine = (x * gx + y * gy) / (a * b), sine = (y * gx - x * gy) / (a * b);
                const double terms[] = {a, b, a * a, b * b, a * b, cosine, sine};
                for (std::size_t k = 0; k < sums + 2; ++k) {
                    out[k] += weight * terms[k];
                }
                out[sums + 2 + bin(cosine)] += weight;
                out[sums + 2 + bins + bin(sine)] += weight;
                total += weight;
            }
        }
        return total;
    }

    static std::size_t bin(double value)
    {
        return std::min(bins - 1, static_cast<std::size_t>(std::max(0.0, (value + 1) / 2 * bins)));
    }

    /// eastward and northward slope of the geopotential
    [[nodiscard]] std::pair<double, double> gradient(const Sample& sample, std::span<const float> height,
                                                     std::size_t j, std::size_t i) const
    {
        const auto rows = sample.lat.size(), columns = sample.lon.size();
        const std::size_t east = (i + 1) % columns, west = (i + columns - 1) % columns;
        const std::size_t above = j > 0 ? j - 1 : 0, below = std::min(j + 1, rows - 1);
        const auto potential = [&](std::size_t row, std::size_t column) {
            return earth::gravity * height[row * columns + column];
        };
        const double alongRow = (potential(j, east) - potential(j, west)) / 2;
        const double alongColumn = potential(below, i) - potential(above, i);
        const double circle = 2 * earth::pi * earth::radiusMetres;
        if (convention_ == Convention::published) {
            // no cosine in the slope to the east: it stands at the wind instead
            return {
                alongRow / (circle / static_cast<double>(columns)),
                -alongColumn / static_cast<double>(below - above) / (circle / 2 / static_cast<double>(rows))};
        }
        const double phi = earth::radians(sample.lat[j]);
        const double north = earth::radians(sample.lat[below] - sample.lat[above]) * earth::radiusMetres;
        return {alongRow / (circle * std::cos(phi) / static_cast<double>(columns)), alongColumn / north};
    }

    [[nodiscard]] std::pair<double, double> coriolis(double lat, double u, double v) const
    {
        const double phi = earth::radians(lat);
        if (convention_ == Convention::published) {
            return {2 * publishedRotation * std::sin(phi) * u,
                    2 * publishedRotation * std::sin(phi) * std::cos(phi) * v};
        }
        const double f = 2 * earth::rotationPerSecond * std::sin(phi);
        return {f * u, f * v};
    }

    Convention convention_;
};

}  // namespace

Entry geostrophy()
{
    return {
        .about = {.id = "geostrophy",
                  .label = "Geostrophic balance",
                  .source = "Andry et al. 2025, arXiv:2504.18720, its public code's physical consistency",
                  .formula = "angle of f·(u, v) against ∇Φ; geostrophy predicts 90°: cosine 0, sine 1",
                  .knobs = {{"convention", "Convention", "1", 0, 0, 1, true, {"published", "physical"}}},
                  .note = "Needs geopotential height and both winds of one level on a global grid. "
                          "Published: Ω = 7.3e-5, rows "
                          "πR/721 apart, the cosine of latitude at the wind, points unweighted; physical: Ω "
                          "= 7.292e-5, "
                          "true spacings, weighted by area. Gives the correlation of the moduli, mean "
                          "cosine, mean sine, "
                          "then 20 shares of each from −1 to 1."},
        .make = [](const Selection& s) -> std::unique_ptr<Metric> {
            return std::make_unique<Geostrophy>(s.knobs.at("convention") > 0 ? Convention::physical
                                                                             : Convention::published);
        },
    };
}

}  // namespace core::metric
