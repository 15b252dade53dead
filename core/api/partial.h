#pragma once

#include "core/api/request.h"

#include <optional>
#include <string>

namespace core {

/// What a resumable file says of the broken run that it holds.
struct PartialRun {
    Request request;   ///< what repeats the run, with every change since it began
    int step = 0;      ///< steps done
    int together = 1;  ///< members stepped at a time; bits depend on it
    int threads = 1;   ///< of the engine; bits depend on them
    bool keepsSteps = false;
};

/// throws Error{badFile} in one sentence when the file is none, or its beginning is damaged
[[nodiscard]] PartialRun readPartialRun(const std::string& path);

/// The request to go on with: the broken run's own. Of one that is given besides, changes of steps yet to come count;
/// the session refuses it where it differs otherwise.
/// throws Error{badInput} when it changes a step that is done
[[nodiscard]] Request resumedRequest(const PartialRun& partial, const std::optional<Request>& given);

}  // namespace core
