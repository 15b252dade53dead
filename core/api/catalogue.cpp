#include "core/api/catalogue.h"

#include "core/api/error.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace core {

namespace {

std::string ids(Kind kind)
{
    std::string text;
    for (const Choice& entry : catalogue(kind)) {
        text += (text.empty() ? "" : ", ") + entry.id;
    }
    return text;
}

const char* noun(Kind kind)
{
    constexpr const char* nouns[] = {"schedule", "grid", "sampler", "guidance", "observation operator", "task",
                                     "metric", "prior"};
    return nouns[static_cast<int>(kind)];
}

std::string text(double value)
{
    std::ostringstream out;
    out << value;
    return out.str();
}

std::string allowed(const Knob& knob)
{
    if (!knob.options.empty()) {
        std::string names;
        for (const std::string& option : knob.options) {
            names += (names.empty() ? "" : ", ") + option;
        }
        return "one of " + names;
    }
    return std::string(knob.integer ? "a whole number" : "a number") + " from " + text(knob.low) + " to " +
           text(knob.high) + (knob.zeroName.empty() ? "" : " or \"" + knob.zeroName + "\"");
}

bool allows(const Knob& knob, double value)
{
    if (value == 0 && !knob.zeroName.empty()) {
        return true;
    }
    return value >= knob.low && value <= knob.high && (!knob.integer || std::trunc(value) == value);
}

}  // namespace

const Choice& choice(Kind kind, std::string_view id)
{
    for (const Choice& entry : catalogue(kind)) {
        if (entry.id == id) {
            return entry;
        }
    }
    throw Error(Cause::badInput,
                "There is no " + std::string(noun(kind)) + " \"" + std::string(id) + "\" (there are " + ids(kind) + ").",
                "Choose one of " + ids(kind) + ".");
}

Selection complete(Kind kind, const Selection& selection, std::string_view path)
{
    const std::string where(path);
    const auto all = catalogue(kind);
    const auto entry = std::find_if(all.begin(), all.end(), [&](const Choice& c) { return c.id == selection.kind; });
    if (entry == all.end()) {
        throw Error(Cause::badInput,
                    where + ".kind is \"" + selection.kind + "\", but one of " + ids(kind) + " is needed.",
                    "Correct " + where + ".kind in the request.");
    }
    Selection result{.kind = selection.kind};
    std::string names;
    for (const Knob& knob : entry->knobs) {
        names += (names.empty() ? "" : ", ") + knob.id;
        const auto given = selection.knobs.find(knob.id);
        const double value = given == selection.knobs.end() ? knob.initial : given->second;
        if (!allows(knob, value)) {
            throw Error(Cause::badInput,
                        where + "." + knob.id + " is " + text(value) + ", but " + allowed(knob) + " is needed.",
                        "Correct " + where + "." + knob.id + " in the request.");
        }
        result.knobs[knob.id] = value;
    }
    for (const auto& [id, value] : selection.knobs) {
        if (!result.knobs.contains(id)) {
            throw Error(Cause::badInput,
                        where + "." + id + " is not known: the " + noun(kind) + " " + entry->id +
                            (names.empty() ? " has no knobs." : " has " + names + "."),
                        "Remove " + where + "." + id + " or correct its name.");
        }
    }
    return result;
}

}  // namespace core
