#include "core/api/log.h"

#include <mutex>

namespace core {
namespace {

std::mutex& guard()
{
    static std::mutex mutex;
    return mutex;
}

LogSink& sinkSlot()
{
    static LogSink sink;
    return sink;
}

}  // namespace

void setLogSink(LogSink sink)
{
    const std::lock_guard lock(guard());
    sinkSlot() = std::move(sink);
}

void log(LogLevel level, std::string_view line)
{
    const std::lock_guard lock(guard());
    if (sinkSlot()) {
        sinkSlot()(level, line);
    }
}

}  // namespace core
