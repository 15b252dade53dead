#include "ui/globe/scene.h"

#include "ui/globe/line_layer.h"
#include "ui/globe/point_layer.h"
#include "ui/globe/sphere_layer.h"

#include <QImage>
#include <QOpenGLContext>
#include <QOpenGLExtraFunctions>

#include <vtkCamera.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLFramebufferObject.h>
#include <vtkOpenGLState.h>
#include <vtkProp.h>
#include <vtkRenderer.h>

#include <cmath>
#include <numbers>

namespace ui::globe {
namespace {

/// The layers as one VTK prop, drawn in order without depth: the Earth is convex, so each layer knows by
/// itself what the limb hides.
class GlobeProp final : public vtkProp {
public:
    static GlobeProp* New();
    vtkTypeMacro(GlobeProp, vtkProp)

    void show(const SceneContent& content, double lineScale)
    {
        content_ = &content;
        lineScale_ = lineScale;
    }

    int RenderOpaqueGeometry(vtkViewport* viewport) override
    {
        auto* renderer = vtkRenderer::SafeDownCast(viewport);
        auto* window = vtkOpenGLRenderWindow::SafeDownCast(renderer->GetVTKWindow());
        const int* extent = renderer->GetSize();
        const QSize size(extent[0], extent[1]);
        vtkNew<vtkMatrix4x4> matrix;
        matrix->DeepCopy(renderer->GetActiveCamera()->GetCompositeProjectionTransformMatrix(
            renderer->GetTiledAspectRatio(), -1, 1));
        matrix->Transpose();
        const Canvas canvas{window, matrix, lookOf(content_->camera, size), size, lineScale_};
        window->GetState()->vtkglDisable(GL_DEPTH_TEST);
        sphere_.draw(canvas, *content_);
        lines_.draw(canvas, *content_);
        points_.draw(canvas, *content_);
        window->GetState()->vtkglEnable(GL_DEPTH_TEST);
        return 1;
    }

    void ReleaseGraphicsResources(vtkWindow* window) override
    {
        sphere_.release(window);
        lines_.release(window);
        points_.release(window);
        Superclass::ReleaseGraphicsResources(window);
    }

private:
    const SceneContent* content_ = nullptr;
    double lineScale_ = 1;
    SphereLayer sphere_;
    LineLayer lines_;
    PointLayer points_;
};

vtkStandardNewMacro(GlobeProp)

/// A window that ends a picture where it was drawn: Scene copies it on from there, and each copy of a whole
/// picture costs software OpenGL milliseconds.
class BareWindow final : public vtkGenericOpenGLRenderWindow {
public:
    static BareWindow* New();
    vtkTypeMacro(BareWindow, vtkGenericOpenGLRenderWindow)
    void Frame() override {}
};

vtkStandardNewMacro(BareWindow)

void aim(vtkCamera& camera, const Camera& at, const Look& look)
{
    camera.SetPosition(look.eye[0], look.eye[1], look.eye[2]);
    camera.SetFocalPoint(0, 0, 0);
    camera.SetViewUp(look.up[0], look.up[1], look.up[2]);
    camera.SetViewAngle(2 * std::atan(look.halfHeight) * 180 / std::numbers::pi);
    camera.SetClippingRange(0.5 * (at.distance - 1), at.distance + 1);
}

}  // namespace

class Scene::Body {
public:
    Body()
    {
        window->SetOwnContext(0);
        window->SetIsCurrent(true);
        window->OpenGLInitContext();
        window->SetMultiSamples(0);
        window->SetAlphaBitPlanes(1);
        renderer->SetBackground(0, 0, 0);
        renderer->SetBackgroundAlpha(0);
        renderer->AddViewProp(globe);
        window->AddRenderer(renderer);
    }

    vtkNew<BareWindow> window;
    vtkNew<vtkRenderer> renderer;
    vtkNew<GlobeProp> globe;
    QSize size;
};

Scene::Scene() : body_(std::make_unique<Body>()) {}

Scene::~Scene()
{
    body_->window->SetIsCurrent(true);
    body_->window->Finalize();
}

void Scene::render(const SceneContent& content, QSize pixels, double lineScale)
{
    BareWindow& window = *body_->window;
    body_->size = pixels;
    body_->globe->show(content, lineScale);
    aim(*body_->renderer->GetActiveCamera(), content.camera, lookOf(content.camera, pixels));
    window.SetSize(pixels.width(), pixels.height());
    window.SetReadyForRendering(true);
    window.SetIsCurrent(true);
    window.OpenGLInitState();
    window.SetUseOffScreenBuffers(true);
    window.SetFrameBlitModeToNoBlit();
    window.Render();
}

void Scene::copyTo(unsigned framebuffer)
{
    QOpenGLExtraFunctions* gl = QOpenGLContext::currentContext()->extraFunctions();
    const int w = body_->size.width();
    const int h = body_->size.height();
    gl->glBindFramebuffer(GL_READ_FRAMEBUFFER, body_->window->GetRenderFramebuffer()->GetFBOIndex());
    gl->glBindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffer);
    gl->glDisable(GL_SCISSOR_TEST);
    gl->glBlitFramebuffer(0, 0, w, h, 0, 0, w, h, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    gl->glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
}

QImage Scene::read()
{
    QOpenGLExtraFunctions* gl = QOpenGLContext::currentContext()->extraFunctions();
    QImage image(body_->size, QImage::Format_RGBA8888_Premultiplied);
    gl->glBindFramebuffer(GL_READ_FRAMEBUFFER, body_->window->GetRenderFramebuffer()->GetFBOIndex());
    gl->glPixelStorei(GL_PACK_ALIGNMENT, 4);
    gl->glReadPixels(0, 0, image.width(), image.height(), GL_RGBA, GL_UNSIGNED_BYTE, image.bits());
    return image.mirrored();
}

}  // namespace ui::globe
