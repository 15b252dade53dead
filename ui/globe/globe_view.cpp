#include "ui/globe/globe_view.h"

#include "ui/globe/content.h"
#include "ui/globe/geometry.h"
#include "ui/globe/picture.h"
#include "ui/globe/point_layer.h"
#include "ui/globe/scene.h"

#include <QApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QOpenGLContext>
#include <QSurfaceFormat>
#include <QTimer>
#include <QWheelEvent>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>

namespace ui::globe {
namespace {

constexpr double nearest = 1.08, farthest = 12;  ///< Earth radii
constexpr double steepest = 89.5;                ///< degrees of latitude
constexpr double stillSpeed = 0.02;              ///< pixels a millisecond
constexpr double glideTime = 260;                ///< milliseconds until a glide has lost 63 %
constexpr int frameTime = 16;                    ///< milliseconds

double steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Camera bounded(Camera camera)
{
    camera.lat = std::clamp(camera.lat, -steepest, steepest);
    camera.lon = std::remainder(camera.lon, 360);
    camera.distance = std::clamp(camera.distance, nearest, farthest);
    return camera;
}

}  // namespace

void GlobeView::prepareApplication()
{
    // VTK's OpenGL loader speaks GLX: under Wayland the X11 platform serves it
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "xcb");
    }
    QSurfaceFormat format;
    format.setVersion(3, 3);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setSwapInterval(1);
    QSurfaceFormat::setDefaultFormat(format);
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
}

GlobeView::GlobeView(QWidget* parent)
    : QOpenGLWidget(parent), content_(std::make_unique<SceneContent>()), gliding_(new QTimer(this))
{
    setObjectName(QStringLiteral("globe"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(200, 160);
    setAccessibleName(tr("Globe"));
    setAccessibleDescription(tr("Arrows turn the globe, plus and minus zoom, Home returns to the start."));
    gliding_->setInterval(frameTime);
    gliding_->setTimerType(Qt::PreciseTimer);
    connect(gliding_, &QTimer::timeout, this, &GlobeView::glide);
}

GlobeView::~GlobeView()
{
    releaseScene();
}

void GlobeView::setField(const core::Field& field)
{
    content_->field = FieldMap(field, content_->field);
    ++content_->fieldEdition;
    if (const Camera home = bounded(cameraOf(*field.grid)); home != home_) {
        home_ = home;
        resetView();
    }
    update();
}

void GlobeView::clearField()
{
    content_->field = FieldMap();
    ++content_->fieldEdition;
    update();
}

void GlobeView::setStyle(const GlobeStyle& style)
{
    content_->style = style;
    update();
}

const GlobeStyle& GlobeView::style() const
{
    return content_->style;
}

void GlobeView::setRange(float low, float high)
{
    content_->style.low = low;
    content_->style.high = high;
    update();
}

void GlobeView::setColourMap(const QString& id)
{
    content_->style.colourMap = id;
    update();
}

void GlobeView::setContours(double interval)
{
    content_->style.contours = interval;
    update();
}

void GlobeView::setCoastlines(const Coastlines& lines)
{
    content_->coast = lines;
    ++content_->coastEdition;
    update();
}

void GlobeView::setObservations(const GlobeObservations& observations)
{
    content_->observations = observations;
    ++content_->observationsEdition;
    update();
}

void GlobeView::setInertia(bool on)
{
    inertia_ = on;
    gliding_->stop();
}

Camera GlobeView::camera() const
{
    return content_->camera;
}

void GlobeView::setCamera(const Camera& camera)
{
    content_->camera = bounded(camera);
    moved();
}

float GlobeView::valueAt(double lat, double lon) const
{
    return content_->field.at(lat, lon);
}

QImage GlobeView::picture(QSize size, bool transparent) const
{
    SceneContent content = *content_;
    content.style.transparent = transparent;
    return drawPicture(content, size);
}

const SceneContent& GlobeView::content() const
{
    return *content_;
}

void GlobeView::orbitBy(double dlon, double dlat)
{
    Camera camera = content_->camera;
    camera.lon += dlon;
    camera.lat += dlat;
    setCamera(camera);
}

void GlobeView::zoomBy(double factor)
{
    Camera camera = content_->camera;
    // the height above the ground shrinks, not the distance to the centre: an even feel near the ground
    camera.distance = 1 + (camera.distance - 1) / std::clamp(factor, 0.01, 100.0);
    setCamera(camera);
}

void GlobeView::resetView()
{
    gliding_->stop();
    setCamera(home_);
}

void GlobeView::initializeGL()
{
    connect(context(), &QOpenGLContext::aboutToBeDestroyed, this, &GlobeView::releaseScene, Qt::UniqueConnection);
    if (context()->format().version() < qMakePair(3, 3)) {
        tellWithoutGraphics(tr("The globe needs OpenGL 3.3, and this computer offers %1.%2.")
                                .arg(context()->format().majorVersion())
                                .arg(context()->format().minorVersion()));
        return;
    }
    scene_ = std::make_unique<Scene>();
}

void GlobeView::paintGL()
{
    if (!scene_) {
        return;
    }
    const qreal ratio = devicePixelRatioF();
    scene_->render(*content_, QSize(qRound(width() * ratio), qRound(height() * ratio)), ratio);
    scene_->copyTo(defaultFramebufferObject());
    Q_EMIT frameDrawn(steadySeconds());
}

void GlobeView::resizeEvent(QResizeEvent* event)
{
    QOpenGLWidget::resizeEvent(event);
    if (sentence_) {
        sentence_->setGeometry(rect());
    }
}

void GlobeView::showEvent(QShowEvent* event)
{
    QOpenGLWidget::showEvent(event);
    QTimer::singleShot(0, this, [this] {
        if (isVisible() && !isValid()) {
            tellWithoutGraphics(tr("The globe cannot be drawn because OpenGL does not start here."));
        }
    });
}

void GlobeView::releaseScene()
{
    if (scene_) {
        makeCurrent();
        scene_.reset();
        doneCurrent();
    }
}

void GlobeView::tellWithoutGraphics(const QString& why)
{
    if (!sentence_) {
        sentence_ = new QLabel(this);
        sentence_->setObjectName(QStringLiteral("globeSentence"));
        sentence_->setAlignment(Qt::AlignCenter);
        sentence_->setWordWrap(true);
        sentence_->setMargin(24);
        sentence_->setAutoFillBackground(true);
    }
    sentence_->setText(why + QLatin1Char(' ') + tr("Everything else works."));
    sentence_->setGeometry(rect());
    sentence_->show();
}

double GlobeView::degreesPerPixel() const
{
    const Look look = lookOf(content_->camera, size());
    return 2 * look.halfHeight * (content_->camera.distance - 1) / std::max(height(), 1) * 180 / std::numbers::pi;
}

void GlobeView::moved()
{
    update();
    Q_EMIT viewChanged();
}

void GlobeView::glide()
{
    const double share = std::exp(-frameTime / glideTime);
    velocity_ *= share;
    if (std::hypot(velocity_.x(), velocity_.y()) < stillSpeed) {
        gliding_->stop();
        return;
    }
    const double step = degreesPerPixel() * frameTime;
    const double shorten = std::max(std::cos(content_->camera.lat * std::numbers::pi / 180), 0.25);
    orbitBy(-velocity_.x() * step / shorten, velocity_.y() * step);
}

void GlobeView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        gliding_->stop();
        dragging_ = true;
        pressed_ = last_ = event->position();
        lastMove_ = qint64(event->timestamp());
        velocity_ = {};
        setCursor(Qt::ClosedHandCursor);
    }
}

