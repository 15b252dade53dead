#pragma once

#include "core/api/event.h"

#include <QWidget>

class QLabel;
class QSpinBox;
class QSplitter;
class QToolButton;

namespace ui::panel {

class DiagnosticsPlot;
class TrajectoryPad;

/// The bottom dock: the trajectory pad with numeric entry and the Live chip, and the diagnostics beside it.
class PadPanel : public QWidget {
    Q_OBJECT
public:
    explicit PadPanel(QAction* branch, QWidget* parent = nullptr);

    void begin(const core::Started& run);
    void addStep(const core::Stepped& step);
    void setShown(int time, int step, bool live);

    [[nodiscard]] TrajectoryPad* pad() const { return pad_; }

Q_SIGNALS:
    void scrubbed(int time, int step);
    void liveAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    [[nodiscard]] QWidget* makeHead(QAction* branch);

    TrajectoryPad* pad_;
    DiagnosticsPlot* diagnostics_;
    QLabel* stepLabel_;
    QLabel* timeLabel_;
    QSpinBox* step_;
    QSpinBox* time_;
    QToolButton* live_;
};

}  // namespace ui::panel
