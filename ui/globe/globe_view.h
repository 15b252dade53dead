#pragma once

#include "core/api/frame.h"
#include "ui/globe/field_map.h"
#include "ui/globe/style.h"

#include <QOpenGLWidget>

#include <memory>

class QLabel;
class QTimer;

namespace ui::globe {

class Scene;
struct SceneContent;

/// The globe: a field on the Earth with coastlines and observations. Needs OpenGL 3.3; without it one
/// sentence stands in its place. All of it lives on the GUI thread.
/// Drag turns, the wheel zooms, a double click comes home; arrows, + and − and Home do the same.
class GlobeView final : public QOpenGLWidget {
    Q_OBJECT

public:
    explicit GlobeView(QWidget* parent = nullptr);
    ~GlobeView() override;

    /// Sets what OpenGL the process asks for; call once before QApplication is made.
    static void prepareApplication();

    /// Shows a field; its range and colours follow setStyle, not the field. The values are copied. Looks at the part of
    /// the globe that it covers where that is another than before.
    void setField(const core::Field& field);
    void clearField();
    void setStyle(const GlobeStyle& style);
    [[nodiscard]] const GlobeStyle& style() const;
    void setRange(float low, float high);
    void setColourMap(const QString& id);
    void setContours(double interval);
    void setCoastlines(const Coastlines& lines);
    void setObservations(const GlobeObservations& observations);
    /// Turning goes on after the mouse lets go (off where motion is reduced).
    void setInertia(bool on);

    [[nodiscard]] Camera camera() const;
    void setCamera(const Camera& camera);

    /// Value of the shown field, bilinear; NaN where there is none. No OpenGL.
    [[nodiscard]] float valueAt(double lat, double lon) const;

    /// The same scene at any size, drawn off screen.
    /// transparent  no background
    /// return       null without OpenGL
    [[nodiscard]] QImage picture(QSize size, bool transparent = false) const;
    [[nodiscard]] const SceneContent& content() const;

public Q_SLOTS:
    void orbitBy(double dlon, double dlat);  ///< degrees
    void zoomBy(double factor);              ///< > 1 comes nearer
    void resetView();

Q_SIGNALS:
    /// The mouse is over the globe (valid) or left it; observation is an index or −1, value may be NaN.
    void hovered(double lat, double lon, float value, bool valid, int observation);
    void clicked(double lat, double lon, int observation);
    void viewChanged();
    /// After each paint, with the steady clock in seconds.
    void frameDrawn(double steadySeconds);

protected:
    void initializeGL() override;
    void paintGL() override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void moved();
    void glide();
    void hover(QPointF position);
    void releaseScene();
    void tellWithoutGraphics(const QString& why);
    [[nodiscard]] int observationAt(QPointF position) const;
    [[nodiscard]] double degreesPerPixel() const;

    Camera home_;  ///< where the shown field is looked at first
    std::unique_ptr<SceneContent> content_;
    std::unique_ptr<Scene> scene_;
    QLabel* sentence_ = nullptr;
    QTimer* gliding_;
    QPointF pressed_, last_, velocity_;  ///< velocity in pixels a millisecond
    qint64 lastMove_ = 0;
    bool dragging_ = false, inertia_ = true;
};

}  // namespace ui::globe
