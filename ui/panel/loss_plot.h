#pragma once

#include "core/api/training.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QCPGraph;
class QCustomPlot;

namespace ui::panel {

/// Loss of a training and of its validations (logarithmic, dimensionless) against the training's step.
/// Drawn at most 5 times a second.
class LossPlot : public QWidget {
    Q_OBJECT
public:
    explicit LossPlot(QWidget* parent = nullptr);

    /// Empties the plot, then draws what a training has gone through.
    void begin(const std::vector<core::TrainStep>& before);
    void add(const core::TrainStep& step);
    [[nodiscard]] QSize sizeHint() const override { return {260, 180}; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw(const core::TrainStep& step);
    void fit();
    void retranslate();
    void dress();

    QCustomPlot* plot_;
    QCPGraph *loss_, *validation_;
    QTimer throttle_;
};

}  // namespace ui::panel
