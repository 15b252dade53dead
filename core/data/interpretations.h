#pragma once

#include "core/api/interpretation.h"

#include <string>
#include <vector>

namespace core::data {

/// A variable, or a column of a table, as its file declares it.
struct Declared {
    std::string path, name, units;
};
using DeclaredVariables = std::vector<Declared>;  // of one file; all of them say of which kind it is

/// false: nothing was ever said, so that files need not be asked.
[[nodiscard]] bool anyInterpretation();

/// What was said of these variables, now or before; what was said of variables of any file is remembered for this kind.
[[nodiscard]] Interpretation interpretationOf(const DeclaredVariables& declared);

/// Remembers meanings for files of this kind; one without a name forgets the variable's.
void interpretKind(const DeclaredVariables& declared, const Interpretation& meanings);

/// A clause of each variable that is read otherwise than its file says.
[[nodiscard]] std::vector<std::string> notesOf(const Interpretation& meanings);

}  // namespace core::data
