#include "core/task/words/describe.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/task/words/understanding.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace core::task {
namespace {

constexpr double areaSpacing = 6;      // degrees between the points of an area
constexpr int mostAcross = 5;          // points of an area or a band from west to east
constexpr double describedError = 0.5, givenError = 0.25;  // of σ_b
constexpr double sameLevel = 0.5;      // hPa

struct Place {
    double lat, lon;
};

/// What one statement asks of one channel.
struct Demand {
    int channel = 0;
    std::vector<Place> places;
};

const Region& usualRegion()
{
    const auto all = regions();
    return *std::find_if(all.begin(), all.end(), [](const Region& r) { return r.name == "northern mid-latitudes"; });
}

double widthOf(const Region& region)
{
    const double width = std::fmod(region.east - region.west + 360, 360);
    return width == 0 ? 360 : width;
}

double wrapped(double lon)
{
    return std::remainder(lon, 360);
}

/// Cell middles of a region divided into `rows` by `columns`.
std::vector<Place> spread(const Region& region, int rows, int columns)
{
    std::vector<Place> out;
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            out.push_back({region.south + (region.north - region.south) * (j + 0.5) / rows,
                           wrapped(region.west + widthOf(region) * (i + 0.5) / columns)});
        }
    }
    return out;
}

std::vector<Place> placesOf(Shape shape, const Region& region)
{
    const int across = std::clamp(static_cast<int>(widthOf(region) / areaSpacing), 1, mostAcross);
    const int along = std::clamp(static_cast<int>((region.north - region.south) / areaSpacing), 1, mostAcross);
    switch (shape) {
    case Shape::centre: return spread(region, 1, 1);
    case Shape::area: return spread(region, along, across);
    case Shape::band: return spread(region, 1, std::max(across, 3));
    }
    return {};
}

/// The channel that shows a phenomenon: the first sign the prior has, at the level said or nearest to its own.
/// −1 for none.
int channelOf(const Statement& statement, const std::vector<Channel>& channels)
{
    for (const Sign& sign : statement.phenomenon->signs) {
        const double wanted = statement.levelHpa.value_or(sign.levelHpa);
        int best = -1;
        for (std::size_t c = 0; c < channels.size(); ++c) {
            const bool fits = channels[c].standardName == sign.variable &&
                              (sign.levelHpa > 0 || statement.levelHpa || channels[c].levelHpa == 0);
            const auto away = [&](std::size_t i) { return std::abs(channels[i].levelHpa - wanted); };
            if (fits && (best < 0 || away(c) < away(static_cast<std::size_t>(best)))) {
                best = static_cast<int>(c);
            }
        }
        if (best >= 0 && (!statement.levelHpa || std::abs(channels[static_cast<std::size_t>(best)].levelHpa - wanted) < sameLevel)) {
            return best;
        }
    }
    return -1;
}

std::string nameOf(const Statement& statement)
{
    return std::string(statement.phenomenon->name) + " over " +
           std::string(statement.region != nullptr ? statement.region->name : usualRegion().name);
}

/// Mean and standard deviation of the prior at places.
struct Known {
    std::vector<double> mean, deviation;
};

Known knownAt(const prior::Prior& prior, const std::vector<observe::Point>& points)
{
    const auto op = prior.decoder().points(points);
    const at::Tensor mean = op->background().to(at::kCPU, at::kDouble).contiguous();
    Known known{{mean.data_ptr<double>(), mean.data_ptr<double>() + mean.numel()}, {}};
    if (const auto* covariance = prior.denoiser().covariance()) {
        const at::Tensor variance = op->variance(covariance->conditional(std::numeric_limits<double>::infinity())).to(at::kCPU).contiguous();
        for (std::int64_t i = 0; i < variance.numel(); ++i) {
            known.deviation.push_back(std::sqrt(variance.data_ptr<double>()[i]));
        }
    } else {
        for (const observe::Point& point : points) {
            known.deviation.push_back(prior.decoder().scale(point.channel).to(at::kDouble).mean().item<double>());
        }
    }
    return known;
}

/// The value said, in the channel's unit.
double valueIn(const SaidValue& value, const Channel& channel)
{
    const auto map = base::unitMap(std::string(value.unit), channel.units);
    if (!map) {
        char text[64];
        std::snprintf(text, sizeof text, "%g %s", value.number, std::string(value.unit).c_str());
        throw Error(Cause::badInput, std::string("task.text says ") + text + ", which is no " + channel.label + ".",
                    "Give a value in a unit such as " + channel.units + ".");
    }
    return map->scale * value.number + map->offset;
}

