#pragma once

#include "core/api/event.h"
#include "core/api/session.h"

#include <QStringList>
#include <QWidget>

class QAction;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace ui::panel {

class ChoicePanel;
class CurvePlot;
class StrengthControl;

/// The window's actions that the panel shows as buttons.
struct RunActions {
    QAction *start, *play, *step, *finish, *discard;
};

/// The right dock: the run's verbs, the strength, noise and guidance over the steps, and every choice of a run.
/// Guidance, schedule, grid, sampler and steps apply at the next step; task, prior, seed and members from the top.
class RunPanel : public QWidget {
    Q_OBJECT
public:
    explicit RunPanel(const RunActions& actions, QWidget* parent = nullptr);

    /// Shows a request without telling anybody; what the panel does not show is kept.
    void setRequest(const core::Request& request);
    /// The request as the panel has it now.
    [[nodiscard]] core::Request request() const;
    [[nodiscard]] core::Live live() const;

    void setSigmas(const std::vector<double>& sigmas);
    void setPlayed(int step);
    /// A gridded file the prior can be fitted from or set around.
    void addPriorFile(const QString& path);
    /// Opened observation files, and those of them that the next run uses.
    void setObservationFiles(const QStringList& opened, const QStringList& used);

Q_SIGNALS:
    void liveEdited();
    /// Something that only a new run can follow was changed.
    void topEdited();
    void stepHovered(int step);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void build(const RunActions& actions);
    [[nodiscard]] QWidget* makeVerbs(const RunActions& actions);
    void buildTop(QFormLayout& form);
    void namePriors();
    void readPrior(core::Request& request) const;
    void readObservations(core::Request& request) const;

    core::Request base_;
    QStringList openedObservations_, usedObservations_;
    StrengthControl* strength_;
    CurvePlot* curve_;
    ChoicePanel *guidance_, *sampler_, *schedule_, *grid_, *task_;
    QSpinBox *steps_, *members_, *seed_;
    QComboBox* prior_;
    QLineEdit *error_, *length_;
    QLabel *choices_, *stepsLabel_, *membersLabel_, *seedLabel_, *priorLabel_, *errorLabel_, *lengthLabel_;
};

}  // namespace ui::panel
