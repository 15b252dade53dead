#include "core/metric/base/spectral_power.h"

#include "core/earth/harmonics.h"

#include <algorithm>
#include <cmath>

namespace core::metric {

namespace {

class SpectralPower final : public Metric {
public:
    SpectralPower(at::Tensor (*power)(const at::Tensor&), int truncation)
        : power_(power), truncation_(truncation)
    {
    }

    [[nodiscard]] std::vector<double> moments(const Sample& sample) const override
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
            power += power_(harmonics.analysis(field));
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

    at::Tensor (*power_)(const at::Tensor&);
    int truncation_;
};

}  // namespace

std::unique_ptr<Metric> spectralPower(at::Tensor (*power)(const at::Tensor&), int truncation)
{
    return std::make_unique<SpectralPower>(power, truncation);
}

}  // namespace core::metric
