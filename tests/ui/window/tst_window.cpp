#include "tests/ui/window/suites.h"
#include "ui/panel/elided_label.h"
#include "ui/panel/message_strip.h"
#include "ui/window/main_window.h"
#include "ui/window/picture_file.h"

#include <QSpinBox>
#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using ui::window::MainWindow;

namespace {

QString written(const QTemporaryDir& folder, const QString& name, const QByteArray& text)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
}

void drop(MainWindow& window, const QString& path)
{
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event(QPointF(10, 10), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    QVERIFY(event.isAccepted());
}

QString said(MainWindow& window)
{
    return window.findChild<ui::panel::MessageStrip*>("message")->text();
}

void collect(const QMenu& menu, QList<const QAction*>& actions)
{
    for (const QAction* action : menu.actions()) {
        if (const QMenu* inner = action->menu()) {
            collect(*inner, actions);
        } else if (!action->isSeparator()) {
            actions << action;
        }
    }
}

}  // namespace

void TestWindow::aDroppedObservationFileIsShown()
{
    const QTemporaryDir folder;
    const QString path = written(folder, "stations.csv", "time,latitude,longitude,variable,level,value,error\n"
                                                         "2020-01-01T00:00:00Z,50.6,5.6,air_temperature,850,271.5,1\n");
    MainWindow window({.language = "en", .theme = "light"});
    QSignalSpy heard(&window, &MainWindow::engineSaid);
    drop(window, path);
    QVERIFY(heard.wait(20000));
    const auto event = heard.first().first().value<core::Event>();
    QVERIFY(std::holds_alternative<core::Opened>(event));
    QCOMPARE(std::get<core::Opened>(event).kind, std::string("observations"));
}

void TestWindow::aDroppedFileOfAnotherKindIsRefusedInWords()
{
    const QTemporaryDir folder;
    const QString path = written(folder, "garbage.nc", "\x01\x02\x03\x04 nothing of the kind");
    MainWindow window({.language = "fr", .theme = "light"});
    QSignalSpy heard(&window, &MainWindow::engineSaid);
    drop(window, path);
    QVERIFY(heard.wait(20000));
    QVERIFY2(said(window).contains("n’est pas du NetCDF"), qPrintable(said(window)));
}

void TestWindow::aDroppedRequestWithAnErrorIsRefusedInWords()
{
    const QTemporaryDir folder;
    MainWindow window({.language = "fr", .theme = "light"});
    drop(window, written(folder, "request.json", "{\"ensemble\": {\"members\": \"many\"}}"));
    QVERIFY2(said(window).contains("mais il faut un nombre entier"), qPrintable(said(window)));
    QCOMPARE(window.state(), ui::window::RunState::idle);
}

void TestWindow::everyControlIsReachedByTab()
{
    const MainWindow window({.language = "en", .theme = "light"});
    int controls = 0;
    const auto check = [&](const QWidget* widget) {
        const QWidget* parent = widget->parentWidget();
        const bool own = !widget->objectName().isEmpty() && !widget->objectName().startsWith("qt_");
        if (own && qobject_cast<const QAbstractSpinBox*>(parent) == nullptr) {
            ++controls;
            QVERIFY2((widget->focusPolicy() & Qt::TabFocus) != 0, qPrintable(widget->objectName()));
        }
    };
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
            qobject_cast<const QAbstractSpinBox*>(widget)) {
            check(widget);
        }
    }
    for (const char* name : {"globe", "pad"}) {
        const auto* widget = window.findChild<QWidget*>(name);
        QVERIFY2(widget != nullptr, name);
        check(widget);
    }
    QVERIFY(controls > 20);
}

void TestWindow::everyCommandIsInAMenuAndHasKeysOfItsOwn()
{
    const MainWindow window({.language = "en", .theme = "light"});
    QList<const QAction*> actions;
    for (const QAction* action : window.menuBar()->actions()) {
        QVERIFY(action->menu() != nullptr);
        collect(*action->menu(), actions);
    }
    QMap<QString, QString> taken;
    for (const QAction* action : actions) {
        for (const QKeySequence& keys : action->shortcuts()) {
            QVERIFY2(!taken.contains(keys.toString()),
                     qPrintable(keys.toString() + ": " + taken[keys.toString()] + ", " + action->text()));
            taken[keys.toString()] = action->text();
        }
    }
    for (const QAction* action : window.actions()) {
        QVERIFY2(actions.contains(action), qPrintable(action->text()));
    }
    QVERIFY(taken.size() > 20);
}

void TestWindow::theWindowIsNoWiderThan1024InAnyLanguage()
{
    MainWindow window({.language = "fr", .theme = "light"});
    auto* steps = window.findChild<QSpinBox*>("shownStep");
    QVERIFY(steps != nullptr);
    steps->setMaximum(2000);  // a run of many legs
    steps->setSuffix(" / 2000");
    for (const char* language : {"fr", "en"}) {
        window.setLanguage(language);
        QCoreApplication::processEvents();
        const QSize least = window.minimumSizeHint();
        QVERIFY2(least.width() <= 1024, qPrintable(QString("%1 wide in %2").arg(least.width()).arg(language)));
        QVERIFY2(least.height() <= 700, qPrintable(QString("%1 high in %2").arg(least.height()).arg(language)));
    }
}

void TestWindow::aNarrowLabelLosesWholeParts()
{
    ui::panel::ElidedLabel label;
    label.setText("1 Jan 2020 · member 1 · step 3/32");
    label.resize(label.fontMetrics().horizontalAdvance("1 Jan 2020 · member 1 · st"), 20);
    QCOMPARE(label.shown(), QString("1 Jan 2020 · member 1"));
    label.resize(label.fontMetrics().horizontalAdvance("1 Jan 2020"), 20);
    QCOMPARE(label.shown(), QString("1 Jan 2020"));
}

void TestWindow::aPictureThatCannotBeWrittenLeavesTheOldOne()
{
    const QTemporaryDir folder;
    QImage picture(8, 6, QImage::Format_ARGB32);
    picture.fill(Qt::transparent);
    const QString path = folder.filePath("a.png");
    QVERIFY(ui::window::writePicture(picture, path));
    const QImage read(path);
    QCOMPARE(read.size(), picture.size());
    QCOMPARE(qAlpha(read.pixel(0, 0)), 0);
    QVERIFY(!ui::window::writePicture(QImage(), path));
    QVERIFY(!QImage(path).isNull());
    QVERIFY(!ui::window::writePicture(picture, folder.filePath("missing/a.png")));
    const QString other = written(folder, "a.unknownkind", "kept");
    QVERIFY(!ui::window::writePicture(picture, other));
    QFile kept(other);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("kept"));
}
