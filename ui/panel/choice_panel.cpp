#include "ui/panel/choice_panel.h"

#include "ui/bridge/engine_words.h"
#include "ui/panel/elided_list.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace ui::panel {

using bridge::engineWords;

namespace {

constexpr int captionWidth = 104;

/// A number as it is said: 0.001, not 0.00100000.
class NumberBox : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    [[nodiscard]] QString textFromValue(double value) const override { return locale().toString(value, 'g', 6); }
};

}  // namespace

ChoicePanel::ChoicePanel(core::Kind kind, const QString& objectName, QWidget* parent)
    : QWidget(parent), kind_(kind), caption_(new QLabel(this)), list_(new ElidedList(this)),
      grid_(new QGridLayout(this))
{
    list_->setObjectName(objectName);
    list_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list_->setMinimumContentsLength(9);
    caption_->setBuddy(list_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setVerticalSpacing(4);
    grid_->setColumnMinimumWidth(0, captionWidth);
    grid_->setColumnStretch(1, 1);
    grid_->addWidget(caption_, 0, 0);
    grid_->addWidget(list_, 0, 1);
    for (const core::Choice& choice : core::catalogue(kind)) {
        list_->addItem(QString(), QString::fromStdString(choice.id));
    }
    connect(list_, &QComboBox::currentIndexChanged, this, [this] {
        build();
        Q_EMIT edited();
    });
    retranslate();
    build();
}

void ChoicePanel::setCaption(const QString& caption)
{
    caption_->setText(caption);
    list_->setAccessibleName(caption);
}

void ChoicePanel::setSelection(const core::Selection& selection)
{
    const int row = list_->findData(QString::fromStdString(selection.kind));
    if (row < 0) {
        return;
    }
    if (row != list_->currentIndex()) {
        const QSignalBlocker silent(list_);
        list_->setCurrentIndex(row);
        build();
    }
    for (const Control& control : controls_) {
        const auto given = selection.knobs.find(control.knob.id);
        const QSignalBlocker silent(control.editor);
        setValue(control, given != selection.knobs.end() ? given->second : control.knob.initial);
    }
}

core::Selection ChoicePanel::selection() const
{
    core::Selection selection{.kind = list_->currentData().toString().toStdString()};
    for (const Control& control : controls_) {
        selection.knobs[control.knob.id] = valueOf(control);
    }
    return selection;
}

void ChoicePanel::setWords(const std::map<std::string, std::string>& words)
{
    for (const Text& text : texts_) {
        const auto given = words.find(text.word.id);
        const QSignalBlocker silent(text.editor);
        text.editor->setText(given != words.end() ? QString::fromStdString(given->second) : QString());
        text.editor->setCursorPosition(0);
    }
}

std::map<std::string, std::string> ChoicePanel::words() const
{
    std::map<std::string, std::string> words;
    for (const Text& text : texts_) {
        if (const QString given = text.editor->text().trimmed(); !given.isEmpty()) {
            words[text.word.id] = given.toStdString();
        }
    }
    return words;
}

QLabel* ChoicePanel::placed(QWidget* editor, const std::string& id, int row)
{
    auto* label = new QLabel(this);
    label->setBuddy(editor);
    label->setIndent(10);
    label->setWordWrap(true);
    label->setFixedWidth(captionWidth);
    editor->setObjectName(list_->objectName() + "." + QString::fromStdString(id));
    grid_->addWidget(label, row, 0);
    grid_->addWidget(editor, row, 1);
    return label;
}

void ChoicePanel::build()
{
    for (const Control& control : controls_) {
        delete control.label;
        delete control.editor;
    }
    for (const Text& text : texts_) {
        delete text.label;
        delete text.editor;
    }
    controls_.clear();
    texts_.clear();
    if (list_->currentIndex() < 0) {
        return;
    }
    const core::Choice& chosen = core::choice(kind_, list_->currentData().toString().toStdString());
    int row = 1;
    for (const core::Knob& knob : chosen.knobs) {
        Control control{.knob = knob, .label = nullptr, .editor = makeEditor(knob)};
        control.label = placed(control.editor, knob.id, row++);
        const QSignalBlocker silent(control.editor);
        setValue(control, knob.initial);
        controls_.push_back(control);
    }
    for (const core::Word& word : chosen.words) {
        auto* editor = new QLineEdit(this);
        connect(editor, &QLineEdit::editingFinished, this, [this, editor] {
            if (editor->isModified()) {
                editor->setModified(false);
                Q_EMIT edited();
            }
        });
        texts_.push_back({.word = word, .label = placed(editor, word.id, row++), .editor = editor});
    }
    retranslate();
}

QWidget* ChoicePanel::makeEditor(const core::Knob& knob)
{
    if (!knob.options.empty()) {
        auto* options = new QComboBox(this);
        for (const std::string& option : knob.options) {
            options->addItem(QString::fromStdString(option));
        }
        connect(options, &QComboBox::currentIndexChanged, this, &ChoicePanel::edited);
        return options;
    }
    const QString zero = QString::fromStdString(knob.zeroName);
    if (knob.integer) {
        auto* whole = new QSpinBox(this);
        whole->setRange(static_cast<int>(zero.isEmpty() ? knob.low : std::min(knob.low, 0.0)),
                        static_cast<int>(std::min(knob.high, 1e9)));
        whole->setSpecialValueText(whole->minimum() == 0 ? zero : QString());
        whole->setKeyboardTracking(false);
        connect(whole, &QSpinBox::valueChanged, this, &ChoicePanel::edited);
        return whole;
    }
    auto* number = new NumberBox(this);
    // enough decimals to type the initial value and the least one other than 0
    const double least = knob.low > 0 ? knob.low : (knob.initial > 0 ? knob.initial : knob.high);
    const int decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(std::max(least, 1e-9)))), 2, 8);
    number->setDecimals(decimals);
    number->setRange(knob.low, knob.high);
    number->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    number->setSpecialValueText(knob.low == 0 ? zero : QString());
    number->setKeyboardTracking(false);
    connect(number, &QDoubleSpinBox::valueChanged, this, &ChoicePanel::edited);
    return number;
}

