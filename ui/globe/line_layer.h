#pragma once

#include "ui/globe/layer.h"

#include <vtkNew.h>
#include <vtkOpenGLBufferObject.h>
#include <vtkOpenGLVertexArrayObject.h>

class vtkShaderProgram;
class vtkWindow;

namespace ui::globe {

/// Coastlines: lines of constant width on the screen, coarser from afar, hidden behind the limb.
class LineLayer {
public:
    void draw(const Canvas& canvas, const SceneContent& content);
    void release(vtkWindow* window);

private:
    struct Pieces {
        vtkNew<vtkOpenGLBufferObject> buffer;
        vtkNew<vtkOpenGLVertexArrayObject> array;
        int count = 0;
    };
    void upload(const Canvas& canvas, const SceneContent& content);
    void drawPieces(const Canvas& canvas, Pieces& pieces, const std::array<float, 4>& colour, double width);

    Pieces fine_, coarse_;
    vtkShaderProgram* program_ = nullptr;  ///< owned by the window's shader cache
    int edition_ = 0;
};

}  // namespace ui::globe
