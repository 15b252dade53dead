#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <vector>

namespace ui::window {

/// One line of a script: `{"do": "set|drag|key|wait|expect|shoot", "target": NAME, "value": …}`, with an
/// optional `"row"`: the row of response times that it is measured for.
struct ScriptStep {
    enum class Kind { set, drag, key, wait, expect, shoot };

    Kind kind = Kind::wait;
    QString target;     ///< object name; "" is the window
    QJsonValue value;
    int row = 0;        ///< 0: not measured
    double seconds = 0; ///< of a drag, or longest of a wait
};

/// Reads a script. throws core::Error{badInput} naming the line and what is allowed
[[nodiscard]] std::vector<ScriptStep> readScript(const QByteArray& json);

}  // namespace ui::window
