#pragma once

#include "ui/panel/display_units.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace ui::panel {

/// How observations are coloured.
enum class Glyphs { none, value, residual };

/// How the colour range is chosen.
enum class RangeMode { locked, automatic, symmetric };

/// What is drawn besides the field, and how.
struct Layers {
    Glyphs glyphs = Glyphs::value;
    bool contours = false, coast = true, graticule = true;
    QString colourMap;  ///< empty: chosen by the field
    RangeMode range = RangeMode::locked;
    DisplayUnits units;
};

/// The part of the left dock that chooses layers, colours, range and units.
class LayersPanel : public QWidget {
    Q_OBJECT
public:
    /// colourMaps  ids of the maps there are
    explicit LayersPanel(const QStringList& colourMaps, QWidget* parent = nullptr);

    [[nodiscard]] Layers layers() const;
    /// Shows the present range, in shown units.
    void setRange(double low, double high, const QString& unit);
    void cycleGlyphs();

Q_SIGNALS:
    void edited();
    /// The ends were typed, in shown units.
    void rangeEdited(double low, double high);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void buildRange(QFormLayout& form);
    void buildUnits(QFormLayout& form);
    QComboBox* addList(QFormLayout& form, QLabel*& label, const QString& name, const QVariantList& values);
    void readRange();

    QLabel *title_, *glyphLabel_ = nullptr, *mapLabel_ = nullptr, *rangeLabel_ = nullptr, *unitsLabel_;
    QComboBox *glyphs_, *maps_, *mode_, *temperature_, *pressure_, *speed_;
    QCheckBox *contours_, *coast_, *graticule_;
    QLineEdit *low_, *high_;
    QLabel* unit_;
};

}  // namespace ui::panel
