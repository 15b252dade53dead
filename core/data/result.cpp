#include "core/data/result.h"

#include "core/api/error.h"
#include "core/data/grid_writer.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::data {
namespace {

constexpr const char* channelsAttribute = "embellie_channels";

std::string channelList(const std::vector<Channel>& channels)
{
    std::string text;
    for (const Channel& channel : channels) {
        char level[32];
        std::snprintf(level, sizeof level, "@%.10g", channel.levelHpa);
        text += (text.empty() ? "" : " ") + channel.standardName + level;
    }
    return text;
}

void checkShapes(const std::string& path, const Result& result)
{
    const Gridded& g = result.grid;
    const std::size_t size = g.times.size() * g.channels.size() * g.lat.size() * g.lon.size();
    bool fits = size > 0;
    for (const auto& member : result.members) {
        fits = fits && member.size() == size;
    }
    for (const auto* field : {&result.background, &result.exact, &result.exactSpread}) {
        fits = fits && (field->empty() || field->size() == size);
    }
    for (const auto& step : result.steps) {
        fits = fits && (step.denoised.empty() || step.denoised.size() == size);
    }
    if (!fits) {
        throw Error(Cause::bug, path + " is not written: its fields do not have the shape of its grid");
    }
}

/// Fields of one kind, held or made.
struct Fields {
    const std::vector<float>& held;
    const FieldsAt& made;
    [[nodiscard]] bool any() const { return !held.empty() || made; }
};

void writeOne(GridWriter& grid, int root, const std::vector<int>& variables, const std::vector<std::size_t>& leading,
              const Fields& fields, const Gridded& shape)
{
    if (!fields.made) {
        grid.put(root, variables, leading, fields.held.data());
        return;
    }
    for (std::size_t time = 0; time < shape.times.size(); ++time) {
        const std::vector<float> values = fields.made(time);
        if (values.size() != shape.channels.size() * shape.lat.size() * shape.lon.size() || !fields.held.empty()) {
            throw Error(Cause::bug, "A result's fields do not have the shape of its grid, or are given twice.");
        }
        grid.put(root, variables, leading, time, values.data());
    }
}

void writeFields(NetcdfWriter& writer, GridWriter& grid, const Result& result, const ResultSource& source)
{
    const int root = writer.root();
    const std::vector<float> nothing;
    const FieldsAt never;
    const std::size_t members = std::max(result.members.size(), source.members.size());
    if (members > 0) {
        const auto variables = grid.define(root, {.members = true});
        for (std::size_t m = 0; m < members; ++m) {
            writeOne(grid, root, variables, {m},
                     {m < result.members.size() ? result.members[m] : nothing,
                      m < source.members.size() ? source.members[m] : never}, result.grid);
        }
    }
    const auto write = [&](const Fields& fields, const GridWriter::Kind& kind) {
        if (fields.any()) {
            writeOne(grid, root, grid.define(root, kind), {}, fields, result.grid);
        }
    };
    write({result.background, source.background}, {.suffix = "_background", .words = "prior mean"});
    write({result.exact, source.exact}, {.suffix = "_exact", .words = "exact posterior mean"});
    write({result.exactSpread, never}, {.suffix = "_exact_spread",
                                        .words = "exact posterior standard deviation",
                                        .modifier = "standard_error"});
}

void writeDepartures(NetcdfWriter& writer, const std::vector<Result::Departure>& departures)
{
    const int group = writer.group("observations");
    const int obs = writer.dimension(group, "obs", departures.size());
    const auto numbers = [&](const std::string& name, const NetcdfWriter::Attributes& attributes, auto get) {
        std::vector<double> values;
        for (const auto& departure : departures) {
            values.push_back(get(departure));
        }
        writer.doubles(group, name, {obs}, attributes, values);
    };
    const auto words = [&](const std::string& name, const NetcdfWriter::Attributes& attributes, auto get) {
        std::vector<std::string> values;
        for (const auto& departure : departures) {
            values.push_back(get(departure.observation));
        }
        writer.texts(group, name, {obs}, attributes, values);
    };
    using D = Result::Departure;
    words("station", {{"long_name", "station"}}, [](const Observation& o) { return o.id; });
    std::vector<std::int64_t> seconds;
    for (const auto& departure : departures) {
        seconds.push_back(departure.observation.time);
    }
    writer.times(group, {obs}, {}, seconds);
    numbers("lat", {{"standard_name", "latitude"}, {"units", "degrees_north"}},
            [](const D& d) { return d.observation.lat; });
    numbers("lon", {{"standard_name", "longitude"}, {"units", "degrees_east"}},
            [](const D& d) { return d.observation.lon; });
    numbers("altitude", {{"standard_name", "altitude"}, {"units", "m"}},
            [](const D& d) { return d.observation.altitude; });
    words("variable", {{"long_name", "standard name of the observed quantity"}},
          [](const Observation& o) { return o.variable; });
    numbers("pressure",
            {{"standard_name", "air_pressure"}, {"units", "hPa"}, {"comment", "0 at the surface"}},
            [](const D& d) { return d.observation.levelHpa; });
    const std::string own = "canonical unit of the observed quantity";
    numbers("value", {{"long_name", "observed value"}, {"comment", own}},
            [](const D& d) { return d.observation.value; });
    numbers("correction", {{"long_name", "part of the value that brought it to the model's height"}, {"comment", own}},
            [](const D& d) { return d.observation.correction; });
    numbers("error", {{"long_name", "observation error standard deviation"}, {"comment", own}},
            [](const D& d) { return d.observation.error; });
    numbers("omb", {{"long_name", "observation minus prior mean"}, {"comment", own}},
            [](const D& d) { return d.omb; });
    numbers("oma", {{"long_name", "observation minus ensemble mean"}, {"comment", own}},
            [](const D& d) { return d.oma; });
    numbers("oma_exact", {{"long_name", "observation minus exact posterior mean"}, {"comment", own}},
            [](const D& d) { return d.omaExact; });
    numbers("sigma_b", {{"long_name", "prior standard deviation at the observation"}, {"comment", own}},
            [](const D& d) { return d.sigmaB; });
    std::vector<double> uses;
    for (const auto& departure : departures) {
        uses.push_back(static_cast<double>(departure.observation.use));
    }
    writer.flags(group, "use", {obs}, {{"long_name", "how the observation was used"}}, useMeanings, uses);
    words("type", {{"long_name", "type of observation or platform"}}, [](const Observation& o) { return o.type; });
    words("reason", {{"long_name", "why rejected"}}, [](const Observation& o) { return o.reason; });
}

void writeSteps(NetcdfWriter& writer, GridWriter& grid, const std::vector<Result::Step>& steps)
{
    const int group = writer.group("steps");
    const int dimension = writer.dimension(group, "step", steps.size());
    const auto numbers = [&](const std::string& name, const std::string& words, auto get) {
        std::vector<double> values;
        for (const auto& step : steps) {
            values.push_back(get(step));
        }
        writer.doubles(group, name, {dimension}, {{"long_name", words}}, values);
    };
    using S = Result::Step;
    numbers("step", "diffusion step", [](const S& s) { return static_cast<double>(s.step); });
    numbers("t", "diffusion time", [](const S& s) { return s.t; });
    numbers("sigma", "noise level", [](const S& s) { return s.sigma; });
    numbers("oma_rms", "root mean square of observation minus analysis, in units of the error",
            [](const S& s) { return s.omaRms; });
    numbers("rmse", "root mean square error against the truth, in units of the prior",
            [](const S& s) { return s.rmse; });
    numbers("spread", "ensemble standard deviation, in units of the prior",
            [](const S& s) { return s.spread; });
    std::vector<const S*> kept;
    std::vector<double> numbersKept;
    for (const S& step : steps) {
        if (!step.denoised.empty()) {
            kept.push_back(&step);
            numbersKept.push_back(step.step);
        }
    }
    if (kept.empty()) {
        return;
    }
    const int keptDimension = writer.dimension(group, "kept", kept.size());
    writer.doubles(group, "kept", {keptDimension}, {{"long_name", "diffusion step of the fields"}},
                   numbersKept);
    const auto variables = grid.define(group, {.words = "denoised estimate of the first member"}, keptDimension);
    for (std::size_t k = 0; k < kept.size(); ++k) {
        grid.put(group, variables, {k}, kept[k]->denoised.data());
    }
}

}  // namespace

void writeResult(const std::string& path, const Result& result)
{
    writeResult(path, result, {});
}

void writeResult(const std::string& path, const Result& result, const ResultSource& source)
{
    checkShapes(path, result);
    NetcdfWriter writer(path);
    writer.attribute("Conventions", cfConventions);
    writer.attribute("title", "Embellie result");
    writer.attribute("source", "Embellie " EMBELLIE_VERSION);
    writer.attribute(channelsAttribute, channelList(result.grid.channels));
    for (const auto& [name, text] : result.attributes) {
        writer.attribute(name, text);
    }
    GridWriter grid(writer, result.grid, std::max(result.members.size(), source.members.size()));
    writeFields(writer, grid, result, source);
    writeDepartures(writer, result.departures);
    if (!result.steps.empty()) {
        writeSteps(writer, grid, result.steps);
    }
    writer.finish();
}

}  // namespace core::data
