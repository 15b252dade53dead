#include "ui/panel/elided_label.h"

#include <QEvent>
#include <QPainter>

namespace ui::panel {

namespace {

const QString separator = QStringLiteral(" · ");

}  // namespace

ElidedLabel::ElidedLabel(QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QString ElidedLabel::shown() const
{
    // whole parts go first: half a word tells nothing
    QStringList parts = text().split(separator);
    const int room = contentsRect().width();
    while (parts.size() > 1 && fontMetrics().horizontalAdvance(parts.join(separator)) > room) {
        parts.removeLast();
    }
    const QString kept = parts.join(separator);
    return fontMetrics().horizontalAdvance(kept) <= room ? kept
                                                         : fontMetrics().elidedText(kept, Qt::ElideRight, room);
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        setToolTip(shown() == text() ? QString() : text());
    }
    return QLabel::event(event);
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter), shown());
}

}  // namespace ui::panel
