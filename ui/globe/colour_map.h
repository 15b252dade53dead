#pragma once

#include <QColor>
#include <QString>

#include <array>
#include <span>

namespace ui::globe {

/// 256 colours with where they come from; each is one file of resources/colormaps.
struct ColourMap {
    enum class Kind { sequential, diverging, cyclic };

    QString id, source, licence;
    Kind kind = Kind::sequential;
    std::array<QRgb, 256> colours = {};

    /// Colour at 0…1 (clamped), linear between the 256.
    [[nodiscard]] QColor at(double t) const;
    /// The colour below the range and the one above: end colours moved away from the map.
    [[nodiscard]] QColor under() const;
    [[nodiscard]] QColor over() const;
    /// Upside down.
    [[nodiscard]] ColourMap reversed() const;
};

/// All maps, sorted by id.
[[nodiscard]] std::span<const ColourMap> colourMaps();

/// The map of this id. throws Error{badInput} naming the ids there are
[[nodiscard]] const ColourMap& colourMap(const QString& id);

/// What a field is, as far as its colours depend on it.
struct ColourUse {
    QString standardName;     ///< CF
    bool diverging = false;   ///< difference, increment, error: symmetric about 0
    bool spread = false;      ///< standard deviation: from 0
};

/// The id of the map a field gets when nobody chose one.
[[nodiscard]] QString defaultColourMap(const ColourUse& use);

}  // namespace ui::globe
