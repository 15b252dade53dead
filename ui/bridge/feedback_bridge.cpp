#include "ui/bridge/feedback_bridge.h"

#include "core/api/error.h"
#include "ui/bridge/engine_words.h"

#include <QMetaObject>

namespace ui::bridge {
namespace {

std::vector<std::string> paths(const QStringList& list)
{
    std::vector<std::string> out;
    for (const QString& path : list) {
        out.push_back(path.toStdString());
    }
    return out;
}

}  // namespace

void FeedbackBridge::ask(const QStringList& files, const QStringList& against)
{
    const int number = ++asked_;
    const auto answer = [this, number](const std::function<void()>& tell) {
        QMetaObject::invokeMethod(this, [this, number, tell] {
            if (number == asked_) {
                tell();
            }
        }, Qt::QueuedConnection);
    };
    // the new thread joins the one before, so that this one waits for nobody
    thread_ = std::jthread([answer, this, files = paths(files), against = paths(against),
                            before = std::make_shared<std::jthread>(std::move(thread_))] {
        if (before->joinable()) {
            before->join();
        }
        try {
            const auto report = std::make_shared<const core::FeedbackReport>(core::scoreFeedback(files, against));
            answer([this, report] { Q_EMIT answered(*report); });
        } catch (const core::Error& error) {
            answer([this, message = engineWords(error.what()), hint = engineWords(error.hint())] { Q_EMIT failed(message, hint); });
        } catch (const std::exception& error) {
            answer([this, message = QString::fromUtf8(error.what())] { Q_EMIT failed(message, {}); });
        }
    });
}

}  // namespace ui::bridge
