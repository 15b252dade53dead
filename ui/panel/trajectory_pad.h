#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

#include <vector>

namespace ui::panel {

/// The two clocks: columns are physical time, rows the diffusion step (noise on top, clean below).
/// Drag anywhere over kept cells; arrows move, Shift by ten, Home and End go to the ends.
/// The shade of a cell tells how far that hour still is from where it settles.
class TrajectoryPad : public QWidget {
    Q_OBJECT
public:
    explicit TrajectoryPad(QWidget* parent = nullptr);

    /// times  ISO 8601 UTC; sigmas  σ/α of the K + 1 nodes
    /// firstStep  > 0 keeps the rows up to it (a branch)
    void begin(const QStringList& times, const std::vector<double>& sigmas, int firstStep);
    /// A step is done. perTime  its error per physical time, empty or NaN where unknown
    void addStep(int step, const std::vector<double>& perTime, bool kept);
    void setShown(int time, int step);
    [[nodiscard]] int shownTime() const { return time_; }
    [[nodiscard]] int shownStep() const { return step_; }
    [[nodiscard]] int steps() const { return static_cast<int>(sigmas_.size()) - 1; }
    [[nodiscard]] int newest() const { return newest_; }
    /// Asks for a cell; the nearest kept row is taken.
    void scrub(int time, int step);

    [[nodiscard]] QSize sizeHint() const override { return {360, 150}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 96}; }
    /// Where a cell lies, in the widget's pixels.
    [[nodiscard]] QRectF cell(int time, int step) const;

Q_SIGNALS:
    void scrubbed(int time, int step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF field() const;
    [[nodiscard]] QPoint cellAt(QPointF position) const;
    [[nodiscard]] int nearestKept(int step) const;
    [[nodiscard]] bool newDay(int time) const;  ///< whether its label names the day
    [[nodiscard]] QString timeText(int time, bool full) const;
    void shade();
    [[nodiscard]] std::vector<double> distances(int time) const;
    void paintMargins(QPainter& painter, const QRectF& area) const;
    void paintShown(QPainter& painter) const;
    void say();

    QStringList times_;
    std::vector<double> sigmas_;
    std::vector<std::vector<double>> perTime_;  ///< [step][time]
    std::vector<bool> kept_;
    QImage shades_;
    bool stale_ = true;
    int time_ = 0;
    int step_ = 0;
    int newest_ = 0;
};

}  // namespace ui::panel
