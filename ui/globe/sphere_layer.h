#pragma once

#include "ui/globe/layer.h"

#include <vtkNew.h>
#include <vtkTextureObject.h>

#include <memory>

class vtkOpenGLQuadHelper;
class vtkWindow;

namespace ui::globe {

/// The Earth with its field, contours and graticule, and the sky behind it: one ray a pixel.
class SphereLayer {
public:
    SphereLayer();
    ~SphereLayer();
    void draw(const Canvas& canvas, const SceneContent& content);
    void release(vtkWindow* window);

private:
    void upload(const Canvas& canvas, const SceneContent& content);
    void setUniforms(const Canvas& canvas, const SceneContent& content);

    std::unique_ptr<vtkOpenGLQuadHelper> quad_;
    vtkNew<vtkTextureObject> values_, rows_, columns_, colours_;
    int fieldEdition_ = 0;
    QString colourMap_;
    bool reversed_ = false;
};

}  // namespace ui::globe
