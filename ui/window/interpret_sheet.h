#pragma once

#include "core/api/interpretation.h"
#include "ui/bridge/asker.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace ui::window {

/// Says what variables of a file are where the file does not, or says it wrongly; remembered for files of its kind.
class InterpretSheet : public QDialog {
    Q_OBJECT
public:
    explicit InterpretSheet(QWidget* parent);

    /// Lists the variables of a file, those that nobody knows first.
    void open(const QString& path);
    /// Says what a variable is; taken by apply(). standardName "": as the file says
    void say(const QString& variable, const QString& standardName, const QString& units);
    /// Remembers what was said.
    void apply();

Q_SIGNALS:
    /// The file is to be read anew.
    void interpreted(const QString& path);

private:
    void build();
    void fillNames();
    void take(std::vector<core::NamedVariable> variables);
    void fillTable();
    void chooseRow();
    void editMeaning();
    [[nodiscard]] QString nameText(const std::string& standardName) const;
    [[nodiscard]] core::NamedVariable* chosen();

    QLabel *title_, *variable_, *notes_;
    QTableWidget* table_;
    QComboBox* name_;
    QLineEdit* units_;
    QPushButton* apply_;
    QString path_;
    std::vector<core::NamedVariable> variables_;
    core::Interpretation said_;  ///< in this sheet, and not remembered yet
    bridge::Asker asker_;
};

}  // namespace ui::window
