#pragma once

#include "core/api/event.h"

#include <QStatusBar>

class QComboBox;
class QLabel;

namespace ui::window {

/// Always says what the engine does, with numbers; at its right end the language.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    void say(const QString& words);
    void started(const core::Started& run);
    void stepped(const core::Stepped& step);
    void progressed(const core::Progress& progress);
    void paused(const core::Paused& paused);
    void finished(const core::Finished& finished);
    void setLanguage(const QString& code);
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void languageChosen(const QString& code);

protected:
    void changeEvent(QEvent* event) override;

private:
    void sayReady();

    QLabel *words_, *numbers_;
    QComboBox* language_;
    QString device_, ready_;
    double meanSeconds_ = 0;
};

}  // namespace ui::window
