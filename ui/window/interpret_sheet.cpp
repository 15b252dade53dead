#include "ui/window/interpret_sheet.h"

#include "ui/bridge/engine_words.h"
#include "ui/panel/read_table.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::window {

InterpretSheet::InterpretSheet(QWidget* parent)
    : QDialog(parent), title_(new QLabel(this)), variable_(new QLabel(this)), notes_(new QLabel(this)),
      table_(panel::readTable(this)), name_(new QComboBox(this)), units_(new QLineEdit(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName("interpretSheet");
    setWindowTitle(tr("Interpret as"));
    build();
    fillNames();
    connect(table_, &QTableWidget::itemSelectionChanged, this, &InterpretSheet::chooseRow);
    connect(name_, &QComboBox::activated, this, &InterpretSheet::editMeaning);
    connect(units_, &QLineEdit::textEdited, this, &InterpretSheet::editMeaning);
    connect(&asker_, &bridge::Asker::failed, this, [this](const QString& message, const QString& hint) {
        notes_->setText(message + QStringLiteral(" ") + hint);
        apply_->setEnabled(!said_.empty());
    });
}

void InterpretSheet::build()
{
    for (QLabel* label : {title_, notes_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    variable_->setTextFormat(Qt::PlainText);
    table_->setColumnCount(4);
    table_->setHorizontalHeaderLabels({tr("Variable"), tr("Described as"), tr("Unit"), tr("Is taken for")});
    table_->horizontalHeader()->setStretchLastSection(true);
    units_->setMaximumWidth(160);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    apply_ = buttons->addButton(tr("Interpret"), QDialogButtonBox::ApplyRole);
    apply_->setEnabled(false);
    connect(apply_, &QPushButton::clicked, this, &InterpretSheet::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* form = new QFormLayout;
    form->addRow(tr("Variable"), variable_);
    form->addRow(tr("is"), name_);
    form->addRow(tr("in the unit"), units_);
    auto* column = new QVBoxLayout(this);
    column->addWidget(title_);
    column->addWidget(table_, 1);
    column->addLayout(form);
    column->addWidget(notes_);
    column->addWidget(buttons);
    resize(640, 480);
}

void InterpretSheet::fillNames()
{
    std::vector<std::pair<QString, QString>> entries;
    for (const auto& [id, known] : core::knownStandardNames()) {
        entries.emplace_back(nameText(id), QString::fromStdString(id));
    }
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.first.localeAwareCompare(b.first) < 0; });
    name_->addItem(tr("what the file says"), QString());
    for (const auto& [text, id] : entries) {
        name_->addItem(text, id);
        name_->setItemData(name_->count() - 1, id, Qt::ToolTipRole);
    }
}

QString InterpretSheet::nameText(const std::string& standardName) const
{
    static const auto names = core::knownStandardNames();
    const auto known = names.find(standardName);
    return known == names.end() ? QString::fromStdString(standardName) : bridge::engineWords(known->second.label);
}

void InterpretSheet::open(const QString& path)
{
    path_ = path;
    title_->setText(tr("What are the variables of %1? What is said here holds for all files of its kind, those with the same "
                       "variables in the same units, and is remembered.").arg(QFileInfo(path).fileName()));
    notes_->setText(tr("Reading %1").arg(QFileInfo(path).fileName()));
    asker_.ask([this, file = path.toStdString()] {
        return [this, variables = core::namedVariables(file)] { take(variables); };
    });
}

void InterpretSheet::take(std::vector<core::NamedVariable> variables)
{
    variables_ = std::move(variables);
    std::stable_sort(variables_.begin(), variables_.end(), [](const auto& a, const auto& b) {
        return a.standardName.empty() && !b.standardName.empty();
    });
    notes_->setText(variables_.empty() ? tr("The file has no variables with numbers.") : QString());
    fillTable();
    table_->resizeColumnsToContents();
    table_->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    table_->selectRow(0);
}

void InterpretSheet::fillTable()
{
    table_->setRowCount(static_cast<int>(variables_.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const core::NamedVariable& variable = variables_[static_cast<std::size_t>(row)];
        const auto now = said_.find(variable.name);
        const core::Meaning& meaning = now == said_.end() ? variable.said : now->second;
        const bool own = !meaning.standardName.empty();  // else what the file says, known again once it is read anew
        QString taken = nameText(own ? meaning.standardName : variable.said.standardName.empty() ? variable.standardName : "");
        if (own) {
            taken = meaning.units.empty() ? tr("%1, as you say").arg(taken)
                                          : tr("%1 in %2, as you say").arg(taken, QString::fromStdString(meaning.units));
        }
        const bool forgotten = !own && !variable.said.standardName.empty();
        const QStringList cells{QString::fromStdString(variable.name), QString::fromStdString(variable.longName),
                                QString::fromStdString(variable.units),
                                taken.isEmpty() ? (forgotten ? tr("what the file says") : tr("nobody knows")) : taken};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            QFont font = item->font();
            font.setItalic(column == 3 && taken.isEmpty());
            item->setFont(font);
            table_->setItem(row, column, item);
        }
    }
}

core::NamedVariable* InterpretSheet::chosen()
{
    const auto rows = table_->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : &variables_[static_cast<std::size_t>(rows.front().row())];
}

void InterpretSheet::chooseRow()
{
    const core::NamedVariable* variable = chosen();
    name_->setEnabled(variable != nullptr);
    units_->setEnabled(variable != nullptr);
    if (variable == nullptr) {
        return;
    }
    const auto now = said_.find(variable->name);
    const core::Meaning& meaning = now == said_.end() ? variable->said : now->second;
    variable_->setText(QString::fromStdString(variable->name));
    name_->setCurrentIndex(std::max(0, name_->findData(QString::fromStdString(meaning.standardName))));
    units_->setText(QString::fromStdString(meaning.units));
    units_->setPlaceholderText(variable->units.empty() ? tr("none given") : QString::fromStdString(variable->units));
}

void InterpretSheet::editMeaning()
{
    if (const core::NamedVariable* variable = chosen()) {
        say(QString::fromStdString(variable->name), name_->currentData().toString(), units_->text().trimmed());
    }
}

void InterpretSheet::say(const QString& variable, const QString& standardName, const QString& units)
{
    said_[variable.toStdString()] = {standardName.toStdString(), standardName.isEmpty() ? std::string() : units.toStdString()};
    apply_->setEnabled(true);
    fillTable();
}

void InterpretSheet::apply()
{
    apply_->setEnabled(false);
    asker_.ask([this, file = path_.toStdString(), said = said_] {
        core::interpret(file, said);
        return [this] {
            said_.clear();
            Q_EMIT interpreted(path_);
            open(path_);
        };
    });
}

}  // namespace ui::window
