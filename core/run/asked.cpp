#include "core/run/score.h"
#include "core/run/verbs/table.h"

namespace core::run {

Asked askedOf(const data::Result& result)
{
    const auto text = result.attributes.find("request");
    const Json request = text == result.attributes.end() ? Json() : Json::parse(text->second, nullptr, false);
    if (!request.is_object()) {
        return {};
    }
    const Json none = Json::object();
    const Json task = request.value("task", none), window = request.value("window", none);
    return {.task = task.value("kind", std::string()), .truth = request.value("truth", std::string()),
            .input = task.value("input", std::string()), .observedStates = window.value("length", 0),
            .factor = task.value("factor", 0), .forecast = task.contains("lead")};
}

}  // namespace core::run
