#pragma once

#include "ui/bridge/training_bridge.h"

#include <QDockWidget>

namespace ui::panel {
class TrainingPanel;
}

namespace ui::window {

/// The dock of trainings: the panel, the thread that trains, and the dialogs that name files.
class TrainingDock : public QDockWidget {
    Q_OBJECT
public:
    explicit TrainingDock(QWidget* parent);

    /// Whether a file is a training request rather than a run's.
    [[nodiscard]] static bool isTraining(const QString& path);
    /// Shows a training request; a training that goes on is kept.
    void open(const QString& path);
    void retranslate();

Q_SIGNALS:
    void priorWanted(const QString& folder);
    void failed(const QString& message, const QString& hint);

private:
    void askForRequest();
    void askForFolder();

    panel::TrainingPanel* panel_;
    bridge::TrainingBridge bridge_;
};

}  // namespace ui::window
