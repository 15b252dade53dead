#include "ui/panel/curve_plot.h"

#include "core/api/request.h"
#include "ui/panel/plot.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui::panel {

CurvePlot::CurvePlot(QWidget* parent)
    : QWidget(parent), plot_(new QCustomPlot(this)), presets_(new QComboBox(this)), caption_(new QLabel(this))
{
    noise_ = plot_->addGraph();
    played_ = plot_->addGraph();
    guidance_ = plot_->addGraph(plot_->xAxis, plot_->yAxis2);
    handles_ = plot_->addGraph(plot_->xAxis, plot_->yAxis2);
    chosen_ = plot_->addGraph(plot_->xAxis, plot_->yAxis2);
    plot_->yAxis->setScaleType(QCPAxis::stLogarithmic);
    plot_->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    plot_->yAxis->setNumberFormat("gb");
    plot_->yAxis->setNumberPrecision(2);
    plot_->yAxis2->setVisible(true);
    plot_->yAxis2->ticker()->setTickCount(4);
    plot_->xAxis->ticker()->setTickCount(5);
    plot_->setNoAntialiasingOnDrag(true);
    plot_->setMinimumHeight(128);
    plot_->setFocusPolicy(Qt::StrongFocus);
    plot_->setObjectName("schedulePlot");
    plot_->installEventFilter(this);
    plot_->setMouseTracking(true);

    presets_->setObjectName("curvePreset");
    connect(presets_, &QComboBox::activated, this,
            [this](int index) { edit(presetCurve(static_cast<Preset>(presets_->itemData(index).toInt()))); });
    auto* head = new QHBoxLayout;
    head->addWidget(caption_, 1);
    head->addWidget(presets_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(plot_, 1);
    retranslate();
    dress();
}

QWidget* CurvePlot::plotArea() const
{
    return plot_;
}

void CurvePlot::setSigmas(const std::vector<double>& sigmas)
{
    sigmas_ = sigmas;
    redraw();
}

void CurvePlot::setPlayed(int step)
{
    step_ = step;
    redraw();
}

void CurvePlot::setCurve(const Curve& curve)
{
    curve_ = curve;
    redraw();
}

QPointF CurvePlot::handlePosition(std::size_t index) const
{
    const double steps = std::max<double>(1, static_cast<double>(sigmas_.size()) - 1);
    return {plot_->xAxis->coordToPixel(curve_[index].first * steps),
            plot_->yAxis2->coordToPixel(curve_[index].second)};
}

void CurvePlot::retranslate()
{
    caption_->setText(tr("Noise and guidance"));
    caption_->setToolTip(tr("Blue: noise level σ against step. Amber: factor on the guidance strength. "
                            "Drag a handle; double click adds one, right click removes it."));
    const QSignalBlocker silent(presets_);
    presets_->clear();
    const std::pair<QString, Preset> shapes[] = {{tr("Constant"), Preset::constant},
                                                 {tr("Early"), Preset::early},
                                                 {tr("Late"), Preset::late},
                                                 {tr("Cosine bump"), Preset::bump},
                                                 {tr("None"), Preset::none}};
    for (const auto& [text, preset] : shapes) {
        presets_->addItem(text, static_cast<int>(preset));
    }
    presets_->setAccessibleName(tr("Shape of the guidance curve"));
    plot_->setAccessibleName(tr("Noise level and guidance against step"));
    plot_->xAxis->setLabel(tr("step"));
    plot_->yAxis->setLabel(tr("noise σ"));
    plot_->yAxis2->setLabel(tr("guidance"));
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::dress()
{
    dressPlot(*plot_, palette());
    const PlotColours colours = plotColours(palette());
    QColor fill = colours.schedule;
    fill.setAlphaF(0.22F);
    noise_->setPen(QPen(colours.schedule, 1.6));
    played_->setPen(Qt::NoPen);
    played_->setBrush(fill);
    guidance_->setPen(QPen(colours.guidance, 2));
    handles_->setPen(Qt::NoPen);
    handles_->setLineStyle(QCPGraph::lsNone);
    handles_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(colours.guidance, 2), palette().color(QPalette::Base), 9));
    chosen_->setLineStyle(QCPGraph::lsNone);
    chosen_->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.guidance, 2), colours.guidance, 11));
    plot_->yAxis->setLabelColor(colours.schedule);
    plot_->yAxis2->setLabelColor(colours.guidance);
    redraw();
}

