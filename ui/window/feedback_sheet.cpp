#include "ui/window/feedback_sheet.h"

#include "core/api/event.h"
#include "ui/bridge/engine_words.h"
#include "ui/panel/departures_plot.h"
#include "ui/panel/read_table.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSaveFile>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>
#include <set>

namespace ui::window {
namespace {

constexpr int digits = 4;

QString number(double value)
{
    return std::isfinite(value) ? QLocale().toString(value, 'g', digits) : QStringLiteral("–");
}

QString range(const core::Interval& interval)
{
    return std::isfinite(interval.low) ? number(interval.low) + QStringLiteral(" … ") + number(interval.high) : QStringLiteral("–");
}

QString variableText(const core::FeedbackScore& score)
{
    return score.label.empty() ? QString::fromStdString(score.variable) : bridge::engineWords(score.label);
}

std::vector<std::string> paths(const QStringList& list)
{
    std::vector<std::string> out;
    for (const QString& path : list) {
        out.push_back(path.toStdString());
    }
    return out;
}

}  // namespace

FeedbackSheet::FeedbackSheet(QWidget* parent)
    : QDialog(parent), title_(new QLabel(this)), notes_(new QLabel(this)), variable_(new QComboBox(this)),
      second_(new QPushButton(tr("Second experiment…"), this)), save_(new QPushButton(tr("Save the table…"), this)),
      plot_(new panel::DeparturesPlot(this)), table_(panel::readTable(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName("feedbackSheet");
    setWindowTitle(tr("Departures of another system"));
    title_->setTextFormat(Qt::PlainText);
    notes_->setTextFormat(Qt::PlainText);
    notes_->setWordWrap(true);
    QFont small = notes_->font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    notes_->setFont(small);
    second_->setToolTip(tr("Compares with the same observations as another experiment used them"));
    variable_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    variable_->setAccessibleName(tr("Quantity"));
    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(variable_);
    head->addWidget(second_);
    head->addWidget(save_);
    auto* column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(plot_, 3);
    column->addWidget(table_, 2);
    column->addWidget(notes_);
    resize(980, 640);
    connect(&asker_, &bridge::Asker::failed, this, [this](const QString& message, const QString& hint) {
        notes_->setText(message + QStringLiteral(" ") + hint);
        Q_EMIT failed(message, hint);
    });
    connect(variable_, &QComboBox::currentIndexChanged, this, &FeedbackSheet::showVariable);
    connect(table_, &QTableWidget::itemSelectionChanged, this, &FeedbackSheet::chooseBand);
    connect(second_, &QPushButton::clicked, this, &FeedbackSheet::askForSecond);
    connect(save_, &QPushButton::clicked, this, &FeedbackSheet::saveTable);
}

void FeedbackSheet::open(const QString& path, const panel::DisplayUnits& units)
{
    files_ = {path};
    against_.clear();
    units_ = units;
    ask();
}

void FeedbackSheet::compare(const QStringList& files)
{
    against_ = files;
    ask();
}

void FeedbackSheet::ask()
{
    const QString first = QFileInfo(files_.front()).fileName();
    title_->setText(compared() ? tr("%1, and %2 against it").arg(first, QFileInfo(against_.front()).fileName()) : first);
    notes_->setText(tr("Reading %1").arg(first));
    save_->setEnabled(false);
    asker_.ask([this, files = paths(files_), against = paths(against_)] {
        return [this, report = std::make_shared<const core::FeedbackReport>(core::scoreFeedback(files, against))] { take(*report); };
    });
}

void FeedbackSheet::take(const core::FeedbackReport& report)
{
    report_ = report;
    QStringList notes;
    for (const std::string& note : report.notes) {
        const QString words = bridge::engineWords(note);
        notes << (words.endsWith('.') ? words : words + QStringLiteral("."));
    }
    notes_->setText(notes.join(' '));
    save_->setEnabled(true);
    plot_->setUnits(units_);
    const QSignalBlocker quiet(variable_);
    const QString before = variable_->currentData().toString();
    variable_->clear();
    for (const core::FeedbackScore& score : report.scores) {
        const QString id = QString::fromStdString(score.variable);
        if (variable_->findData(id) < 0) {
            variable_->addItem(variableText(score), id);
        }
    }
    variable_->setCurrentIndex(std::max(0, variable_->findData(before)));
    showVariable();
}

void FeedbackSheet::showVariable()
{
    std::vector<core::FeedbackScore> bands;
    for (const core::FeedbackScore& score : report_.scores) {
        if (QString::fromStdString(score.variable) == variable_->currentData().toString()) {
            bands.push_back(score);
        }
    }
    plot_->show(bands, compared());
    fillTable();
}

QStringList FeedbackSheet::header() const
{
    QStringList titles{tr("Quantity"), tr("Level"), tr("Unit"), tr("n"), tr("Rejected"), tr("mean O−B"), tr("std(O−B)"), tr("95 %"),
                       tr("mean O−A"), tr("std(O−A)"), tr("χ² of O−B")};
    if (compared()) {
        titles << tr("Paired") << tr("Change, %") << tr("95 %");
    }
    return titles;
}

QStringList FeedbackSheet::cellsOf(const core::FeedbackScore& score) const
{
    const QString units = QString::fromStdString(score.units);
    const auto shown = [&](double value) { return number(units_.shown(value, units, true)); };
    const core::Interval interval{units_.shown(score.ombStdRange.low, units, true), units_.shown(score.ombStdRange.high, units, true)};
    QStringList cells{variableText(score), panel::bandText(score), panel::unitText(units_.shownFor(units)),
                      QLocale().toString(qulonglong(score.n)), QLocale().toString(qulonglong(score.rejected)), shown(score.omb.bias),
                      shown(score.ombStd), range(interval), shown(score.oma.bias), shown(score.omaStd), number(score.chi2)};
    if (compared()) {
        cells << QLocale().toString(qulonglong(score.paired)) << number(score.change) << range(score.changeRange);
    }
    return cells;
}

void FeedbackSheet::fillTable()
{
    const QSignalBlocker quiet(table_);
    const QStringList titles = header();
    table_->clear();
    table_->setColumnCount(int(titles.size()));
    table_->setHorizontalHeaderLabels(titles);
    table_->setRowCount(0);
    for (const core::FeedbackScore& score : report_.scores) {
        if (QString::fromStdString(score.variable) != variable_->currentData().toString()) {
            continue;
        }
        const int row = table_->rowCount();
        table_->insertRow(row);
        const QStringList cells = cellsOf(score);
        for (int i = 0; i < cells.size(); ++i) {
            auto* item = new QTableWidgetItem(cells[i]);
            item->setTextAlignment(i < 3 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
            table_->setItem(row, i, item);
        }
    }
    table_->resizeColumnsToContents();
    table_->resizeRowsToContents();
    table_->selectRow(0);
}

void FeedbackSheet::chooseBand()
{
    const auto rows = table_->selectionModel()->selectedRows();
    if (!rows.isEmpty()) {
        plot_->choose(static_cast<std::size_t>(rows.front().row()));
    }
}

void FeedbackSheet::askForSecond()
{
    auto* dialog = new QFileDialog(this, tr("Choose the second experiment’s files"), QFileInfo(files_.front()).absolutePath(),
                                   tr("Feedback (*.nc *.nc4 *.csv *.txt *.tsv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &FeedbackSheet::compare);
    dialog->show();
}

void FeedbackSheet::saveTable()
{
    auto* dialog = new QFileDialog(this, tr("Save the table"), QStringLiteral("departures.csv"), tr("Table (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("csv");
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const QByteArray text = QByteArray::fromStdString(core::tableOf(report_));
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit()) {
            Q_EMIT failed(tr("%1 cannot be written: %2").arg(path, file.errorString()), tr("Choose another place."));
        }
    });
    dialog->show();
}

}  // namespace ui::window
