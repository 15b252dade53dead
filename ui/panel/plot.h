#pragma once

// QCustomPlot's header is written with Qt's keywords, which this program switches off.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach

namespace ui::panel {

/// The three colours of the charts; readable on light and dark grounds.
struct PlotColours {
    QColor schedule, guidance, warm;
};
[[nodiscard]] PlotColours plotColours(const QPalette& palette);

/// Gives a plot a palette (its own is still the old one while its parent hears of a new one), small type and
/// quiet axes.
void dressPlot(QCustomPlot& plot, const QPalette& palette);

}  // namespace ui::panel
