#pragma once

#include <QDialog>

class QLineEdit;
class QTreeWidget;

namespace ui::window {

class Actions;

/// All actions with their keys, searchable; stays beside the window and blocks nothing.
class ShortcutsSheet : public QDialog {
    Q_OBJECT
public:
    ShortcutsSheet(const Actions& actions, QWidget* parent);

private:
    void fill(const Actions& actions);

    QLineEdit* search_;
    QTreeWidget* list_;
};

}  // namespace ui::window
