#pragma once

#include "core/api/json/object.h"
#include "core/api/request.h"

#include <map>
#include <string>
#include <vector>

namespace core::json {

/// The entries of a request's `observations`. throws Error{badInput} naming path and what is allowed
[[nodiscard]] std::vector<ObservationSpec> observations(const Json& value);

/// Standard deviations by variable, from the object's key "errors". throws Error{badInput} naming what is no quantity
void readErrors(Object& object, std::map<std::string, std::string>& errors);

/// A knob's value: a number, or one of its names. throws Error{badInput} naming `path`
[[nodiscard]] double knobValue(const Knob& knob, const Json& value, const std::string& path);

}  // namespace core::json
