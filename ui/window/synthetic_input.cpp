#include "ui/window/synthetic_input.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QKeySequence>
#include <QLineEdit>
#include <QScrollArea>
#include <QSlider>
#include <QWindow>

// Qt's own entry points for made-up input, as its test library uses them.
Q_GUI_EXPORT void qt_handleKeyEvent(QWindow* window, QEvent::Type type, int key, Qt::KeyboardModifiers modifiers,
                                    const QString& text, bool repeated, ushort count);
Q_GUI_EXPORT void qt_handleMouseEvent(QWindow* window, const QPointF& local, const QPointF& global,
                                      Qt::MouseButtons held, Qt::MouseButton button, QEvent::Type type,
                                      Qt::KeyboardModifiers modifiers, int milliseconds);

namespace ui::window {

namespace {

constexpr int betweenClicks = 1000;  // ms: no two presses are a double click

}  // namespace

void SyntheticInput::mouse(QWidget& widget, QPointF position, int type)
{
    const QWidget* top = widget.window();
    const QPointF local = widget.mapTo(top, position);
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    clock_ += type == QEvent::MouseButtonPress ? betweenClicks : 8;
    qt_handleMouseEvent(top->windowHandle(), local, top->mapToGlobal(local), held_, button,
                        static_cast<QEvent::Type>(type), Qt::NoModifier, clock_);
    QCoreApplication::processEvents();
}

void SyntheticInput::press(QWidget& widget, QPointF position)
{
    // what is scrolled away gets no press, as with a hand on the mouse
    for (QWidget* above = widget.parentWidget(); above != nullptr; above = above->parentWidget()) {
        if (auto* scroll = qobject_cast<QScrollArea*>(above)) {
            scroll->ensureWidgetVisible(&widget);
        }
    }
    held_ = Qt::LeftButton;
    mouse(widget, position, QEvent::MouseButtonPress);
}

void SyntheticInput::move(QWidget& widget, QPointF position)
{
    mouse(widget, position, QEvent::MouseMove);
}

void SyntheticInput::release(QWidget& widget, QPointF position)
{
    held_ = Qt::NoButton;
    mouse(widget, position, QEvent::MouseButtonRelease);
}

void SyntheticInput::key(QWidget& widget, const QString& keys)
{
    const QKeySequence sequence(keys);
    if (sequence.isEmpty()) {
        return;
    }
    widget.setFocus(Qt::OtherFocusReason);
    const QKeyCombination combination = sequence[0];
    const int code = combination.key();
    const bool printable = code >= Qt::Key_Space && code <= Qt::Key_ydiaeresis;
    const QString text = printable ? QString(QChar(code)).toLower() : QString();
    for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        qt_handleKeyEvent(widget.window()->windowHandle(), type, code, combination.keyboardModifiers(), text, false, 1);
        QCoreApplication::processEvents();
    }
}

void SyntheticInput::type(QWidget& widget, const QString& text)
{
    widget.setFocus(Qt::OtherFocusReason);
    for (const QChar letter : text) {
        for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            qt_handleKeyEvent(widget.window()->windowHandle(), type, letter.toUpper().unicode(), Qt::NoModifier,
                              QString(letter), false, 1);
        }
    }
    QCoreApplication::processEvents();
}

bool SyntheticInput::choose(QComboBox& list, const QJsonValue& value)
{
    int index = value.isDouble() ? value.toInt() : list.findData(value.toString());
    if (index < 0) {
        index = list.findText(value.toString());
    }
    if (index < 0 || index >= list.count()) {
        return false;
    }
    while (list.currentIndex() != index) {
        const int before = list.currentIndex();
        key(list, before < index ? "Down" : "Up");
        if (list.currentIndex() == before) {
            return false;
        }
    }
    return true;
}

bool SyntheticInput::set(QWidget& widget, const QJsonValue& value)
{
    if (auto* list = qobject_cast<QComboBox*>(&widget)) {
        return choose(*list, value);
    }
    if (auto* button = qobject_cast<QAbstractButton*>(&widget)) {
        if (!button->isCheckable() || button->isChecked() != value.toBool()) {
            const QPointF centre = button->rect().center();
            press(*button, centre);
            release(*button, centre);
        }
        return true;
    }
    if (widget.isWindow() && value.isBool()) {
        widget.setVisible(value.toBool());
        return true;
    }
    QWidget* editor = &widget;
    if (!qobject_cast<QAbstractSpinBox*>(editor) && !qobject_cast<QLineEdit*>(editor)) {
        editor = widget.findChild<QAbstractSpinBox*>();
    }
    if (editor == nullptr) {
        return false;
    }
    key(*editor, "Ctrl+A");
    type(*editor, value.isDouble() ? editor->locale().toString(value.toDouble(), 'g', 8) : value.toString());
    key(*editor, "Return");
    return true;
}

}  // namespace ui::window
