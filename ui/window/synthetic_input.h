#pragma once

#include <QJsonValue>
#include <QPointF>
#include <QWidget>

class QComboBox;

namespace ui::window {

/// Mouse and keyboard as the window system would deliver them: events go through Qt's window layer, so shortcuts,
/// focus and grabs behave as for a person.
class SyntheticInput {
public:
    void press(QWidget& widget, QPointF position);
    void move(QWidget& widget, QPointF position);
    void release(QWidget& widget, QPointF position);
    /// Presses and releases a key combination written like "Shift+Left" or "V"; the widget gets the focus first.
    void key(QWidget& widget, const QString& keys);
    void type(QWidget& widget, const QString& text);
    /// Gives a spin box, list, check box, line edit, slider or button this value the way a person would.
    /// A window is shown or hidden.
    /// return  false when the widget takes no such value
    bool set(QWidget& widget, const QJsonValue& value);

private:
    void mouse(QWidget& widget, QPointF position, int type);
    bool choose(QComboBox& list, const QJsonValue& value);

    Qt::MouseButtons held_ = Qt::NoButton;
    int clock_ = 0;  ///< ms, strictly rising
};

}  // namespace ui::window
