#include "ui/bridge/training_bridge.h"

namespace ui::bridge {

TrainingBridge::TrainingBridge(QObject* parent)
    : QObject(parent), training_([this](const core::TrainEvent& event) {
          QMetaObject::invokeMethod(this, [this, event] { Q_EMIT happened(event); }, Qt::QueuedConnection);
      })
{
}

}  // namespace ui::bridge
