#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

/// One number a catalogue entry can be tuned by. Panels build controls from it; requests name it by id.
struct Knob {
    std::string id;       ///< key in the request, e.g. "eta"
    std::string label;    ///< words on the screen, English (translated by the window)
    std::string unit;     ///< UDUNITS text, "1" for none
    double initial = 0;   ///< value used when the request leaves it out
    double low = 0;       ///< least allowed value
    double high = 1;      ///< greatest allowed value
    bool integer = false; ///< only whole numbers
    /// Names of the whole values low, low + 1, …, e.g. {"gmres", "cg"}: the request may use the name.
    std::vector<std::string> options = {};
    /// Name of the value 0, e.g. "auto": the request may use the name. Empty for none.
    std::string zeroName = {};
};

/// A text that a catalogue entry needs or takes; requests name it by id.
struct Word {
    enum class Holds { text, path };  ///< paths are relative to the request's folder
    std::string id;                   ///< key in the request, e.g. "text"
    std::string label;                ///< words on the screen, English (translated by the window)
    Holds holds = Holds::text;
    bool optional = false;            ///< may be left out
};

/// What a catalogue entry tells of itself.
struct Choice {
    std::string id;       ///< [a-z0-9]+, the file's name
    std::string label;    ///< as the field calls it
    std::string source;   ///< paper or code it comes from
    std::string formula;  ///< one line
    std::vector<Knob> knobs = {};
    std::string note = {}; ///< what a user must know, e.g. a known bias
    std::vector<Word> words = {};
};

/// The catalogues: each is a folder of one file an entry.
enum class Kind { schedule, grid, sampler, guidance, observe, task, metric, prior };

/// All entries of a kind, sorted by id.
[[nodiscard]] std::span<const Choice> catalogue(Kind kind);

/// The entry with this id. throws Error{badInput} naming the ids there are.
[[nodiscard]] const Choice& choice(Kind kind, std::string_view id);

/// A catalogue entry with values for its knobs; knobs left out have their initial value.
struct Selection {
    std::string kind;
    std::map<std::string, double> knobs = {};

    bool operator==(const Selection&) const = default;
};

/// Checks a selection against its catalogue entry and fills in what was left out.
/// throws Error{badInput} naming `path`, the value and what is allowed
[[nodiscard]] Selection complete(Kind kind, const Selection& selection, std::string_view path);

}  // namespace core
