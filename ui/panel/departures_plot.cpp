#include "ui/panel/departures_plot.h"

#include "ui/panel/plot.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace ui::panel {
namespace {

/// What one curve of a profile looks like.
struct Look {
    QString name;
    QColor colour;
    QCPScatterStyle::ScatterShape shape;
    Qt::PenStyle line = Qt::NoPen;
};

QCPGraph* curve(QCustomPlot& plot, const Look& look)
{
    QCPGraph* graph = plot.addGraph(plot.yAxis, plot.xAxis);  // bands upwards, values to the right
    graph->setName(look.name);
    graph->setLineStyle(look.line == Qt::NoPen ? QCPGraph::lsNone : QCPGraph::lsLine);
    graph->setPen(QPen(look.colour, 1.4, look.line == Qt::NoPen ? Qt::SolidLine : look.line));
    graph->setScatterStyle(QCPScatterStyle(look.shape, look.colour, look.colour, 6));
    return graph;
}

void whiskers(QCustomPlot& plot, QCPGraph* of, const QColor& colour, const std::vector<core::Interval>& ranges,
              const std::vector<double>& values)
{
    auto* bars = new QCPErrorBars(plot.yAxis, plot.xAxis);
    bars->setErrorType(QCPErrorBars::etValueError);
    bars->setDataPlottable(of);
    bars->setPen(QPen(colour, 1));
    bars->removeFromLegend();
    QVector<double> below, above;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool known = std::isfinite(ranges[i].low);
        below << (known ? values[i] - ranges[i].low : 0);
        above << (known ? ranges[i].high - values[i] : 0);
    }
    bars->setData(below, above);
}

void empty(QCustomPlot& plot)
{
    plot.clearPlottables();
    plot.clearItems();
    plot.xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    plot.yAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    plot.xAxis->ticker()->setTickCount(4);
    plot.yAxis->ticker()->setTickCount(4);
}

void zeroLine(QCustomPlot& plot, const QColor& colour)
{
    auto* line = new QCPItemStraightLine(&plot);
    line->point1->setCoords(0, 0);
    line->point2->setCoords(0, 1);
    line->setPen(QPen(colour, 1));
}

void fit(QCPAxis& axis, std::vector<double> values)
{
    std::erase_if(values, [](double value) { return !std::isfinite(value); });
    values.push_back(0);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double margin = *high > *low ? 0.08 * (*high - *low) : 1;
    axis.setRange(*low - margin, *high + margin);
}

void legendAbove(QCustomPlot& plot)
{
    plot.legend->setVisible(true);
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, plot.legend);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    plot.plotLayout()->setRowSpacing(0);
    plot.legend->setFillOrder(QCPLegend::foColumnsFirst);
    plot.legend->setMargins(QMargins(3, 1, 3, 1));
}

}  // namespace

QString bandText(const core::FeedbackScore& band)
{
    if (band.channel >= 0) {
        return QCoreApplication::translate("ui::panel::DeparturesPlot", "channel %1").arg(band.channel);
    }
    return band.levelHpa > 0 ? QLocale().toString(band.levelHpa, 'g', 5) + QStringLiteral(" hPa")
                             : QCoreApplication::translate("ui::panel::DeparturesPlot", "surface");
}

DeparturesPlot::DeparturesPlot(QWidget* parent)
    : QWidget(parent), profile_(new QCustomPlot(this)), course_(new QCustomPlot(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    for (QCustomPlot* plot : {profile_, course_}) {
        plot->setMinimumSize(220, 180);
        plot->setFocusPolicy(Qt::NoFocus);
        legendAbove(*plot);
        row->addWidget(plot, 1);
    }
    draw();
}

void DeparturesPlot::show(const std::vector<core::FeedbackScore>& bands, bool compared)
{
    bands_ = bands;
    compared_ = compared;
    chosen_ = 0;
    draw();
}

void DeparturesPlot::choose(std::size_t band)
{
    chosen_ = std::min(band, bands_.empty() ? 0 : bands_.size() - 1);
    draw();
}

void DeparturesPlot::setUnits(const DisplayUnits& units)
{
    units_ = units;
    draw();
}

double DeparturesPlot::shown(double value) const
{
    return bands_.empty() ? value : units_.shown(value, QString::fromStdString(bands_.front().units), true);
}

QString DeparturesPlot::unit() const
{
    const QString text = bands_.empty() ? QString() : unitText(units_.shownFor(QString::fromStdString(bands_.front().units)));
    return text.isEmpty() ? QString() : QStringLiteral(" (") + text + QStringLiteral(")");
}

void DeparturesPlot::drawBands(QCustomPlot& plot) const
{
    const QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
    const std::size_t apart = std::max<std::size_t>(1, bands_.size() / 24);
    for (std::size_t i = 0; i < bands_.size(); i += apart) {
        names->addTick(static_cast<double>(i), bandText(bands_[i]));
    }
    plot.yAxis->setTicker(names);
    plot.yAxis->setRange(-0.6, static_cast<double>(bands_.size()) - 0.4);
    plot.yAxis->setLabel({});
}

void DeparturesPlot::drawProfile()
{
    const PlotColours colours = plotColours(palette());
    QCPGraph* before = curve(*profile_, {tr("std(O−B)"), colours.schedule, QCPScatterStyle::ssDisc, Qt::SolidLine});
    QCPGraph* after = curve(*profile_, {tr("std(O−A)"), colours.guidance, QCPScatterStyle::ssSquare, Qt::SolidLine});
    QCPGraph* bias = curve(*profile_, {tr("mean O−B"), colours.warm, QCPScatterStyle::ssCross, Qt::DotLine});
    std::vector<core::Interval> ranges;
    std::vector<double> values, all;
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        const core::FeedbackScore& band = bands_[i];
        const auto place = static_cast<double>(i);
        values.push_back(shown(band.ombStd));
        ranges.push_back({shown(band.ombStdRange.low), shown(band.ombStdRange.high)});
        before->addData(place, values.back());
        if (std::isfinite(band.omaStd)) {
            after->addData(place, shown(band.omaStd));
        }
        bias->addData(place, shown(band.omb.bias));
        all.insert(all.end(), {values.back(), ranges.back().low, ranges.back().high, shown(band.omaStd), shown(band.omb.bias)});
    }
    if (after->data()->isEmpty()) {
        profile_->removeGraph(after);
    }
    whiskers(*profile_, before, colours.schedule, ranges, values);
    zeroLine(*profile_, palette().color(QPalette::PlaceholderText));
    fit(*profile_->xAxis, all);
    profile_->xAxis->setLabel(tr("departure") + unit());
}

