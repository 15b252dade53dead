#pragma once

#include "core/api/catalogue.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QGridLayout;
class QLabel;

namespace ui::panel {

/// One open set of the catalogue: a list of its entries and controls built from the chosen entry's knobs.
class ChoicePanel : public QWidget {
    Q_OBJECT
public:
    ChoicePanel(core::Kind kind, const QString& objectName, QWidget* parent = nullptr);

    /// Shows a selection without telling anybody; an empty kind leaves the present one.
    void setSelection(const core::Selection& selection);
    [[nodiscard]] core::Selection selection() const;
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
    void retranslate();
    void build();
    QWidget* makeEditor(const core::Knob& knob);
    [[nodiscard]] static double valueOf(const Control& control);
    static void setValue(const Control& control, double value);

    core::Kind kind_;
    QLabel* caption_;
    QComboBox* list_;
    QGridLayout* grid_;
    std::vector<Control> controls_;
};

}  // namespace ui::panel
