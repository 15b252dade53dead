#pragma once

#include <QString>

namespace ui::panel {

/// The units the reader wants to see; values stay in the engine's units until they are shown.
struct DisplayUnits {
    QString temperature = QStringLiteral("degC");  ///< "K" or "degC"
    QString pressure = QStringLiteral("hPa");      ///< "Pa" or "hPa"
    QString speed = QStringLiteral("m s-1");       ///< "m s-1" or "kt"

    /// UDUNITS text of what `units` is shown in; `units` itself where no choice applies.
    [[nodiscard]] QString shownFor(const QString& units) const;
    /// A value in the shown unit. difference  true for errors and spreads: the offset is left out
    [[nodiscard]] double shown(double value, const QString& units, bool difference) const;
    /// The inverse of shown.
    [[nodiscard]] double stored(double value, const QString& units, bool difference) const;

    bool operator==(const DisplayUnits&) const = default;
};

/// UDUNITS text as it is printed: "m s-1" → "m s⁻¹", "degC" → "°C", "1" → "".
[[nodiscard]] QString unitText(const QString& units);

}  // namespace ui::panel