void DeparturesPlot::drawChange()
{
    const PlotColours colours = plotColours(palette());
    QCPGraph* change = curve(*profile_, {tr("change of std(O−B), 95 %"), colours.schedule, QCPScatterStyle::ssDisc, Qt::SolidLine});
    std::vector<core::Interval> ranges;
    std::vector<double> values, all;
    for (std::size_t i = 0; i < bands_.size(); ++i) {
        values.push_back(std::isfinite(bands_[i].change) ? bands_[i].change : 0);
        ranges.push_back(bands_[i].changeRange);
        change->addData(static_cast<double>(i), bands_[i].change);
        all.insert(all.end(), {bands_[i].change, ranges.back().low, ranges.back().high});
    }
    whiskers(*profile_, change, colours.schedule, ranges, values);
    zeroLine(*profile_, palette().color(QPalette::PlaceholderText));
    fit(*profile_->xAxis, all);
    profile_->xAxis->setLabel(tr("second experiment against the first (%)"));
}

void DeparturesPlot::drawCourse(const core::FeedbackScore& band)
{
    const PlotColours colours = plotColours(palette());
    QCPGraph* deviation = course_->addGraph();
    QCPGraph* bias = course_->addGraph();
    deviation->setName(tr("std(O−B)"));
    bias->setName(tr("mean O−B"));
    deviation->setPen(QPen(colours.schedule, 1.6));
    bias->setPen(QPen(colours.warm, 1.4, Qt::DotLine));
    std::vector<double> all;
    for (const core::FeedbackScore::Cycle& cycle : band.cycles) {
        const auto time = static_cast<double>(cycle.time);
        deviation->addData(time, shown(cycle.std));
        bias->addData(time, shown(cycle.bias));
        all.insert(all.end(), {shown(cycle.std), shown(cycle.bias)});
    }
    for (QCPGraph* graph : {deviation, bias}) {
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, 4));
    }
    const QSharedPointer<QCPAxisTickerDateTime> dates(new QCPAxisTickerDateTime);
    dates->setDateTimeSpec(Qt::UTC);
    dates->setDateTimeFormat(QStringLiteral("d MMM\nHH:mm"));
    dates->setTickCount(4);
    course_->xAxis->setTicker(dates);
    course_->xAxis->setLabel(tr("%1, cycles (UTC)").arg(bandText(band)));
    course_->yAxis->setLabel(tr("departure") + unit());
    course_->xAxis->setRange(static_cast<double>(band.cycles.front().time), static_cast<double>(band.cycles.back().time));
    course_->xAxis->scaleRange(1.08);
    fit(*course_->yAxis, all);
}

void DeparturesPlot::drawHistogram(const core::FeedbackScore& band)
{
    const PlotColours colours = plotColours(palette());
    auto* bars = new QCPBars(course_->xAxis, course_->yAxis);
    bars->setName(tr("O−B of %1").arg(bandText(band)));
    const double end = shown(band.histogramEnd), width = 2 * end / static_cast<double>(std::max<std::size_t>(1, band.histogram.size()));
    bars->setWidth(width);
    QColor fill = colours.schedule;
    bars->setPen(QPen(fill, 1));
    fill.setAlphaF(0.35F);
    bars->setBrush(fill);
    double most = 1;
    for (std::size_t i = 0; i < band.histogram.size(); ++i) {
        bars->addData(-end + (static_cast<double>(i) + 0.5) * width, static_cast<double>(band.histogram[i]));
        most = std::max(most, static_cast<double>(band.histogram[i]));
    }
    zeroLine(*course_, palette().color(QPalette::PlaceholderText));
    course_->xAxis->setLabel(tr("O−B") + unit());
    course_->yAxis->setLabel(tr("observations"));
    course_->xAxis->setRange(-end, end);
    course_->yAxis->setRange(0, 1.05 * most);
}

void DeparturesPlot::draw()
{
    for (QCustomPlot* plot : {profile_, course_}) {
        empty(*plot);
        dressPlot(*plot, palette());
    }
    if (!bands_.empty()) {
        drawBands(*profile_);
        compared_ ? drawChange() : drawProfile();
        const core::FeedbackScore& band = bands_[chosen_];
        band.cycles.size() > 1 ? drawCourse(band) : drawHistogram(band);
    }
    profile_->replot(QCustomPlot::rpQueuedReplot);
    course_->replot(QCustomPlot::rpQueuedReplot);
}

void DeparturesPlot::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) {
        draw();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
