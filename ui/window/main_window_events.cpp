#include "core/api/error.h"
#include "core/api/export.h"
#include "ui/bridge/engine_words.h"
#include "ui/panel/data_panel.h"
#include "ui/panel/layers_panel.h"
#include "ui/panel/message_strip.h"
#include "ui/panel/pad_panel.h"
#include "ui/panel/run_panel.h"
#include "ui/window/feedback_sheet.h"
#include "ui/window/figure_sheet.h"
#include "ui/window/globe_pane.h"
#include "ui/window/interpret_sheet.h"
#include "ui/window/main_window.h"
#include "ui/window/status_line.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QSaveFile>

#include <map>
#include <variant>

// What the main window does when the engine, the file system or the desktop says something.

namespace ui::window {

namespace {

QStringList lines(const std::vector<std::string>& notes)
{
    QStringList list;
    for (const std::string& note : notes) {
        list << bridge::engineWords(note);
    }
    return list;
}

QString weatherFiles()
{
    return MainWindow::tr("Weather files (*.nc *.nc4 *.cdf *.h5 *.grib *.grb *.grib2 *.grb2 *.bufr *.zip zarr.json .zgroup "
                          ".zmetadata *.csv *.tsv *.txt *.json);;All files (*)");
}

}  // namespace

void MainWindow::hear(const core::Event& event)
{
    std::visit([this](const auto& what) { hear(what); }, event);
    Q_EMIT engineSaid(event);
}

void MainWindow::hear(const core::Started& run)
{
    runNumber_ = run.run;
    if (run.firstStep == 0) {
        pane_->beginRun();
        run_->setRequest(run.request);
    }
    data_->setChannels(run.channels);
    pad_->begin(run);
    run_->setSigmas(run.sigmas);
    run_->setPlayed(run.firstStep);
    status_->started(run);
    message_->showNotes(lines(run.notes));
    setState(RunState::running);
    view_.begin(run);
}

void MainWindow::hear(const core::Stepped& step)
{
    if (step.run != runNumber_) {
        return;
    }
    view_.stepped(step);
    pad_->addStep(step);
    run_->setPlayed(step.step);
    status_->stepped(step);
    if (view_.following()) {
        pad_->setShown(view_.view().time, step.step, true);
    }
}

void MainWindow::hear(const core::Progress& progress)
{
    status_->progressed(progress);
}

void MainWindow::hear(const core::Paused& paused)
{
    if (paused.run == runNumber_) {
        setState(RunState::paused);
        status_->paused(paused);
    }
}

void MainWindow::hear(const core::Finished& finished)
{
    if (finished.run == runNumber_) {
        setState(RunState::finished);
        status_->finished(finished);
    }
}

void MainWindow::hear(const core::Stopped& stopped)
{
    if (stopped.run == runNumber_ && state_ != RunState::preparing) {
        setState(RunState::idle);
        status_->say(tr("Discarded"));
    }
}

void MainWindow::hear(const core::Failed& failed)
{
    tell(bridge::engineWords(failed.message), bridge::engineWords(failed.hint));
    if (opening_ > 0) {
        --opening_;
        if (QFileInfo::exists(lastFile_)) {
            message_->offer(actions_[Verb::interpret]);
        }
    } else {
        setState(RunState::idle);
    }
}

void MainWindow::hear(const core::Opened& opened)
{
    opening_ = std::max(0, opening_ - 1);
    const QString path = QString::fromStdString(opened.path);
    message_->hide();
    if (opened.unclear) {
        message_->showError(tr("Nothing in %1 says what its variables are.").arg(path.section('/', -1)),
                            tr("They can be looked at; to use them, say what they are."));
        message_->offer(actions_[Verb::interpret]);
    } else {
        message_->showNotes(lines(opened.notes));
    }
    data_->addFile(opened);
    if (opened.path == core::liveModel) {
        status_->say(tr("The simulated atmosphere goes on while it is shown"));
    } else {
        recent_.add(path);
        fillRecent();
        status_->say(tr("Opened %1").arg(path.section('/', -1)));
    }
    if (opened.kind == "grid") {
        run_->addPriorFile(path);
    }
    if (opened.observations) {
        pane_->setFileObservations(opened.observations);
    }
    if (opened.kind == "feedback") {  // what another system used is looked at, not assimilated
        auto* sheet = new FeedbackSheet(this);
        connect(sheet, &FeedbackSheet::failed, this, &MainWindow::tell);
        sheet->show();
        sheet->open(path, layers_->layers().units);
    } else if (opened.observations) {
        observationFiles_ << path;
        run_->setObservationFiles(observationFiles_, data_->checkedObservationFiles());
    }
    data_->showFirstOf(path);
}

void MainWindow::hear(const core::Saved& saved)
{
    status_->say(tr("Saved %1").arg(QString::fromStdString(saved.path)));
}

void MainWindow::askForFile()
{
    auto* dialog = new QFileDialog(this, tr("Open"), QString(), weatherFiles());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
        for (const QString& path : paths) {
            openFile(path);
        }
    });
    dialog->show();
}

