#include "core/data/land.h"

#include <algorithm>
#include <cmath>

namespace core::data {
namespace {

constexpr int meridians = 16;  // walked in each column

/// Latitudes where shores cross each meridian
class Crossings {
public:
    explicit Crossings(int count) : at_(std::size_t(count)) {}

    void add(std::pair<float, float> a, std::pair<float, float> b)
    {
        const double n = double(at_.size());
        // meridian i lies at (i + 0.5) / n of the circle, never on the edge of a bin of the shores' file
        const double from = double(a.first) * n / 360 - 0.5, to = double(b.first) * n / 360 - 0.5;
        const auto first = static_cast<std::ptrdiff_t>(std::ceil(std::min(from, to)));
        for (auto i = first; double(i) < std::max(from, to); ++i) {
            const double share = (double(i) - from) / (to - from);
            const auto wrapped = ((i % std::ptrdiff_t(n)) + std::ptrdiff_t(n)) % std::ptrdiff_t(n);
            at_[std::size_t(wrapped)].push_back(double(a.second) + share * double(b.second - a.second));
        }
    }

    /// Degrees of latitude that are land between two latitudes on a meridian.
    [[nodiscard]] double land(std::size_t meridian, double north, double south)
    {
        std::vector<double>& all = at_[meridian];
        std::sort(all.begin(), all.end(), std::greater<>());
        double sum = 0;
        for (std::size_t i = 0; i < all.size(); i += 2) {
            const double end = i + 1 < all.size() ? all[i + 1] : -90;
            sum += std::max(0.0, std::min(north, all[i]) - std::max(south, end));
        }
        return sum;
    }

private:
    std::vector<std::vector<double>> at_;
};

}  // namespace

std::vector<float> landShare(const std::vector<std::vector<std::pair<float, float>>>& shores, int rows,
                             int columns)
{
    Crossings crossings(columns * meridians);
    for (const auto& line : shores) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            crossings.add(line[i - 1], line[i]);
        }
    }
    std::vector<float> share(std::size_t(rows) * std::size_t(columns), 0);
    const double height = 180.0 / rows;
    for (int column = 0; column < columns; ++column) {
        for (int m = 0; m < meridians; ++m) {
            for (int row = 0; row < rows; ++row) {
                const double north = 90 - row * height;
                share[std::size_t(row) * std::size_t(columns) + std::size_t(column)] += float(
                    crossings.land(std::size_t(column * meridians + m), north, north - height) /
                    (height * meridians));
            }
        }
    }
    return share;
}

}  // namespace core::data
