#include "core/api/event.h"

#include <cstdio>

namespace core {

std::string Channel::key() const
{
    if (levelHpa == 0) {
        return standardName;
    }
    char text[32];
    std::snprintf(text, sizeof text, "@%g", levelHpa);
    return standardName + text;
}

}  // namespace core
