#pragma once

#include "core/api/event.h"

#include <QTimer>
#include <QWidget>

class QCPGraph;
class QCustomPlot;

namespace ui::panel {

/// RMSE against truth, ensemble spread (left axis, units of the field's standard deviation) and
/// χ² of O−A (right axis, logarithmic, 1 is what the errors promise) against the diffusion step.
/// Drawn at most 20 times a second.
class DiagnosticsPlot : public QWidget {
    Q_OBJECT
public:
    explicit DiagnosticsPlot(QWidget* parent = nullptr);

    /// Empties the plot for K steps, keeping what lies before `firstStep`.
    void begin(int steps, int firstStep);
    void add(const core::Stepped& step);
    void setShownStep(int step);
    [[nodiscard]] QSize sizeHint() const override { return {280, 150}; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    /// The legend in as many columns as fit, and the axes' words where there is room.
    void fit();
    void dress();

    QCustomPlot* plot_;
    QCPGraph* rmse_;
    QCPGraph* spread_;
    QCPGraph* chi2_;
    QCPGraph* one_;
    QCPGraph* shown_;
    QTimer throttle_;
    int steps_ = 1;
};

}  // namespace ui::panel
