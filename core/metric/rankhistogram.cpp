#include "core/metric/base/points.h"

namespace core::metric {

namespace {

/// Share of the weight at each rank 0…M of the truth among the members; ties are shared evenly.
class RankHistogram final : public Metric {
public:
    [[nodiscard]] std::vector<double> of(const Sample& sample) const override
    {
        std::vector<double> shares(sample.members.size() + 1, 0);
        double total = 0;
        for (const std::size_t i : countingPoints(sample)) {
            std::size_t below = 0, equal = 0;
            for (const auto& member : sample.members) {
                below += member[i] < sample.truth[i] ? 1 : 0;
                equal += member[i] == sample.truth[i] ? 1 : 0;
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
};

}  // namespace

Entry rankhistogram()
{
    return {
        .about = {.id = "rankhistogram",
                  .label = "Rank histogram",
                  .source = "Hamill 2001, doi:10.1175/1520-0493(2001)129<0550:IORHFV>2.0.CO;2",
                  .formula = "share of rank(y) = #{x_m < y} ∈ 0…M",
                  .note = "Flat for a calibrated ensemble."},
        .make = [](const Selection&) -> std::unique_ptr<Metric> { return std::make_unique<RankHistogram>(); },
    };
}

}  // namespace core::metric
