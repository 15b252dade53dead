#pragma once

#include "ui/globe/colour_bar.h"
#include "ui/globe/content.h"

#include <QImage>

namespace ui::globe {

/// The words and the look of a figure.
struct FigureContent {
    enum class Ground { dark, light, transparent };

    QString title, subtitle, caption;  ///< what, when, and where it comes from; empty ones take no room
    ColourBarContent bar;
    Ground ground = Ground::dark;
};

/// Composes the globe with title, subtitle, colour bar and caption; letters and lines scale with the size.
/// return  null without OpenGL
[[nodiscard]] QImage composeFigure(const SceneContent& globe, const FigureContent& figure, QSize size);

}  // namespace ui::globe
