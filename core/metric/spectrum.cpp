#include "core/earth/harmonics.h"
#include "core/metric/metric.h"

#include <algorithm>
#include <cmath>

namespace core::metric {

namespace {

/// Mean over members of the power a degree; nothing for points, regional or incomplete fields.
class Spectrum final : public Metric {
public:
    explicit Spectrum(int truncation) : truncation_(truncation) {}

    [[nodiscard]] std::vector<double> of(const Sample& sample) const override
    {
        const auto rows = static_cast<std::int64_t>(sample.lat.size());
        const auto columns = static_cast<std::int64_t>(sample.lon.size());
        // two thirds of the rows keep the least-squares analysis well conditioned on regular latitudes
        const int degree = static_cast<int>(
            std::min({std::int64_t{truncation_}, 2 * rows / 3 - 1, (columns - 1) / 2}));
        if (degree < 1 || !finite(sample)) {
            return {};
        }
        const earth::Harmonics harmonics(degree, {sample.lat.begin(), sample.lat.end()},
                                         {sample.lon.begin(), sample.lon.end()}, at::kDouble);
        at::Tensor power = at::zeros({degree + 1}, at::kDouble);
        for (const auto& member : sample.members) {
            const at::Tensor field =
                at::from_blob(const_cast<float*>(member.data()), {rows, columns}, at::kFloat).to(at::kDouble);
            power += earth::degreePower(harmonics.analysis(field));
        }
        power /= static_cast<double>(sample.members.size());
        return {power.data_ptr<double>(), power.data_ptr<double>() + degree + 1};
    }

private:
    static bool finite(const Sample& sample)
    {
        return std::all_of(sample.members.begin(), sample.members.end(), [](const auto& member) {
            return std::all_of(member.begin(), member.end(), [](float x) { return std::isfinite(x); });
        });
    }

    int truncation_;
};

}  // namespace

Entry spectrum()
{
    return {
        .about = {.id = "spectrum",
                  .label = "Degree spectrum",
                  .source = "Boer and Shepherd 1983, doi:10.1175/1520-0469(1983)040<0164:LSTDTI>2.0.CO;2",
                  .formula = "P_l = Σ_m a_lm² / (2l + 1)",
                  .knobs = {{"truncation", "Highest degree", "1", 127, 1, 719, true}},
                  .note = "Orthonormal harmonics; less where the grid holds less."},
        .make = [](const Selection& s) -> std::unique_ptr<Metric> {
            return std::make_unique<Spectrum>(static_cast<int>(s.knobs.at("truncation")));
        },
    };
}

}  // namespace core::metric
