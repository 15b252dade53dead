#pragma once

#include <QFrame>
#include <QTimer>

class QAction;
class QLabel;
class QToolButton;

namespace ui::panel {

/// One sentence and a hint in place, never a dialog; goes away by its button or Esc.
class MessageStrip : public QFrame {
    Q_OBJECT
public:
    explicit MessageStrip(QWidget* parent = nullptr);

    void showError(const QString& message, const QString& hint);
    void showNotes(const QStringList& notes);
    /// Puts an action beside the present message.
    void offer(QAction* action);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Mood { error, note };
    void present(Mood mood, const QString& message, const QString& hint);
    void dress();

    QLabel* message_;
    QLabel* hint_;
    QToolButton *offer_, *close_;
    QTimer away_;  ///< notes leave by themselves, errors stay
    Mood mood_ = Mood::note;
};

}  // namespace ui::panel
