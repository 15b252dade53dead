#include "ui/globe/sphere_layer.h"

#include <vtkOpenGLQuadHelper.h>
#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLShaderCache.h>
#include <vtkOpenGLState.h>
#include <vtkShaderProgram.h>

#include <QtGui/qopengl.h>

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

}  // namespace

SphereLayer::SphereLayer() = default;
SphereLayer::~SphereLayer() = default;

void SphereLayer::upload(const Canvas& canvas, const SceneContent& content)
{
    if (!quad_) {
        const std::string fragment = "//VTK::System::Dec\n//VTK::Output::Dec\n"
                                     + shaderText({"lookup", "colour", "contour", "graticule", "light", "sphere"});
        quad_ = std::make_unique<vtkOpenGLQuadHelper>(canvas.window, nullptr, fragment.c_str(), "");
    }
    if (fieldEdition_ != content.fieldEdition) {
        fieldEdition_ = content.fieldEdition;
        const FieldMap& field = content.field;
        const std::vector<float> none{FieldMap::missing};
        const QSize size = field.empty() ? QSize(1, 1) : QSize(field.columns(), field.rows());
        uploadFloats(*values_, canvas, size, field.empty() ? none : field.values());
        uploadFloats(*rows_, canvas, {field.empty() ? 1 : FieldMap::tableSize, 1}, field.empty() ? none : field.rowTable());
        uploadFloats(*columns_, canvas, {field.empty() ? 1 : FieldMap::tableSize, 1},
                     field.empty() ? none : field.columnTable());
    }
    if (colourMap_ != content.style.colourMap || reversed_ != content.style.reversed) {
        colourMap_ = content.style.colourMap;
        reversed_ = content.style.reversed;
        uploadColours(*colours_, canvas, colourMap_, reversed_);
    }
}

void SphereLayer::setUniforms(const Canvas& canvas, const SceneContent& content)
{
    vtkShaderProgram& program = *quad_->Program;
    const GlobeStyle& style = content.style;
    const std::array<float, 2> size{float(content.field.columns()), float(content.field.rows())};
    bind(program, "fieldValues", *values_);
    bind(program, "fieldRows", *rows_);
    bind(program, "fieldColumns", *columns_);
    program.SetUniform2f("fieldSize", size.data());
    program.SetUniformf("fieldWest", float(content.field.west() * std::numbers::pi / 180));
    bindColours(program, *colours_, {style.colourMap, style.reversed, style.low, style.high});
    program.SetUniformf("contourInterval", float(style.contours));
    program.SetUniformf("lineScale", float(canvas.lineScale));
    program.SetUniformf("graticuleStrength", style.graticule ? 0.13F : 0.0F);
    program.SetUniformf("darkness", style.dark ? 1.0F : 0.0F);
    program.SetUniformf("transparent", style.transparent ? 1.0F : 0.0F);
    const Look& look = canvas.look;
    program.SetUniform3f("eye", scaled(look.eye, 1).data());
    program.SetUniform3f("forward", scaled(look.forward, 1).data());
    program.SetUniform3f("rightward", scaled(look.right, look.halfWidth).data());
    program.SetUniform3f("upward", scaled(look.up, look.halfHeight).data());
    program.SetUniformf("aspect", float(look.halfWidth / look.halfHeight));
}

void SphereLayer::draw(const Canvas& canvas, const SceneContent& content)
{
    const bool first = !quad_;
    upload(canvas, content);
    if (!first) {
        canvas.window->GetShaderCache()->ReadyShaderProgram(quad_->Program);
    }
    setUniforms(canvas, content);
    canvas.window->GetState()->vtkglDisable(GL_BLEND);
    quad_->Render();
    for (vtkTextureObject* texture : {values_.Get(), rows_.Get(), columns_.Get(), colours_.Get()}) {
        texture->Deactivate();
    }
}

void SphereLayer::release(vtkWindow* window)
{
    if (quad_) {
        quad_->ReleaseGraphicsResources(window);
        quad_.reset();
    }
    for (vtkTextureObject* texture : {values_.Get(), rows_.Get(), columns_.Get(), colours_.Get()}) {
        texture->ReleaseGraphicsResources(window);
    }
}

}  // namespace ui::globe
