#include "ui/panel/plot.h"

namespace ui::panel {

PlotColours plotColours(const QPalette& palette)
{
    const bool dark = palette.color(QPalette::Base).lightness() < 128;
    return dark ? PlotColours{QColor(0x7a, 0xb8, 0xe6), QColor(0xf2, 0xb0, 0x4a), QColor(0xe8, 0x7d, 0x6c)}
                : PlotColours{QColor(0x1f, 0x6f, 0xa8), QColor(0xb4, 0x6a, 0x00), QColor(0xb8, 0x3a, 0x2a)};
}

void dressPlot(QCustomPlot& plot, const QPalette& palette)
{
    const QColor text = palette.color(QPalette::WindowText);
    QColor quiet = text;
    quiet.setAlphaF(0.35F);
    QColor grid = text;
    grid.setAlphaF(0.10F);
    QFont font = plot.font();
    font.setPointSizeF(font.pointSizeF() * 0.82);
    plot.setBackground(QBrush(palette.color(QPalette::Base)));
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis, plot.xAxis2, plot.yAxis2}) {
        axis->setBasePen(QPen(quiet));
        axis->setTickPen(QPen(quiet));
        axis->setSubTickPen(QPen(grid));
        axis->setTickLabelColor(text);
        axis->setLabelColor(text);
        axis->setTickLabelFont(font);
        axis->setLabelFont(font);
        axis->setLabelPadding(1);
        axis->setTickLabelPadding(2);
        axis->setTickLength(0, 3);
        axis->setSubTickLength(0, 0);
        axis->grid()->setPen(QPen(grid));
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setZeroLinePen(QPen(grid));
    }
    plot.legend->setFont(font);
    plot.legend->setTextColor(text);
    plot.legend->setBorderPen(Qt::NoPen);
    QColor ground = palette.color(QPalette::Base);
    ground.setAlphaF(0.75F);
    plot.legend->setBrush(QBrush(ground));
}

}  // namespace ui::panel
