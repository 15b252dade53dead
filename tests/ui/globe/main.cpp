#include "tests/ui/globe/suites.h"
#include "ui/globe/globe_view.h"

#include <QApplication>
#include <QtTest>

int main(int argc, char** argv)
{
    ui::globe::GlobeView::prepareApplication();
    QApplication application(argc, argv);
    TestColourMap colourMap;
    TestFieldMap fieldMap;
    TestGeometry geometry;
    TestTicks ticks;
    TestPicture picture;
    TestGlobeView globeView;
    TestCoast coast;
    int failed = 0;
    for (QObject* suite : std::initializer_list<QObject*>{&colourMap, &fieldMap, &geometry, &ticks, &picture, &globeView,
                                                          &coast}) {
        failed += QTest::qExec(suite, argc, argv);
    }
    return failed == 0 ? 0 : 1;
}