void MainWindow::interpretFile()
{
    if (!lastFile_.isEmpty()) {
        interpretFile(lastFile_);
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Interpret as"), QString(), weatherFiles());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, qOverload<const QString&>(&MainWindow::interpretFile));
    dialog->show();
}

void MainWindow::interpretFile(const QString& path)
{
    auto* sheet = new InterpretSheet(this);
    connect(sheet, &InterpretSheet::interpreted, this, &MainWindow::openFile);
    sheet->show();
    sheet->open(path);
}

void MainWindow::saveResult()
{
    const std::pair<QString, core::RunPart> parts[] = {{tr("Result (*.nc)"), core::RunPart::result},
                                                       {tr("Observations with O−B and O−A (*.nc)"), core::RunPart::observations},
                                                       {tr("Observations with O−B and O−A, table (*.csv)"), core::RunPart::observations},
                                                       {tr("Log of the run (*.txt)"), core::RunPart::log}};
    QStringList filters;
    std::map<QString, core::RunPart> partOf;
    for (const auto& [filter, part] : parts) {
        filters << filter;
        partOf[filter] = part;
    }
    auto* dialog = new QFileDialog(this, tr("Save the result"), "result.nc", filters.join(";;"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("nc");
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        dialog->setDefaultSuffix(filter.contains("*.csv") ? "csv" : filter.contains("*.txt") ? "txt" : "nc");
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog, partOf](const QString& path) {
        status_->say(tr("Writing %1").arg(path));
        const auto part = partOf.find(dialog->selectedNameFilter());
        bridge_.session().save(path.toStdString(), part == partOf.end() ? core::RunPart::result : part->second);
    });
    dialog->show();
}

void MainWindow::saveView()
{
    if (!shown_ || shown_->field.values.empty()) {
        message_->showNotes({tr("There is nothing on the globe to save.")});
        return;
    }
    auto* dialog = new QFileDialog(this, tr("Save the field on the globe"), "field.nc", tr("CF NetCDF (*.nc);;Table (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("nc");
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString& filter) { dialog->setDefaultSuffix(filter.contains("*.csv") ? "csv" : "nc"); });
    connect(dialog, &QFileDialog::fileSelected, this, [this, frame = shown_](const QString& path) {
        writer_.ask([this, frame, path] {
            core::exportField(frame->field, path.toStdString());
            return [this, path] { status_->say(tr("Saved %1").arg(path)); };
        });
    });
    dialog->show();
}

void MainWindow::saveRequest()
{
    auto* dialog = new QFileDialog(this, tr("Save the request"), "request.json", tr("Request (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("json");
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        QSaveFile file(path);
        const QByteArray text = QByteArray::fromStdString(core::printRequest(run_->request()));
        if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) {
            status_->say(tr("Saved %1").arg(path));
        } else {
            tell(tr("The request cannot be written to %1.").arg(path), tr("Choose a folder that you may write to."));
        }
    });
    dialog->show();
}

void MainWindow::showFigure()
{
    auto* sheet = new FigureSheet(*pane_, this);
    connect(sheet, &FigureSheet::saved, this, [this](const QString& path) { status_->say(tr("Saved %1").arg(path)); });
    connect(sheet, &FigureSheet::failed, this, &MainWindow::tell);
    sheet->show();
}

void MainWindow::toggleFullScreen(bool on)
{
    if (on) {
        showFullScreen();
    } else {
        showNormal();
    }
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange) {
        actions_.retint(palette().color(QPalette::WindowText));
    }
    QMainWindow::changeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            openFile(url.toLocalFile());
        }
    }
    event->acceptProposedAction();
}

}  // namespace ui::window
