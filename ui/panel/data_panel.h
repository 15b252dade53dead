#pragma once

#include "core/api/event.h"

#include <QWidget>

#include <map>

class QFormLayout;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace ui::panel {

/// A variable of an opened file with the indices of its other dimensions.
struct DataChoice {
    QString path;
    int variable = 0;
    std::vector<int> extra;
};

/// What there is to look at: the run's variables and levels, and the opened files with theirs.
/// Observation files carry a check box: checked ones are used by the next run.
class DataPanel : public QWidget {
    Q_OBJECT
public:
    explicit DataPanel(QWidget* parent = nullptr);

    void setChannels(const std::vector<core::Channel>& channels);
    void addFile(const core::Opened& file);
    /// Puts the file's first variable on the globe.
    void showFirstOf(const QString& path);
    /// Marks the run's variable that is shown.
    void setShownChannel(int channel);
    [[nodiscard]] QStringList checkedObservationFiles() const;
    /// "Temperature, 850 hPa" in the window's language.
    [[nodiscard]] static QString fieldWords(const std::string& label);

Q_SIGNALS:
    void channelChosen(int channel);
    void dataChosen(const ui::panel::DataChoice& choice);
    void observationFilesEdited();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void choose(QTreeWidgetItem* item);
    void showExtras(const core::Opened::Variable& variable);
    [[nodiscard]] std::vector<int> extras() const;

    QLabel* caption_;
    QTreeWidget* tree_;
    QTreeWidgetItem* run_;
    QWidget* extraBox_;
    QFormLayout* extraForm_;
    std::vector<core::Channel> channels_;
    std::map<QString, core::Opened> files_;
    DataChoice chosen_;
};

}  // namespace ui::panel
