#include "tests/ui/window/engine_sentences.h"
#include "tests/ui/window/suites.h"
#include "ui/bridge/engine_words.h"
#include "ui/panel/message_strip.h"
#include "ui/window/language.h"

#include <QDirIterator>
#include <QLabel>
#include <QRegularExpression>
#include <QTranslator>
#include <QtTest>

#include <algorithm>

using ui::bridge::engineWords;

namespace {

const QString place = QStringLiteral("q7");

/// Sources whose words only the command line says, and it speaks English.
bool saidInTheWindow(const QString& path)
{
    // the command line alone says these, and what no request reaches yet
    static const QStringList elsewhere{"/run/verbs/", "/run/plan", "/earth/model/", "/run/score", "/run/ranks/", "/run/partial", "/core/world/", "/core/baseline/",
                                       "/denoiser/mixture", "/denoiser/covariances", "/core/question/", "/api/scoring"};
    return std::none_of(elsewhere.begin(), elsewhere.end(), [&](const QString& part) { return path.contains(part); });
}

/// Names of keys and choices stand alone, and stay as they are.
bool holdsWords(QString sentence)
{
    static const QRegularExpression word("[a-z]{3}");
    return sentence.contains(' ') && sentence.remove(place).contains(word);
}

}  // namespace

void TestEngineWords::initTestCase()
{
    language_ = std::make_shared<ui::window::Language>();
    language_->set("fr");
}

void TestEngineWords::cleanupTestCase()
{
    language_->set("en");
    language_.reset();
}

void TestEngineWords::theReaderOfSourcesFindsSentences()
{
    const QString source = R"(throw Error(Cause::badInput, "The " + name + " is \"" + text(a, b) + "\".", "Use " "it.");
        throw Error(Cause::bug, "never"); // note("nor this")
        notes.push_back(std::to_string(n) + (n == 1 ? " place " : " places ") + "skipped");
        throw fileError(path, many ? "is big" : "is small", hint);)";
    const QStringList wanted{"The q7 is \"q7\".", "Use it.", "q7 is big", "q7 is small", "q7", "q7 place skipped",
                             "q7 places skipped"};
    QCOMPARE(engineSentences(source, place), wanted);
}

void TestEngineWords::everySentenceOfTheEngineIsTranslated()
{
    QStringList unknown;
    int sentences = 0;
    for (QDirIterator files(CORE_FOLDER, {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
         files.hasNext();) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (!saidInTheWindow(file.fileName())) {
            continue;
        }
        for (const QString& sentence : engineSentences(QString::fromUtf8(file.readAll()), place)) {
            if (holdsWords(sentence)) {
                ++sentences;
                if (engineWords(sentence.toStdString()) == sentence) {
                    unknown << file.fileName() + ": " + sentence;
                }
            }
        }
    }
    for (const QString& one : unknown) {
        qWarning().noquote() << "not in resources/i18n:" << one;
    }
    QCOMPARE(unknown.size(), 0);
    QVERIFY(sentences > 150);
}

void TestEngineWords::everyPatternHasATranslation()
{
    QVERIFY(ui::bridge::enginePatterns().size() > 100);
    QTranslator french;
    QVERIFY(french.load(":/i18n/embellie_fr.qm"));
    for (const QString& pattern : ui::bridge::enginePatterns()) {
        QVERIFY2(!french.translate("engine", pattern.toUtf8().constData()).isEmpty(), qPrintable(pattern));
    }
}

void TestEngineWords::placesAreFilledWithTranslatedWords()
{
    QCOMPARE(engineWords("window.length is \"long\", but a whole number from 1 to 40 is needed."),
             QString("window.length est \"long\", mais il faut un nombre entier de 1 à 40."));
    QCOMPARE(engineWords("3 observations skipped: outside the window."),
             QString("3 observations laissées de côté : hors de la fenêtre."));
    QCOMPARE(engineWords("changes.2.set: steps is missing."), QString("changes.2.set : steps manque."));
    QCOMPARE(engineWords("/tmp/100 %1.nc is empty."), QString("/tmp/100 %1.nc est vide."));
    QCOMPARE(engineWords("Reading era5.nc"), QString("Lecture de era5.nc"));
    QCOMPARE(engineWords("“w.pth” is not a usable pickle of weights: it has something else where a shape is expected."),
             QString("« w.pth » n’est pas un pickle de poids utilisable : il contient autre chose là où on attend une forme."));
    QCOMPARE(engineWords("Nobody translated this."), QString("Nobody translated this."));
}

void TestEngineWords::countsAgreeWithTheirNoun_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<int>("more");
    QTest::addColumn<QString>("words");
    QTest::newRow("one, English") << "en" << 1 << "and 1 more note: point here to read it";
    QTest::newRow("two, English") << "en" << 2 << "and 2 more notes: point here to read them";
    QTest::newRow("one, French") << "fr" << 1 << "et 1 autre note : pointez ici pour la lire";
}

void TestEngineWords::countsAgreeWithTheirNoun()
{
    QFETCH(const QString, language);
    QFETCH(const int, more);
    QFETCH(const QString, words);
    language_->set(language);
    ui::panel::MessageStrip strip;
    strip.showNotes(QStringList(more + 1, "a note"));
    const auto labels = strip.findChildren<QLabel*>();
    QVERIFY(std::ranges::any_of(labels, [&](const QLabel* label) { return label->text() == words; }));
    language_->set("fr");
}
