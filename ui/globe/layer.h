#pragma once

#include "ui/globe/content.h"
#include "ui/globe/geometry.h"

#include <QSize>
#include <QString>

#include <array>
#include <initializer_list>
#include <string>

class vtkMatrix4x4;
class vtkOpenGLRenderWindow;
class vtkShaderProgram;
class vtkTextureObject;

namespace ui::globe {

/// What a layer draws into: one view of a window whose context is current.
struct Canvas {
    vtkOpenGLRenderWindow* window;
    vtkMatrix4x4* clipFromWorld;  ///< transposed, as shaders take it
    Look look;
    QSize size;         ///< pixels
    double lineScale;   ///< pixels of a line one unit wide: 1 on a window, more on large pictures
};

/// Text of shaders/globe/<name>.glsl, several joined in order.
[[nodiscard]] std::string shaderText(std::initializer_list<const char*> names);

/// Sends a colour map as a 256 × 1 texture.
void uploadColours(vtkTextureObject& texture, const Canvas& canvas, const QString& map, bool reversed);

/// Sets colourMap, range, underColour, overColour of colour.glsl; the texture is bound until deactivated.
struct ColourRange {
    QString map;
    bool reversed = false;
    float low = 0, high = 1;
};
void bindColours(vtkShaderProgram& program, vtkTextureObject& texture, const ColourRange& colours);

}  // namespace ui::globe
