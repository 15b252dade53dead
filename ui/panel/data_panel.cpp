#include "ui/panel/data_panel.h"

#include "core/api/session.h"
#include "ui/bridge/engine_words.h"
#include "ui/panel/choice_panel.h"

#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace ui::panel {

namespace {

constexpr int channelRole = Qt::UserRole;
constexpr int fileRole = Qt::UserRole + 1;
constexpr int variableRole = Qt::UserRole + 2;

}  // namespace

DataPanel::DataPanel(QWidget* parent)
    : QWidget(parent), caption_(new QLabel(this)), tree_(new QTreeWidget(this)), extraBox_(new QWidget(this)),
      extraForm_(new QFormLayout(extraBox_))
{
    tree_->setObjectName("data");
    tree_->setHeaderHidden(true);
    tree_->setIndentation(14);
    tree_->setMinimumHeight(120);
    tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    run_ = new QTreeWidgetItem(tree_);
    run_->setExpanded(true);
    QFont strong = caption_->font();
    strong.setBold(true);
    caption_->setFont(strong);
    caption_->setBuddy(tree_);
    extraForm_->setContentsMargins(0, 0, 0, 0);
    extraForm_->setVerticalSpacing(3);
    extraBox_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(caption_);
    column->addWidget(tree_, 1);
    column->addWidget(extraBox_);
    connect(tree_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) { choose(item); });
    connect(tree_, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item) {
        if (item->flags().testFlag(Qt::ItemIsUserCheckable)) {
            Q_EMIT observationFilesEdited();
        }
    });
    retranslate();
}

QString DataPanel::fieldWords(const std::string& label)
{
    const auto comma = label.find(", ");
    if (comma == std::string::npos) {
        return bridge::engineWords(label);
    }
    return bridge::engineWords(label.substr(0, comma)) + QString::fromStdString(label.substr(comma));
}

void DataPanel::setChannels(const std::vector<core::Channel>& channels)
{
    channels_ = channels;
    const QSignalBlocker silent(tree_);
    qDeleteAll(run_->takeChildren());
    std::map<QString, QTreeWidgetItem*> groups;
    for (const core::Channel& channel : channels) {
        const QString label = fieldWords(channel.label);
        if (const auto comma = label.indexOf(", "); comma > 0) {
            groups[label.left(comma)] = nullptr;
        }
    }
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const QString label = fieldWords(channels[i].label);
        const auto comma = label.indexOf(", ");
        QTreeWidgetItem* parent = run_;
        QString text = label;
        const QString name = comma > 0 ? label.left(comma) : label;
        if (const auto found = groups.find(name); found != groups.end()) {
            QTreeWidgetItem*& group = found->second;
            if (group == nullptr) {
                group = new QTreeWidgetItem(run_, {name});
                group->setFlags(Qt::ItemIsEnabled);
                group->setExpanded(true);
            }
            parent = group;
            text = comma > 0 ? label.mid(comma + 2) : tr("near the ground");
        }
        auto* item = new QTreeWidgetItem(parent, {text});
        item->setData(0, channelRole, static_cast<int>(i));
        item->setToolTip(0, QString::fromStdString(channels[i].standardName));
    }
    run_->setExpanded(true);
}

void DataPanel::addFile(const core::Opened& file)
{
    const QString path = QString::fromStdString(file.path);
    const QSignalBlocker silent(tree_);
    for (int i = tree_->topLevelItemCount() - 1; i > 0; --i) {
        if (tree_->topLevelItem(i)->data(0, fileRole).toString() == path) {
            delete tree_->takeTopLevelItem(i);
        }
    }
    files_[path] = file;
    auto* item = new QTreeWidgetItem(tree_, {file.kind == "model" ? tr("Simulated atmosphere") : QFileInfo(path).fileName()});
    item->setData(0, fileRole, path);
    QString notes;
    for (const std::string& note : file.notes) {
        notes += "\n" + QString::fromStdString(note);
    }
    item->setToolTip(0, path + notes);
    if (file.observations && file.kind != "feedback") {  // what another system used is looked at, not assimilated
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(0, Qt::Checked);
    }
    for (std::size_t i = 0; i < file.variables.size(); ++i) {
        const auto& variable = file.variables[i];
        auto* leaf = new QTreeWidgetItem(item, {fieldWords(variable.label)});
        leaf->setToolTip(0, QString::fromStdString(variable.path) + " (" + QString::fromStdString(variable.units) + ")");
        leaf->setData(0, fileRole, path);
        leaf->setData(0, variableRole, static_cast<int>(i));
    }
    item->setExpanded(true);
    tree_->scrollToItem(item);
}

