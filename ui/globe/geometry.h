#pragma once

#include "core/api/frame.h"
#include "ui/globe/style.h"

#include <QPointF>
#include <QSize>

#include <array>
#include <optional>

namespace ui::globe {

using Vector = std::array<double, 3>;

/// Degrees on the sphere.
struct Place {
    double lat = 0, lon = 0;
};

/// Point of the unit sphere, z to the north pole, x to 0°N 0°E.
[[nodiscard]] Vector xyzFromPlace(Place place);

/// Where a camera stands and how it looks: forward, right and up are unit vectors; half* are the tangents
/// of half the view's width and height.
struct Look {
    Vector eye, forward, right, up;
    double halfWidth = 0, halfHeight = 0;
};
[[nodiscard]] Look lookOf(const Camera& camera, QSize size);

/// Where a field is looked at first: the whole globe, or the part of it that the grid covers, filling the view.
[[nodiscard]] Camera cameraOf(const core::DisplayGrid& grid);

/// The place under a pixel (origin at the upper left); nothing beside the Earth.
[[nodiscard]] std::optional<Place> placeAt(const Look& look, QSize size, QPointF pixel);

/// The pixel of a place; nothing behind the limb.
[[nodiscard]] std::optional<QPointF> pixelOf(const Look& look, QSize size, Place place);

}  // namespace ui::globe
