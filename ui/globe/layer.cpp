#include "ui/globe/layer.h"

#include "core/api/error.h"
#include "ui/globe/colour_map.h"

#include <QFile>

#include <vtkOpenGLRenderWindow.h>
#include <vtkShaderProgram.h>
#include <vtkTextureObject.h>

#include <vector>

namespace ui::globe {
namespace {

std::array<float, 3> rgb(const QColor& colour)
{
    return {float(colour.redF()), float(colour.greenF()), float(colour.blueF())};
}

}  // namespace

std::string shaderText(std::initializer_list<const char*> names)
{
    std::string text;
    for (const char* name : names) {
        QFile file(QStringLiteral(":/shaders/globe/%1.glsl").arg(QLatin1String(name)));
        if (!file.open(QIODevice::ReadOnly)) {
            throw core::Error(core::Cause::bug, std::string("The shader ") + name + " is not in the program.");
        }
        text += file.readAll().toStdString();
    }
    return text;
}

void uploadColours(vtkTextureObject& texture, const Canvas& canvas, const QString& map, bool reversed)
{
    const ColourMap colours = reversed ? colourMap(map).reversed() : colourMap(map);
    std::vector<unsigned char> pixels;
    for (const QRgb colour : colours.colours) {
        pixels.insert(pixels.end(), {static_cast<unsigned char>(qRed(colour)), static_cast<unsigned char>(qGreen(colour)),
                                     static_cast<unsigned char>(qBlue(colour)), 255});
    }
    texture.SetContext(canvas.window);
    texture.SetMinificationFilter(vtkTextureObject::Linear);
    texture.SetMagnificationFilter(vtkTextureObject::Linear);
    texture.SetWrapS(vtkTextureObject::ClampToEdge);
    texture.SetWrapT(vtkTextureObject::ClampToEdge);
    texture.Create2DFromRaw(256, 1, 4, VTK_UNSIGNED_CHAR, pixels.data());
}

void bindColours(vtkShaderProgram& program, vtkTextureObject& texture, const ColourRange& colours)
{
    const ColourMap map = colours.reversed ? colourMap(colours.map).reversed() : colourMap(colours.map);
    const std::array<float, 2> range{colours.low, colours.high > colours.low ? colours.high : colours.low + 1};
    texture.Activate();
    program.SetUniformi("colourMap", texture.GetTextureUnit());
    program.SetUniform2f("range", range.data());
    program.SetUniform3f("underColour", rgb(map.under()).data());
    program.SetUniform3f("overColour", rgb(map.over()).data());
}

}  // namespace ui::globe
