#include "core/instrument/instrument.h"

#include "core/api/error.h"

#include <algorithm>

namespace core {

std::span<const Choice> networks()
{
    static const std::vector<Choice> all = [] {
        std::vector<Choice> result;
        for (const instrument::Entry& entry : instrument::entries()) {
            result.push_back(entry.about);
        }
        return result;
    }();
    return all;
}

namespace instrument {

const Entry& find(const std::string& id)
{
    for (const Entry& entry : entries()) {
        if (entry.about.id == id) {
            return entry;
        }
    }
    std::string names;
    for (const std::string& name : networkNames()) {
        names += (names.empty() ? "" : ", ") + name;
    }
    throw Error(Cause::badInput, "There is no network \"" + id + "\" (there are " + names + ").",
                "Choose one of " + names + ".");
}

std::map<std::string, double> knobsOf(const Entry& entry, const ObservationSpec& spec)
{
    std::map<std::string, double> result;
    for (const Knob& knob : entry.about.knobs) {
        result[knob.id] = knob.initial;
    }
    for (const auto& [id, value] : spec.knobs) {
        const auto knob = std::find_if(entry.about.knobs.begin(), entry.about.knobs.end(),
                                       [&](const Knob& k) { return k.id == id; });
        if (knob == entry.about.knobs.end() || !(value >= knob->low && value <= knob->high)) {
            throw Error(
                Cause::badInput,
                "The network " + entry.about.id + " cannot take " + id + " = " + std::to_string(value) + ".",
                "See its knobs and their ranges in the catalogue.");
        }
        result[id] = value;
    }
    return result;
}

}  // namespace instrument

}  // namespace core
