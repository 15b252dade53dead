#include "ui/panel/display_units.h"

#include "core/api/session.h"

#include <QRegularExpression>
#include <QStringList>

namespace ui::panel {

namespace {

double converted(double value, const QString& from, const QString& to, bool difference)
{
    double result = value;
    if (from == to || !core::convertUnits(result, from.toStdString(), to.toStdString(), difference)) {
        return value;
    }
    return result;
}

}  // namespace

QString DisplayUnits::shownFor(const QString& units) const
{
    static const QStringList temperatures{"K", "kelvin", "degC", "celsius", "deg_C", "degK"};
    static const QStringList pressures{"Pa", "pascal", "hPa", "mbar", "millibar", "millibars"};
    static const QStringList speeds{"m s-1", "m/s", "m s**-1", "kt", "knot", "knots", "meter second-1"};
    if (temperatures.contains(units)) {
        return temperature;
    }
    if (pressures.contains(units)) {
        return pressure;
    }
    return speeds.contains(units) ? speed : units;
}

double DisplayUnits::shown(double value, const QString& units, bool difference) const
{
    return converted(value, units, shownFor(units), difference);
}

double DisplayUnits::stored(double value, const QString& units, bool difference) const
{
    return converted(value, shownFor(units), units, difference);
}

QString unitText(const QString& units)
{
    if (units == "1") {
        return {};
    }
    if (units == "degC") {
        return QStringLiteral("°C");
    }
    QString text = units;
    text.replace("**", "");
    static const QRegularExpression power(QStringLiteral("(?<=[A-Za-z])(-?)([0-9])"));
    const QStringList digits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (auto match = power.match(text); match.hasMatch(); match = power.match(text)) {
        text.replace(match.capturedStart(), match.capturedLength(),
                     (match.captured(1).isEmpty() ? "" : "⁻") + digits[match.captured(2).toInt()]);
    }
    return text;
}

}  // namespace ui::panel
