#include "tests/ui/window/suites.h"

#include <QApplication>
#include <QtTest>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    TestCurve curve;
    TestPad pad;
    TestControls controls;
    TestWords words;
    TestScript script;
    TestView view;
    TestPace pace;
    int failed = 0;
    for (QObject* suite : std::initializer_list<QObject*>{&curve, &pad, &controls, &words, &script, &view, &pace}) {
        failed += QTest::qExec(suite, argc, argv);
    }
    return failed == 0 ? 0 : 1;
}
