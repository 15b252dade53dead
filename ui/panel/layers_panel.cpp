#include "ui/panel/layers_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleValidator>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace ui::panel {

LayersPanel::LayersPanel(const QStringList& colourMaps, QWidget* parent)
    : QWidget(parent), title_(new QLabel(this)), unitsLabel_(new QLabel(this)), contours_(new QCheckBox(this)),
      coast_(new QCheckBox(this)), graticule_(new QCheckBox(this)), low_(new QLineEdit(this)),
      high_(new QLineEdit(this)), unit_(new QLabel(this))
{
    QFont strong = title_->font();
    strong.setBold(true);
    title_->setFont(strong);
    contours_->setObjectName("contours");
    coast_->setObjectName("coast");
    graticule_->setObjectName("graticule");
    coast_->setChecked(true);
    graticule_->setChecked(true);

    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(title_);
    glyphs_ = addList(*form, glyphLabel_, "observations",
                      {static_cast<int>(Glyphs::value), static_cast<int>(Glyphs::residual),
                       static_cast<int>(Glyphs::none)});
    auto* checks = new QHBoxLayout;
    checks->setSpacing(6);
    for (QCheckBox* check : {coast_, graticule_, contours_}) {
        connect(check, &QCheckBox::toggled, this, &LayersPanel::edited);
    }
    checks->addWidget(coast_);
    checks->addWidget(graticule_);
    checks->addStretch(1);
    form->addRow(checks);
    form->addRow(contours_);
    QVariantList maps{QString()};
    for (const QString& id : colourMaps) {
        maps << id;
    }
    maps_ = addList(*form, mapLabel_, "colourMap", maps);
    buildRange(*form);
    buildUnits(*form);
    retranslate();
}

QComboBox* LayersPanel::addList(QFormLayout& form, QLabel*& label, const QString& name,
                                const QVariantList& values)
{
    auto* list = new QComboBox(this);
    list->setObjectName(name);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    list->setMinimumContentsLength(8);
    for (const QVariant& value : values) {
        list->addItem(value.toString(), value);
    }
    label = new QLabel(this);
    label->setBuddy(list);
    form.addRow(label, list);
    connect(list, &QComboBox::currentIndexChanged, this, &LayersPanel::edited);
    return list;
}

void LayersPanel::buildRange(QFormLayout& form)
{
    mode_ = addList(form, rangeLabel_, "rangeMode",
                    {static_cast<int>(RangeMode::locked), static_cast<int>(RangeMode::automatic),
                     static_cast<int>(RangeMode::symmetric)});
    low_->setObjectName("rangeLow");
    high_->setObjectName("rangeHigh");
    auto* ends = new QHBoxLayout;
    ends->setSpacing(4);
    ends->addWidget(low_);
    ends->addWidget(new QLabel(QStringLiteral("…"), this));
    ends->addWidget(high_);
    ends->addWidget(unit_);
    form.addRow(ends);
    for (QLineEdit* end : {low_, high_}) {
        auto* validator = new QDoubleValidator(end);
        validator->setNotation(QDoubleValidator::ScientificNotation);
        end->setValidator(validator);
        end->setMinimumWidth(52);
        connect(end, &QLineEdit::editingFinished, this, &LayersPanel::readRange);
    }
}

void LayersPanel::buildUnits(QFormLayout& form)
{
    const auto pair = [this](const QString& name, const QString& first, const QString& second) {
        auto* list = new QComboBox(this);
        list->setObjectName(name);
        list->addItem(unitText(first), first);
        list->addItem(unitText(second), second);
        list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(list, &QComboBox::currentIndexChanged, this, &LayersPanel::edited);
        return list;
    };
    temperature_ = pair("temperatureUnit", "degC", "K");
    pressure_ = pair("pressureUnit", "hPa", "Pa");
    speed_ = pair("speedUnit", "m s-1", "kt");
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    for (QComboBox* list : {temperature_, pressure_, speed_}) {
        row->addWidget(list);
    }
    form.addRow(unitsLabel_);
    form.addRow(row);
}

Layers LayersPanel::layers() const
{
    return {.glyphs = static_cast<Glyphs>(glyphs_->currentData().toInt()),
            .contours = contours_->isChecked(),
            .coast = coast_->isChecked(),
            .graticule = graticule_->isChecked(),
            .colourMap = maps_->currentData().toString(),
            .range = static_cast<RangeMode>(mode_->currentData().toInt()),
            .units = {.temperature = temperature_->currentData().toString(),
                      .pressure = pressure_->currentData().toString(),
                      .speed = speed_->currentData().toString()}};
}

void LayersPanel::setRange(double low, double high, const QString& unit)
{
    if (low_->hasFocus() || high_->hasFocus()) {
        return;
    }
    low_->setText(locale().toString(low, 'g', 5));
    high_->setText(locale().toString(high, 'g', 5));
    unit_->setText(unit);
}

void LayersPanel::readRange()
{
    bool lowRead = false;
    bool highRead = false;
    const double low = locale().toDouble(low_->text(), &lowRead);
    const double high = locale().toDouble(high_->text(), &highRead);
    if (lowRead && highRead && low < high && (low_->isModified() || high_->isModified())) {
        low_->setModified(false);
        high_->setModified(false);
        Q_EMIT rangeEdited(low, high);
    }
}

void LayersPanel::cycleGlyphs()
{
    glyphs_->setCurrentIndex((glyphs_->currentIndex() + 1) % glyphs_->count());
}

void LayersPanel::retranslate()
{
    title_->setText(tr("Layers and colours"));
    glyphLabel_->setText(tr("Observations"));
    glyphs_->setItemText(0, tr("Value"));
    glyphs_->setItemText(1, tr("O−A"));
    glyphs_->setItemText(2, tr("Hidden"));
    glyphs_->setToolTip(tr("Disc: used, diamond: held out, cross: rejected"));
    contours_->setText(tr("Contour lines"));
    coast_->setText(tr("Coast"));
    graticule_->setText(tr("Graticule"));
    mapLabel_->setText(tr("Colours"));
    maps_->setItemText(0, tr("By the field"));
    rangeLabel_->setText(tr("Range"));
    mode_->setItemText(0, tr("Locked"));
    mode_->setItemText(1, tr("Automatic"));
    mode_->setItemText(2, tr("Symmetric"));
    mode_->setToolTip(tr("Locked keeps the colours of a run comparable from step to step"));
    low_->setAccessibleName(tr("Lowest value of the colour range"));
    high_->setAccessibleName(tr("Highest value of the colour range"));
    unitsLabel_->setText(tr("Units"));
    temperature_->setAccessibleName(tr("Unit of temperature"));
    pressure_->setAccessibleName(tr("Unit of pressure"));
    speed_->setAccessibleName(tr("Unit of wind speed"));
}

void LayersPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
