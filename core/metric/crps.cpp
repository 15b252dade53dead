#include "core/metric/base/points.h"

#include <algorithm>
#include <cmath>

namespace core::metric {

namespace {

/// pairs  what the sum over pairs of members is divided by, given M ≥ 2
double crpsOf(const Sample& sample, double (*pairs)(double members))
{
    const std::size_t members = sample.members.size();
    const auto count = static_cast<double>(members);
    std::vector<double> x(members);
    return weightedMean(sample, [&](std::size_t i) {
        double distance = 0;
        for (std::size_t m = 0; m < members; ++m) {
            x[m] = sample.members[m][i];
            distance += std::abs(x[m] - sample.truth[i]);
        }
        if (members < 2) {
            return distance;
        }
        // sorted, the double sum over pairs is one sum over ranks
        std::sort(x.begin(), x.end());
        double sum = 0;
        for (std::size_t m = 0; m < members; ++m) {
            sum += (2.0 * static_cast<double>(m) + 1 - count) * x[m];
        }
        return distance / count - sum / pairs(count);
    });
}

double fair(const Sample& sample)
{
    return crpsOf(sample, [](double members) { return members * (members - 1); });
}

double ofTheEnsemble(const Sample& sample)
{
    return crpsOf(sample, [](double members) { return members * members; });
}

}  // namespace

Entry crps()
{
    return {
        .about =
            {.id = "crps",
             .label = "Continuous ranked probability score",
             .source = "Zamo and Naveau 2018, doi:10.1007/s11004-017-9709-7",
             .formula = "Σ|x_m − y|/M − Σ_mn |x_m − x_n| / (2M(M−1))",
             .knobs = {{"form", "Form", "1", 0, 0, 1, true, {"fair", "plain"}}},
             .note =
                 "The fair form, unbiased in the number of members, or the plain one that divides by 2M²; "
                 "with one member both are the mean absolute error."},
        .make = [](const Selection& s) { return scalar(s.knobs.at("form") > 0 ? ofTheEnsemble : fair); },
    };
}

}  // namespace core::metric
