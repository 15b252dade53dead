#pragma once

#include "core/api/event.h"
#include "ui/globe/figure.h"
#include "ui/globe/globe_view.h"
#include "ui/panel/layers_panel.h"
#include "ui/window/range_locks.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QSpinBox;

namespace ui::window {

class RunView;

/// The centre of the window: what is shown (title, quantity, statistic), the globe, the readout under the
/// mouse and the colour bar.
class GlobePane : public QWidget {
    Q_OBJECT
public:
    /// figure  the action behind the figure button; null where there is no window
    GlobePane(RunView& view, QAction* figure, QWidget* parent = nullptr);

    void beginRun();
    /// Draws a frame.
    void show(const std::shared_ptr<const core::Frame>& frame);
    void setLayers(const panel::Layers& layers);
    /// Observations of an opened file, shown over its fields; null for none.
    void setFileObservations(std::shared_ptr<const std::vector<core::ObservationPoint>> observations);
    /// Ends of the range typed in shown units.
    void typeRange(double low, double high);

    [[nodiscard]] globe::GlobeView& globe() const { return *globe_; }
    /// Words and colour bar of a figure of what is shown.
    [[nodiscard]] globe::FigureContent figure() const;
    [[nodiscard]] const std::shared_ptr<const core::Frame>& frame() const { return frame_; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString subtitle() const;
    [[nodiscard]] QString shownUnits() const;
    /// Ends of the colour range in shown units.
    [[nodiscard]] std::pair<double, double> shownRange() const;

Q_SIGNALS:
    void rangeShown(double low, double high, const QString& unit);
    void readoutChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void build(QAction* figure);
    [[nodiscard]] QWidget* makeHead(QAction* figure);
    void fillLists();
    void draw();
    /// The globe before the first field.
    void drawEmpty();
    void drawObservations();
    [[nodiscard]] bool showsFile() const;
    void readOut(double lat, double lon, float value, int observation);
    [[nodiscard]] bool isDifference() const;
    [[nodiscard]] QString valueText(double value, const QString& units, bool difference) const;
    [[nodiscard]] QString observationText(int glyph) const;

    RunView& view_;
    globe::GlobeView* globe_;
    globe::ColourBar* bar_;
    QLabel *title_, *subtitle_, *readout_;
    QComboBox *quantity_, *statistic_;
    QSpinBox* member_;
    panel::Layers layers_;
    RangeLocks locks_;
    RangeLocks::Range range_{0, 1};
    std::shared_ptr<const core::Frame> frame_;
    std::shared_ptr<const std::vector<core::ObservationPoint>> fileObservations_;
    bool fileFirst_ = false;  ///< opened observations cover the run's until the view changes
    std::vector<int> drawn_;  ///< index of the observation of each glyph
};

}  // namespace ui::window
