#pragma once

#include "core/api/catalogue.h"

#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace ui::panel {

/// One open set of the catalogue: a list of its entries and controls built from the chosen entry's knobs and words.
class ChoicePanel : public QWidget {
    Q_OBJECT
public:
    ChoicePanel(core::Kind kind, const QString& objectName, QWidget* parent = nullptr);

    /// Shows a selection without telling anybody; an empty kind leaves the present one.
    void setSelection(const core::Selection& selection);
    [[nodiscard]] core::Selection selection() const;
    /// Texts of the chosen entry by id, without empty ones.
    void setWords(const std::map<std::string, std::string>& words);
    [[nodiscard]] std::map<std::string, std::string> words() const;
    /// The words beside the list.
    void setCaption(const QString& caption);
    [[nodiscard]] QComboBox* list() const { return list_; }

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Control {
        core::Knob knob;
        QLabel* label;
        QWidget* editor;
    };
    struct Text {
        core::Word word;
        QLabel* label;
        QLineEdit* editor;
    };
    void retranslate();
    void build();
    [[nodiscard]] QLabel* placed(QWidget* editor, const std::string& id, int row);
    QWidget* makeEditor(const core::Knob& knob);
    [[nodiscard]] static double valueOf(const Control& control);
    static void setValue(const Control& control, double value);

    core::Kind kind_;
    QLabel* caption_;
    QComboBox* list_;
    QGridLayout* grid_;
    std::vector<Control> controls_;
    std::vector<Text> texts_;
};

}  // namespace ui::panel
