#pragma once

#include "ui/globe/layer.h"

#include <vtkNew.h>
#include <vtkOpenGLBufferObject.h>
#include <vtkOpenGLVertexArrayObject.h>
#include <vtkTextureObject.h>

class vtkShaderProgram;
class vtkWindow;

namespace ui::globe {

/// Observations as glyphs of constant size on the screen; the shader draws the shapes.
class PointLayer {
public:
    void draw(const Canvas& canvas, const SceneContent& content);
    void release(vtkWindow* window);

    /// Size of a glyph in pixels at a line scale of 1: smaller the more there are and the farther they lie.
    [[nodiscard]] static double glyphSize(std::size_t count, double distance);

private:
    void upload(const Canvas& canvas, const SceneContent& content);

    vtkNew<vtkOpenGLBufferObject> buffer_;
    vtkNew<vtkOpenGLVertexArrayObject> array_;
    vtkNew<vtkTextureObject> colours_;
    vtkShaderProgram* program_ = nullptr;  ///< owned by the window's shader cache
    int edition_ = 0, count_ = 0;
    QString colourMap_;
    bool reversed_ = false;
};

}  // namespace ui::globe
