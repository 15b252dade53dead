#include "ui/globe/ticks.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace ui::globe {

Ticks niceTicks(double low, double high, int most)
{
    Ticks ticks;
    if (!(high > low) || !std::isfinite(high - low) || most < 1) {
        return ticks;
    }
    const double least = (high - low) / most;
    const double power = std::pow(10, std::floor(std::log10(least)));
    ticks.step = 10 * power;
    for (const double factor : {5.0, 2.0, 1.0}) {
        if (factor * power >= least * (1 - 1e-9)) {
            ticks.step = factor * power;
        }
    }
    const double slack = 1e-6 * ticks.step;
    for (double i = std::ceil((low - slack) / ticks.step); i * ticks.step <= high + slack; ++i) {
        ticks.values.push_back(i * ticks.step);
    }
    return ticks;
}

QString Ticks::text(double value) const
{
    const double size = std::max(std::abs(value), step);
    if (size >= 1e6 || (step > 0 && step < 1e-4)) {
        return QLocale().toString(value, 'g', 4).replace(QLatin1Char('-'), QChar(0x2212));
    }
    const int decimals = step > 0 ? std::max(0, int(std::ceil(-std::log10(step) - 1e-9))) : 2;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(std::abs(value) < 1e-9 * size ? 0.0 : value, 'f', decimals)
        .replace(QLatin1Char('-'), QChar(0x2212));
}

}  // namespace ui::globe
