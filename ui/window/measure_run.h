#pragma once

#include "ui/window/measure_script.h"
#include "ui/window/synthetic_input.h"

#include <QObject>

namespace ui::window {

class MainWindow;
class Probe;

/// Plays a script in the window through Qt's event queue and prints p50, p99 and max of each measured row.
class MeasureRun : public QObject {
    Q_OBJECT
public:
    /// json  true prints for machines. throws core::Error when the script cannot be read
    MeasureRun(MainWindow& window, const QString& script, bool json);

Q_SIGNALS:
    /// 0 when every line could be played and every expectation held, else 1.
    void done(int code);

private:
    void play();
    bool play(const ScriptStep& step);
    bool drag(const ScriptStep& step, QWidget& target);
    bool waitFor(const ScriptStep& step);
    bool expect(const ScriptStep& step, const QWidget& target);
    void rest(double seconds) const;
    [[nodiscard]] QWidget* find(const QString& name) const;
    void print() const;

    MainWindow& window_;
    Probe* probe_;
    SyntheticInput input_;
    std::vector<ScriptStep> steps_;
    bool json_;
};

}  // namespace ui::window
