#include "core/api/catalogue.h"
#include "tests/ui/window/suites.h"
#include "ui/panel/choice_panel.h"
#include "ui/panel/layers_panel.h"
#include "ui/window/language.h"

#include <QCheckBox>
#include <QFile>
#include <QXmlStreamReader>
#include <QtTest>

void TestWords::frenchIsFinished()
{
    QFile file(FRENCH_FILE);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QXmlStreamReader reader(&file);
    int messages = 0;
    QString source;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() && reader.name() == QLatin1String("source")) {
            source = reader.readElementText();
            ++messages;
        } else if (reader.isStartElement() && reader.name() == QLatin1String("translation")) {
            QVERIFY2(!reader.attributes().hasAttribute("type"), qPrintable(source));
            const QString text = reader.readElementText(QXmlStreamReader::IncludeChildElements);
            QVERIFY2(!text.trimmed().isEmpty(), qPrintable(source));
            for (const char* mark : {"%1", "%2", "%n"}) {
                QCOMPARE(text.contains(mark), source.contains(mark));
            }
        }
    }
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QVERIFY(messages > 200);
}

void TestWords::everyCatalogueLabelIsTranslated()
{
    QTranslator french;
    QVERIFY(french.load(":/i18n/embellie_fr.qm"));
    const auto known = [&](const std::string& words) {
        return words.empty() || !french.translate("engine", words.c_str()).isEmpty();
    };
    using core::Kind;
    for (const Kind kind : {Kind::schedule, Kind::grid, Kind::sampler, Kind::guidance, Kind::task}) {
        for (const core::Choice& choice : core::catalogue(kind)) {
            QVERIFY2(known(choice.label), choice.label.c_str());
            QVERIFY2(known(choice.note), choice.note.c_str());
            for (const core::Knob& knob : choice.knobs) {
                QVERIFY2(known(knob.label), knob.label.c_str());
            }
            for (const core::Word& word : choice.words) {
                QVERIFY2(known(word.label), word.label.c_str());
            }
        }
    }
}

void TestWords::switchingTheLanguageRetranslatesAPanel()
{
    ui::window::Language language;
    ui::panel::LayersPanel panel({"thermal"});
    const auto* contours = panel.findChild<QCheckBox*>("contours");
    QCOMPARE(contours->text(), QString("Contour lines"));
    language.set("fr");
    QCoreApplication::processEvents();
    QCOMPARE(contours->text(), QString("Isolignes"));
    language.set("en");
    QCoreApplication::processEvents();
    QCOMPARE(contours->text(), QString("Contour lines"));
}