void GlobeView::mouseMoveEvent(QMouseEvent* event)
{
    if (!dragging_) {
        hover(event->position());
        return;
    }
    const QPointF way = event->position() - last_;
    const double time = std::max<double>(double(event->timestamp()) - double(lastMove_), 1);
    velocity_ = 0.6 * velocity_ + 0.4 * way / time;
    last_ = event->position();
    lastMove_ = qint64(event->timestamp());
    const double shorten = std::max(std::cos(content_->camera.lat * std::numbers::pi / 180), 0.25);
    orbitBy(-way.x() * degreesPerPixel() / shorten, way.y() * degreesPerPixel());
}

void GlobeView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !dragging_) {
        return;
    }
    dragging_ = false;
    unsetCursor();
    if ((event->position() - pressed_).manhattanLength() < QApplication::startDragDistance()) {
        const auto place = placeAt(lookOf(content_->camera, size()), size(), event->position());
        if (place) {
            Q_EMIT clicked(place->lat, place->lon, observationAt(event->position()));
        }
        return;
    }
    const bool held = double(event->timestamp()) - double(lastMove_) > 60;
    if (inertia_ && !held && std::hypot(velocity_.x(), velocity_.y()) > stillSpeed) {
        gliding_->start();
    }
}

void GlobeView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        resetView();
    }
}

void GlobeView::wheelEvent(QWheelEvent* event)
{
    gliding_->stop();
    zoomBy(std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void GlobeView::keyPressEvent(QKeyEvent* event)
{
    const double step = (event->modifiers() & Qt::ShiftModifier ? 30 : 6) * (content_->camera.distance - 1) / 3.3;
    switch (event->key()) {
    case Qt::Key_Left: orbitBy(-step, 0); break;
    case Qt::Key_Right: orbitBy(step, 0); break;
    case Qt::Key_Up: orbitBy(0, step); break;
    case Qt::Key_Down: orbitBy(0, -step); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(1.25); break;
    case Qt::Key_Minus: zoomBy(0.8); break;
    case Qt::Key_Home: resetView(); break;
    default: QOpenGLWidget::keyPressEvent(event);
    }
}

void GlobeView::leaveEvent(QEvent* event)
{
    QOpenGLWidget::leaveEvent(event);
    Q_EMIT hovered(0, 0, std::numeric_limits<float>::quiet_NaN(), false, -1);
}

void GlobeView::hover(QPointF position)
{
    const auto place = placeAt(lookOf(content_->camera, size()), size(), position);
    if (place) {
        Q_EMIT hovered(place->lat, place->lon, valueAt(place->lat, place->lon), true, observationAt(position));
    } else {
        Q_EMIT hovered(0, 0, std::numeric_limits<float>::quiet_NaN(), false, -1);
    }
}

int GlobeView::observationAt(QPointF position) const
{
    const Look look = lookOf(content_->camera, size());
    const auto& points = content_->observations.points;
    double nearestPixels = PointLayer::glyphSize(points.size(), content_->camera.distance) / 2 + 2;
    const auto place = placeAt(look, size(), position);
    // latitude sorts out most of 100 000 points before any projection; the limb stretches, hence the factor
    const double band = 6 * nearestPixels * degreesPerPixel();
    int found = -1;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (place && std::abs(points[i].lat - place->lat) > band) {
            continue;
        }
        const auto pixel = pixelOf(look, size(), {points[i].lat, points[i].lon});
        const double away = pixel ? std::hypot(pixel->x() - position.x(), pixel->y() - position.y()) : 1e9;
        if (away < nearestPixels) {
            nearestPixels = away;
            found = int(i);
        }
    }
    return found;
}

}  // namespace ui::globe
