#include "core/api/error.h"
#include "core/api/examples.h"
#include "core/api/log.h"
#include "core/api/session.h"
#include "ui/globe/globe_view.h"
#include "ui/window/command_line.h"
#include "ui/window/interrupt.h"
#include "ui/window/main_window.h"
#include "ui/window/measure_run.h"
#include "ui/window/picture_run.h"

#include <QApplication>
#include <QTimer>

#include <clocale>
#include <iostream>

namespace {

using ui::window::CommandLine;
using ui::window::MainWindow;
using ui::window::PictureRun;

constexpr int failure = 1, usage = 2, interrupted = 130;

int runWindow(const CommandLine& line)
{
    MainWindow window({.language = line.language, .theme = line.theme});
    std::unique_ptr<ui::window::MeasureRun> measure;
    if (line.mode == CommandLine::Mode::measure) {
        measure = std::make_unique<ui::window::MeasureRun>(window, line.script, line.json);
        QObject::connect(measure.get(), &ui::window::MeasureRun::done, qApp, &QCoreApplication::exit);
    }
    window.show();
    if (line.files.isEmpty()) {
        window.start(core::simulatedEarthRequest());
    }
    for (const QString& file : line.files) {
        window.openFile(file);
    }
    return QApplication::exec();
}

int runPictures(const CommandLine& line)
{
    using Kind = PictureRun::Output::Kind;
    const bool many = line.mode == CommandLine::Mode::pictures;
    PictureRun run({.kind = many ? Kind::folder : Kind::picture, .path = line.output});
    QObject::connect(&run, &PictureRun::done, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    const ui::window::Interrupt interrupt;
    QObject::connect(&interrupt, &ui::window::Interrupt::came, &run, [] {
        std::cerr << "\nInterrupted\n";
        QCoreApplication::exit(interrupted);
    });
    if (line.files.isEmpty()) {
        run.start(core::simulatedEarthRequest());
    } else if (line.files.front().endsWith(".json")) {
        run.start(core::readRequest(line.files.front().toStdString()));
    } else {
        run.open(line.files.front());
    }
    return QApplication::exec();
}

int run(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    const CommandLine line = ui::window::readCommandLine(arguments);
    if (line.mode == CommandLine::Mode::help) {
        std::cout << ui::window::commandLineHelp().toStdString();
        return 0;
    }
    if (line.mode == CommandLine::Mode::version) {
        std::cout << "embellie " << EMBELLIE_VERSION << "\n";
        return 0;
    }
    ui::globe::GlobeView::prepareApplication();
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName("embellie");
    QCoreApplication::setApplicationName("embellie");
    std::setlocale(LC_NUMERIC, "C");  // the engine's files are written with points
    const bool window = line.mode == CommandLine::Mode::window || line.mode == CommandLine::Mode::measure;
    return window ? runWindow(line) : runPictures(line);
}

}  // namespace

int main(int argc, char** argv)
{
    core::setLogSink([](core::LogLevel, std::string_view words) { std::cerr << words << '\n'; });
    try {
        return run(argc, argv);
    } catch (const core::Error& error) {
        std::cerr << error.what() << (error.hint().empty() ? "" : " ") << error.hint() << '\n';
        return error.cause() == core::Cause::badInput ? usage : failure;
    } catch (const std::exception& error) {
        std::cerr << "Embellie stopped: " << error.what() << '\n';
        return failure;
    }
}