void CurvePlot::redraw()
{
    const double steps = std::max<double>(1, static_cast<double>(sigmas_.size()) - 1);
    QVector<double> x;
    QVector<double> y;
    double low = 1e300;
    double high = 0;
    for (std::size_t k = 0; k < sigmas_.size(); ++k) {
        if (sigmas_[k] > 0) {
            x.push_back(static_cast<double>(k));
            y.push_back(sigmas_[k]);
            low = std::min(low, sigmas_[k]);
            high = std::max(high, sigmas_[k]);
        }
    }
    noise_->setData(x, y, true);
    const auto played = std::min<qsizetype>(x.size(), step_ + 1);
    played_->setData(x.first(step_ > 0 ? played : 0), y.first(step_ > 0 ? played : 0), true);
    if (high > low) {
        plot_->yAxis->setRange(low / 1.5, high * 1.5);
    }
    plot_->xAxis->setRange(-0.02 * steps, 1.02 * steps);

    QVector<double> handleX;
    QVector<double> handleY;
    double top = 2;
    for (const auto& [position, factor] : curve_) {
        handleX.push_back(position * steps);
        handleY.push_back(factor);
        top = std::max(top, factor);
    }
    guidance_->setData(handleX, handleY, true);
    handles_->setData(handleX, handleY, true);
    chosen_->data()->clear();
    if (plot_->hasFocus() && current_ < curve_.size()) {
        chosen_->addData(handleX[static_cast<int>(current_)], handleY[static_cast<int>(current_)]);
    }
    plot_->yAxis2->setRange(-0.06 * top, 1.08 * top);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::edit(Curve curve)
{
    if (curve == curve_) {
        return;
    }
    curve_ = std::move(curve);
    current_ = std::min(current_, curve_.size() - 1);
    redraw();
    Q_EMIT curveEdited();
}

std::optional<std::size_t> CurvePlot::handleAt(QPointF position) const
{
    constexpr double reach = 12;
    std::optional<std::size_t> nearest;
    double best = reach;
    for (std::size_t i = 0; i < curve_.size(); ++i) {
        const QPointF gap = handlePosition(i) - position;
        if (const double distance = std::hypot(gap.x(), gap.y()); distance < best) {
            best = distance;
            nearest = i;
        }
    }
    return nearest;
}

std::pair<double, double> CurvePlot::curvePoint(QPointF position) const
{
    const double steps = std::max<double>(1, static_cast<double>(sigmas_.size()) - 1);
    return {plot_->xAxis->pixelToCoord(position.x()) / steps, plot_->yAxis2->pixelToCoord(position.y())};
}

bool CurvePlot::mouse(QEvent* event)
{
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const auto [x, factor] = curvePoint(mouse->position());
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        plot_->setFocus(Qt::MouseFocusReason);
        dragged_ = mouse->button() == Qt::LeftButton ? handleAt(mouse->position()) : std::nullopt;
        if (const auto handle = handleAt(mouse->position())) {
            current_ = *handle;
            if (mouse->button() == Qt::RightButton) {
                edit(withoutHandle(curve_, *handle));
            }
            redraw();
        }
        return true;
    case QEvent::MouseMove:
        if (dragged_) {
            edit(withMovedHandle(curve_, *dragged_, x, factor));
        } else {
            plot_->setCursor(handleAt(mouse->position()) ? Qt::SizeVerCursor : Qt::ArrowCursor);
            Q_EMIT stepHovered(static_cast<int>(std::lround(x * (static_cast<double>(sigmas_.size()) - 1))));
        }
        return true;
    case QEvent::MouseButtonRelease:
        dragged_.reset();
        return true;
    case QEvent::MouseButtonDblClick:
        edit(withHandleAt(curve_, x, core::curveAt(curve_, x)));
        return true;
    default:
        return false;
    }
}

bool CurvePlot::key(int key, bool large)
{
    const double nudge = large ? 0.25 : 0.05;
    const auto [x, factor] = curve_[current_];
    switch (key) {
    case Qt::Key_PageDown:
        current_ = std::min(current_ + 1, curve_.size() - 1);
        redraw();
        return true;
    case Qt::Key_PageUp:
        current_ = current_ > 0 ? current_ - 1 : 0;
        redraw();
        return true;
    case Qt::Key_Up:
        edit(withMovedHandle(curve_, current_, x, factor + nudge));
        return true;
    case Qt::Key_Down:
        edit(withMovedHandle(curve_, current_, x, factor - nudge));
        return true;
    case Qt::Key_Left:
        edit(withMovedHandle(curve_, current_, x - nudge, factor));
        return true;
    case Qt::Key_Right:
        edit(withMovedHandle(curve_, current_, x + nudge, factor));
        return true;
    case Qt::Key_Insert:
        if (current_ + 1 < curve_.size()) {
            const double middle = (x + curve_[current_ + 1].first) / 2;
            edit(withHandleAt(curve_, middle, core::curveAt(curve_, middle)));
        }
        return true;
    case Qt::Key_Delete:
        edit(withoutHandle(curve_, current_));
        return true;
    default:
        return false;
    }
}

bool CurvePlot::eventFilter(QObject* object, QEvent* event)
{
    if (object != plot_) {
        return QWidget::eventFilter(object, event);
    }
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseMove:
    case QEvent::MouseButtonDblClick:
        return mouse(event);
    case QEvent::KeyPress: {
        const auto* press = static_cast<QKeyEvent*>(event);
        return key(press->key(), press->modifiers().testFlag(Qt::ShiftModifier));
    }
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        redraw();
        return false;
    default:
        return false;
    }
}

void CurvePlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::PaletteChange) {
        dress();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
