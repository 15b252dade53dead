#include "core/run/plan.h"

#include "core/api/verbs.h"
#include "core/run/verbs/table.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <array>
#include <cmath>
#include <thread>

namespace core {
namespace {

using run::Json;
using run::Plan;

/// "1.5 GiB"
std::string bytesText(double bytes)
{
    constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    constexpr double step = 1024;
    std::size_t unit = 0;
    for (; bytes >= step && unit + 1 < units.size(); ++unit) {
        bytes /= step;
    }
    return run::shortNumber(bytes, 3) + " " + units[unit];
}

std::string flopText(double flop)
{
    constexpr std::array units{"FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP", "EFLOP"};
    constexpr double step = 1000;
    std::size_t unit = 0;
    for (; flop >= step && unit + 1 < units.size(); ++unit) {
        flop /= step;
    }
    return std::isfinite(flop) ? run::shortNumber(flop, 3) + " " + units[unit] : "not known for this prior";
}

std::string timeText(double seconds)
{
    constexpr double minute = 60, hour = 3600, day = 86400;
    if (seconds < 2 * minute) {
        return run::shortNumber(seconds, 3) + " s";
    }
    if (seconds < 2 * hour) {
        return run::shortNumber(seconds / minute, 3) + " min";
    }
    return seconds < 2 * day ? run::shortNumber(seconds / hour, 3) + " h"
                             : run::shortNumber(seconds / day, 3) + " days";
}

std::string count(double value)
{
    constexpr int digits = 15;
    return run::shortNumber(std::round(value), digits);
}

Json jsonOf(const Plan& plan)
{
    const auto& memory = plan.memory;
    const auto rounded = [](double value) {
        return std::isfinite(value) ? Json(std::llround(value)) : Json();
    };
    return {
        {"prior", plan.prior},
        {"device", plan.device},
        {"steps", plan.steps},
        {"members", plan.members},
        {"membersTogether", plan.together},
        {"processes", plan.processes},
        {"processesSharingWindows", plan.sharing()},
        {"states", plan.states},
        {"windows", {{"count", plan.windows}, {"states", plan.windowStates}, {"stride", plan.windowStride}}},
        {"networkEvaluations", rounded(plan.evaluations)},
        {"derivativeProducts", rounded(plan.products)},
        {"operator",
         {{"values", rounded(plan.seen)}, {"vjps", rounded(plan.pulled)}, {"jvps", rounded(plan.pushed)}}},
        {"countsFrom", plan.countsFrom},
        {"flop", std::isfinite(plan.flop) ? Json(plan.flop) : Json()},
        {"memory",
         {{"trajectory", rounded(memory.trajectory)},
          {"preparing", rounded(memory.preparing)},
          {"prior", rounded(memory.prior)},
          {"working", rounded(memory.working)},
          {"states", rounded(memory.states)},
          {"kept", rounded(memory.kept)},
          {"total", rounded(memory.total())},
          {"available", rounded(memory.available)},
          {"from", memory.from}}},
        {"disk",
         {{"result", rounded(plan.disk.result)},
          {"partial", rounded(plan.disk.partial)},
          {"mapped", rounded(plan.disk.mapped)}}},
        {"seconds", plan.seconds},
        {"secondsFrom", plan.secondsFrom},
        {"notes", plan.notes}};
}

std::string windowsText(const Plan& plan)
{
    return plan.windows == 1 ? std::to_string(plan.states) + " states at once"
                             : std::to_string(plan.windows) + " of " + std::to_string(plan.windowStates) +
                                   " states every " + std::to_string(plan.windowStride) + ", " +
                                   std::to_string(plan.states) + " states in all";
}

std::string textOf(const Plan& plan)
{
    const auto& memory = plan.memory;
    std::vector<std::array<std::string, 2>> rows = {
        {"prior", plan.prior},
        {"windows", windowsText(plan)},
        {"members", std::to_string(plan.members) + ", " + std::to_string(plan.together) + " together, on " +
                        std::to_string(plan.processes) + (plan.processes == 1 ? " process" : " processes") +
                        (plan.sharing() == 1 ? "" : ", windows shared by " + std::to_string(plan.sharing()))},
        {"steps", std::to_string(plan.steps)},
        {"denoiser evaluations", count(plan.evaluations)},
        {"products with its derivative", count(plan.products)},
        {"observation operator",
         count(plan.seen) + " values, " + count(plan.pulled) + " vjps, " + count(plan.pushed) + " jvps"},
        {"these numbers are", plan.countsFrom},
        {"operations of the networks", flopText(plan.flop)},
        {"memory, " + memory.from, bytesText(memory.total()) + " of " + bytesText(memory.available) +
                                       " free: making ready " + bytesText(memory.preparing) +
                                       "; then prior and observations " + bytesText(memory.prior) +
                                       ", a step " + bytesText(memory.working) + ", states " +
                                       bytesText(memory.states) + ", kept steps " + bytesText(memory.kept)},
        {"one trajectory of all members", bytesText(memory.trajectory)},
        {"disk", "result at most " + bytesText(plan.disk.result) + ", resumable file " +
                     bytesText(plan.disk.partial) +
                     (plan.disk.mapped > 0 ? ", states in mapped files " + bytesText(plan.disk.mapped) : "")},
        {"time of the steps", timeText(plan.seconds) + " (" + plan.secondsFrom + ")"}};
    std::size_t width = 0;
    for (const auto& row : rows) {
        width = std::max(width, row[0].size());
    }
    std::string out;
    for (const auto& [name, value] : rows) {
        out += name + std::string(width - name.size() + 2, ' ') + value + "\n";
    }
    for (const std::string& note : plan.notes) {
        out += "note: " + note + "\n";
    }
    return out;
}

}  // namespace

Answer planOf(const Request& request, const PlanOptions& options, const Watch& watch)
{
    at::InferenceMode guard;
    at::set_num_threads(options.threads > 0
                            ? options.threads
                            : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    const Plan plan = run::planned(request,
                                   {.processes = options.processes,
                                    .together = options.together,
                                    .keptBytes = static_cast<double>(options.keptBytes)},
                                   watch);
    Answer answer;
    answer.text = textOf(plan);
    answer.json = run::pretty(jsonOf(plan));
    return answer;
}

}  // namespace core
