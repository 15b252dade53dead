#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/base/calendar.h"
#include "core/data/safetensors.h"
#include "core/data/safetensors_write.h"
#include "core/data/netcdf_writer.h"
#include "core/data/series_stream.h"
#include "core/earth/model/pressure_levels.h"
#include "core/earth/model/weather.h"
#include "core/run/device.h"
#include "core/run/verbs/table.h"

#include <ATen/Parallel.h>

#include <chrono>
#include <filesystem>

namespace core {

namespace {

namespace fs = std::filesystem;
namespace model = earth::model;
using at::Tensor;
using run::Json;

constexpr std::size_t perDay = 4, kept = 40;  // states between two states of the model on the disk
constexpr std::uint64_t firstOfTraining = std::uint64_t{1} << 31;

struct GridChoice {
    const char* name;
    int columns, rows, truncation;
};
constexpr GridChoice grids[] = {{"64x32", 64, 32, 31}, {"128x64", 128, 64, 42}};

const GridChoice& gridOf(const std::string& name)
{
    for (const GridChoice& grid : grids) {
        if (name == grid.name) {
            return grid;
        }
    }
    throw Error(Cause::badInput, "The grid is “" + name + "”, but 64x32 or 128x64 is needed.",
                "Choose one with --grid.");
}

void checkSeed(const Simulation& wanted)
{
    if (wanted.training != (wanted.seed >= firstOfTraining)) {
        throw Error(
            Cause::badInput,
            "The seed is " + std::to_string(wanted.seed) + ", but " +
                (wanted.training ? "2147483648 or more is needed for training."
                                 : "less than 2147483648 is needed: what lies above is for training."),
            "Choose another --seed.");
    }
}

/// What makes one simulation: two with the same text write the same file.
std::string identity(const Simulation& wanted, int truncation)
{
    return Json{{"start", wanted.start},  {"days", wanted.days}, {"members", wanted.members},
                {"seed", wanted.seed},    {"grid", wanted.grid}, {"truncation", truncation},
                {"settle", wanted.settle}}
        .dump();
}

/// The model's two last states on the disk, with which it goes on to the bit.
class Checkpoint {
public:
    Checkpoint(std::string path, std::string identity)
        : path_(std::move(path)), identity_(std::move(identity))
    {
    }

    void keep(const model::Atmosphere& air, std::size_t next) const
    {
        std::map<std::string, Tensor> tensors;
        std::map<std::string, data::ArrayView> views;
        const auto add = [&](const std::string& name, const Tensor& tensor) {
            const Tensor& own = tensors[name] = tensor.cpu().contiguous();
            views[name] = {"F32", own.sizes().vec(), own.data_ptr()};
        };
        add("before.upper", air.before().upper);
        add("before.pressure", air.before().pressure);
        add("now.upper", air.state().upper);
        add("now.pressure", air.state().pressure);
        data::writeSafetensors(path_, views,
                               {{"identity", identity_},
                                {"next", std::to_string(next)},
                                {"seconds", Json(air.seconds()).dump()}});
    }

    /// Brings the model to where it was and returns the number of the next state; nothing where there is no
    /// such file.
    /// throws Error{badInput} where it is of another simulation
    [[nodiscard]] std::optional<std::size_t> restore(model::Atmosphere& air) const
    {
        if (!fs::exists(path_)) {
            return std::nullopt;
        }
        const data::Safetensors file(path_);
        const auto text = [&](const std::string& key) {
            const auto found = file.metadata().find(key);
            return found == file.metadata().end() ? std::string("0") : found->second;
        };
        if (text("identity") != identity_) {
            throw Error(Cause::badInput, path_ + " belongs to another simulation (" + text("identity") + ").",
                        "Repeat that call to go on with it, or remove the file.");
        }
        const auto tensor = [&](const std::string& name) {
            return at::tensor(at::ArrayRef<double>(file.numbers(name)), at::kDouble)
                .view(file.at(name).shape);
        };
        air.resume({tensor("before.upper"), tensor("before.pressure")},
                   {tensor("now.upper"), tensor("now.pressure")}, std::stod(text("seconds")));
        return std::stoull(text("next"));
    }

