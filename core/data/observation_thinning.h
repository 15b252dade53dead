#pragma once

#include "core/data/observations.h"

#include <cstddef>
#include <vector>

namespace core::data {

/// What becomes of the observations of one box: one stands for all, or their mean does.
enum class Dense { thinned, averaged };

/// Boxes of about `metres` (equal in latitude, and in longitude at each latitude), one a variable, tenth of ln p and
/// hour. Thinned: the used observation nearest to the box's middle stays, the others are rejected with that reason.
/// Averaged: it becomes the mean of value, place and time of all; the others are rejected likewise. Its error is
/// σ · √((1 + (n − 1)/2) / n): errors of neighbours are taken as half correlated.
/// return  number of observations that others stand for
std::size_t thin(std::vector<Observation>& observations, double metres, Dense how);

}  // namespace core::data
