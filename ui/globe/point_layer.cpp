#include "ui/globe/point_layer.h"

#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>

#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLShaderCache.h>
#include <vtkOpenGLState.h>
#include <vtkShaderProgram.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ui::globe {
namespace {

constexpr unsigned programPointSize = 0x8642;  ///< GL_PROGRAM_POINT_SIZE

struct Vertex {
    float x, y, z, value, glyph;
};

/// Those that were not used come first, so that a used one lies on top.
std::vector<Vertex> verticesOf(const std::vector<GlobePoint>& points)
{
    std::vector<Vertex> vertices;
    vertices.reserve(points.size());
    for (const Glyph glyph : {Glyph::rejected, Glyph::used, Glyph::heldOut}) {
        for (const GlobePoint& point : points) {
            if (point.glyph == glyph) {
                const Vector p = xyzFromPlace({point.lat, point.lon});
                vertices.push_back({float(p[0]), float(p[1]), float(p[2]),
                                    std::isfinite(point.value) ? point.value : FieldMap::missing, float(glyph)});
            }
        }
    }
    return vertices;
}

ColourRange coloursOf(const SceneContent& content)
{
    const GlobeObservations& own = content.observations;
    const GlobeStyle& style = content.style;
    return own.sharesField ? ColourRange{style.colourMap, style.reversed, style.low, style.high}
                           : ColourRange{own.colourMap, false, own.low, own.high};
}

}  // namespace

double PointLayer::glyphSize(std::size_t count, double distance)
{
    const double crowd = std::clamp(13.0 - 2.7 * std::log10(std::max(double(count), 100.0) / 100), 4.5, 13.0);
    const double near = std::clamp(std::pow(3.3 / std::max(distance - 1, 0.05), 0.25), 0.8, 1.8);
    return crowd * near;
}

void PointLayer::upload(const Canvas& canvas, const SceneContent& content)
{
    if (!program_) {
        const std::string fragment = "//VTK::System::Dec\n//VTK::Output::Dec\n" + shaderText({"colour", "point_fragment"});
        program_ = canvas.window->GetShaderCache()->ReadyShaderProgram(shaderText({"point_vertex"}).c_str(),
                                                                       fragment.c_str(), "");
    }
    canvas.window->GetShaderCache()->ReadyShaderProgram(program_);
    const ColourRange colours = coloursOf(content);
    if (colourMap_ != colours.map || reversed_ != colours.reversed) {
        colourMap_ = colours.map;
        reversed_ = colours.reversed;
        uploadColours(*colours_, canvas, colourMap_, reversed_);
    }
    if (edition_ == content.observationsEdition) {
        return;
    }
    edition_ = content.observationsEdition;
    const std::vector<Vertex> vertices = verticesOf(content.observations.points);
    count_ = int(vertices.size());
    if (count_ == 0) {
        return;
    }
    buffer_->Upload(vertices, vtkOpenGLBufferObject::ArrayBuffer);
    array_->Bind();
    array_->AddAttributeArray(program_, buffer_, "place", offsetof(Vertex, x), sizeof(Vertex), VTK_FLOAT, 3, false);
    array_->AddAttributeArray(program_, buffer_, "value", offsetof(Vertex, value), sizeof(Vertex), VTK_FLOAT, 1, false);
    array_->AddAttributeArray(program_, buffer_, "glyph", offsetof(Vertex, glyph), sizeof(Vertex), VTK_FLOAT, 1, false);
    array_->Release();
}

void PointLayer::draw(const Canvas& canvas, const SceneContent& content)
{
    upload(canvas, content);
    if (count_ == 0) {
        return;
    }
    vtkOpenGLState* state = canvas.window->GetState();
    state->vtkglEnable(GL_BLEND);
    state->vtkglBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    const Vector& eye = canvas.look.eye;
    const std::array<float, 3> from{float(eye[0]), float(eye[1]), float(eye[2])};
    const double size = glyphSize(std::size_t(count_), content.camera.distance) * canvas.lineScale;
    program_->SetUniformMatrix("clipFromWorld", canvas.clipFromWorld);
    program_->SetUniform3f("eye", from.data());
    program_->SetUniformf("pointSize", float(size));
    bindColours(*program_, *colours_, coloursOf(content));
    QOpenGLFunctions* gl = QOpenGLContext::currentContext()->functions();
    gl->glEnable(programPointSize);
    array_->Bind();
    gl->glDrawArrays(GL_POINTS, 0, count_);
    array_->Release();
    gl->glDisable(programPointSize);
    colours_->Deactivate();
}

void PointLayer::release(vtkWindow* window)
{
    array_->ReleaseGraphicsResources();
    buffer_->ReleaseGraphicsResources();
    colours_->ReleaseGraphicsResources(window);
    program_ = nullptr;
    edition_ = 0;
    colourMap_.clear();
}

}  // namespace ui::globe
