#pragma once

#include <map>
#include <string>
#include <vector>

namespace core {

/// What a variable of a file is, where the file does not say it or says it wrongly.
struct Meaning {
    std::string standardName;  ///< of CF; "": nothing is said any more
    std::string units = {};    ///< "": as in the file
};
using Interpretation = std::map<std::string, Meaning>;  // by the variable's name in the file

/// Takes a meaning from "thing=air_temperature", "thing=air_temperature,degC", or "thing=" to say nothing any more.
/// throws Error{badInput} for other texts and units that do not fit
[[nodiscard]] Interpretation interpretationFromText(const std::string& text);

/// Holds for all files with such variables that are opened from now on, and is remembered for files of their kind: those
/// with the same variables in the same units. What is remembered lies in embellie/interpretations.json in the user's
/// folder for settings, and each file it is used on says so in a note.
void interpret(const Interpretation& meanings);

/// What is remembered for files of this one's kind. throws Error{badFile} where the file cannot be opened
[[nodiscard]] Interpretation rememberedInterpretation(const std::string& file);

/// A variable of which nobody knows what it is, for a dialog that asks.
struct UnclearVariable {
    std::string name, longName, units;
};
/// Fields on latitude and longitude of a file without a known name. throws Error{badFile}
[[nodiscard]] std::vector<UnclearVariable> unclearVariables(const std::string& file);

/// Standard names that can be given, sorted, and the unit of each.
[[nodiscard]] std::map<std::string, std::string> knownStandardNames();

}  // namespace core
