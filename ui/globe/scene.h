#pragma once

#include "ui/globe/content.h"

#include <QSize>

#include <memory>

class QImage;

namespace ui::globe {

/// The VTK scene behind a view. Every call needs the same OpenGL context to be current, the destructor too.
class Scene {
public:
    Scene();
    ~Scene();
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;

    /// Draws into the scene's own framebuffer.
    /// lineScale  pixels of a line or glyph one unit wide
    void render(const SceneContent& content, QSize pixels, double lineScale);
    /// Copies what was drawn to the framebuffer of this number.
    void copyTo(unsigned framebuffer);
    /// Reads what was drawn, premultiplied alpha.
    [[nodiscard]] QImage read();

private:
    class Body;
    std::unique_ptr<Body> body_;
};

}  // namespace ui::globe
