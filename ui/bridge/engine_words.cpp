#include "ui/bridge/engine_words.h"

#include <QCoreApplication>
#include <QFile>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace ui::bridge {

namespace {

constexpr int deepest = 3;  ///< a sentence in a sentence in a sentence

struct Pattern {
    QString source;             ///< as it stands in the resource
    QRegularExpression form;
    qsizetype letters = 0;      ///< that are not places: the pattern with most of them fits best
};

const QRegularExpression& place()
{
    static const QRegularExpression found(QStringLiteral("%([1-9])"));
    return found;
}

/// File errors end with a full stop in some places and not in others: patterns do not care.
QString withoutStop(const QString& sentence)
{
    return sentence.endsWith(QLatin1Char('.')) ? sentence.chopped(1) : sentence;
}

Pattern patternOf(const QString& source)
{
    const QStringList fixed = withoutStop(source).split(place());
    QStringList escaped;
    qsizetype letters = 0;
    for (const QString& part : fixed) {
        escaped << QRegularExpression::escape(part);
        letters += part.size();
    }
    const QString form = escaped.join(QStringLiteral("(.+?)"));
    return {source, QRegularExpression(QRegularExpression::anchoredPattern(form), QRegularExpression::DotMatchesEverythingOption),
            letters};
}

const std::vector<Pattern>& patterns()
{
    static const std::vector<Pattern> known = [] {
        std::vector<Pattern> made;
        for (const QString& source : enginePatterns()) {
            made.push_back(patternOf(source));
        }
        std::ranges::stable_sort(made, std::ranges::greater(), &Pattern::letters);
        return made;
    }();
    return known;
}

/// Empty where there is no translation.
QString looked(const QString& source)
{
    const QString found = QCoreApplication::translate("engine", source.toUtf8().constData());
    return found == source ? QString() : found;
}

QString translated(const QString& sentence, int depth);

/// The translation with its places filled by what stood in them.
QString filled(const QString& translation, const QRegularExpressionMatch& match, int depth)
{
    QString text;
    qsizetype from = 0;
    for (auto at = place().match(translation); at.hasMatch(); at = place().match(translation, from)) {
        text += translation.mid(from, at.capturedStart() - from);
        text += translated(match.captured(at.captured(1).toInt()), depth + 1);
        from = at.capturedEnd();
    }
    return text + translation.mid(from);
}

QString translated(const QString& sentence, int depth)
{
    if (const QString whole = looked(sentence); !whole.isEmpty() || depth > deepest) {
        return whole.isEmpty() ? sentence : whole;
    }
    const QString body = withoutStop(sentence);
    const QString stop = sentence.mid(body.size());
    for (const QString& other : {body, body + QLatin1Char('.')}) {
        if (const QString whole = looked(other); !whole.isEmpty()) {
            return withoutStop(whole) + stop;
        }
    }
    for (const Pattern& pattern : patterns()) {
        const auto match = pattern.form.match(body);
        if (const QString text = match.hasMatch() ? looked(pattern.source) : QString(); !text.isEmpty()) {
            return withoutStop(filled(text, match, depth)) + stop;
        }
    }
    return sentence;
}

}  // namespace

const std::vector<QString>& enginePatterns()
{
    static const std::vector<QString> known = [] {
        std::vector<QString> read;
        QFile file(QStringLiteral(":/i18n/engine.txt"));
        if (file.open(QIODevice::ReadOnly)) {
            for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
                if (!line.startsWith(QLatin1Char('#'))) {
                    read.push_back(line);
                }
            }
        }
        return read;
    }();
    return known;
}

QString engineWords(const std::string& words)
{
    return translated(QString::fromStdString(words), 0);
}

}  // namespace ui::bridge
