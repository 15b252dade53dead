#include "ui/panel/trajectory_pad.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace ui::panel {

namespace {

constexpr int leftMargin = 46;
constexpr int bottomMargin = 20;
constexpr int otherMargin = 6;

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto channel = [share](int x, int y) { return static_cast<int>(std::lround(x + share * (y - x))); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

}  // namespace

TrajectoryPad::TrajectoryPad(QWidget* parent) : QWidget(parent)
{
    setObjectName("pad");
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    begin({QString()}, {1, 0}, 0);
}

void TrajectoryPad::begin(const QStringList& times, const std::vector<double>& sigmas, int firstStep)
{
    times_ = times.isEmpty() ? QStringList{QString()} : times;
    sigmas_ = sigmas.size() < 2 ? std::vector<double>{1, 0} : sigmas;
    const auto rows = sigmas_.size();
    const auto keep = static_cast<std::size_t>(std::max(0, firstStep));
    perTime_.resize(firstStep > 0 ? std::min(keep + 1, rows) : 0);
    kept_.resize(perTime_.size());
    perTime_.resize(rows);
    kept_.resize(rows, false);
    newest_ = firstStep;
    step_ = std::min(firstStep, steps());
    time_ = std::min<int>(time_, static_cast<int>(times_.size()) - 1);
    stale_ = true;
    say();
    update();
}

void TrajectoryPad::addStep(int step, const std::vector<double>& perTime, bool kept)
{
    if (step < 0 || step > steps()) {
        return;
    }
    perTime_[static_cast<std::size_t>(step)] = perTime;
    kept_[static_cast<std::size_t>(step)] = kept;
    newest_ = std::max(newest_, step);
    stale_ = true;
    update();
}

void TrajectoryPad::setShown(int time, int step)
{
    time_ = std::clamp<int>(time, 0, static_cast<int>(times_.size()) - 1);
    step_ = std::clamp(step, 0, steps());
    say();
    update();
}

int TrajectoryPad::nearestKept(int step) const
{
    const int wanted = std::clamp(step, 0, newest_);
    for (int gap = 0; gap <= steps(); ++gap) {
        for (const int candidate : {wanted - gap, wanted + gap}) {
            if (candidate >= 0 && candidate <= steps() && kept_[static_cast<std::size_t>(candidate)]) {
                return candidate;
            }
        }
    }
    return step_;
}

void TrajectoryPad::scrub(int time, int step)
{
    const int wantedTime = std::clamp<int>(time, 0, static_cast<int>(times_.size()) - 1);
    const int wantedStep = nearestKept(step);
    if (wantedTime == time_ && wantedStep == step_) {
        return;
    }
    setShown(wantedTime, wantedStep);
    Q_EMIT scrubbed(wantedTime, wantedStep);
}

QRectF TrajectoryPad::field() const
{
    return QRectF(rect()).adjusted(leftMargin, otherMargin, -otherMargin, -bottomMargin);
}

QRectF TrajectoryPad::cell(int time, int step) const
{
    const QRectF area = field();
    const double width = area.width() / static_cast<double>(times_.size());
    const double height = area.height() / static_cast<double>(sigmas_.size());
    return {area.left() + time * width, area.top() + step * height, width, height};
}

QPoint TrajectoryPad::cellAt(QPointF position) const
{
    const QRectF area = field();
    return {static_cast<int>(std::floor((position.x() - area.left()) / area.width() * static_cast<double>(times_.size()))),
            static_cast<int>(
                std::floor((position.y() - area.top()) / area.height() * static_cast<double>(sigmas_.size())))};
}

bool TrajectoryPad::newDay(int time) const
{
    return time == 0 || QDateTime::fromString(times_[time], Qt::ISODate).toUTC().time().hour() == 0;
}

QString TrajectoryPad::timeText(int time, bool full) const
{
    const QDateTime moment = QDateTime::fromString(times_[time], Qt::ISODate).toUTC();
    if (!moment.isValid()) {
        return times_[time];
    }
    if (full) {
        return locale().toString(moment, "d MMM yyyy HH:mm") + " UTC";
    }
    return locale().toString(moment, newDay(time) ? "d MMM HH" : "HH") + "h";
}

/// Log of each kept step's error at a time; of σ where no step has an error; NaN where nothing is known.
std::vector<double> TrajectoryPad::distances(int time) const
{
    std::vector<double> distance(sigmas_.size(), std::nan(""));
    bool known = false;
    for (std::size_t k = 0; k < perTime_.size(); ++k) {
        const auto& row = perTime_[k];
        const double error = time < static_cast<int>(row.size()) ? row[static_cast<std::size_t>(time)] : 0;
        if (std::isfinite(error) && error > 0) {
            distance[k] = std::log(error);
            known = true;
        }
    }
    for (std::size_t k = 0; k < sigmas_.size() && !known; ++k) {
        if (kept_[k] && sigmas_[k] > 0) {
            distance[k] = std::log(sigmas_[k]);
        }
    }
    return distance;
}

void TrajectoryPad::shade()
{
    const int columns = static_cast<int>(times_.size());
    const int rows = static_cast<int>(sigmas_.size());
    const QColor ground = palette().color(QPalette::Base);
    const bool dark = ground.lightness() < 128;
    const QColor far = dark ? QColor(0x33, 0x45, 0x5c) : QColor(0xd5, 0xe2, 0xee);
    const QColor near = dark ? QColor(0x8f, 0xc8, 0xf0) : QColor(0x1d, 0x5e, 0x94);
    shades_ = QImage(columns, rows, QImage::Format_RGB32);
    shades_.fill(ground);
    for (int x = 0; x < columns; ++x) {
        const std::vector<double> distance = distances(x);
        double low = 1e300;
        double high = -1e300;
        for (int k = 0; k < rows; ++k) {
            const double value = distance[static_cast<std::size_t>(k)];
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        }
        for (int k = 0; k < rows; ++k) {
            const double value = distance[static_cast<std::size_t>(k)];
            if (kept_[static_cast<std::size_t>(k)]) {
                const double settled = high > low && std::isfinite(value) ? (high - value) / (high - low) : 0;
                shades_.setPixelColor(x, k, mixed(far, near, settled));
            }
        }
    }
    stale_ = false;
}

void TrajectoryPad::paintEvent(QPaintEvent*)
{
    if (stale_) {
        shade();
    }
    QPainter painter(this);
    const QRectF area = field();
    painter.drawImage(area, shades_);
    QColor line = palette().color(QPalette::Window);
    const QRectF first = cell(0, 0);
    painter.setPen(QPen(line, 1));
    if (first.height() >= 4) {
        for (int k = 1; k <= steps(); ++k) {
            painter.drawLine(QPointF(area.left(), cell(0, k).top()), QPointF(area.right(), cell(0, k).top()));
        }
    }
    if (first.width() >= 5) {
        for (int x = 1; x < times_.size(); ++x) {
            painter.drawLine(QPointF(cell(x, 0).left(), area.top()), QPointF(cell(x, 0).left(), area.bottom()));
        }
    }
    QColor frame = palette().color(QPalette::WindowText);
    frame.setAlphaF(hasFocus() ? 0.9F : 0.3F);
    painter.setPen(hasFocus() ? QPen(palette().color(QPalette::Highlight), 2) : QPen(frame, 1));
    painter.drawRect(area);
    paintMargins(painter, area);
    paintShown(painter);
}

void TrajectoryPad::paintMargins(QPainter& painter, const QRectF& area) const
{
    QFont font = painter.font();
    font.setPointSizeF(font.pointSizeF() * 0.82);
    painter.setFont(font);
    painter.setPen(palette().color(QPalette::WindowText));
    const QFontMetrics metrics(font);
    const QRectF labels(0, area.top() - 2, leftMargin - 5, area.height() + 4);
    painter.drawText(labels, Qt::AlignRight | Qt::AlignTop, tr("noise"));
    painter.drawText(labels, Qt::AlignRight | Qt::AlignBottom, tr("clean"));
    const QRectF shownRow = cell(0, step_);
    const double middle = std::clamp(shownRow.center().y(), area.top() + 1.6 * metrics.height(),
                                     area.bottom() - 1.6 * metrics.height());
    if (area.height() > 4 * metrics.height()) {
        painter.drawText(QRectF(0, middle - metrics.height() / 2.0, leftMargin - 5, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(step_));
    }
    const double width = area.width() / static_cast<double>(times_.size());
    // days come first: hours between them take what is left
    constexpr double gap = 6;
    std::vector<std::pair<double, double>> taken;
    for (const bool days : {true, false}) {
        for (int x = 0; x < times_.size(); ++x) {
            if (newDay(x) != days) {
                continue;
            }
            const QString text = timeText(x, false);
            const double advance = metrics.horizontalAdvance(text);
            const double left = std::clamp(area.left() + (x + 0.5) * width - advance / 2, area.left(),
                                           std::max(area.left(), area.right() - advance));
            const bool free = std::none_of(taken.begin(), taken.end(), [&](const auto& other) {
                return left < other.second + gap && other.first < left + advance + gap;
            });
            if (free) {
                painter.drawText(QPointF(left, area.bottom() + metrics.ascent() + 3), text);
                taken.emplace_back(left, left + advance);
            }
        }
    }
}

void TrajectoryPad::paintShown(QPainter& painter) const
{
    const QColor mark = palette().color(QPalette::WindowText);
    QColor guide = mark;
    guide.setAlphaF(0.35F);
    const QRectF shown = cell(time_, step_);
    const QRectF area = field();
    painter.setPen(QPen(guide, 1, Qt::DotLine));
    painter.drawLine(QPointF(area.left(), shown.center().y()), QPointF(area.right(), shown.center().y()));
    painter.drawLine(QPointF(shown.center().x(), area.top()), QPointF(shown.center().x(), area.bottom()));
    QRectF box = shown;
    if (box.height() < 7) {
        box.adjust(0, -(7 - box.height()) / 2, 0, (7 - box.height()) / 2);
    }
    painter.setPen(QPen(palette().color(QPalette::Base), 4));
    painter.drawRect(box);
    painter.setPen(QPen(mark, 2));
    painter.drawRect(box);
}

void TrajectoryPad::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        const QPoint cell = cellAt(event->position());
        scrub(cell.x(), cell.y());
    }
}

