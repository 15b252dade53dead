#pragma once

#include "ui/panel/curve_edit.h"

#include <QWidget>

#include <optional>

class QCPGraph;
class QCPItemRect;
class QComboBox;
class QCustomPlot;
class QLabel;

namespace ui::panel {

/// Noise and guidance in one plot over the diffusion step: log σ_k (left axis) and the guidance curve c(k/K)
/// (right axis) with two to six handles to drag; the steps already played are filled.
/// Double click adds a handle, Delete or a right click removes it, Page up/down picks one, arrows move it.
class CurvePlot : public QWidget {
    Q_OBJECT
public:
    explicit CurvePlot(QWidget* parent = nullptr);

    /// sigmas  σ/α of the K + 1 nodes, falling
    void setSigmas(const std::vector<double>& sigmas);
    void setPlayed(int step);
    void setCurve(const Curve& curve);
    [[nodiscard]] const Curve& curve() const { return curve_; }

    /// Where handle `index` lies on the plot, in the plot's pixels.
    [[nodiscard]] QPointF handlePosition(std::size_t index) const;
    [[nodiscard]] QWidget* plotArea() const;

Q_SIGNALS:
    void curveEdited();
    void stepHovered(int step);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void dress();
    void redraw();
    void edit(Curve curve);
    bool mouse(QEvent* event);
    bool key(int key, bool large);
    [[nodiscard]] std::optional<std::size_t> handleAt(QPointF position) const;
    [[nodiscard]] std::pair<double, double> curvePoint(QPointF position) const;

    QCustomPlot* plot_;
    QComboBox* presets_;
    QLabel* caption_;
    QCPGraph* noise_;
    QCPGraph* played_;
    QCPGraph* guidance_;
    QCPGraph* handles_;
    QCPGraph* chosen_;
    std::vector<double> sigmas_;
    Curve curve_{{0, 1}, {1, 1}};
    int step_ = 0;
    std::optional<std::size_t> dragged_;
    std::size_t current_ = 0;
};

}  // namespace ui::panel
