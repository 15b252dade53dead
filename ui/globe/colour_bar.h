#pragma once

#include <QString>
#include <QWidget>

class QPainter;

namespace ui::globe {

/// What a colour bar tells.
struct ColourBarContent {
    QString colourMap = QStringLiteral("thermal");
    bool reversed = false;
    double low = 0, high = 1;
    QString label, unit;
    bool missing = false;  ///< also explain the colour of missing values
};

/// Paints a horizontal colour bar with round ticks, unit and triangles for what lies outside the range.
/// The painter's font and the pen's colour are used for the words.
void paintColourBar(QPainter& painter, const QRectF& area, const ColourBarContent& content);

/// A colour bar as a widget, in the palette's colours.
class ColourBar final : public QWidget {
    Q_OBJECT

public:
    explicit ColourBar(QWidget* parent = nullptr);
    void setContent(const ColourBarContent& content);
    [[nodiscard]] const ColourBarContent& content() const { return content_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColourBarContent content_;
};

}  // namespace ui::globe