void TrajectoryPad::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton)) {
        const QPoint cell = cellAt(event->position());
        scrub(cell.x(), cell.y());
    }
}

void TrajectoryPad::keyPressEvent(QKeyEvent* event)
{
    const int stride = event->modifiers().testFlag(Qt::ShiftModifier) ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return scrub(time_ - stride, step_);
    case Qt::Key_Right:
        return scrub(time_ + stride, step_);
    case Qt::Key_Up:
        return scrub(time_, step_ - stride);
    case Qt::Key_Down:
        return scrub(time_, step_ + stride);
    case Qt::Key_Home:
        return scrub(time_, 0);
    case Qt::Key_End:
        return scrub(time_, newest_);
    default:
        QWidget::keyPressEvent(event);
    }
}

bool TrajectoryPad::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QPoint at = cellAt(help->pos());
        if (at.x() >= 0 && at.x() < times_.size() && at.y() >= 0 && at.y() <= steps()) {
            QToolTip::showText(help->globalPos(),
                               tr("%1 · step %2 of %3 · σ %4")
                                   .arg(timeText(at.x(), true))
                                   .arg(at.y())
                                   .arg(steps())
                                   .arg(locale().toString(sigmas_[static_cast<std::size_t>(at.y())], 'g', 3)),
                               this);
        }
        return true;
    }
    return QWidget::event(event);
}

void TrajectoryPad::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange) {
        stale_ = true;
        say();
        update();
    }
    QWidget::changeEvent(event);
}

void TrajectoryPad::say()
{
    setAccessibleName(tr("Trajectory pad"));
    setAccessibleDescription(tr("diffusion step %1 of %2, σ %3, %4")
                                 .arg(step_)
                                 .arg(steps())
                                 .arg(locale().toString(sigmas_[static_cast<std::size_t>(step_)], 'g', 3),
                                      timeText(time_, true)));
}

}  // namespace ui::panel
