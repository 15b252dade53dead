#include "tests/ui/window/suites.h"
#include "ui/panel/message_strip.h"
#include "ui/window/interpret_sheet.h"
#include "ui/window/main_window.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

using ui::window::InterpretSheet;
using ui::window::MainWindow;

namespace {

constexpr int patience = 30000;

QPushButton* applyOf(InterpretSheet& sheet)
{
    for (QPushButton* button : sheet.findChildren<QPushButton*>()) {
        if (button->text() == "Interpret") {
            return button;
        }
    }
    return nullptr;
}

}  // namespace

void TestInterpret::anUnclearFileIsInterpretedAndReadAnew()
{
    const QTemporaryDir folder;
    QFile table(folder.filePath("unclear.csv"));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("time,lat,lon,thing\n2020-01-01T00:00:00Z,10,20,950\n2020-01-01T00:00:00Z,20,20,960\n");
    table.close();
    MainWindow window({.language = "en", .theme = "dark"});
    window.openFile(table.fileName());
    auto* message = window.findChild<ui::panel::MessageStrip*>("message");
    QTRY_VERIFY_WITH_TIMEOUT(message->text().contains("unclear.csv"), patience);
    auto* offer = message->findChild<QToolButton*>("offer");
    QVERIFY(!offer->isHidden());
    offer->click();
    auto* sheet = window.findChild<InterpretSheet*>();
    QVERIFY(sheet != nullptr);
    auto* rows = sheet->findChild<QTableWidget*>();
    QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), 1, patience);
    QCOMPARE(rows->item(0, 3)->text(), QString("nobody knows"));
    QPushButton* apply = applyOf(*sheet);
    QVERIFY(!apply->isEnabled());
    auto* name = sheet->findChild<QComboBox*>();
    name->setCurrentIndex(name->findData("surface_air_pressure"));
    Q_EMIT name->activated(name->currentIndex());
    auto* units = sheet->findChild<QLineEdit*>();
    QTest::keyClicks(units, "degC");
    apply->click();
    QTRY_VERIFY_WITH_TIMEOUT(apply->isEnabled(), patience);  // a pressure is in no such unit, and nothing was remembered
    QVERIFY(window.findChild<InterpretSheet*>() != nullptr);
    units->clear();
    QTest::keyClicks(units, "hPa");
    apply->click();
    QTRY_VERIFY_WITH_TIMEOUT(!message->text().contains("unclear.csv"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(rows->item(0, 3)->text(), QString("Surface pressure in hPa, as you say"), patience);
}
