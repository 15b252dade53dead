#pragma once

#include "core/metric/metric.h"

namespace core::metric {

/// The companion with this name at this level; null where there is none.
[[nodiscard]] const Companion* companion(const Sample& sample, const std::string& standardName,
                                         double levelHpa);

/// All companions with this name, by level from the top down.
[[nodiscard]] std::vector<const Companion*> column(const Sample& sample, const std::string& standardName);

/// What a published check is made with: its own constants and conventions, or the physical ones.
enum class Convention { published, physical };

}  // namespace core::metric