double ChoicePanel::valueOf(const Control& control)
{
    if (const auto* options = qobject_cast<const QComboBox*>(control.editor)) {
        return control.knob.low + options->currentIndex();
    }
    if (const auto* whole = qobject_cast<const QSpinBox*>(control.editor)) {
        return whole->value();
    }
    return qobject_cast<const QDoubleSpinBox*>(control.editor)->value();
}

void ChoicePanel::setValue(const Control& control, double value)
{
    if (auto* options = qobject_cast<QComboBox*>(control.editor)) {
        options->setCurrentIndex(static_cast<int>(std::lround(value - control.knob.low)));
    } else if (auto* whole = qobject_cast<QSpinBox*>(control.editor)) {
        whole->setValue(static_cast<int>(std::lround(value)));
    } else {
        qobject_cast<QDoubleSpinBox*>(control.editor)->setValue(value);
    }
}

void ChoicePanel::retranslate()
{
    const auto entries = core::catalogue(kind_);
    for (int i = 0; i < list_->count(); ++i) {
        const core::Choice& entry = entries[static_cast<std::size_t>(i)];
        list_->setItemText(i, engineWords(entry.label));
        QString more = QString::fromStdString(entry.formula);
        if (!entry.note.empty()) {
            more += "\n" + engineWords(entry.note);
        }
        list_->setItemData(i, more + "\n" + QString::fromStdString(entry.source), Qt::ToolTipRole);
    }
    list_->setToolTip(list_->currentData(Qt::ToolTipRole).toString());
    for (const Control& control : controls_) {
        const QString unit = QString::fromStdString(control.knob.unit);
        const QString label = engineWords(control.knob.label);
        control.label->setText(unit.isEmpty() || unit == "1" ? label : label + " (" + unit + ")");
        control.editor->setAccessibleName(label);
    }
    for (const Text& text : texts_) {
        const QString label = engineWords(text.word.label);
        text.label->setText(label);
        text.editor->setAccessibleName(label);
    }
}

void ChoicePanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
