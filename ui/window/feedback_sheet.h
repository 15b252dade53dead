#pragma once

#include "core/api/verbs.h"
#include "ui/bridge/asker.h"
#include "ui/panel/display_units.h"

#include <QDialog>
#include <QPointer>

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace ui::panel {
class DeparturesPlot;
}

namespace ui::window {

/// Departures that other systems wrote, without a prior or a run: a table of all bands, a profile, and their course over
/// cycles or histogram; beside a second experiment where one is chosen. Stays beside the window and blocks nothing.
class FeedbackSheet : public QDialog {
    Q_OBJECT
public:
    explicit FeedbackSheet(QWidget* parent);

    /// Shows a file, or a folder of cycles.
    void open(const QString& path, const panel::DisplayUnits& units);
    /// Sets the files of a second experiment, with the same observations, against it.
    void compare(const QStringList& files);

Q_SIGNALS:
    void failed(const QString& message, const QString& hint);

private:
    void ask();
    void take(const core::FeedbackReport& report);
    void fillTable();
    void showVariable();
    void chooseBand();
    void askForSecond();
    void saveTable();
    [[nodiscard]] QStringList header() const;
    [[nodiscard]] QStringList cellsOf(const core::FeedbackScore& score) const;
    [[nodiscard]] bool compared() const { return !against_.isEmpty(); }

    QLabel *title_, *notes_;
    QComboBox* variable_;
    QPushButton *second_, *save_;
    panel::DeparturesPlot* plot_;
    QTableWidget* table_;
    QStringList files_, against_;
    panel::DisplayUnits units_;
    core::FeedbackReport report_;
    bridge::Asker asker_;
};

}  // namespace ui::window
