#pragma once

#include <QComboBox>

namespace ui::panel {

/// A list that ends its chosen entry with "…" where it is too narrow for it, instead of cutting letters.
class ElidedList : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace ui::panel
