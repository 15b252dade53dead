#include "ui/globe/sphere_layer.h"

#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLShaderCache.h>
#include <vtkOpenGLState.h>
#include <vtkShaderProgram.h>

#include <QOpenGLContext>
#include <QOpenGLFunctions>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui::globe {
namespace {

void uploadFloats(vtkTextureObject& texture, const Canvas& canvas, QSize size, const std::vector<float>& values)
{
    const int filter = size.height() == 1 ? vtkTextureObject::Linear : vtkTextureObject::Nearest;
    texture.SetContext(canvas.window);
    texture.SetMinificationFilter(filter);
    texture.SetMagnificationFilter(filter);
    texture.SetWrapS(vtkTextureObject::ClampToEdge);
    texture.SetWrapT(vtkTextureObject::ClampToEdge);
    // the texture only reads, but takes a pointer to change
    texture.Create2DFromRaw(unsigned(size.width()), unsigned(size.height()), 1, VTK_FLOAT,
                            const_cast<float*>(values.data()));
}

std::array<float, 3> scaled(const Vector& v, double factor)
{
    return {float(v[0] * factor), float(v[1] * factor), float(v[2] * factor)};
}

void bind(vtkShaderProgram& program, const char* name, vtkTextureObject& texture)
{
    texture.Activate();
    program.SetUniformi(name, texture.GetTextureUnit());
}

constexpr int sides = 72;  ///< as in disc.glsl

/// Half-axes in the view of a circle around its middle, given by the tangent of its angular radius.
std::array<float, 2> circle(const Look& look, double tangent)
{
    return {float(tangent / look.halfWidth), float(tangent / look.halfHeight)};
}

double limbTangent(double distance)
{
    return 1 / std::sqrt(distance * distance - 1);
}

vtkShaderProgram& readyProgram(const Canvas& canvas, const std::string& vertex, const std::string& fragment)
{
    return *canvas.window->GetShaderCache()->ReadyShaderProgram(
        ("//VTK::System::Dec\n" + vertex).c_str(), ("//VTK::System::Dec\n//VTK::Output::Dec\n" + fragment).c_str(), "");
}

void drawStrip(vtkShaderProgram& program, vtkOpenGLVertexArrayObject& array, const std::array<float, 2>& inner,
               const std::array<float, 2>& outer)
{
    program.SetUniform2f("inner", inner.data());
    program.SetUniform2f("outer", outer.data());
    array.Bind();
    QOpenGLContext::currentContext()->functions()->glDrawArrays(GL_TRIANGLE_STRIP, 0, 2 * (sides + 1));
    array.Release();
}

}  // namespace

void SphereLayer::upload(const Canvas& canvas, const SceneContent& content)
{
    if (fieldEdition_ != content.fieldEdition) {
        fieldEdition_ = content.fieldEdition;
        const FieldMap& field = content.field;
        const std::vector<float> none{FieldMap::missing};
        const QSize size = field.empty() ? QSize(1, 1) : QSize(field.columns(), field.rows());
        uploadFloats(*values_, canvas, size, field.empty() ? none : field.values());
        if (!placed_ || places_ != field.places()) {
            placed_ = true;
            places_ = field.places();
            const std::vector<float> outside{-1.0F};
            const QSize table(places_ ? FieldMap::tableSize : 1, 1);
            uploadFloats(*rows_, canvas, table, places_ ? places_->rowTable : outside);
            uploadFloats(*columns_, canvas, table, places_ ? places_->columnTable : outside);
        }
    }
    if (colourMap_ != content.style.colourMap || reversed_ != content.style.reversed) {
        colourMap_ = content.style.colourMap;
        reversed_ = content.style.reversed;
        uploadColours(*colours_, canvas, colourMap_, reversed_);
    }
}

