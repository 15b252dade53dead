#include "core/api/session.h"
#include "core/base/units.h"

namespace core {

bool convertUnits(double& value, const std::string& from, const std::string& to, bool difference)
{
    const auto map = base::unitMap(from, to);
    if (!map) {
        return false;
    }
    value = difference ? map->scale * value : (*map)(value);
    return true;
}

}  // namespace core
