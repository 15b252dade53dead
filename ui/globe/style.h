#pragma once

#include <QString>

#include <limits>
#include <utility>
#include <vector>

namespace ui::globe {

/// Coastlines as polylines of (longitude, latitude) in degrees.
using Coastlines = std::vector<std::vector<std::pair<float, float>>>;

/// How the field and the sphere are drawn.
struct GlobeStyle {
    QString colourMap = QStringLiteral("thermal");  ///< id of a ColourMap
    bool reversed = false;     ///< colour map upside down
    float low = 0, high = 1;   ///< range of the colour map, in the field's unit
    double contours = 0;       ///< interval between contour lines, 0: none
    bool graticule = true;
    bool coast = true;
    bool dark = true;          ///< background for a dark or a light palette
    bool transparent = false;  ///< no background (pictures only)

    bool operator==(const GlobeStyle&) const = default;
};

/// How a glyph is drawn: used filled circle, held out filled diamond, rejected hollow cross.
enum class Glyph { used, heldOut, rejected };

/// One observation on the globe.
struct GlobePoint {
    float lat = 0, lon = 0;  ///< degrees
    float value = std::numeric_limits<float>::quiet_NaN();  ///< colour; NaN is drawn grey
    Glyph glyph = Glyph::used;
};

/// The observations of a view with their colours.
struct GlobeObservations {
    std::vector<GlobePoint> points;
    bool sharesField = true;  ///< colours and range of the field; false: the three below (O−A)
    QString colourMap = QStringLiteral("balance");
    float low = -1, high = 1;
};

/// Where one looks from: the centre of the view and the distance to the Earth's centre in Earth radii.
struct Camera {
    double lat = 30, lon = 10;
    double distance = 4.3;

    bool operator==(const Camera&) const = default;
};

}  // namespace ui::globe