void DataPanel::showFirstOf(const QString& path)
{
    for (int i = 1; i < tree_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* file = tree_->topLevelItem(i);
        if (file->data(0, fileRole).toString() == path && file->childCount() > 0) {
            tree_->setCurrentItem(file->child(0));
        }
    }
}

void DataPanel::setShownChannel(int channel)
{
    const QSignalBlocker silent(tree_);
    for (QTreeWidgetItemIterator it(run_); *it != nullptr; ++it) {
        const QVariant own = (*it)->data(0, channelRole);
        if (own.isValid() && own.toInt() == channel) {
            tree_->setCurrentItem(*it);
            extraBox_->hide();
            return;
        }
    }
}

QStringList DataPanel::checkedObservationFiles() const
{
    QStringList files;
    for (int i = 1; i < tree_->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* item = tree_->topLevelItem(i);
        if (item->flags().testFlag(Qt::ItemIsUserCheckable) && item->checkState(0) == Qt::Checked) {
            files << item->data(0, fileRole).toString();
        }
    }
    return files;
}

void DataPanel::choose(QTreeWidgetItem* item)
{
    if (item == nullptr) {
        return;
    }
    if (const QVariant channel = item->data(0, channelRole); channel.isValid()) {
        extraBox_->hide();
        Q_EMIT channelChosen(channel.toInt());
        return;
    }
    if (const QVariant variable = item->data(0, variableRole); variable.isValid()) {
        chosen_ = {.path = item->data(0, fileRole).toString(), .variable = variable.toInt(), .extra = {}};
        showExtras(files_.at(chosen_.path).variables[static_cast<std::size_t>(chosen_.variable)]);
        chosen_.extra = extras();
        Q_EMIT dataChosen(chosen_);
    }
}

void DataPanel::showExtras(const core::Opened::Variable& variable)
{
    while (extraForm_->rowCount() > 0) {
        extraForm_->removeRow(0);
    }
    for (const auto& extra : variable.extras) {
        auto* values = new QComboBox(extraBox_);
        values->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        values->setAccessibleName(QString::fromStdString(extra.name));
        for (const std::string& value : extra.values) {
            values->addItem(QString::fromStdString(value));
        }
        connect(values, &QComboBox::currentIndexChanged, this, [this] {
            chosen_.extra = extras();
            Q_EMIT dataChosen(chosen_);
        });
        extraForm_->addRow(QString::fromStdString(extra.name), values);
    }
    extraBox_->setVisible(!variable.extras.empty());
}

std::vector<int> DataPanel::extras() const
{
    std::vector<int> indices;
    for (int row = 0; row < extraForm_->rowCount(); ++row) {
        const auto* values = qobject_cast<QComboBox*>(extraForm_->itemAt(row, QFormLayout::FieldRole)->widget());
        indices.push_back(values->currentIndex());
    }
    return indices;
}

void DataPanel::retranslate()
{
    const QSignalBlocker silent(tree_);  // words are no edit
    caption_->setText(tr("Variables and files"));
    run_->setText(0, tr("This run"));
    for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
        if (tree_->topLevelItem(i)->data(0, fileRole).toString() == core::liveModel) {
            tree_->topLevelItem(i)->setText(0, tr("Simulated atmosphere"));
        }
    }
    tree_->setAccessibleName(tr("Variables and files"));
    if (!channels_.empty()) {
        const QTreeWidgetItem* current = tree_->currentItem();
        const QVariant shown = current != nullptr ? current->data(0, channelRole) : QVariant();
        setChannels(std::vector(channels_));
        if (shown.isValid()) {
            setShownChannel(shown.toInt());
        }
    }
}

void DataPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
