#pragma once

#include "ui/globe/content.h"

#include <QImage>

namespace ui::globe {

/// Draws a globe off screen at any size, with lines and glyphs scaled to it. GUI thread only.
/// return  null without OpenGL or when the size is beyond the graphics card's
[[nodiscard]] QImage drawPicture(const SceneContent& content, QSize size);

}  // namespace ui::globe
