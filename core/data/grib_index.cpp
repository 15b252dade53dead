#include "core/data/grib_index.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/dataset.h"
#include "core/data/grib_quick.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <list>
#include <map>
#include <mutex>

namespace core::data {
namespace {

namespace fs = std::filesystem;

constexpr double highestSurfaceMetres = 10;  // what counts as "at the surface": 2 m and 10 m

// Monthly means of edition 1 have day 0.
std::int64_t timeOf(const GribHandle& message, const std::string& variable)
{
    const long date = message.whole("validityDate").value_or(message.whole("dataDate").value_or(0));
    const long time = message.whole("validityTime").value_or(0);
    char text[100];
    const long month = date / 100 % 100, day = date % 100;
    std::snprintf(text, sizeof text, "%04ld-%02ld-%02ldT%02ld:%02ld:00Z", date / 10000, month < 1 ? 1 : month,
                  day < 1 ? 1 : day, time / 100, time % 100);
    try {
        return base::secondsFromIso(text);
    } catch (const Error&) {
        throw Error(
            Cause::badFile,
            message.name() + " cannot be used: " + variable + " is of the impossible time " + text + ".",
            "Copy or download it again.");
    }
}

std::string unitsOf(const std::string& units)
{
    return units == "(0 - 1)" ? "1" : units == "~" || units == "unknown" ? "" : units;
}

GribEntry entryOf(const GribHandle& message)
{
    GribEntry entry{.shortName = message.text("shortName"),
                    .longName = message.text("name"),
                    .standardName = message.text("cfName"),
                    .units = unitsOf(message.text("units")),
                    .levelKind = message.text("typeOfLevel"),
                    .stepKind = message.text("stepType"),
                    .level = message.number("level").value_or(0),
                    .number = message.whole("number").value_or(0),
                    .step = message.whole("endStep").value_or(0)};
    if (entry.shortName.empty() || entry.shortName == "unknown" || entry.shortName == "~") {
        entry.shortName = "param_" + message.text("paramId");
    }
    if (entry.levelKind == "isobaricInPa") {
        entry.levelKind = "isobaricInhPa";
        entry.level /= 100;
    }
    const bool aloft = entry.levelKind == "heightAboveGround" && entry.level > highestSurfaceMetres;
    if (entry.standardName == "unknown" || aloft) {
        entry.standardName.clear();
    }
    return entry;
}

GribIndex indexOf(const GribMessages& messages, const std::string& name)
{
    GribIndex index;
    std::map<std::string, std::size_t> grids, known;  // known: the first entry of each variable
    for (const GribField& field : messages.fields()) {
        const std::vector<unsigned char> header = messages.header(field);
        const auto quick = gribQuick(header);
        if (const auto same = quick ? known.find(quick->rest) : known.end(); same != known.end()) {
            GribEntry entry = index.entries[same->second];
            entry.level = quick->level.value_or(entry.level);
            entry.time = quick->time;
            entry.step = quick->step;
            entry.number = quick->number;
            index.entries.push_back(std::move(entry));
            continue;
        }
        const GribHandle message(name, header);
        GribEntry entry = entryOf(message);
        entry.time = timeOf(message, entry.shortName);
        const auto [grid, fresh] = grids.emplace(message.text("md5GridSection") + message.text("gridType"),
                                                 index.grids.size());
        if (fresh) {
            index.grids.push_back(gribGrid(message));
        }
        entry.grid = grid->second;
        // the short way must tell the same of the first
        const bool level = quick && (!quick->level || (std::abs(*quick->level - entry.level) < 1e-6 &&
                                                       entry.levelKind == "isobaricInhPa"));
        if (level && quick->time == entry.time && quick->number == entry.number) {
            known[quick->rest] = index.entries.size();
        }
        index.entries.push_back(std::move(entry));
    }
    return index;
}

}  // namespace

std::shared_ptr<const GribTable> gribTable(const std::string& path, const std::string& name)
{
    struct Kept {
        std::string path;
        std::uintmax_t bytes;
        fs::file_time_type changed;
        std::shared_ptr<const GribTable> table;
    };
    constexpr std::size_t mostKept = 8;
    static std::list<Kept> kept;  // the newest first
    const std::lock_guard lock(netcdfMutex());
    std::error_code failed;
    const std::uintmax_t bytes = fs::file_size(path, failed);
    const auto changed = fs::last_write_time(path, failed);
    const auto found = std::find_if(kept.begin(), kept.end(), [&](const Kept& k) {
        return k.path == path && k.bytes == bytes && k.changed == changed;
    });
    if (found != kept.end()) {
        kept.splice(kept.begin(), kept, found);
        return kept.front().table;
    }
    const auto table = std::make_shared<GribTable>(path, name);
    table->index = indexOf(table->messages, name);
    kept.push_front({path, bytes, changed, table});
    if (kept.size() > mostKept) {
        kept.pop_back();
    }
    return table;
}

}  // namespace core::data
