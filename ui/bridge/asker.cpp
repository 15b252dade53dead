#include "ui/bridge/asker.h"

#include "core/api/error.h"
#include "ui/bridge/engine_words.h"

#include <QMetaObject>

#include <memory>

namespace ui::bridge {

void Asker::ask(std::function<Answer()> question)
{
    const int number = ++asked_;
    // the new thread joins the one before, so that this one waits for nobody
    thread_ = std::jthread([this, number, question = std::move(question),
                            before = std::make_shared<std::jthread>(std::move(thread_))] {
        if (before->joinable()) {
            before->join();
        }
        try {
            answer(number, question());
        } catch (const core::Error& error) {
            answer(number, [this, message = engineWords(error.what()), hint = engineWords(error.hint())] {
                Q_EMIT failed(message, hint);
            });
        } catch (const std::exception& error) {
            answer(number, [this, message = QString::fromUtf8(error.what())] { Q_EMIT failed(message, {}); });
        }
    });
}

void Asker::answer(int number, const Answer& act)
{
    QMetaObject::invokeMethod(this, [this, number, act] {
        if (number == asked_) {
            act();
        }
    }, Qt::QueuedConnection);
}

}  // namespace ui::bridge
