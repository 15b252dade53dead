#pragma once

#include "core/api/json/object.h"
#include "core/api/request.h"

#include <string>
#include <vector>

namespace core::json {

/// The entries of a request's `observations`. throws Error{badInput} naming path and what is allowed
[[nodiscard]] std::vector<ObservationSpec> observations(const Json& value);

/// A knob's value: a number, or one of its names. throws Error{badInput} naming `path`
[[nodiscard]] double knobValue(const Knob& knob, const Json& value, const std::string& path);

}  // namespace core::json
