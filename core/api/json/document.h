#pragma once

#include "core/api/json/object.h"
#include "core/api/request.h"

namespace core::json {

/// The request that a JSON document describes. throws as parseRequest
[[nodiscard]] Request requestOf(const Json& document, const std::string& folder);

/// The document of a request; requestOf(documentOf(r)) equals r.
[[nodiscard]] Json documentOf(const Request& request);

}  // namespace core::json
