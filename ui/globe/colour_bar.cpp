#include "ui/globe/colour_bar.h"

#include "ui/globe/colour_map.h"
#include "ui/globe/ticks.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>

namespace ui::globe {
namespace {

/// UDUNITS text as it is printed: m s-1 becomes m s⁻¹.
QString printedUnit(const QString& unit)
{
    static const QString from = QStringLiteral("0123456789-");
    static const QString to = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹⁻");
    QString text;
    for (int i = 0; i < unit.size(); ++i) {
        const int digit = int(from.indexOf(unit[i]));
        const bool exponent = digit >= 0 && i > 0 && (unit[i - 1].isLetter() || from.contains(unit[i - 1]))
                              && !text.isEmpty();
        text += exponent ? to[digit] : unit[i];
    }
    return text == QLatin1String("1") ? QString() : text;
}

void paintTriangle(QPainter& painter, const std::array<QPointF, 3>& corners, const QColor& colour)
{
    QPainterPath path(corners[0]);
    path.lineTo(corners[1]);
    path.lineTo(corners[2]);
    path.closeSubpath();
    painter.fillPath(path, colour);
    painter.drawPath(path);
}

/// The bar with its two triangles; returns where the range itself lies.
QRectF paintBar(QPainter& painter, const QRectF& bar, const ColourMap& map)
{
    const double tip = 0.75 * bar.height();
    const QRectF range = bar.adjusted(tip + 2, 0, -tip - 2, 0);
    QImage strip(256, 1, QImage::Format_RGB32);
    for (int i = 0; i < 256; ++i) {
        strip.setPixel(i, 0, map.colours[std::size_t(i)]);
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(range, strip);
    painter.drawRect(range);
    paintTriangle(painter, {QPointF(range.left() - 2, bar.top()), QPointF(range.left() - 2, bar.bottom()),
                            QPointF(bar.left(), bar.center().y())}, map.under());
    paintTriangle(painter, {QPointF(range.right() + 2, bar.top()), QPointF(range.right() + 2, bar.bottom()),
                            QPointF(bar.right(), bar.center().y())}, map.over());
    return range;
}

void paintTicks(QPainter& painter, const QRectF& range, const ColourBarContent& content)
{
    const QFontMetricsF metrics(painter.font());
    const double widest = std::max({metrics.horizontalAdvance(niceTicks(content.low, content.high, 8).text(content.high)),
                                    metrics.horizontalAdvance(niceTicks(content.low, content.high, 8).text(content.low)),
                                    metrics.horizontalAdvance(QStringLiteral("000"))});
    const Ticks ticks = niceTicks(content.low, content.high, std::clamp(int(range.width() / (1.7 * widest)), 2, 8));
    const double mark = 0.25 * metrics.height();
    for (const double value : ticks.values) {
        const double x = range.left() + range.width() * (value - content.low) / (content.high - content.low);
        painter.drawLine(QPointF(x, range.bottom()), QPointF(x, range.bottom() + mark));
        painter.drawText(QRectF(x - 2 * widest, range.bottom() + mark, 4 * widest, metrics.height()), Qt::AlignHCenter,
                         ticks.text(value));
    }
}

/// The swatch of missing values; returns what is left of the bar's place.
QRectF paintMissing(QPainter& painter, const QRectF& bar)
{
    const QString word = QCoreApplication::translate("ui::globe::ColourBar", "missing");
    const QFontMetricsF metrics(painter.font());
    const QRectF swatch(bar.right() - 1.6 * bar.height(), bar.top(), 1.6 * bar.height(), bar.height());
    painter.fillRect(swatch, QColor(138, 138, 138));
    painter.fillRect(swatch, QBrush(QColor(175, 175, 175), Qt::BDiagPattern));
    painter.drawRect(swatch);
    const double width = metrics.horizontalAdvance(word);
    painter.drawText(QRectF(bar.right() - width - 1, bar.bottom() + 0.25 * metrics.height(), width + 1,
                            metrics.height()), Qt::AlignRight, word);
    return bar.adjusted(0, 0, -std::max(swatch.width(), width) - 1.2 * metrics.height(), 0);
}

}  // namespace

void paintColourBar(QPainter& painter, const QRectF& area, const ColourBarContent& content)
{
    const QFontMetricsF metrics(painter.font());
    const double text = metrics.height();
    const QString unit = printedUnit(content.unit);
    const QString title = unit.isEmpty()            ? content.label
                          : content.label.isEmpty() ? unit
                                                    : QStringLiteral("%1 (%2)").arg(content.label, unit);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    QPen pen = painter.pen();
    pen.setWidthF(std::max(1.0, text / 20));
    painter.setPen(pen);
    painter.drawText(QRectF(area.left(), area.top(), area.width(), text), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(title, Qt::ElideRight, area.width()));
    const double height = std::clamp(area.height() - 2.6 * text, 0.5 * text, 1.1 * text);
    QRectF bar(area.left() + 1, area.top() + 1.15 * text, area.width() - 2, height);
    if (content.missing) {
        bar = paintMissing(painter, bar);
    }
    const ColourMap& map = colourMap(content.colourMap);
    paintTicks(painter, paintBar(painter, bar, content.reversed ? map.reversed() : map), content);
    painter.restore();
}

ColourBar::ColourBar(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("colourBar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ColourBar::setContent(const ColourBarContent& content)
{
    content_ = content;
    const Ticks ticks = niceTicks(content.low, content.high, 8);
    setAccessibleName(tr("Colour bar"));
    setAccessibleDescription(tr("%1 from %2 to %3 %4").arg(content.label, ticks.text(content.low),
                                                           ticks.text(content.high), printedUnit(content.unit)));
    update();
}

QSize ColourBar::sizeHint() const
{
    return {360, int(3.5 * fontMetrics().height()) + 6};
}

QSize ColourBar::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void ColourBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    paintColourBar(painter, QRectF(rect()).adjusted(6, 3, -6, -3), content_);
}

}  // namespace ui::globe
