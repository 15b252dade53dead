#include "core/api/verbs.h"
#include "core/run/device.h"
#include "core/run/verbs/table.h"

namespace core {

using run::Json;

Answer deviceList()
{
    Answer answer;
    Json list = Json::array();
    for (const run::Device& device : run::devices()) {
        const bool usable = device.reason.empty();
        list.push_back({{"id", device.id}, {"name", device.name}, {"detail", device.detail}, {"usable", usable},
                        {"reason", usable ? Json(nullptr) : Json(device.reason)}});
        answer.text += device.id + "  " + device.name + (device.detail.empty() ? "" : ", " + device.detail) +
                       (usable ? "" : ": not usable, " + device.reason) + "\n";
    }
    answer.json = run::pretty(list);
    return answer;
}

}  // namespace core
