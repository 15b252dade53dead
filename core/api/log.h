#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace core {

enum class LogLevel { debug, info, warning, error };

using LogSink = std::function<void(LogLevel, std::string_view)>;

/// Sets where the engine's words go; app sets it once before anything runs. Silent without one.
void setLogSink(LogSink sink);

/// Hands one line to the sink; may be called from any thread.
void log(LogLevel level, std::string_view line);

}  // namespace core
