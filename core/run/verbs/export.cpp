#include "core/api/export.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/cf_names.h"
#include "core/data/draft.h"
#include "core/data/export.h"
#include "core/run/verbs/table.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace core {

namespace {

using data::Result;
using Values = std::vector<float>;

constexpr const char* quantities = "mean, spread, background, exact, exact_spread, member:N";

std::size_t channelOf(const Result& result, const std::string& key)
{
    std::string all;
    for (std::size_t c = 0; c < result.grid.channels.size(); ++c) {
        if (result.grid.channels[c].key() == key) {
            return c;
        }
        all += (all.empty() ? "" : ", ") + result.grid.channels[c].key();
    }
    throw Error(Cause::badInput, "The result has no variable \"" + key + "\".", "It has: " + all + ".");
}

std::size_t timeOf(const Result& result, const std::string& iso)
{
    if (iso.empty()) {
        return 0;
    }
    const auto& times = result.grid.times;
    const auto found = std::find(times.begin(), times.end(), base::secondsFromIso(iso));
    if (found == times.end()) {
        throw Error(Cause::badInput, "The result has no state at " + iso + ".",
                    "Its states are from " + base::isoFromSeconds(times.front()) + " to " + base::isoFromSeconds(times.back()) + ".");
    }
    return static_cast<std::size_t>(found - times.begin());
}

std::size_t memberOf(const std::string& quantity, std::size_t members)
{
    std::size_t number = 0;
    const char* end = quantity.data() + quantity.size();
    const auto [last, error] = std::from_chars(quantity.data() + std::string("member:").size(), end, number);
    if (error != std::errc() || last != end || number >= members) {
        throw Error(Cause::badInput, "The result has no " + quantity + ": it has " + std::to_string(members) + " members.",
                    "Count them from 0.");
    }
    return number;
}

/// Mean or spread (n − 1) of the members at one place of their vectors.
Values moments(const Result& result, std::size_t first, std::size_t size, bool spread)
{
    const auto n = static_cast<double>(result.members.size());
    Values out(size);
    for (std::size_t i = 0; i < size; ++i) {
        double sum = 0, square = 0;
        for (const Values& member : result.members) {
            sum += member[first + i];
        }
        for (const Values& member : result.members) {
            square += std::pow(member[first + i] - sum / n, 2);
        }
        out[i] = static_cast<float>(spread ? std::sqrt(square / (n - 1)) : sum / n);
    }
    return out;
}

Values valuesOf(const Result& result, const std::string& quantity, std::size_t first, std::size_t size)
{
    const auto part = [&](const Values& all) {
        if (all.size() < first + size) {
            throw Error(Cause::badInput, "The result holds no " + quantity + ".", "Choose one of " + std::string(quantities) + ".");
        }
        return Values(all.begin() + static_cast<std::ptrdiff_t>(first), all.begin() + static_cast<std::ptrdiff_t>(first + size));
    };
    if (quantity == "background" || quantity == "exact" || quantity == "exact_spread") {
        return part(quantity == "background" ? result.background : quantity == "exact" ? result.exact : result.exactSpread);
    }
    if (quantity.starts_with("member:")) {
        return part(result.members.at(memberOf(quantity, result.members.size())));
    }
    if (quantity != "mean" && quantity != "spread") {
        throw Error(Cause::badInput, "There is no quantity \"" + quantity + "\".", "Choose one of " + std::string(quantities) + ".");
    }
    if (result.members.size() < (quantity == "spread" ? 2U : 1U)) {
        throw Error(Cause::badInput, "The result has too few members for their " + quantity + ".", "Sample more members.");
    }
    return moments(result, first, size, quantity == "spread");
}

Answer written(const std::string& output)
{
    return {output + "\n", run::pretty({{"output", output}})};
}

}  // namespace

Answer exportRun(const std::string& result, RunPart part, const std::string& output)
{
    const Result read = data::readResult(result);
    switch (part) {
    case RunPart::observations:
        data::writeDepartures(output, read);
        break;
    case RunPart::log:
        data::writeWhole(output, data::logOf(read));
        break;
    case RunPart::result:
        throw Error(Cause::badInput, result + " is the whole result.", "Copy the file.");
    }
    return written(output);
}

Answer exportField(const std::string& result, const FieldWanted& wanted, const std::string& output)
{
    const Result read = data::readResult(result);
    const std::size_t channel = channelOf(read, wanted.variable), time = timeOf(read, wanted.time);
    const Channel& shown = read.grid.channels[channel];
    Field field{.grid = std::make_shared<const DisplayGrid>(DisplayGrid{.lat = read.grid.lat, .lon = read.grid.lon}),
                .values = valuesOf(read, wanted.quantity, read.grid.at(time, channel), read.grid.lat.size() * read.grid.lon.size()),
                .name = shown.standardName,
                .label = data::humanLabel(shown.standardName, shown.levelHpa) + ", " + wanted.quantity,
                .units = shown.units,
                .time = base::isoFromSeconds(read.grid.times[time])};
    data::writeField(output, field);
    return written(output);
}

void exportField(const Field& field, const std::string& output)
{
    data::writeField(output, field);
}

}  // namespace core
