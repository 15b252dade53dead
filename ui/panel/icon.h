#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace ui::panel {

/// An icon of resources/icons drawn in one colour (its "currentColor").
[[nodiscard]] QIcon tintedIcon(const QString& name, const QColor& colour);

}  // namespace ui::panel
