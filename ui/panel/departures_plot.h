#pragma once

#include "core/api/verbs.h"
#include "ui/panel/display_units.h"

#include <QWidget>

#include <vector>

class QCustomPlot;

namespace ui::panel {

/// Departures of one quantity as an assimilation wrote them: their profile over levels or channels beside the course over
/// cycles, or their histogram where there is one cycle. Of two experiments the profile is the change of std(O−B).
class DeparturesPlot : public QWidget {
    Q_OBJECT
public:
    explicit DeparturesPlot(QWidget* parent = nullptr);

    /// bands  of one variable, from the ground upwards; compared: beside a second experiment
    void show(const std::vector<core::FeedbackScore>& bands, bool compared);
    /// The band whose course or histogram is drawn.
    void choose(std::size_t band);
    void setUnits(const DisplayUnits& units);

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();
    void drawProfile();
    void drawChange();
    void drawCourse(const core::FeedbackScore& band);
    void drawHistogram(const core::FeedbackScore& band);
    void drawBands(QCustomPlot& plot) const;
    [[nodiscard]] double shown(double value) const;
    [[nodiscard]] QString unit() const;

    QCustomPlot *profile_, *course_;
    std::vector<core::FeedbackScore> bands_;
    DisplayUnits units_;
    std::size_t chosen_ = 0;
    bool compared_ = false;
};

/// "500 hPa", "channel 7" or "surface": where a band of departures lies.
[[nodiscard]] QString bandText(const core::FeedbackScore& band);

}  // namespace ui::panel