    void remove() const { fs::remove(path_); }

private:
    std::string path_, identity_;
};

data::Gridded shapeOf(const Simulation& wanted, const GridChoice& grid, std::int64_t start)
{
    data::Gridded shape{.lat = earth::gaussianLatitudes(grid.rows).lat,
                        .channels = model::PressureLevels::channels()};
    for (int i = 0; i < grid.columns; ++i) {
        shape.lon.push_back(360.0 * i / grid.columns);
    }
    for (std::size_t t = 0; t < perDay * std::size_t(wanted.days); ++t) {
        shape.times.push_back(start + std::int64_t(t) * model::weatherStep);
    }
    return shape;
}

std::string dateOf(std::int64_t seconds)
{
    constexpr std::size_t letters = 10;
    return base::isoFromSeconds(seconds).substr(0, letters);
}

struct Outcome {
    std::size_t from = 0;  ///< first state that this call wrote
    double seconds = 0;
};

Outcome written(const Simulation& wanted, const std::string& output, const model::EarthModel& earth,
                const Watch& watch)
{
    const GridChoice& grid = gridOf(wanted.grid);
    model::Atmosphere& air = *earth.atmosphere;
    const std::int64_t start = base::secondsFromIso(wanted.start);
    const data::Gridded shape = shapeOf(wanted, grid, start);
    const std::string part = data::SeriesStream::partOf(output), is = identity(wanted, air.plan().truncation);
    const Checkpoint checkpoint(part + ".state", is);
    const auto clock = std::chrono::steady_clock::now();
    auto next = fs::exists(part) ? checkpoint.restore(air) : std::nullopt;
    const auto opening = next ? data::SeriesStream::Opening::again : data::SeriesStream::Opening::anew;
    data::SeriesStream stream(output,
                              {shape,
                               std::size_t(wanted.members),
                               {{"Conventions", data::cfConventions},
                                {"title", "Weather of the simulated earth"},
                                {"source", "Embellie " EMBELLIE_VERSION ", dry primitive equations, T" +
                                               std::to_string(air.plan().truncation) + ", 8 layers"},
                                {"simulation", is}}},
                              opening);
    if (!next) {
        const double quarters = double(perDay) * wanted.settle;
        model::settle(air, {wanted.seed, wanted.members, start, wanted.settle}, [&](double share) {
            watch("Settling", share * quarters / (quarters + double(perDay) * wanted.days));
        });
        next = 0;
        checkpoint.keep(air, 0);
    }
    const model::Shown shown(earth, {shape.lat, shape.lon});
    const Outcome outcome{.from = *next};
    const double settled = outcome.from == 0 ? double(perDay) * wanted.settle : 0;
    for (std::size_t t = *next; t < shape.times.size(); ++t) {
        const Tensor fields = shown.fields(air.state()).contiguous();
        stream.put(t, fields.data_ptr<float>());
        watch("Simulating " + dateOf(shape.times[t]),
              (settled + double(t)) / (settled + double(shape.times.size())));
        air.advance(air.stepsPerDay() / int(perDay));
        if ((t + 1) % kept == 0) {
            stream.flush();
            checkpoint.keep(air, t + 1);
        }
    }
    stream.finish();
    checkpoint.remove();
    watch("Done", 1);
    return {outcome.from, std::chrono::duration<double>(std::chrono::steady_clock::now() - clock).count()};
}

}  // namespace

Answer simulate(const Simulation& wanted, const std::string& output, const Watch& watch)
{
    checkOutput(output);
    checkSeed(wanted);
    const GridChoice& grid = gridOf(wanted.grid);
    const std::int64_t start = base::secondsFromIso(wanted.start);
    const run::ChosenDevice device = run::chooseDevice(wanted.device);
    if (wanted.threads > 0) {
        at::set_num_threads(wanted.threads);
    }
    const int truncation = wanted.truncation > 0 ? wanted.truncation : grid.truncation;
    const model::EarthModel earth = model::earthModel(model::shippedWorld(), truncation,
                                                      at::TensorOptions(at::kFloat).device(device.device));
    const Outcome outcome = written(wanted, output, earth, watch);
    const std::size_t states = perDay * std::size_t(wanted.days);
    const double pace = double(wanted.members) * double(states - outcome.from) / double(perDay) /
                        outcome.seconds;
    const std::string last = base::isoFromSeconds(start + std::int64_t(states - 1) * model::weatherStep);
    Answer answer;
    answer.text = std::to_string(states) + " states of " + std::to_string(wanted.members) +
                  (wanted.members == 1 ? " member, " : " members, ") + base::isoFromSeconds(start) + " to " +
                  last + ", are in " + output + " (" + run::shortNumber(pace, 2) +
                  " simulated days a second)\n";
    answer.json = run::pretty({{"file", output},
                               {"states", states},
                               {"members", wanted.members},
                               {"first", base::isoFromSeconds(start)},
                               {"last", last},
                               {"grid", wanted.grid},
                               {"truncation", truncation},
                               {"device", device.name},
                               {"resumedAt", outcome.from},
                               {"seconds", outcome.seconds},
                               {"daysPerSecond", pace}});
    return answer;
}

}  // namespace core
