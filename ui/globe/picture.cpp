#include "ui/globe/picture.h"

#include "ui/globe/scene.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLFunctions>

#include <algorithm>

namespace ui::globe {

QImage drawPicture(const SceneContent& content, QSize size)
{
    QOpenGLContext context;
    QOffscreenSurface surface;
    if (size.isEmpty() || !context.create()) {
        return {};
    }
    surface.setFormat(context.format());
    surface.create();
    if (!surface.isValid() || !context.makeCurrent(&surface)) {
        return {};
    }
    QImage image;
    GLint largest = 0;
    context.functions()->glGetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
    if (context.format().version() >= qMakePair(3, 3) && std::max(size.width(), size.height()) <= largest) {
        Scene scene;
        scene.render(content, size, std::max(1.0, std::min(size.width(), size.height()) / 800.0));
        image = scene.read();
    }
    context.doneCurrent();
    return image;
}

}  // namespace ui::globe