/// Compiles statement after statement.
class Compiler {
public:
    Compiler(const prior::Prior& prior, const std::vector<std::int64_t>& times) : prior_(prior), times_(times) {}

    void add(const Statement& statement)
    {
        const int channel = channelOf(statement, prior_.channels());
        if (channel < 0) {
            char level[32] = "";
            if (statement.levelHpa) {
                std::snprintf(level, sizeof level, " at %g hPa", *statement.levelHpa);
            }
            set_.notes.push_back("Not used: " + nameOf(statement) + ", because the prior has no variable that shows it" + level + ".");
            return;
        }
        if (statement.phenomenon->direction == 0 && !statement.value) {
            set_.notes.push_back("Not used: " + nameOf(statement) + ", because no value is said.");
            return;
        }
        const Region& region = statement.region != nullptr ? *statement.region : usualRegion();
        const Demand demand{channel, placesOf(statement.phenomenon->shape, region)};
        const std::size_t middle = times_.size() / 2;
        const bool moment = statement.phenomenon->shape == Shape::centre;
        for (std::size_t time = moment ? middle : 0; time < (moment ? middle + 1 : times_.size()); ++time) {
            observe(statement, demand, time);
        }
        tell(statement, demand);
    }
    [[nodiscard]] data::ObservationSet take() { return std::move(set_); }

private:
    void observe(const Statement& statement, const Demand& demand, std::size_t time)
    {
        std::vector<observe::Point> points;
        for (const Place& place : demand.places) {
            points.push_back({demand.channel, static_cast<int>(time), place.lat, place.lon});
        }
        const Known known = knownAt(prior_, points);
        const Channel& channel = prior_.channels()[static_cast<std::size_t>(demand.channel)];
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double away = statement.phenomenon->direction * statement.deviations * known.deviation[i];
            const double value = statement.value ? valueIn(*statement.value, channel) : known.mean[i] + away;
            set_.all.push_back({.id = nameOf(statement), .time = times_[time], .lat = points[i].lat, .lon = points[i].lon,
                                .variable = channel.standardName, .levelHpa = channel.levelHpa, .value = value,
                                .error = (statement.value ? givenError : describedError) * known.deviation[i]});
        }
    }
    void tell(const Statement& statement, const Demand& demand)
    {
        const data::Observation& one = set_.all.back();
        const Channel& channel = prior_.channels()[static_cast<std::size_t>(demand.channel)];
        char text[160];
        if (statement.value) {
            std::snprintf(text, sizeof text, "%.4g %s", one.value, channel.units.c_str());
        } else {
            std::snprintf(text, sizeof text, "%.4g %s, %g standard deviations %s the mean", one.value, channel.units.c_str(),
                          statement.deviations, statement.phenomenon->direction > 0 ? "above" : "below");
        }
        set_.notes.push_back("Understood: " + nameOf(statement) + " as " + channel.label + " of about " + text + " at " +
                             std::to_string(demand.places.size()) + (demand.places.size() == 1 ? " place." : " places."));
    }

    const prior::Prior& prior_;
    const std::vector<std::int64_t>& times_;
    data::ObservationSet set_;
};

}  // namespace

data::ObservationSet described(const std::string& text, const prior::Prior& prior, const std::vector<std::int64_t>& times)
{
    const Understanding understood = understand(text);
    if (understood.statements.empty()) {
        throw Error(Cause::badInput, "task.text \"" + text + "\" says nothing that is understood.",
                    "Name a phenomenon and a region, such as \"deep low over the North Atlantic\".");
    }
    Compiler compiler(prior, times);
    for (const Statement& statement : understood.statements) {
        compiler.add(statement);
    }
    data::ObservationSet set = compiler.take();
    if (understood.season != nullptr) {
        set.notes.push_back("Understood: " + std::string(understood.season->name) +
                            " as the time of the window; this prior may not know seasons.");
    }
    for (const std::string& word : understood.notUnderstood) {
        set.notes.push_back("Not understood: \"" + word + "\".");
    }
    if (set.all.empty()) {
        throw Error(Cause::badInput, "task.text \"" + text + "\" speaks of nothing that this prior has.",
                    "Describe a variable of the prior: " + prior.channels().front().label + ", for example.");
    }
    return set;
}

std::string startOf(const std::string& text)
{
    const Understanding understood = understand(text);
    if (understood.season == nullptr) {
        return {};
    }
    char start[32];
    std::snprintf(start, sizeof start, "2020-%02d-%02dT00:00:00Z", understood.season->month, understood.season->day);
    return start;
}

}  // namespace core::task
