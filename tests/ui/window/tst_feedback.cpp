#include "tests/ui/window/suites.h"
#include "ui/window/feedback_sheet.h"
#include "ui/window/main_window.h"

#include <QComboBox>
#include <QPushButton>
#include <QTableWidget>
#include <QtTest>

using ui::window::FeedbackSheet;
using ui::window::MainWindow;

void TestFeedback::departuresOpenWithoutARun()
{
    MainWindow window({.language = "en", .theme = "dark"});
    window.openFile(QStringLiteral(EMBELLIE_SOURCE_DIR "/tests/core/data/files/ioda_v3.nc"));
    constexpr int patience = 30000;
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<FeedbackSheet*>() != nullptr, patience);
    auto* sheet = window.findChild<FeedbackSheet*>();
    auto* table = sheet->findChild<QTableWidget*>();
    QTRY_COMPARE_WITH_TIMEOUT(table->rowCount(), 4, patience);  // levels of one quantity
    QCOMPARE(table->item(0, 1)->text(), QString("850 hPa"));
    QVERIFY(sheet->findChild<QComboBox*>()->currentText().contains("emperature"));
    QCOMPARE(table->columnCount(), 11);  // no second experiment
    table->selectRow(2);
    sheet->compare({QStringLiteral(EMBELLIE_SOURCE_DIR "/tests/core/data/files/ioda_second.nc")});
    QTRY_COMPARE_WITH_TIMEOUT(table->columnCount(), 14, patience);
    QCOMPARE(QLocale().toDouble(table->item(0, 12)->text()), -20.0);  // the second's background has four fifths of the noise
    QCOMPARE(window.state(), ui::window::RunState::idle);
}
