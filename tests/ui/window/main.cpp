#include "tests/ui/window/suites.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QtTest>

int main(int argc, char** argv)
{
    const QTemporaryDir state;  // the list of recent files of whoever runs the tests stays as it is
    qputenv("XDG_STATE_HOME", state.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", state.path().toUtf8());
    QApplication application(argc, argv);
    TestCurve curve;
    TestPad pad;
    TestControls controls;
    TestWords words;
    TestScript script;
    TestView view;
    TestPace pace;
    TestEngineWords engineWords;
    TestFeedback feedback;
    TestInterpret interpret;
    TestTraining training;
    TestWindow window;
    int failed = 0;
    for (QObject* suite : std::initializer_list<QObject*>{&curve, &pad, &controls, &words, &script, &view, &pace,
                                                          &engineWords, &feedback, &interpret, &training, &window}) {
        failed += QTest::qExec(suite, argc, argv);
    }
    return failed == 0 ? 0 : 1;
}
