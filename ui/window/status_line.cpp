#include "ui/window/status_line.h"

#include "ui/bridge/engine_words.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QSignalBlocker>

#include <cmath>

namespace ui::window {

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent), words_(new QLabel(this)), numbers_(new QLabel(this)), language_(new QComboBox(this))
{
    setSizeGripEnabled(false);
    words_->setObjectName("status");
    words_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    words_->setContentsMargins(6, 0, 0, 0);
    numbers_->setForegroundRole(QPalette::PlaceholderText);
    language_->setObjectName("language");
    language_->addItem("English", "en");
    language_->addItem("Français", "fr");
    language_->setFrame(false);
    language_->setAccessibleName(tr("Language"));
    addWidget(words_, 1);
    addPermanentWidget(numbers_);
    addPermanentWidget(language_);
    connect(language_, &QComboBox::currentIndexChanged, this,
            [this] { Q_EMIT languageChosen(language_->currentData().toString()); });
    sayReady();
}

void StatusLine::sayReady()
{
    ready_ = tr("Ready");
    say(ready_);
}

void StatusLine::say(const QString& words)
{
    words_->setText(words);
    words_->setToolTip(words);
}

QString StatusLine::words() const
{
    return words_->text();
}

void StatusLine::started(const core::Started& run)
{
    device_ = QString::fromStdString(run.device);
    meanSeconds_ = 0;
    const auto observations = run.observations ? run.observations->size() : 0;
    if (observations == 0) {
        say(tr("Sampling the prior: there are no observations"));
    } else {
        say(tr("Starting with %n observation(s)", "", static_cast<int>(observations)));
    }
    numbers_->setText(device_);
}

void StatusLine::stepped(const core::Stepped& step)
{
    meanSeconds_ = meanSeconds_ == 0 ? step.seconds : 0.7 * meanSeconds_ + 0.3 * step.seconds;
    QString words = tr("Step %1/%2 · σ %3")
                        .arg(step.step)
                        .arg(step.steps)
                        .arg(locale().toString(step.sigma, 'g', 3));
    if (std::isfinite(step.chi2) && step.chi2 > 0) {
        words += " · " + tr("χ² %1").arg(locale().toString(step.chi2, 'g', 3));
    }
    if (std::isfinite(step.rmse)) {
        words += " · " + tr("RMSE %1").arg(locale().toString(step.rmse, 'g', 3));
    }
    say(words);
    const double milliseconds = 1000 * meanSeconds_;
    numbers_->setText(tr("%1 ms/step").arg(locale().toString(milliseconds, 'f', milliseconds < 10 ? 1 : 0)) +
                      (device_.isEmpty() ? QString() : " · " + device_));
}

void StatusLine::progressed(const core::Progress& progress)
{
    say(bridge::engineWords(progress.what) + QString(" · %1 %").arg(std::lround(100 * progress.fraction)));
}

void StatusLine::paused(const core::Paused& paused)
{
    say(tr("Paused at step %1").arg(paused.step));
}

void StatusLine::finished(const core::Finished& finished)
{
    say(tr("Finished: %n step(s) in %1 s · denoiser evaluations: %2", "", finished.steps)
            .arg(locale().toString(finished.seconds, 'f', finished.seconds < 10 ? 2 : 1))
            .arg(finished.networkEvaluations));
}

void StatusLine::setLanguage(const QString& code)
{
    const QSignalBlocker silent(language_);
    language_->setCurrentIndex(std::max(0, language_->findData(code)));
}

void StatusLine::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        language_->setAccessibleName(tr("Language"));
        if (words() == ready_) {  // nothing has happened yet
            sayReady();
        }
    }
    QStatusBar::changeEvent(event);
}

}  // namespace ui::window
