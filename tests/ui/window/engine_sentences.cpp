#include "tests/ui/window/engine_sentences.h"

#include <QRegularExpression>

namespace {

/// Length of the string or character literal at `at`, 0 where none starts.
qsizetype literalAt(const QString& text, qsizetype at)
{
    const QChar quote = text[at];
    const bool digits = at > 0 && text[at - 1].isDigit();  // 1'000
    if (quote != '"' && (quote != '\'' || digits)) {
        return 0;
    }
    qsizetype end = at + 1;
    while (end < text.size() && text[end] != quote) {
        end += text[end] == '\\' ? 2 : 1;
    }
    return end + 1 - at;
}

/// Splits at a sign that stands outside of brackets and literals; stops where the first open bracket ends.
QStringList split(const QString& text, QChar sign)
{
    QStringList parts{QString()};
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (const qsizetype length = literalAt(text, i); length > 0) {
            parts.back() += text.mid(i, length);
            i += length - 1;
            continue;
        }
        const QChar c = text[i];
        depth += QString("([{").contains(c) ? 1 : QString(")]}").contains(c) ? -1 : 0;
        if (depth < 0) {
            break;
        }
        if (c == sign && depth == 0) {
            parts << QString();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

/// The text of adjacent literals, null where the term is anything else.
QString literalOf(const QString& term)
{
    static const QRegularExpression form(
        R"re(^(?:std::string[({])?((?:"(?:[^"\\]|\\.)*"\s*)+)[)}]?$)re");
    static const QRegularExpression one(R"re("((?:[^"\\]|\\.)*)")re");
    const auto match = form.match(term);
    if (!match.hasMatch()) {
        return {};
    }
    QString text("");
    for (auto each = one.globalMatch(match.captured(1)); each.hasNext();) {
        text += each.next().captured(1);
    }
    return text.replace("\\\"", "\"").replace("\\n", "\n");
}

QStringList sentencesOf(const QString& expression, const QString& place);

/// What one summand can be.
QStringList alternatives(QString term, const QString& place)
{
    term = term.trimmed();
    if (const QString text = literalOf(term); !text.isNull()) {
        return {text};
    }
    while (term.startsWith('(') && term.endsWith(')')) {
        term = term.mid(1, term.size() - 2);
    }
    const QStringList choice = split(term, '?');
    const QStringList both = choice.size() == 2 ? split(QString(choice[1]).replace("::", "__"), ':') : QStringList();
    if (both.size() == 2) {
        return sentencesOf(both[0], place) + sentencesOf(both[1], place);
    }
    return {place};
}

QStringList sentencesOf(const QString& expression, const QString& place)
{
    QStringList made{QString("")};
    for (const QString& term : split(expression, '+')) {
        QStringList longer;
        for (const QString& tail : alternatives(term, place)) {
            for (const QString& head : made) {
                longer << (tail == place && head.endsWith(place) ? head : head + tail);
            }
        }
        made = longer;
    }
    return made;
}

struct Call {
    const char* form;            ///< up to and with the opening bracket
    std::vector<int> arguments;  ///< that hold sentences; −1: the last
    QString before = {};         ///< what the callee puts before the first of them
};

}  // namespace

QStringList engineSentences(const QString& source, const QString& place)
{
    static const QRegularExpression comments("//[^\n]*");
    QString text = source;
    text.remove(comments);
    const Call calls[] = {{R"((?:Error\(|\{)\s*(?:core::)?Cause::(?!bug)\w+\s*,)", {0, 1}},
                          {R"(throw fileError\()", {1}, place + " "},
                          {R"(throw fileError\()", {2}},
                          {R"([nN]otes\.(?:push_back|emplace_back)\()", {0}},
                          {R"(\b(?:note|tell)\()", {0}},
                          {R"(\brefuse\()", {-1}}};
    QStringList found;
    for (const Call& call : calls) {
        for (auto each = QRegularExpression(call.form).globalMatch(text); each.hasNext();) {
            const QStringList arguments = split(text.mid(each.next().capturedEnd()), ',');
            for (const int index : call.arguments) {
                const qsizetype at = index < 0 ? arguments.size() - 1 : index;
                if (at < arguments.size()) {
                    for (const QString& sentence : sentencesOf(arguments[at], place)) {
                        found << call.before + sentence;
                    }
                }
            }
        }
    }
    return found;
}
