// Median and 99th percentile of the globe's time from frame to frame while it turns, with a 1440 x 721 field
// that is new in every frame: measure_globe [WIDTH HEIGHT [OBSERVATIONS]]

#include "ui/globe/globe_view.h"

#include <QApplication>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <vector>

#include <sys/resource.h>

namespace {

constexpr double radian = std::numbers::pi / 180;

/// A wave field of 0.25°, moving with the phase.
core::Field wavesAt(double phase)
{
    static const auto grid = [] {
        auto made = std::make_shared<core::DisplayGrid>();
        for (int i = 0; i < 721; ++i) {
            made->lat.push_back(90 - 0.25 * i);
        }
        for (int i = 0; i < 1440; ++i) {
            made->lon.push_back(0.25 * i);
        }
        return made;
    }();
    core::Field field{.grid = grid, .name = "air_temperature", .units = "K"};
    field.values.resize(721 * 1440);
    for (std::size_t r = 0; r < 721; ++r) {
        const double lat = grid->lat[r] * radian;
        for (std::size_t c = 0; c < 1440; ++c) {
            const double lon = grid->lon[c] * radian;
            field.values[r * 1440 + c] = float(250 + 45 * std::cos(lat) + 8 * std::cos(6 * lon + 3 * lat + phase));
        }
    }
    return field;
}

ui::globe::GlobeObservations observationsOf(int count)
{
    ui::globe::GlobeObservations observations;
    for (int i = 0; i < count; ++i) {
        const double lat = std::asin(2 * (i + 0.5) / count - 1) / radian;
        observations.points.push_back({float(lat), float(std::fmod(137.508 * i, 360)), float(250 + 45 * std::cos(lat * radian)),
                                       i % 10 ? ui::globe::Glyph::used : ui::globe::Glyph::heldOut});
    }
    return observations;
}

/// Processor seconds of this process so far, all threads: what a frame costs whatever else the machine does.
double processorSeconds()
{
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    return double(use.ru_utime.tv_sec + use.ru_stime.tv_sec) + 1e-6 * double(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))];
}

}  // namespace

int main(int argc, char** argv)
{
    ui::globe::GlobeView::prepareApplication();
    QApplication application(argc, argv);
    const int width = argc > 2 ? std::atoi(argv[1]) : 1280;
    const int height = argc > 2 ? std::atoi(argv[2]) : 720;
    constexpr int frames = 200;

    std::vector<core::Field> fields;
    for (int i = 0; i < 8; ++i) {
        fields.push_back(wavesAt(i * std::numbers::pi / 4));
    }
    ui::globe::GlobeView view;
    view.setStyle({.low = 245, .high = 305, .contours = 5});
    view.setObservations(observationsOf(argc > 3 ? std::atoi(argv[3]) : 1000));
    view.resize(width, height);

    std::vector<double> times;
    double last = 0;
    double processor = 0;
    int drawn = 0;
    QObject::connect(&view, &QOpenGLWidget::frameSwapped, &application, [&] {
        const double now = std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
        if (++drawn > 10) {
            times.push_back(1000 * (now - last));
        } else {
            processor = processorSeconds();
        }
        last = now;
        if (times.size() >= frames) {
            QApplication::quit();
            return;
        }
        view.setField(fields[std::size_t(drawn) % fields.size()]);
        view.orbitBy(1.5, 0.2 * std::sin(0.1 * drawn));
    });
    view.show();
    QApplication::exec();
    std::printf("{\"width\": %d, \"height\": %d, \"frames\": %d, \"p50_ms\": %.1f, \"p99_ms\": %.1f, \"max_ms\": %.1f, "
                "\"processor_ms\": %.1f}\n",
                width, height, frames, percentile(times, 0.5), percentile(times, 0.99), percentile(times, 1.0),
                1000 * (processorSeconds() - processor) / frames);
    return 0;
}
