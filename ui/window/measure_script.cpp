#include "ui/window/measure_script.h"

#include "core/api/error.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace ui::window {

namespace {

const QStringList& kinds()
{
    static const QStringList names{"set", "drag", "key", "wait", "expect", "shoot"};
    return names;
}

core::Error wrong(qsizetype line, const QString& why)
{
    return {core::Cause::badInput, QString("Line %1 of the script %2.").arg(line + 1).arg(why).toStdString(),
            "A line is {\"do\": " + kinds().join("|").toStdString() + ", \"target\": NAME, \"value\": …}."};
}

ScriptStep readStep(const QJsonValue& value, qsizetype line)
{
    if (!value.isObject()) {
        throw wrong(line, "is not an object");
    }
    const QJsonObject object = value.toObject();
    for (const QString& key : object.keys()) {
        if (!QStringList{"do", "target", "value", "row", "seconds"}.contains(key)) {
            throw wrong(line, "has the unknown key " + key);
        }
    }
    const auto kind = kinds().indexOf(object["do"].toString());
    if (kind < 0) {
        throw wrong(line, "does \"" + object["do"].toString() + "\", which is none of " + kinds().join(", "));
    }
    ScriptStep step{.kind = static_cast<ScriptStep::Kind>(kind),
                    .target = object["target"].toString(),
                    .value = object["value"],
                    .row = object["row"].toInt(),
                    .seconds = object["seconds"].toDouble(object["do"] == "wait" ? 30 : 1)};
    const bool needsTarget = step.kind == ScriptStep::Kind::set || step.kind == ScriptStep::Kind::drag ||
                             step.kind == ScriptStep::Kind::expect;
    if (needsTarget && step.target.isEmpty()) {
        throw wrong(line, "names no target");
    }
    if (step.value.isUndefined() && step.kind != ScriptStep::Kind::drag) {
        throw wrong(line, "has no value");
    }
    return step;
}

}  // namespace

std::vector<ScriptStep> readScript(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isArray()) {
        throw core::Error(core::Cause::badInput,
                          "The script is not a JSON list (" + error.errorString().toStdString() + ").",
                          "A script is a list of {\"do\", \"target\", \"value\"}.");
    }
    std::vector<ScriptStep> steps;
    const QJsonArray lines = document.array();
    for (qsizetype line = 0; line < lines.size(); ++line) {
        steps.push_back(readStep(lines[line], line));
    }
    return steps;
}

}  // namespace ui::window
