#include "core/data/result.h"

#include "core/api/error.h"
#include "core/data/cf_coordinates.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"
#include "core/data/netcdf_file.h"

#include <cmath>
#include <cstdlib>

namespace core::data {
namespace {

// Reads a file that writeResult wrote.
class ResultReader {
public:
    explicit ResultReader(const std::string& path) : file_(path) {}
    Result read();

private:
    const Variable& need(const std::string& path) const
    {
        const Variable* variable = file_.find(path);
        if (variable == nullptr) {
            throw Error(Cause::badFile, file_.path() + " is no Embellie result: it has no " + path);
        }
        return *variable;
    }
    std::vector<double> numbers(const std::string& path) const { return readAll(file_, need(path)); }
    void readChannels();
    std::vector<float> block(const std::string& group, const std::string& suffix,
                             const std::vector<std::size_t>& leading) const;
    const Variable* fieldOf(const std::string& group, const Channel& channel,
                            const std::string& suffix) const;
    void readDepartures();
    void readSteps();

    NetcdfFile file_;
    Result result_;
};

void ResultReader::readChannels()
{
    for (const std::string& word : wordsOf(file_.globalText("embellie_channels"))) {
        const auto at = word.rfind('@');
        Channel channel{.standardName = word.substr(0, at),
                        .levelHpa = std::strtod(word.c_str() + at + 1, nullptr)};
        channel.label = humanLabel(channel.standardName, channel.levelHpa);
        result_.grid.channels.push_back(channel);
    }
    if (result_.grid.channels.empty()) {
        throw Error(Cause::badFile, file_.path() + " is no Embellie result", "Results are written by a run.");
    }
}

const Variable* ResultReader::fieldOf(const std::string& group, const Channel& channel,
                                      const std::string& suffix) const
{
    const Variable* surface = file_.find(group + channel.standardName + "_surface" + suffix);
    return channel.levelHpa <= 0 && surface != nullptr ? surface
                                                       : file_.find(group + channel.standardName + suffix);
}

// One block [time, channel, lat, lon]; empty when the file has no such fields.
std::vector<float> ResultReader::block(const std::string& group, const std::string& suffix,
                                       const std::vector<std::size_t>& leading) const
{
    const Gridded& grid = result_.grid;
    const std::size_t plane = grid.lat.size() * grid.lon.size();
    std::vector<float> values(grid.times.size() * grid.channels.size() * plane);
    std::vector<double> slab(plane);
    for (std::size_t c = 0; c < grid.channels.size(); ++c) {
        const Variable* variable = fieldOf(group, grid.channels[c], suffix);
        if (variable == nullptr) {
            return {};
        }
        const std::size_t rank = variable->dimensions.size();
        const bool leveled = rank == leading.size() + 4;
        if (rank != leading.size() + 3 + (leveled ? 1 : 0)) {
            throw Error(Cause::badFile,
                        file_.path() + " is damaged: " + variable->path + " has the wrong shape");
        }
        std::size_t level = 0;
        if (leveled) {
            const auto levels = numbers(variable->dimensions[rank - 3].name);
            while (level + 1 < levels.size() && std::abs(levels[level] - grid.channels[c].levelHpa) > 1e-6) {
                ++level;
            }
        }
        for (std::size_t t = 0; t < grid.times.size(); ++t) {
            std::vector<std::size_t> start = leading;
            start.push_back(t);
            if (leveled) {
                start.push_back(level);
            }
            std::vector<std::size_t> count(start.size(), 1);
            start.insert(start.end(), {0, 0});
            count.insert(count.end(), {grid.lat.size(), grid.lon.size()});
            file_.read(*variable, start, count, slab.data());
            for (std::size_t i = 0; i < plane; ++i) {
                values[grid.at(t, c) + i] = static_cast<float>(slab[i]);
            }
        }
    }
    return values;
}

void ResultReader::readDepartures()
{
    if (file_.find("observations/value") == nullptr) {
        return;
    }
    const auto id = file_.readTexts(need("observations/station"));
    const auto name = file_.readTexts(need("observations/variable"));
    const auto reason = file_.readTexts(need("observations/reason"));
    const auto get = [&](const char* what) { return numbers(std::string("observations/") + what); };
    const auto time = get("time"), lat = get("lat"), lon = get("lon"), altitude = get("altitude");
    const auto level = get("pressure"), value = get("value"), error = get("error"), omb = get("omb"),
               oma = get("oma");
    const bool corrected = file_.find("observations/correction") != nullptr;  // older results have none
    const auto correction = corrected ? get("correction") : std::vector<double>(value.size(), 0.0);
    const Variable* kind = file_.find("observations/type");  // older results have none
    const auto type = kind != nullptr ? file_.readTexts(*kind) : std::vector<std::string>(value.size());
    const auto omaExact = get("oma_exact"), sigmaB = get("sigma_b"), use = get("use");
    for (std::size_t i = 0; i < value.size(); ++i) {
        Observation o{.id = id[i],
                      .time = static_cast<std::int64_t>(time[i]),
                      .lat = lat[i],
                      .lon = lon[i],
                      .altitude = altitude[i],
                      .variable = name[i],
                      .levelHpa = level[i],
                      .value = value[i],
                      .error = error[i],
                      .use = use[i] == 1   ? Use::heldOut
                             : use[i] == 2 ? Use::rejected
                                           : Use::used,
                      .reason = reason[i],
                      .correction = correction[i],
                      .type = type[i]};
        result_.departures.push_back({std::move(o), omb[i], oma[i], omaExact[i], sigmaB[i]});
    }
}

void ResultReader::readSteps()
{
    if (file_.find("steps/step") == nullptr) {
        return;
    }
    const auto get = [&](const char* what) { return numbers(std::string("steps/") + what); };
    const auto step = get("step"), t = get("t"), sigma = get("sigma"), oma = get("oma_rms"),
               rmse = get("rmse"), spread = get("spread");
    for (std::size_t i = 0; i < step.size(); ++i) {
        result_.steps.push_back({static_cast<int>(step[i]), t[i], sigma[i], oma[i], rmse[i], spread[i], {}});
    }
    const Variable* kept = file_.find("steps/kept");
    const auto keptSteps = kept != nullptr ? readAll(file_, *kept) : std::vector<double>{};
    for (std::size_t k = 0; k < keptSteps.size(); ++k) {
        for (Result::Step& target : result_.steps) {
            if (target.step == static_cast<int>(keptSteps[k])) {
                target.denoised = block("steps/", "", {k});
            }
        }
    }
}

Result ResultReader::read()
{
    readChannels();
    Gridded& grid = result_.grid;
    grid.lat = numbers("lat");
    grid.lon = numbers("lon");
    for (const double time : numbers("time")) {
        grid.times.push_back(static_cast<std::int64_t>(time));
    }
    for (const char* suffix : {"", "_background"}) {
        for (Channel& channel : grid.channels) {
            if (const Variable* variable = fieldOf("", channel, suffix);
                variable != nullptr && channel.units.empty()) {
                channel.units = file_.text(*variable, "units");
            }
        }
    }
    const Variable* member = file_.find("member");
    for (std::size_t m = 0; member != nullptr && m < member->size(); ++m) {
        result_.members.push_back(block("", "", {m}));
    }
    result_.background = block("", "_background", {});
    result_.exact = block("", "_exact", {});
    result_.exactSpread = block("", "_exact_spread", {});
    readDepartures();
    readSteps();
    for (const std::string& name : file_.globalNames()) {
        if (name != "Conventions" && name != "title" && name != "source" && name != "embellie_channels") {
            result_.attributes[name] = file_.globalText(name);
        }
    }
    return std::move(result_);
}

}  // namespace

Result readResult(const std::string& path)
{
    return ResultReader(path).read();
}

}  // namespace core::data
