#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QLabel;
class QSlider;

namespace ui::panel {

/// Strength s of a slider position p in 0…1: s = (9^p − 1)/2, so 0 → 0, ½ → 1 (Bayes), 1 → 4.
[[nodiscard]] double strengthFromPosition(double position);
/// The inverse; strengths above 4 sit at the right end.
[[nodiscard]] double positionFromStrength(double strength);

/// The one guidance slider: right is stronger. Under it stands what that means, R/s and σ_o/√s.
class StrengthControl : public QWidget {
    Q_OBJECT
public:
    explicit StrengthControl(QWidget* parent = nullptr);

    [[nodiscard]] double strength() const;
    /// Shows a strength without telling anybody.
    void setStrength(double strength);

Q_SIGNALS:
    void strengthEdited(double strength);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();
    void say();

    QLabel* caption_;
    QSlider* slider_;
    QDoubleSpinBox* value_;
    QLabel* meaning_;
};

}  // namespace ui::panel
