#pragma once

#include "core/api/training.h"

#include <QObject>

namespace ui::bridge {

/// A training's thread as Qt knows it: what it tells as a signal on the GUI thread, in order.
class TrainingBridge : public QObject {
    Q_OBJECT
public:
    explicit TrainingBridge(QObject* parent = nullptr);

    [[nodiscard]] core::TrainingThread& training() { return training_; }

Q_SIGNALS:
    void happened(const core::TrainEvent& event);

private:
    core::TrainingThread training_;  // last: it is joined before the rest goes
};

}  // namespace ui::bridge
