#include "ui/panel/icon.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace ui::panel {

QIcon tintedIcon(const QString& name, const QColor& colour)
{
    QFile file(":/icons/" + name + ".svg");
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray source = file.readAll();
    QIcon icon;
    for (const auto mode : {QIcon::Normal, QIcon::Disabled}) {
        QColor ink = colour;
        QByteArray tinted = source;
        tinted.replace("currentColor", ink.name().toLatin1());
        QSvgRenderer renderer(tinted);
        for (const int size : {16, 24, 32, 48, 64}) {
            QPixmap picture(size, size);
            picture.fill(Qt::transparent);
            QPainter painter(&picture);
            painter.setOpacity(mode == QIcon::Disabled ? 0.35 : 1);
            renderer.render(&painter);
            painter.end();
            icon.addPixmap(picture, mode);
        }
    }
    return icon;
}

}  // namespace ui::panel
