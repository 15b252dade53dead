#pragma once

#include "core/api/verbs.h"

#include <QObject>
#include <QStringList>

#include <thread>

namespace ui::bridge {

/// Diagnoses feedback on a thread of its own; answers come on the GUI thread, that of the newest question last.
class FeedbackBridge : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~FeedbackBridge() override = default;

    /// See core::scoreFeedback(). The question before, if it is still worked on, is waited for by the new one.
    void ask(const QStringList& files, const QStringList& against);

Q_SIGNALS:
    void answered(const core::FeedbackReport& report);
    void failed(const QString& message, const QString& hint);

private:
    int asked_ = 0;
    std::jthread thread_;  // last: it is joined before the rest goes
};

}  // namespace ui::bridge
