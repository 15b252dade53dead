#pragma once

#include <QLabel>

namespace ui::panel {

/// One line of plain text that ends in an ellipsis where it does not fit; its tool tip then says the whole.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    /// The text, or what fits of it.
    [[nodiscard]] QString shown() const;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace ui::panel
