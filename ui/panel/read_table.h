#pragma once

class QTableWidget;
class QWidget;

namespace ui::panel {

/// A table whose rows are read and chosen one at a time, never edited.
[[nodiscard]] QTableWidget* readTable(QWidget* parent);

}  // namespace ui::panel
