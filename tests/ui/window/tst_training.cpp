#include "tests/ui/window/suites.h"
#include "ui/panel/message_strip.h"
#include "ui/window/main_window.h"
#include "ui/window/training_dock.h"

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

using ui::window::MainWindow;
using ui::window::TrainingDock;

namespace {

/// A training of a second: Lorenz-63 with few and short chains.
QByteArray small(const QByteArray& width)
{
    return R"({"training": {"kind": "lorenz63", "order": 1, "width": )" + width +
           R"(, "depth": 2, "embedding": 8, "chains": 64, "burnIn": 64, "length": 32}, "steps": 100000, "batch": 16,
           "validation": {"every": 20}, "checkpointEvery": 20})";
}

QString written(const QTemporaryDir& folder, const QString& name, const QByteArray& text)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
}

bool says(const QWidget& panel, const QString& part)
{
    for (const auto* label : panel.findChildren<QLabel*>()) {
        if (label->text().contains(part)) {
            return true;
        }
    }
    return false;
}

}  // namespace

void TestTraining::aTrainingIsStartedPausedAndGoesOn()
{
    const QTemporaryDir folder;
    MainWindow window({.language = "en", .theme = "dark"});
    window.openFile(written(folder, "small.json", small("16")));
    auto* dock = window.findChild<TrainingDock*>();
    auto* train = dock->findChild<QPushButton*>("train");
    auto* use = dock->findChild<QPushButton*>("useTrained");
    QVERIFY(!dock->isHidden());
    QCOMPARE(train->text(), QString("Train"));
    QVERIFY(train->isEnabled() && !use->isEnabled());
    constexpr int patience = 60000;
    train->click();
    QCOMPARE(train->text(), QString("Pause"));
    QTRY_VERIFY_WITH_TIMEOUT(use->isEnabled(), patience);  // a validation has been better than none
    QVERIFY(QFile::exists(folder.filePath("small/prior.json")));
    train->click();
    QTRY_COMPARE_WITH_TIMEOUT(train->text(), QString("Go on"), patience);
    QVERIFY(QFile::exists(folder.filePath("small/checkpoint.safetensors")));
    QVERIFY(says(*dock, "of 100000") && says(*dock, "best validation"));

    // another window finds what was done
    MainWindow later({.language = "en", .theme = "dark"});
    later.openFile(folder.filePath("small.json"));
    auto* other = later.findChild<TrainingDock*>();
    QCOMPARE(other->findChild<QPushButton*>("train")->text(), QString("Go on"));
    QVERIFY(other->findChild<QPushButton*>("useTrained")->isEnabled());
    QVERIFY(says(*other, "best validation"));
}

void TestTraining::whatCannotBeTrainedIsSaidInWords()
{
    const QTemporaryDir folder;
    MainWindow window({.language = "en", .theme = "dark"});
    window.openFile(written(folder, "wide.json", small("-1")));
    QVERIFY(window.findChild<ui::panel::MessageStrip*>()->text().contains("width"));

    // nowhere to write: the folder's place is taken by a file
    window.openFile(written(folder, "taken.json", small("16")));
    QVERIFY(!written(folder, "taken", "x").isEmpty());
    auto* train = window.findChild<TrainingDock*>()->findChild<QPushButton*>("train");
    train->click();
    constexpr int patience = 60000;
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<ui::panel::MessageStrip*>()->text().contains("it is a file"), patience);
    QCOMPARE(train->text(), QString("Train"));
}
