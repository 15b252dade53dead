#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::earth {
namespace {

/// Whether no row fits between a grid's last row and the pole beyond it.
bool reachesPole(double last, double inner)
{
    return std::abs(last + 1.1 * (last - inner)) >= 90;
}

}  // namespace

GaussianLatitudes gaussianLatitudes(int count)
{
    GaussianLatitudes out;
    out.lat.resize(count);
    out.weight.resize(count);
    for (int i = 0; i < count; ++i) {
        double x = std::cos(pi * (i + 0.75) / (count + 0.5));
        double derivative = 1;
        for (int iteration = 0; iteration < 100; ++iteration) {
            double before = 1, now = x;
            for (int l = 2; l <= count; ++l) {
                const double next = ((2 * l - 1) * x * now - (l - 1) * before) / l;
                before = now;
                now = next;
            }
            derivative = count * (x * now - before) / (x * x - 1);
            const double move = now / derivative;
            x -= move;
            if (std::abs(move) < 1e-16) {
                break;
            }
        }
        out.lat[i] = std::asin(x) * 180 / pi;
        out.weight[i] = 2 / ((1 - x * x) * derivative * derivative);
    }
    return out;
}

bool isGaussian(const std::vector<double>& lat)
{
    const auto gauss = gaussianLatitudes(static_cast<int>(lat.size())).lat;
    const bool southFirst = lat.size() > 1 && lat.front() < lat.back();
    for (std::size_t i = 0; i < lat.size(); ++i) {
        const double expected = southFirst ? gauss[lat.size() - 1 - i] : gauss[i];
        if (std::abs(lat[i] - expected) > 1e-3) {
            return false;
        }
    }
    return true;
}

bool coversGlobe(const std::vector<double>& lat, const std::vector<double>& lon)
{
    if (lat.size() < 2 || lon.size() < 2) {
        return false;
    }
    const double step = (lon.back() - lon.front()) / static_cast<double>(lon.size() - 1);
    return std::abs(step * static_cast<double>(lon.size()) - 360) < 0.5 * step && reachesPole(lat[0], lat[1]) &&
           reachesPole(lat.back(), lat[lat.size() - 2]);
}

std::vector<double> areaWeights(const std::vector<double>& lat)
{
    const std::size_t n = lat.size();
    if (n == 1) {
        return {1.0};
    }
    const auto end = [](double last, double inner) {
        const double pole = last > inner ? 90 : -90;
        return reachesPole(last, inner) ? pole : last + (last - inner) / 2;
    };
    std::vector<double> weight(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double before = i == 0 ? end(lat[0], lat[1]) : (lat[i - 1] + lat[i]) / 2;
        const double after = i + 1 == n ? end(lat[n - 1], lat[n - 2]) : (lat[i] + lat[i + 1]) / 2;
        weight[i] = std::abs(std::sin(radians(before)) - std::sin(radians(after)));
    }
    const double mean = std::accumulate(weight.begin(), weight.end(), 0.0) / static_cast<double>(n);
    for (double& w : weight) {
        w /= mean;
    }
    return weight;
}

double cosAngle(double latA, double lonA, double latB, double lonB)
{
    const double a = radians(latA), b = radians(latB);
    const double c = std::sin(a) * std::sin(b) + std::cos(a) * std::cos(b) * std::cos(radians(lonA - lonB));
    return std::clamp(c, -1.0, 1.0);
}

std::vector<double> gaussianCorrelationSpectrum(double lengthMetres, int degree)
{
    const double reach = std::min(pi, 12 * lengthMetres / radiusMetres);
    const int nodes = std::max(2000, 8 * degree);  // even; composite Simpson
    std::vector<double> b(degree + 1, 0.0);
    for (int i = 0; i <= nodes; ++i) {
        const double angle = reach * i / nodes, r = angle * radiusMetres / lengthMetres;
        const double simpson = i == 0 || i == nodes ? 1 : (i % 2 == 1 ? 4 : 2);
        const double mass = simpson * std::exp(-r * r / 2) * std::sin(angle);
        const double x = std::cos(angle);
        double before = 0, now = 1;
        for (int l = 0; l <= degree; ++l) {
            b[l] += mass * now * (2 * l + 1);
            const double next = ((2 * l + 1) * x * now - l * before) / (l + 1);
            before = now;
            now = next;
        }
    }
    const double greatest = *std::max_element(b.begin(), b.end());
    for (double& value : b) {
        value = std::max(value, 1e-9 * greatest);
    }
    const double sum = std::accumulate(b.begin(), b.end(), 0.0);
    for (double& value : b) {
        value /= sum;
    }
    return b;
}

}  // namespace core::earth
