#pragma once

#include <QString>

#include <string>
#include <vector>

namespace ui::bridge {

/// What the engine says, in the language of the window: a label, a note, an error or its hint.
/// A sentence with varying parts is known by its pattern in resources/i18n/engine.txt, and what stands in the
/// places is translated likewise. Words without a translation stay as they are.
[[nodiscard]] QString engineWords(const std::string& words);

/// The patterns, as they stand in the resource: sentences with %1, %2 … in the order of the English.
[[nodiscard]] const std::vector<QString>& enginePatterns();

}  // namespace ui::bridge