void SphereLayer::setUniforms(vtkShaderProgram& program, const Canvas& canvas, const SceneContent& content)
{
    const GlobeStyle& style = content.style;
    const std::array<float, 2> size{float(std::max(content.field.columns(), 1)), float(std::max(content.field.rows(), 1))};
    bind(program, "fieldValues", *values_);
    bind(program, "fieldRows", *rows_);
    bind(program, "fieldColumns", *columns_);
    program.SetUniform2f("fieldSize", size.data());
    program.SetUniformf("fieldWest", float((content.field.empty() ? 0 : content.field.places()->west) * std::numbers::pi / 180));
    bindColours(program, *colours_, {style.colourMap, style.reversed, style.low, style.high});
    program.SetUniformf("lineScale", float(canvas.lineScale));
    program.SetUniformf("darkness", style.dark ? 1.0F : 0.0F);
    if (style.contours > 0) {
        program.SetUniformf("contourInterval", float(style.contours));
    }
    const Look& look = canvas.look;
    program.SetUniform3f("eye", scaled(look.eye, 1).data());
    program.SetUniform3f("forward", scaled(look.forward, 1).data());
    program.SetUniform3f("rightward", scaled(look.right, look.halfWidth).data());
    program.SetUniform3f("upward", scaled(look.up, look.halfHeight).data());
}

void SphereLayer::drawSky(const Canvas& canvas, const SceneContent& content)
{
    static const std::string vertex = shaderText({"disc", "sky", "sky_vertex"});
    static const std::string fragment = shaderText({"sky_fragment"});
    vtkShaderProgram& program = readyProgram(canvas, vertex, fragment);
    const Look& look = canvas.look;
    const std::array<float, 2> half{float(look.halfWidth), float(look.halfHeight)};
    program.SetUniformf("darkness", content.style.dark ? 1.0F : 0.0F);
    program.SetUniformf("transparent", content.style.transparent ? 1.0F : 0.0F);
    program.SetUniform2f("halfView", half.data());
    program.SetUniformf("distance", float(content.camera.distance));
    canvas.window->GetState()->vtkglDisable(GL_BLEND);
    // from a little inside the limb, whose soft edge lies over the sky, out to beyond the corners; the rings are
    // narrow where the glow falls fast
    constexpr int rings = 20;
    const double corner = 1.01 * std::hypot(look.halfWidth, look.halfHeight) / std::cos(std::numbers::pi / sides);
    const double limb = 0.985 * limbTangent(content.camera.distance);
    const auto ring = [&](int i) { return circle(look, limb + (corner - limb) * std::pow(double(i) / rings, 2.2)); };
    for (int i = 0; i < rings && limb < corner; ++i) {
        drawStrip(program, *disc_, ring(i), ring(i + 1));
    }
}

void SphereLayer::drawEarth(const Canvas& canvas, const SceneContent& content)
{
    static const std::string vertex = shaderText({"disc", "sphere_vertex"});
    static const std::string fragment = shaderText({"lookup", "colour", "contour", "graticule", "light", "sphere"});
    std::string defines;
    defines += content.style.contours > 0 ? "#define CONTOURS\n" : "";
    defines += content.style.graticule ? "#define GRATICULE\n" : "";
    vtkShaderProgram& program = readyProgram(canvas, vertex, defines + fragment);
    setUniforms(program, canvas, content);
    vtkOpenGLState* state = canvas.window->GetState();
    state->vtkglEnable(GL_BLEND);
    state->vtkglBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    const double pixel = 2 * canvas.look.halfHeight / canvas.size.height();
    const double rim = (limbTangent(content.camera.distance) + 2 * pixel) / std::cos(std::numbers::pi / sides);
    drawStrip(program, *disc_, {0, 0}, circle(canvas.look, rim));
    for (vtkTextureObject* texture : {values_.Get(), rows_.Get(), columns_.Get(), colours_.Get()}) {
        texture->Deactivate();
    }
}

void SphereLayer::draw(const Canvas& canvas, const SceneContent& content)
{
    upload(canvas, content);
    canvas.window->GetState()->vtkglDisable(GL_CULL_FACE);
    drawSky(canvas, content);
    drawEarth(canvas, content);
}

void SphereLayer::release(vtkWindow* window)
{
    disc_->ReleaseGraphicsResources();
    for (vtkTextureObject* texture : {values_.Get(), rows_.Get(), columns_.Get(), colours_.Get()}) {
        texture->ReleaseGraphicsResources(window);
    }
    fieldEdition_ = 0;
    placed_ = false;
    colourMap_.clear();
}

}  // namespace ui::globe
