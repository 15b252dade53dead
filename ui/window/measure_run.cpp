#include "ui/window/measure_run.h"

#include "core/api/error.h"
#include "ui/window/main_window.h"
#include "ui/window/probe.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSlider>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>

namespace ui::window {

namespace {

struct Row {
    int number;
    const char* name;
    const char* target;
};

/// The rows of the interaction table that can be measured here; 130 and 131 are the two halves of row 13.
constexpr Row rows[] = {
    {1, "frame interval while turning", "p50 16.7, p99 25 (50 without a GPU), max 50"},
    {2, "step end to photon", "p50 25, p99 50"},
    {3, "guidance drag to first frame made with it", "1 step + 50"},
    {5, "pause echo", "50"},
    {6, "scrub over kept cells", "p99 33"},
    {7, "colour map or range", "1 frame"},
    {8, "readout under the mouse", "16"},
    {11, "live view's tax on the engine, %", "5"},
    {130, "start to window", "1500"},
    {131, "start to first denoised frame", "5000"},
};

double quantile(std::vector<double> sorted, double share)
{
    const auto index = static_cast<std::size_t>(std::lround(share * static_cast<double>(sorted.size() - 1)));
    return sorted[index];
}

}  // namespace

MeasureRun::MeasureRun(MainWindow& window, const QString& script, bool json)
    : QObject(&window), window_(window), probe_(new Probe(window)), json_(json)
{
    QFile file(script);
    if (!file.open(QIODevice::ReadOnly)) {
        throw core::Error(core::Cause::badFile, "The script " + script.toStdString() + " cannot be read.",
                          "Check its name.");
    }
    steps_ = readScript(file.readAll());
    QTimer::singleShot(0, this, [this] { play(); });
}

void MeasureRun::play()
{
    // shortcuts need the active window, and a display without a window manager makes none active by itself
    window_.activateWindow();
    for (const double end = steadySeconds() + 2; !window_.isActiveWindow() && steadySeconds() < end;) {
        rest(0.01);
    }
    bool good = true;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        probe_->begin(steps_[i].row);
        if (!play(steps_[i])) {
            std::cerr << "Line " << i + 1 << " of the script did not work.\n";
            good = false;
        }
        probe_->end();
    }
    print();
    Q_EMIT done(good ? 0 : 1);
}

QWidget* MeasureRun::find(const QString& name) const
{
    if (name.isEmpty() || name == "window") {
        return &window_;
    }
    return window_.findChild<QWidget*>(name);
}

void MeasureRun::rest(double seconds) const
{
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(1000 * seconds), Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

bool MeasureRun::play(const ScriptStep& step)
{
    QWidget* target = find(step.target);
    if (target == nullptr) {
        return false;
    }
    switch (step.kind) {
    case ScriptStep::Kind::set: {
        probe_->stamp();
        const bool taken = input_.set(*target, step.value);
        rest(0.1);
        return taken;
    }
    case ScriptStep::Kind::drag:
        return drag(step, *target);
    case ScriptStep::Kind::key:
        probe_->stamp();
        input_.key(*target, step.value.toString());
        rest(0.1);
        return true;
    case ScriptStep::Kind::wait:
        return waitFor(step);
    case ScriptStep::Kind::expect:
        return expect(step, *target);
    case ScriptStep::Kind::shoot:
        return target->grab().save(step.value.toString());
    }
    return false;
}

bool MeasureRun::drag(const ScriptStep& step, QWidget& target)
{
    // value: list of points as shares of the widget's width and height; a composite is dragged by its slider
    QWidget* widget = &target;
    if (auto* slider = target.findChild<QSlider*>(); slider != nullptr && step.target == "strength") {
        widget = slider;
    }
    std::vector<QPointF> points;
    for (const QJsonValue& point : step.value.toArray()) {
        points.emplace_back(point[0].toDouble() * (widget->width() - 1), point[1].toDouble() * (widget->height() - 1));
    }
    if (points.size() < 2) {
        return false;
    }
    const bool hover = step.row == 8;
    if (!hover) {
        input_.press(*widget, points.front());
    }
    const double start = steadySeconds();
    for (double share = 0; share < 1; share = (steadySeconds() - start) / step.seconds) {
        const double along = share * static_cast<double>(points.size() - 1);
        const auto leg = std::min(static_cast<std::size_t>(along), points.size() - 2);
        const QPointF at = points[leg] + (points[leg + 1] - points[leg]) * (along - static_cast<double>(leg));
        probe_->stamp();
        input_.move(*widget, at);
        rest(0.008);
    }
    if (!hover) {
        input_.release(*widget, points.back());
    }
    rest(0.1);
    return true;
}

bool MeasureRun::waitFor(const ScriptStep& step)
{
    if (step.value.isDouble()) {
        rest(step.value.toDouble());
        return true;
    }
    const QString what = step.value.toString();
    const auto reached = [&] {
        if (what == "finished") {
            return window_.state() == RunState::finished;
        }
        if (what == "running") {
            return window_.state() == RunState::running;
        }
        if (what == "paused") {
            return window_.state() == RunState::paused;
        }
        return what.startsWith("step ") && probe_->shownStep() >= what.mid(5).toInt();
    };
    for (const double end = steadySeconds() + step.seconds; steadySeconds() < end;) {
        if (reached()) {
            return true;
        }
        rest(0.01);
    }
    return false;
}

bool MeasureRun::expect(const ScriptStep& step, const QWidget& target)
{
    // value: {PROPERTY: VALUE}; a text holds when it contains the value
    const QJsonObject wanted = step.value.toObject();
    return std::ranges::all_of(wanted.keys(), [&](const QString& property) {
        const QVariant present = target.property(property.toUtf8().constData());
        const QJsonValue value = wanted[property];
        if (value.isString()) {
            return present.toString().contains(value.toString());
        }
        return value.isBool() ? present.toBool() == value.toBool() : present.toDouble() == value.toDouble();
    });
}

void MeasureRun::print() const
{
    QJsonArray table;
    if (!json_) {
        std::cout << std::left << std::setw(44) << "ms" << std::right << std::setw(6) << "n" << std::setw(9) << "p50"
                  << std::setw(9) << "p99" << std::setw(9) << "max" << "   target\n";
    }
    for (const Row& row : rows) {
        const auto found = probe_->samples().find(row.number);
        if (found == probe_->samples().end()) {
            continue;
        }
        std::vector<double> sorted = found->second;
        std::ranges::sort(sorted);
        const double p50 = quantile(sorted, 0.5);
        const double p99 = quantile(sorted, 0.99);
        if (json_) {
            table.append(QJsonObject{{"row", row.number >= 130 ? 13 : row.number},
                                     {"name", row.name},
                                     {"n", static_cast<qint64>(sorted.size())},
                                     {"p50", p50},
                                     {"p99", p99},
                                     {"max", sorted.back()},
                                     {"target", row.target}});
        } else {
            std::cout << std::left << std::setw(3) << (row.number >= 130 ? 13 : row.number) << std::setw(41)
                      << row.name << std::right << std::fixed << std::setprecision(1) << std::setw(6)
                      << sorted.size() << std::setw(9) << p50 << std::setw(9) << p99 << std::setw(9)
                      << sorted.back() << "   " << row.target << '\n';
        }
    }
    if (json_) {
        std::cout << QJsonDocument(table).toJson().toStdString();
    }
}

}  // namespace ui::window
