#pragma once

#include "core/schedule/schedule.h"

#include <functional>

namespace core::grid {

/// What nodes are laid along: a schedule, the number of steps and where they start.
struct Path {
    const schedule::Schedule& schedule;
    int steps;                                     ///< ≥ 1
    double from;                                   ///< t of the first node
    const denoiser::Covariance* prior = nullptr;   ///< of the prior where it has one in closed form, else null
};

/// Where the K + 1 nodes of a run lie: t_0 = 1 … t_K = 0 along a schedule.
class Grid {
public:
    virtual ~Grid() = default;
    /// nodes of noise decreasing from `from` (t of the first node) to t = 0; steps ≥ 1 → steps + 1 nodes
    /// prior  covariance of the states where it is known: some grids are laid by it
    /// throws Error{badInput} for less than one step, and by name where a grid needs a covariance and there is none
    [[nodiscard]] std::vector<denoiser::Node> nodes(const schedule::Schedule& schedule, int steps, double from,
                                                    const denoiser::Covariance* prior = nullptr) const;

private:
    [[nodiscard]] virtual std::vector<denoiser::Node> lay(const Path& path) const = 0;
};

/// Nodes at the noise levels u = noiseOf(k/K), decreasing, whatever the schedule's scale: for grids laid in u.
/// The ends are the schedule's own nodes at `from` and at t = 0.
[[nodiscard]] std::vector<denoiser::Node> nodesOfNoise(const Path& path,
                                                       const std::function<double(double)>& noiseOf);

struct Entry {
    Choice about;
    std::unique_ptr<Grid> (*make)(const Selection&);
};
/// All entries of this folder, sorted by id.
[[nodiscard]] std::span<const Entry> entries();
/// throws Error{badInput} for an unknown kind or knob
[[nodiscard]] std::unique_ptr<Grid> make(const Selection& selection);

}  // namespace core::grid
