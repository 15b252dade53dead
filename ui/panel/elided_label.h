#pragma once

#include <QLabel>

namespace ui::panel {

/// One line of plain text that ends in an ellipsis where it does not fit; its tool tip then says the whole.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString shown() const;
};

}  // namespace ui::panel
