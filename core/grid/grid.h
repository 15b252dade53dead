#pragma once

#include "core/schedule/schedule.h"

namespace core::grid {

/// Where the K + 1 nodes of a run lie: t_0 = 1 … t_K = 0 along a schedule.
class Grid {
public:
    virtual ~Grid() = default;
    /// nodes of noise decreasing from `from` (t of the first node) to t = 0; steps ≥ 1 → steps + 1 nodes
    [[nodiscard]] virtual std::vector<denoiser::Node> nodes(const schedule::Schedule& schedule, int steps,
                                                            double from) const = 0;
};

struct Entry {
    Choice about;
    std::unique_ptr<Grid> (*make)(const Selection&);
};
[[nodiscard]] std::unique_ptr<Grid> make(const Selection& selection);

}  // namespace core::grid
