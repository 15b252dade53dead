#include "core/base/noise.h"
#include "core/metric/base/points.h"

namespace core::metric {

namespace {

enum class Compared { members, perturbedMembers };

/// Share of the weight at each rank 0…M of the truth among the members; ties are shared evenly.
class RankHistogram final : public Metric {
public:
    RankHistogram(Compared compared, std::uint64_t seed) : compared_(compared), seed_(seed) {}

    [[nodiscard]] std::vector<double> moments(const Sample& sample) const override
    {
        std::vector<double> shares(sample.members.size() + 1, 0);
        double total = 0;
        for (const std::size_t i : countingPoints(sample)) {
            std::size_t below = 0, equal = 0;
            for (std::size_t m = 0; m < sample.members.size(); ++m) {
                const float value = sample.members[m][i] + perturbation(sample, m, i);
                below += value < sample.truth[i] ? 1 : 0;
                equal += value == sample.truth[i] ? 1 : 0;
            }
            for (std::size_t rank = below; rank <= below + equal; ++rank) {
                shares[rank] += sample.weights[i] / static_cast<double>(equal + 1);
            }
            total += sample.weights[i];
        }
        for (double& share : shares) {
            share /= total;
        }
        return shares;
    }

private:
    [[nodiscard]] float perturbation(const Sample& sample, std::size_t member, std::size_t point) const
    {
        if (compared_ == Compared::members || sample.errors.empty()) {
            return 0;
        }
        float normal = 0;
        base::fillNormal(&normal, point, 1, {.seed = seed_, .member = static_cast<std::uint32_t>(member)});
        return normal * sample.errors[point];
    }

    Compared compared_;
    std::uint64_t seed_;
};

}  // namespace

Entry rankhistogram()
{
    return {
        .about = {.id = "rankhistogram",
                  .label = "Rank histogram",
                  .source = "Hamill 2001, doi:10.1175/1520-0493(2001)129<0550:IORHFV>2.0.CO;2",
                  .formula = "share of rank(y) = #{x_m < y} ∈ 0…M",
                  .knobs = {{"perturb", "Members compared", "1", 0, 0, 1, true, {"plain", "perturbed"}},
                            {"seed", "Seed of the perturbations", "1", 0, 0, 2147483647, true}},
                  .note =
                      "Flat for a calibrated ensemble. Against observations, perturbed adds a draw of each "
                      "observation's error to the members; plain ones look under-dispersive there."},
        .make = [](const Selection& s) -> std::unique_ptr<Metric> {
            return std::make_unique<RankHistogram>(
                s.knobs.at("perturb") > 0 ? Compared::perturbedMembers : Compared::members,
                static_cast<std::uint64_t>(s.knobs.at("seed")));
        },
    };
}

}  // namespace core::metric
