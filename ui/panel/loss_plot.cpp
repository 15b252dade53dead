#include "ui/panel/loss_plot.h"

#include "ui/panel/plot.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui::panel {

LossPlot::LossPlot(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this))
{
    loss_ = plot_->addGraph();
    validation_ = plot_->addGraph();
    validation_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 5));
    plot_->legend->setVisible(true);
    plot_->plotLayout()->insertRow(0);  // above the curves, so that it never covers them
    plot_->plotLayout()->addElement(0, 0, plot_->legend);
    plot_->plotLayout()->setRowStretchFactor(0, 0.001);
    plot_->plotLayout()->setRowSpacing(0);
    plot_->legend->setFillOrder(QCPLegend::foColumnsFirst);
    plot_->legend->setMargins(QMargins(3, 1, 3, 1));
    plot_->xAxis->ticker()->setTickCount(4);
    plot_->yAxis->ticker()->setTickCount(4);
    plot_->setMinimumSize(120, 140);
    plot_->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(plot_);
    throttle_.setSingleShot(true);
    throttle_.setInterval(200);
    connect(&throttle_, &QTimer::timeout, this, [this] {
        fit();
        plot_->replot();
    });
    retranslate();
    dress();
    begin({});
}

void LossPlot::begin(const std::vector<core::TrainStep>& before)
{
    loss_->data()->clear();
    validation_->data()->clear();
    for (const core::TrainStep& step : before) {
        draw(step);
    }
    throttle_.start();
}

void LossPlot::add(const core::TrainStep& step)
{
    draw(step);
    if (!throttle_.isActive()) {
        throttle_.start();
    }
}

void LossPlot::draw(const core::TrainStep& step)
{
    const auto x = static_cast<double>(step.step);
    if (std::isfinite(step.loss)) {
        loss_->data()->remove(x);
        loss_->addData(x, step.loss);
    }
    if (step.validation && std::isfinite(*step.validation)) {
        validation_->data()->remove(x);
        validation_->addData(x, *step.validation);
    }
}

void LossPlot::fit()
{
    bool one = false, other = false;
    const QCPRange loss = loss_->getValueRange(one), validation = validation_->getValueRange(other);
    const double low = std::min(one ? loss.lower : validation.lower, other ? validation.lower : loss.lower);
    const double high = std::max(one ? loss.upper : validation.upper, other ? validation.upper : loss.upper);
    const double margin = high > low ? 0.06 * (high - low) : 0.05 * std::max(1e-6, std::abs(high));
    plot_->yAxis->setRange(one || other ? low - margin : 0, one || other ? high + margin : 1);
    bool any = false;
    const QCPRange steps = loss_->getKeyRange(any);
    plot_->xAxis->setRange(0, any ? std::max(1.0, steps.upper) : 1);
}

void LossPlot::retranslate()
{
    loss_->setName(tr("training"));
    validation_->setName(tr("validation"));
    plot_->xAxis->setLabel(tr("training step"));
    plot_->yAxis->setLabel(tr("loss"));
    plot_->setAccessibleName(tr("Loss of the training and of its validations against its step"));
    setToolTip(tr("Mean squared error of the denoiser over noise levels, each in units of what the prior's own "
                  "starting point leaves: 1 is a network that adds nothing."));
    throttle_.start();
}

void LossPlot::dress()
{
    dressPlot(*plot_, palette());
    const PlotColours colours = plotColours(palette());
    loss_->setPen(QPen(colours.schedule, 1.2));
    validation_->setPen(QPen(colours.guidance, 1.6));
    throttle_.start();
}

void LossPlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    } else if (event->type() == QEvent::PaletteChange) {
        dress();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
