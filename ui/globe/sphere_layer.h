#pragma once

#include "ui/globe/layer.h"

#include <vtkNew.h>
#include <vtkOpenGLVertexArrayObject.h>
#include <vtkTextureObject.h>

class vtkShaderProgram;
class vtkWindow;

namespace ui::globe {

/// The Earth with its field, contours and graticule, and the sky behind it: one ray a pixel.
class SphereLayer {
public:
    void draw(const Canvas& canvas, const SceneContent& content);
    void release(vtkWindow* window);

private:
    void upload(const Canvas& canvas, const SceneContent& content);
    void drawSky(const Canvas& canvas, const SceneContent& content);
    void drawEarth(const Canvas& canvas, const SceneContent& content);
    void setUniforms(vtkShaderProgram& program, const Canvas& canvas, const SceneContent& content);

    vtkNew<vtkOpenGLVertexArrayObject> disc_;
    vtkNew<vtkTextureObject> values_, rows_, columns_, colours_;
    int fieldEdition_ = 0;
    bool placed_ = false;                       ///< rows_ and columns_ hold the tables of places_
    std::shared_ptr<const GridPlaces> places_;  ///< null: of no field
    QString colourMap_;
    bool reversed_ = false;
};

}  // namespace ui::globe
