#include "ui/panel/training_panel.h"

#include "ui/bridge/engine_words.h"
#include "ui/panel/elided_label.h"
#include "ui/panel/loss_plot.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace ui::panel {

TrainingPanel::TrainingPanel(QWidget* parent)
    : QWidget(parent), plot_(new LossPlot(this)), requestLabel_(new QLabel(this)), folderLabel_(new QLabel(this)),
      progress_(new QLabel(this)), losses_(new QLabel(this)), help_(new QLabel(this)),
      requestName_(new ElidedLabel(this)), folderName_(new ElidedLabel(this)), chooseRequest_(new QPushButton(this)),
      chooseFolder_(new QPushButton(this)), act_(new QPushButton(this)), use_(new QPushButton(this))
{
    act_->setObjectName("train");
    use_->setObjectName("useTrained");
    for (QLabel* label : {progress_, losses_, help_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(requestLabel_, chosen(requestName_, chooseRequest_));
    form->addRow(folderLabel_, chosen(folderName_, chooseFolder_));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(act_);
    buttons->addWidget(use_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 6);
    column->setSpacing(8);
    column->addLayout(form);
    column->addLayout(buttons);
    column->addWidget(plot_);
    column->addWidget(progress_);
    column->addWidget(losses_);
    column->addWidget(help_);
    column->addStretch(1);
    connect(chooseRequest_, &QPushButton::clicked, this, &TrainingPanel::fileAsked);
    connect(chooseFolder_, &QPushButton::clicked, this, &TrainingPanel::folderAsked);
    connect(act_, &QPushButton::clicked, this, &TrainingPanel::startOrStop);
    connect(use_, &QPushButton::clicked, this, [this] { Q_EMIT priorWanted(folder_); });
    retranslate();
}

QWidget* TrainingPanel::chosen(ElidedLabel* label, QPushButton* choose)
{
    auto* field = new QWidget(this);
    auto* row = new QHBoxLayout(field);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(label, 1);
    row->addWidget(choose);
    return field;
}

void TrainingPanel::setRequest(const core::TrainRequest& request, const QString& file)
{
    request_ = request;
    file_ = file;
    const QFileInfo info(file);
    setFolder(info.absoluteDir().filePath(info.completeBaseName()));
}

void TrainingPanel::setFolder(const QString& folder)
{
    folder_ = folder;
    begun_ = QFileInfo::exists(QDir(folder).filePath("checkpoint.safetensors"));
    const auto before = begun_ ? core::trainedSoFar(folder.toStdString()) : std::vector<core::TrainStep>{};
    last_.reset();
    best_.reset();
    for (const core::TrainStep& step : before) {
        last_ = step;
        best_ = std::min(best_.value_or(*step.validation), *step.validation);
    }
    if (last_ && request_) {
        last_->steps = request_->steps;
    }
    plot_->begin(before);
    refresh();
}

void TrainingPanel::startOrStop()
{
    if (busy_) {
        pausing_ = true;
        Q_EMIT stopAsked();
    } else if (request_) {
        busy_ = true;
        doing_.clear();
        Q_EMIT startAsked(*request_, folder_, begun_);
    }
    refresh();
}

void TrainingPanel::hear(const core::TrainEvent& event)
{
    if (const auto* step = std::get_if<core::TrainStep>(&event)) {
        last_ = *step;
        doing_.clear();
        if (step->validation) {
            best_ = std::min(best_.value_or(*step->validation), *step->validation);
        }
        plot_->add(*step);
    } else if (const auto* progress = std::get_if<core::Progress>(&event)) {
        if (!last_ || last_->secondsPerStep <= 0) {
            doing_ = bridge::engineWords(progress->what);
        }
    } else {
        busy_ = pausing_ = false;
        doing_.clear();
        begun_ = QFileInfo::exists(QDir(folder_).filePath("checkpoint.safetensors"));
        if (const auto* failure = std::get_if<core::Failed>(&event)) {
            Q_EMIT failed(bridge::engineWords(failure->message), bridge::engineWords(failure->hint));
        }
    }
    refresh();
}

QString TrainingPanel::progressText() const
{
    if (!doing_.isEmpty()) {
        return doing_;
    }
    if (!last_) {
        return busy_ ? tr("Preparing the training") : QString();
    }
    const QLocale locale;
    QString text = tr("Step %1 of %2").arg(locale.toString(last_->step), locale.toString(last_->steps));
    if (busy_ && last_->secondsPerStep > 0) {
        constexpr double secondsPerMinute = 60;
        const double minutes =
            last_->secondsPerStep * static_cast<double>(last_->steps - last_->step) / secondsPerMinute;
        text += " · " + tr("%1 s a step").arg(locale.toString(last_->secondsPerStep, 'g', 2));
        text += " · " + tr("about %n minute(s) left", nullptr, static_cast<int>(std::ceil(minutes)));
    }
    return text;
}

QString TrainingPanel::lossText() const
{
    if (!last_) {
        return {};
    }
    const QLocale locale;
    QString text = tr("Loss %1").arg(locale.toString(last_->loss, 'f', 3));
    if (best_ && last_->bestStep > 0) {
        text += " · " + tr("best validation %1, at step %2")
                            .arg(locale.toString(*best_, 'f', 3), locale.toString(last_->bestStep));
    }
    return text;
}

void TrainingPanel::refresh()
{
    const bool done = last_ && last_->steps > 0 && last_->step >= last_->steps;
    requestName_->setText(file_.isEmpty() ? tr("none") : QFileInfo(file_).fileName());
    folderName_->setText(folder_.isEmpty() ? tr("none") : QDir(folder_).dirName());
    folderName_->setToolTip(folder_);
    act_->setText(pausing_ ? tr("Pausing…") : busy_ ? tr("Pause") : begun_ ? tr("Go on") : tr("Train"));
    act_->setEnabled(request_.has_value() && !pausing_ && !(done && !busy_));
    chooseRequest_->setEnabled(!busy_);
    chooseFolder_->setEnabled(!busy_ && request_.has_value());
    use_->setEnabled(last_ && last_->bestStep > 0);
    progress_->setText(done && !busy_ ? progressText() + " · " + tr("done") : progressText());
    losses_->setText(lossText());
    for (QLabel* label : {progress_, losses_}) {
        label->setVisible(!label->text().isEmpty());
    }
    help_->setVisible(!request_);
}

void TrainingPanel::retranslate()
{
    requestLabel_->setText(tr("Training"));
    folderLabel_->setText(tr("Prior"));
    for (QPushButton* button : {chooseRequest_, chooseFolder_}) {
        button->setText(tr("Choose…"));
    }
    chooseRequest_->setAccessibleName(tr("Choose a training request"));
    chooseFolder_->setAccessibleName(tr("Choose where the prior goes"));
    act_->setToolTip(tr("A pause leaves a checkpoint, and going on gives the same bits as without it."));
    use_->setText(tr("Run with it"));
    use_->setToolTip(tr("Starts the present run again with the prior of the best validation so far"));
    help_->setText(tr("Choose a training request: a JSON file that says what is trained, on which data. "
                      "resources/requests/simulated-earth-train.json is one; its data are made by "
                      "embellie-cli simulate and fit."));
    refresh();
}

void TrainingPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
