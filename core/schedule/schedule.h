#pragma once

#include "core/api/catalogue.h"
#include "core/denoiser/denoiser.h"

#include <memory>
#include <span>
#include <vector>

namespace core::schedule {

using denoiser::Node;

/// α_t and σ_t over diffusion time t ∈ [0, 1]; u = σ/α increases with t.
class Schedule {
public:
    virtual ~Schedule() = default;
    [[nodiscard]] virtual Node at(double t) const = 0;
    /// t with σ_t/α_t = u, by bisection (u is increasing); clamped to [0, 1]
    [[nodiscard]] virtual double timeOf(double u) const;
};

/// A catalogue entry: one file of this folder.
struct Entry {
    Choice about;
    std::unique_ptr<Schedule> (*make)(const Selection&);
};
/// All entries of this folder, sorted by id.
[[nodiscard]] std::span<const Entry> entries();
/// throws Error{badInput} for an unknown kind
[[nodiscard]] std::unique_ptr<Schedule> make(const Selection& selection);

}  // namespace core::schedule
