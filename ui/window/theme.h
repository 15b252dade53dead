#pragma once

#include <QString>
#include <QStringList>

namespace ui::window {

/// Names of the themes: "system", "light", "dark".
[[nodiscard]] const QStringList& themeNames();

/// Gives the whole program a theme; an unknown name is "system".
void applyTheme(const QString& name);

}  // namespace ui::window
