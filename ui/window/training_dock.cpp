#include "ui/window/training_dock.h"

#include "core/api/error.h"
#include "ui/bridge/engine_words.h"
#include "ui/panel/training_panel.h"

#include <QFile>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollArea>

namespace ui::window {

TrainingDock::TrainingDock(QWidget* parent) : QDockWidget(parent), panel_(new panel::TrainingPanel(this))
{
    setObjectName("trainingDock");
    setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(panel_);
    setWidget(scroll);
    connect(&bridge_, &bridge::TrainingBridge::happened, panel_, &panel::TrainingPanel::hear);
    connect(panel_, &panel::TrainingPanel::startAsked, this,
            [this](const core::TrainRequest& request, const QString& folder, bool resume) {
                bridge_.training().start(request, folder.toStdString(), resume);
            });
    connect(panel_, &panel::TrainingPanel::stopAsked, this, [this] { bridge_.training().stop(); });
    connect(panel_, &panel::TrainingPanel::fileAsked, this, &TrainingDock::askForRequest);
    connect(panel_, &panel::TrainingPanel::folderAsked, this, &TrainingDock::askForFolder);
    connect(panel_, &panel::TrainingPanel::priorWanted, this, &TrainingDock::priorWanted);
    connect(panel_, &panel::TrainingPanel::failed, this, &TrainingDock::failed);
    retranslate();
}

bool TrainingDock::isTraining(const QString& path)
{
    QFile file(path);
    constexpr qint64 most = 1 << 20;  // longer than any request
    return file.open(QIODevice::ReadOnly) && file.size() < most &&
           QJsonDocument::fromJson(file.readAll()).object().contains("training");
}

void TrainingDock::open(const QString& path)
{
    show();
    raise();
    if (panel_->busy()) {
        Q_EMIT failed(tr("A training goes on."), tr("Pause it before another is opened."));
        return;
    }
    try {
        panel_->setRequest(core::readTrainRequest(path.toStdString()), path);
    } catch (const core::Error& error) {
        Q_EMIT failed(bridge::engineWords(error.what()), bridge::engineWords(error.hint()));
    }
}

void TrainingDock::askForRequest()
{
    auto* dialog = new QFileDialog(this, tr("Choose a training request"), QString(), tr("Training request (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &TrainingDock::open);
    dialog->show();
}

void TrainingDock::askForFolder()
{
    auto* dialog = new QFileDialog(this, tr("Choose where the prior goes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, panel_, &panel::TrainingPanel::setFolder);
    dialog->show();
}

void TrainingDock::retranslate()
{
    setWindowTitle(tr("Training"));
}

}  // namespace ui::window
