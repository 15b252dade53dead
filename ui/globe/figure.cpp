#include "ui/globe/figure.h"

#include "ui/globe/picture.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace ui::globe {
namespace {

struct Layout {
    QRectF title, subtitle, globe, bar, caption;
    double text;  ///< pixels of the letters of the bar
};

Layout layoutOf(const FigureContent& figure, QSize size)
{
    const double text = std::max(10.0, std::min(double(size.height()) / 42, double(size.width()) / 46));
    const double margin = 1.6 * text;
    const double width = size.width() - 2 * margin;
    Layout layout{.text = text};
    double top = 1.2 * text;
    if (!figure.title.isEmpty()) {
        layout.title = QRectF(margin, top, width, 2.2 * text);
        top = layout.title.bottom();
    }
    if (!figure.subtitle.isEmpty()) {
        layout.subtitle = QRectF(margin, top, width, 1.7 * text);
        top = layout.subtitle.bottom();
    }
    double bottom = size.height() - 1.0 * text;
    if (!figure.caption.isEmpty()) {
        layout.caption = QRectF(margin, bottom - 1.4 * text, width, 1.4 * text);
        bottom = layout.caption.top() - 0.5 * text;
    }
    const double barWidth = std::min(width, 34 * text);
    layout.bar = QRectF((size.width() - barWidth) / 2, bottom - 4.2 * text, barWidth, 4.2 * text);
    layout.globe = QRectF(0, top, size.width(), std::max(layout.bar.top() - 0.4 * text - top, 1.0));
    return layout;
}

void paintWords(QPainter& painter, const Layout& layout, const FigureContent& figure, const QColor& ink)
{
    QFont font = painter.font();
    const auto write = [&painter, &font, &ink](const QRectF& area, const QString& words, double pixels, double strength) {
        if (words.isEmpty()) {
            return;
        }
        font.setPixelSize(int(pixels));
        painter.setFont(font);
        QColor colour = ink;
        colour.setAlphaF(float(strength));
        painter.setPen(colour);
        painter.drawText(area, Qt::AlignHCenter | Qt::AlignVCenter,
                         QFontMetricsF(font).elidedText(words, Qt::ElideRight, area.width()));
    };
    font.setWeight(QFont::DemiBold);
    write(layout.title, figure.title, 1.6 * layout.text, 1.0);
    font.setWeight(QFont::Normal);
    write(layout.subtitle, figure.subtitle, 1.1 * layout.text, 0.85);
    write(layout.caption, figure.caption, 0.8 * layout.text, 0.75);
}

}  // namespace

QImage composeFigure(const SceneContent& globe, const FigureContent& figure, QSize size)
{
    const bool dark = figure.ground == FigureContent::Ground::dark;
    const Layout layout = layoutOf(figure, size);
    SceneContent content = globe;
    content.style.dark = dark;
    content.style.transparent = true;
    const QImage picture = drawPicture(content, layout.globe.toAlignedRect().size());
    if (picture.isNull()) {
        return {};
    }
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    if (figure.ground != FigureContent::Ground::transparent) {
        QRadialGradient ground(layout.globe.center(), 0.75 * std::max(size.width(), size.height()));
        ground.setColorAt(0, dark ? QColor(18, 26, 40) : QColor(249, 250, 252));
        ground.setColorAt(1, dark ? QColor(4, 6, 11) : QColor(214, 224, 236));
        painter.fillRect(image.rect(), ground);
    }
    painter.drawImage(layout.globe.toAlignedRect().topLeft(), picture);
    const QColor ink = dark ? QColor(236, 241, 248) : QColor(24, 30, 40);
    paintWords(painter, layout, figure, ink);
    QFont font = painter.font();
    font.setPixelSize(int(layout.text));
    painter.setFont(font);
    painter.setPen(ink);
    paintColourBar(painter, layout.bar, figure.bar);
    return image;
}

}  // namespace ui::globe
