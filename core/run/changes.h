#pragma once

#include "core/api/request.h"

namespace core::run {

/// Settings after a change, completed. throws Error{badInput}
[[nodiscard]] Request changed(const Request& now, const ChangeSpec& change);

/// A change that no step would see is a mistake, not a wish.
/// diffusions  runs that follow each other, of as many steps each; steps are counted through all
/// throws Error{badInput}
void expectChanges(const Request& request, int diffusions);

}  // namespace core::run
