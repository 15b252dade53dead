#include "ui/globe/line_layer.h"

#include "ui/globe/simplify.h"

#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>

#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLShaderCache.h>
#include <vtkOpenGLState.h>
#include <vtkShaderProgram.h>

#include <algorithm>

namespace ui::globe {
namespace {

constexpr double coarseTolerance = 0.10;  ///< degrees; below a pixel when the whole Earth is in view

/// A closed line, an island, that would be a dot.
bool isDot(const std::vector<std::pair<float, float>>& line, double size)
{
    if (line.empty() || line.front() != line.back()) {
        return line.empty();
    }
    const auto [south, north] = std::minmax_element(line.begin(), line.end(), [](const auto& a, const auto& b) {
        return a.second < b.second;
    });
    return north->second - south->second < size;
}

/// Start and end, six floats a piece.
std::vector<float> piecesOf(const Coastlines& lines, double tolerance)
{
    std::vector<float> pieces;
    for (const auto& line : lines) {
        if (isDot(line, 3 * tolerance)) {
            continue;
        }
        const auto kept = simplified(line, tolerance);
        for (std::size_t i = 1; i < kept.size(); ++i) {
            for (const auto& [lon, lat] : {kept[i - 1], kept[i]}) {
                const Vector p = xyzFromPlace({lat, lon});
                pieces.insert(pieces.end(), {float(p[0]), float(p[1]), float(p[2])});
            }
        }
    }
    return pieces;
}

}  // namespace

void LineLayer::upload(const Canvas& canvas, const SceneContent& content)
{
    if (!program_) {
        program_ = canvas.window->GetShaderCache()->ReadyShaderProgram(
            shaderText({"line_vertex"}).c_str(), shaderText({"line_fragment"}).c_str(), "");
    }
    canvas.window->GetShaderCache()->ReadyShaderProgram(program_);
    if (edition_ == content.coastEdition) {
        return;
    }
    edition_ = content.coastEdition;
    for (Pieces* pieces : {&fine_, &coarse_}) {
        const std::vector<float> data = piecesOf(content.coast, pieces == &coarse_ ? coarseTolerance : 0);
        pieces->count = int(data.size() / 6);
        if (pieces->count == 0) {
            continue;
        }
        constexpr std::size_t stride = 6 * sizeof(float);
        pieces->buffer->Upload(data, vtkOpenGLBufferObject::ArrayBuffer);
        pieces->array->Bind();
        pieces->array->AddAttributeArrayWithDivisor(program_, pieces->buffer, "start", 0, stride, VTK_FLOAT, 3, false,
                                                    1, false);
        pieces->array->AddAttributeArrayWithDivisor(program_, pieces->buffer, "end", 3 * sizeof(float), stride,
                                                    VTK_FLOAT, 3, false, 1, false);
        pieces->array->Release();
    }
}

void LineLayer::drawPieces(const Canvas& canvas, Pieces& pieces, const std::array<float, 4>& colour, double width)
{
    const Vector& eye = canvas.look.eye;
    const std::array<float, 3> from{float(eye[0]), float(eye[1]), float(eye[2])};
    const std::array<float, 2> pixels{float(canvas.size.width()), float(canvas.size.height())};
    program_->SetUniformMatrix("clipFromWorld", canvas.clipFromWorld);
    program_->SetUniform3f("eye", from.data());
    program_->SetUniform2f("pixels", pixels.data());
    program_->SetUniform4f("lineColour", colour.data());
    program_->SetUniformf("halfWidth", float(0.5 * width * canvas.lineScale + 0.5));
    pieces.array->Bind();
    QOpenGLContext::currentContext()->extraFunctions()->glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, pieces.count);
    pieces.array->Release();
}

void LineLayer::draw(const Canvas& canvas, const SceneContent& content)
{
    upload(canvas, content);
    if (!content.style.coast || fine_.count == 0) {
        return;
    }
    vtkOpenGLState* state = canvas.window->GetState();
    state->vtkglDisable(GL_CULL_FACE);
    state->vtkglEnable(GL_BLEND);
    state->vtkglBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    const double degreesPerPixel = 57.3 * 2 * canvas.look.halfHeight * (content.camera.distance - 1)
                                   / canvas.size.height() * canvas.lineScale;
    Pieces& pieces = degreesPerPixel > 0.08 ? coarse_ : fine_;
    // a pale line over a soft dark one reads on every colour map
    drawPieces(canvas, pieces, {0.02F, 0.03F, 0.05F, 0.38F}, 2.6);
    drawPieces(canvas, pieces, {1.0F, 1.0F, 1.0F, 0.85F}, 1.0);
}

void LineLayer::release(vtkWindow*)
{
    for (Pieces* pieces : {&fine_, &coarse_}) {
        pieces->array->ReleaseGraphicsResources();
        pieces->buffer->ReleaseGraphicsResources();
    }
    program_ = nullptr;
    edition_ = 0;
}

}  // namespace ui::globe
