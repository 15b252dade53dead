#pragma once

#include "core/api/train_request.h"
#include "core/api/training.h"

#include <QString>
#include <QWidget>

#include <optional>

class QFormLayout;
class QLabel;
class QPushButton;

namespace ui::panel {

class ElidedLabel;
class LossPlot;

/// A prior's training: what is trained, where it goes, its losses as they fall, and the prior it has become so far.
class TrainingPanel : public QWidget {
    Q_OBJECT
public:
    explicit TrainingPanel(QWidget* parent = nullptr);

    /// Shows a training and what its folder holds of it; nothing starts. The folder bears the file's name.
    void setRequest(const core::TrainRequest& request, const QString& file);
    void hear(const core::TrainEvent& event);
    [[nodiscard]] bool busy() const { return busy_; }

Q_SIGNALS:
    void fileAsked();    ///< the user wants to choose a training request
    void folderAsked();  ///< … where its prior goes
    void startAsked(const core::TrainRequest& request, const QString& folder, bool resume);
    void stopAsked();
    void priorWanted(const QString& folder);  ///< a run with the prior that the training has made so far
    void failed(const QString& message, const QString& hint);

public:
    void setFolder(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void startOrStop();
    void refresh();
    void retranslate();
    [[nodiscard]] QWidget* chosen(ElidedLabel* label, QPushButton* choose);
    [[nodiscard]] QString progressText() const;
    [[nodiscard]] QString lossText() const;

    std::optional<core::TrainRequest> request_;
    QString file_, folder_, doing_;
    std::optional<core::TrainStep> last_;
    std::optional<double> best_;
    bool busy_ = false, begun_ = false, pausing_ = false;
    LossPlot* plot_;
    QLabel *requestLabel_, *folderLabel_, *progress_, *losses_, *help_;
    ElidedLabel *requestName_, *folderName_;
    QPushButton *chooseRequest_, *chooseFolder_, *act_, *use_;
};

}  // namespace ui::panel
