#include "ui/panel/diagnostics_plot.h"

#include "ui/panel/plot.h"

#include <QEvent>
#include <QVBoxLayout>

#include <cmath>

namespace ui::panel {

namespace {

/// Adds a point where it can be drawn; logarithmic axes take positive values only.
void addPoint(QCPGraph& graph, int step, double value)
{
    if (std::isfinite(value) && value > 0) {
        graph.addData(step, value);
    }
}

}  // namespace

DiagnosticsPlot::DiagnosticsPlot(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this))
{
    rmse_ = plot_->addGraph();
    spread_ = plot_->addGraph();
    one_ = plot_->addGraph(plot_->xAxis, plot_->yAxis2);
    chi2_ = plot_->addGraph(plot_->xAxis, plot_->yAxis2);
    shown_ = plot_->addGraph();
    plot_->legend->setVisible(true);
    shown_->removeFromLegend();
    one_->removeFromLegend();
    // above the curves, in a row, so that it never covers them
    plot_->plotLayout()->insertRow(0);
    plot_->plotLayout()->addElement(0, 0, plot_->legend);
    plot_->plotLayout()->setRowStretchFactor(0, 0.001);
    plot_->plotLayout()->setRowSpacing(0);
    plot_->legend->setFillOrder(QCPLegend::foColumnsFirst);
    plot_->legend->setColumnSpacing(6);
    plot_->legend->setMargins(QMargins(3, 1, 3, 1));
    plot_->legend->setRowSpacing(-1);
    plot_->legend->setIconSize(12, 10);
    plot_->yAxis2->setVisible(true);
    plot_->yAxis2->setScaleType(QCPAxis::stLogarithmic);
    plot_->yAxis2->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    plot_->yAxis2->setNumberFormat("gb");
    plot_->yAxis2->setNumberPrecision(2);
    plot_->yAxis->ticker()->setTickCount(4);
    plot_->xAxis->ticker()->setTickCount(4);
    plot_->setMinimumSize(90, 90);
    plot_->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(plot_);
    throttle_.setSingleShot(true);
    throttle_.setInterval(50);
    connect(&throttle_, &QTimer::timeout, this, [this] { plot_->replot(); });
    retranslate();
    dress();
    begin(1, 0);
}

void DiagnosticsPlot::begin(int steps, int firstStep)
{
    steps_ = std::max(1, steps);
    for (QCPGraph* graph : {rmse_, spread_, chi2_}) {
        if (firstStep > 0) {
            graph->data()->removeAfter(firstStep);
        } else {
            graph->data()->clear();
        }
    }
    plot_->xAxis->setRange(0, steps_);
    one_->setData({0.0, static_cast<double>(steps_)}, {1.0, 1.0}, true);
    throttle_.start();
}

void DiagnosticsPlot::add(const core::Stepped& step)
{
    for (QCPGraph* graph : {rmse_, spread_, chi2_}) {
        graph->data()->remove(step.step);
    }
    addPoint(*rmse_, step.step, step.rmse);
    addPoint(*spread_, step.step, step.spread);
    addPoint(*chi2_, step.step, step.chi2);
    bool found = false;
    const QCPRange left = rmse_->getValueRange(found);
    bool foundSpread = false;
    const QCPRange other = spread_->getValueRange(foundSpread);
    const double top = std::max(found ? left.upper : 0, foundSpread ? other.upper : 0);
    plot_->yAxis->setRange(0, top > 0 ? top * 1.1 : 1);
    const QCPRange misfit = chi2_->getValueRange(found);
    plot_->yAxis2->setRange(found ? std::min(misfit.lower / 1.5, 0.3) : 0.3,
                            found ? std::max(misfit.upper * 1.5, 3.0) : 3);
    if (!throttle_.isActive()) {
        throttle_.start();
    }
}

void DiagnosticsPlot::setShownStep(int step)
{
    const double x = step;
    shown_->setData({x, x}, {-1e6, 1e6}, true);
    if (!throttle_.isActive()) {
        throttle_.start();
    }
}

void DiagnosticsPlot::retranslate()
{
    rmse_->setName(tr("RMSE"));
    spread_->setName(tr("spread"));
    chi2_->setName(tr("χ² of O−A"));
    plot_->xAxis->setLabel(tr("step"));
    fit();
    plot_->setAccessibleName(tr("RMSE, spread and χ² of O−A against diffusion step"));
    setToolTip(tr("RMSE against the truth and ensemble spread in standard deviations of the field; "
                  "χ² of O−A near 1 means the fit is as close as the observation errors promise."));
    throttle_.start();
}

void DiagnosticsPlot::fit()
{
    constexpr int roomy = 230;  // narrower, the legend and its colours must do without the axes' words
    const bool wide = width() >= roomy;
    plot_->yAxis->setLabel(wide ? tr("RMSE, spread (σ)") : QString());
    plot_->yAxis2->setLabel(wide ? tr("χ² of O−A") : QString());
    QCPLegend& legend = *plot_->legend;
    const QFontMetrics metrics(legend.font());
    int all = 0;
    int widest = 0;
    for (const QCPGraph* graph : {rmse_, spread_, chi2_}) {
        const int item = legend.iconSize().width() + legend.iconTextPadding() + legend.columnSpacing() +
                         metrics.horizontalAdvance(graph->name());
        all += item;
        widest = std::max(widest, item);
    }
    const int margins = 12;
    const int columns = all + margins <= width() ? 3 : 2 * widest + margins <= width() ? 2 : 1;
    if (columns != legend.wrap()) {
        legend.setWrap(columns);
        legend.setFillOrder(QCPLegend::foColumnsFirst, true);
    }
    throttle_.start();
}

void DiagnosticsPlot::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

void DiagnosticsPlot::dress()
{
    dressPlot(*plot_, palette());
    const PlotColours colours = plotColours(palette());
    rmse_->setPen(QPen(colours.schedule, 1.8));
    spread_->setPen(QPen(colours.schedule, 1.6, Qt::DashLine));
    chi2_->setPen(QPen(colours.guidance, 1.8));
    QColor quiet = colours.guidance;
    quiet.setAlphaF(0.5F);
    one_->setPen(QPen(quiet, 1, Qt::DotLine));
    QColor mark = palette().color(QPalette::WindowText);
    mark.setAlphaF(0.4F);
    shown_->setPen(QPen(mark, 1));
    plot_->yAxis2->setLabelColor(colours.guidance);
    plot_->yAxis->setLabelColor(colours.schedule);
    throttle_.start();
}

void DiagnosticsPlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::PaletteChange) {
        dress();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
