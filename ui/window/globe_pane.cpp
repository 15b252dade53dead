#include "ui/window/globe_pane.h"

#include "core/api/session.h"
#include "ui/bridge/engine_words.h"
#include "ui/globe/colour_bar.h"
#include "ui/globe/colour_map.h"
#include "ui/panel/data_panel.h"
#include "ui/panel/elided_label.h"
#include "ui/panel/elided_list.h"
#include "ui/window/observation_glyphs.h"
#include "ui/window/run_view.h"

#include <QAction>
#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <cmath>

namespace ui::window {

namespace {

/// The nearest of 1, 2, 5 times a power of ten.
double roundInterval(double interval)
{
    const double power = std::pow(10.0, std::floor(std::log10(interval)));
    const double lead = interval / power;
    return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

}  // namespace

GlobePane::GlobePane(RunView& view, QAction* figure, QWidget* parent)
    : QWidget(parent), view_(view), globe_(new globe::GlobeView(this)), bar_(new globe::ColourBar(this)),
      title_(new panel::ElidedLabel(this)), subtitle_(new panel::ElidedLabel(this)), readout_(new QLabel(this)),
      quantity_(new panel::ElidedList(this)), statistic_(new QComboBox(this)), member_(new QSpinBox(this))
{
    build(figure);
    connect(&view_, &RunView::changed, this, [this] {
        fileFirst_ = false;
        fillLists();
    });
    connect(quantity_, &QComboBox::activated, this, [this] {
        view_.setQuantity(static_cast<core::Quantity>(quantity_->currentData().toInt()));
    });
    const auto applyStatistic = [this] {
        view_.setStatistic(static_cast<core::Statistic>(statistic_->currentData().toInt()), member_->value() - 1);
    };
    connect(statistic_, &QComboBox::activated, this, applyStatistic);
    connect(member_, &QSpinBox::valueChanged, this, applyStatistic);
    connect(globe_, &globe::GlobeView::hovered, this,
            [this](double lat, double lon, float value, bool valid, int observation) {
                if (valid) {
                    readOut(lat, lon, value, observation);
                } else {
                    readout_->setText(tr("Point at the globe to read values"));
                }
                Q_EMIT readoutChanged();
            });
    retranslate();
}

void GlobePane::build(QAction* figure)
{
    globe_->setObjectName("globe");
    globe_->setFocusPolicy(Qt::StrongFocus);
    globe_->setMinimumSize(240, 200);
    bar_->setObjectName("colourBar");
    QSizePolicy keepsItsPlace = bar_->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    bar_->setSizePolicy(keepsItsPlace);
    bar_->hide();  // until there is a field whose colours it can tell
    readout_->setObjectName("readout");
    readout_->setTextFormat(Qt::PlainText);
    readout_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    readout_->setMinimumHeight(readout_->fontMetrics().height() + 4);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(10, 0, 10, 2);
    foot->setSpacing(12);
    foot->addWidget(readout_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead(figure));
    column->addWidget(globe_, 1);
    column->addWidget(bar_);
    column->addLayout(foot);
}

QWidget* GlobePane::makeHead(QAction* figure)
{
    QFont large = title_->font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setBold(true);
    title_->setFont(large);
    title_->setObjectName("title");
    subtitle_->setForegroundRole(QPalette::PlaceholderText);
    quantity_->setObjectName("view");
    quantity_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    quantity_->setMinimumContentsLength(9);
    statistic_->setObjectName("statistic");
    member_->setObjectName("member");
    member_->setRange(1, 1);
    auto* picture = new QToolButton(this);
    picture->setObjectName("figure");
    if (figure != nullptr) {
        picture->setDefaultAction(figure);
    }
    picture->setAutoRaise(true);
    auto* head = new QWidget(this);
    auto* top = new QHBoxLayout;
    top->addWidget(title_, 1);
    top->addWidget(picture);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(subtitle_, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{quantity_, statistic_, member_}) {
        row->addWidget(widget);
    }
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(10, 2, 8, 3);
    rows->setSpacing(0);
    rows->addLayout(top);
    rows->addLayout(row);
    return head;
}

void GlobePane::fillLists()
{
    const QSignalBlocker silentQuantity(quantity_);
    const QSignalBlocker silentMember(member_);
    const core::View& view = view_.view();
    quantity_->clear();
    for (const core::Quantity quantity : view_.quantities()) {
        quantity_->addItem(quantityWords(quantity), static_cast<int>(quantity));
    }
    if (view.quantity == core::Quantity::data) {
        quantity_->addItem(quantityWords(view.quantity), static_cast<int>(view.quantity));
    }
    quantity_->setCurrentIndex(quantity_->findData(static_cast<int>(view.quantity)));
    statistic_->setCurrentIndex(statistic_->findData(static_cast<int>(view.statistic)));
    const int members = view_.run() ? view_.run()->request.ensemble.members : 1;
    member_->setRange(1, members);
    member_->setValue(view.member + 1);
    const bool ensemble = members > 1 && view.quantity != core::Quantity::data;
    statistic_->setVisible(ensemble);
    member_->setVisible(ensemble && view.statistic == core::Statistic::member);
}

void GlobePane::beginRun()
{
    locks_.beginRun();
}

void GlobePane::show(const std::shared_ptr<const core::Frame>& frame)
{
    frame_ = frame;
    globe_->setField(frame->field);
    draw();
}

void GlobePane::setLayers(const panel::Layers& layers)
{
    layers_ = layers;
    if (frame_) {
        draw();
    } else {
        drawEmpty();
    }
}

void GlobePane::setFileObservations(std::shared_ptr<const std::vector<core::ObservationPoint>> observations)
{
    fileObservations_ = std::move(observations);
    fileFirst_ = fileObservations_ != nullptr;
    drawObservations();
}

void GlobePane::typeRange(double low, double high)
{
    if (frame_) {
        const QString units = QString::fromStdString(frame_->field.units);
        locks_.type(*frame_, {static_cast<float>(layers_.units.stored(low, units, isDifference())),
                              static_cast<float>(layers_.units.stored(high, units, isDifference()))});
        draw();
    }
}

bool GlobePane::isDifference() const
{
    return frame_ && (frame_->field.diverging || frame_->view.statistic == core::Statistic::spread) &&
           frame_->view.quantity != core::Quantity::data;
}

QString GlobePane::shownUnits() const
{
    return frame_ ? panel::unitText(layers_.units.shownFor(QString::fromStdString(frame_->field.units))) : QString();
}

std::pair<double, double> GlobePane::shownRange() const
{
    const QString units = QString::fromStdString(frame_ ? frame_->field.units : std::string());
    return {layers_.units.shown(range_.first, units, isDifference()),
            layers_.units.shown(range_.second, units, isDifference())};
}

void GlobePane::draw()
{
    const core::Field& field = frame_->field;
    range_ = locks_.rangeFor(*frame_, layers_.range);
    const bool spread = frame_->view.statistic == core::Statistic::spread;
    globe::GlobeStyle style = globe_->style();
    style.colourMap = layers_.colourMap.isEmpty()
                          ? globe::defaultColourMap({.standardName = QString::fromStdString(field.name),
                                                     .diverging = field.diverging,
                                                     .spread = spread})
                          : layers_.colourMap;
    style.low = range_.first;
    style.high = range_.second;
    style.coast = layers_.coast;
    style.graticule = layers_.graticule;
    constexpr double lines = 12;
    style.contours = layers_.contours ? roundInterval((range_.second - range_.first) / lines) : 0;
    style.dark = palette().color(QPalette::Window).lightness() < 128;
    if (!(style == globe_->style())) {
        globe_->setStyle(style);
    }
    const auto [low, high] = shownRange();
    bar_->show();
    bar_->setContent({.colourMap = style.colourMap, .low = low, .high = high, .unit = shownUnits()});
    title_->setText(title());
    subtitle_->setText(subtitle());
    globe_->setAccessibleName(title() + ", " + subtitle());
    drawObservations();
    Q_EMIT rangeShown(low, high, shownUnits());
}

void GlobePane::drawEmpty()
{
    globe::GlobeStyle style = globe_->style();
    style.coast = layers_.coast;
    style.graticule = layers_.graticule;
    style.dark = palette().color(QPalette::Window).lightness() < 128;
    globe_->setStyle(style);
}

bool GlobePane::showsFile() const
{
    return fileFirst_ || !view_.run() || (frame_ && frame_->view.quantity == core::Quantity::data);
}

void GlobePane::drawObservations()
{
    const auto observations = showsFile() ? fileObservations_ : view_.run()->observations;
    drawn_.clear();
    globe::GlobeObservations glyphs;
    if (observations && layers_.glyphs != panel::Glyphs::none) {
        glyphs = observationGlyphs({.observations = *observations,
                                    .frame = showsFile() ? nullptr : frame_.get(),
                                    .glyphs = layers_.glyphs},
                                   drawn_);
    }
    globe_->setObservations(glyphs);
}

globe::FigureContent GlobePane::figure() const
{
    globe::FigureContent content;
    content.title = title();
    content.subtitle = subtitle();
    content.bar = bar_->content();
    return content;
}

QString GlobePane::title() const
{
    if (!frame_) {
        return {};
    }
    return panel::DataPanel::fieldWords(frame_->field.label);
}

QString GlobePane::subtitle() const
{
    if (!frame_) {
        return {};
    }
    QStringList parts;
    const QDateTime moment = QDateTime::fromString(QString::fromStdString(frame_->field.time), Qt::ISODate).toUTC();
    if (moment.isValid()) {
        parts << locale().toString(moment, "d MMM yyyy HH:mm") + " UTC";
    }
    const core::View& view = frame_->view;
    if (view.statistic == core::Statistic::spread) {
        parts << tr("ensemble spread");
    } else if (view.quantity == core::Quantity::data) {
        parts << (view.dataset == core::liveModel ? tr("simulated atmosphere")
                                                  : QString::fromStdString(view.dataset).section('/', -1));
    } else {
        parts << quantityWords(view.quantity);
        if (view_.run() && view_.run()->request.ensemble.members > 1) {
            parts << (view.statistic == core::Statistic::mean ? tr("ensemble mean")
                                                              : tr("member %1").arg(view.member + 1));
        }
    }
    if (view.quantity != core::Quantity::data) {
        parts << tr("step %1/%2").arg(frame_->step).arg(frame_->steps);
    }
    return parts.join(" · ");
}

QString GlobePane::valueText(double value, const QString& units, bool difference) const
{
    const double shown = layers_.units.shown(value, units, difference);
    return locale().toString(shown, std::abs(shown) >= 1 && std::abs(shown) < 1e5 ? 'f' : 'g',
                             std::abs(shown) >= 1 && std::abs(shown) < 1e5 ? 1 : 3);
}

QString GlobePane::observationText(int glyph) const
{
    const bool file = showsFile();
    const auto observations = file ? fileObservations_ : view_.run()->observations;
    const auto index = static_cast<std::size_t>(drawn_[static_cast<std::size_t>(glyph)]);
    const core::ObservationPoint& point = (*observations)[index];
    const QString units = QString::fromStdString(frame_->field.units);
    QString text = tr("obs %1").arg(valueText(point.value, units, false));
    if (!file && index < frame_->oma.size() && std::isfinite(frame_->oma[index])) {
        text += "  " + tr("O−A %1").arg(valueText(frame_->oma[index], units, true));
    }
    if (!point.id.empty()) {
        text += "  " + QString::fromStdString(point.id);
    }
    if (point.use == core::Use::heldOut) {
        text += "  " + tr("(held out)");
    } else if (point.use == core::Use::rejected) {
        text += "  " + tr("(rejected: %1)").arg(bridge::engineWords(point.reason));
    }
    return text;
}

void GlobePane::readOut(double lat, double lon, float value, int observation)
{
    const auto degrees = [this](double angle, const QString& positive, const QString& negative) {
        return locale().toString(std::abs(angle), 'f', 1) + "°" + (angle < 0 ? negative : positive);
    };
    const double east = std::remainder(lon, 360.0);
    QString text = degrees(lat, tr("N"), tr("S")) + " " + degrees(east, tr("E"), tr("W"));
    if (frame_) {
        const QString units = QString::fromStdString(frame_->field.units);
        text += "   " + (std::isfinite(value) ? valueText(value, units, isDifference()) + " " + shownUnits()
                                              : tr("no value"));
        if (observation >= 0 && observation < static_cast<int>(drawn_.size())) {
            text += "   " + observationText(observation);
        }
    }
    readout_->setText(text);
}

void GlobePane::retranslate()
{
    const QSignalBlocker silent(statistic_);
    statistic_->clear();
    statistic_->addItem(tr("Member"), static_cast<int>(core::Statistic::member));
    statistic_->addItem(tr("Mean"), static_cast<int>(core::Statistic::mean));
    statistic_->addItem(tr("Spread"), static_cast<int>(core::Statistic::spread));
    quantity_->setAccessibleName(tr("Quantity on the globe"));
    quantity_->setToolTip(tr("Which estimate is shown (V)"));
    statistic_->setAccessibleName(tr("Statistic of the ensemble"));
    member_->setAccessibleName(tr("Member"));
    readout_->setAccessibleName(tr("Values under the mouse"));
    readout_->setText(tr("Point at the globe to read values"));
    fillLists();
    title_->setText(title());
    subtitle_->setText(subtitle());
}

void GlobePane::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::PaletteChange) {
        setLayers(layers_);
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::window
