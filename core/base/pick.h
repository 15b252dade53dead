#pragma once

#include "core/api/catalogue.h"
#include "core/api/error.h"

#include <algorithm>
#include <span>

namespace core::base {

/// The selection with every knob of its entry: those left out have their initial value.
/// throws Error{badInput} for a knob the entry does not have
[[nodiscard]] inline Selection filled(const Choice& about, const Selection& selection)
{
    Selection full{.kind = about.id};
    for (const Knob& knob : about.knobs) {
        const auto given = selection.knobs.find(knob.id);
        full.knobs[knob.id] = given == selection.knobs.end() ? knob.initial : given->second;
    }
    for (const auto& [id, value] : selection.knobs) {
        if (!full.knobs.contains(id)) {
            throw Error(Cause::badInput, "“" + about.id + "” has no setting “" + id + "”.");
        }
    }
    return full;
}

/// Makes what `selection` names from a folder's entries. noun: what the folder holds, e.g. "sampler"
/// throws Error{badInput} naming the ids there are
template <class Entry>
[[nodiscard]] auto make(std::span<const Entry> entries, const Selection& selection, const std::string& noun)
{
    const auto found =
        std::ranges::find_if(entries, [&](const Entry& entry) { return entry.about.id == selection.kind; });
    if (found == entries.end()) {
        std::string ids;
        for (const Entry& entry : entries) {
            ids += (ids.empty() ? "" : ", ") + entry.about.id;
        }
        throw Error(Cause::badInput, "There is no " + noun + " “" + selection.kind + "”.", "Choose one of " + ids + ".");
    }
    return found->make(filled(found->about, selection));
}

}  // namespace core::base
