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
using Interpretation = std::map<std::string, Meaning>;  // by the variable's name in the file, or a column's header

/// Takes a meaning from "thing=air_temperature", "thing=air_temperature,degC", or "thing=" to say nothing any more.
/// throws Error{badInput} for other texts and units that do not fit
[[nodiscard]] Interpretation interpretationFromText(const std::string& text);

/// Holds for all files with such variables that are opened from now on, and is remembered for files of their kind: those
/// with the same variables in the same units. What is remembered lies in embellie/interpretations.json in the user's
/// folder for settings, and each file it is used on says so in a note.
void interpret(const Interpretation& meanings);

/// The same of files of this one's kind alone.
/// throws Error{badFile} where the file cannot be opened, Error{badInput} where a unit does not fit
void interpret(const std::string& file, const Interpretation& meanings);

/// A variable with data, or a column, and what it is taken for.
struct NamedVariable {
    std::string name, longName, units;  ///< as the file has them
    std::string standardName;           ///< "": nobody knows
    Meaning said = {};                  ///< what the user said of it
};
/// All of a file that can be given a meaning. throws Error{badFile} where the file cannot be opened
[[nodiscard]] std::vector<NamedVariable> namedVariables(const std::string& file);

/// Standard names that can be given, sorted.
struct KnownName {
    std::string label, units;  ///< the unit the program computes in
};
[[nodiscard]] std::map<std::string, KnownName> knownStandardNames();

}  // namespace core
