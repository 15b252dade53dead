#pragma once

#include "core/api/event.h"
#include "core/api/session.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace core::run::spool {

using Json = nlohmann::json;

/// Names inside a spool folder. Each file is written under a temporary name and renamed, so a reader on another
/// machine sees it whole or not at all; none is held open.
///     run.json         what a run is: request, channels, times, noise levels, notes
///     steps/0012.nc    ensemble mean of x̂₀ after step 12, every n-th grid point
///     steps/0012.json  its scalars; written after the field
///     state.json       how the run stands: running, paused, finished, stopped or failed
///     orders/*.json    what a follower asks for; the run removes each when it has heeded it
struct Folder {
    std::string path;
    [[nodiscard]] std::string run() const { return path + "/run.json"; }
    [[nodiscard]] std::string state() const { return path + "/state.json"; }
    [[nodiscard]] std::string steps() const { return path + "/steps"; }
    [[nodiscard]] std::string orders() const { return path + "/orders"; }
    [[nodiscard]] std::string field(int step) const;
    [[nodiscard]] std::string scalars(int step) const;
};

/// How a spooled run stands.
struct State {
    std::string is = "running";  ///< running, paused, finished, stopped or failed
    int step = 0;
    std::string message = {}, hint = {};
};

/// What a follower may ask of a run.
struct Order {
    std::string verb = {};               ///< play, pause, step, finish or discard; empty for none
    std::optional<double> strength = {};
    std::optional<std::vector<std::pair<double, double>>> curve = {};
};

/// True when the folder holds a run to follow.
[[nodiscard]] bool isSpool(const std::string& path);

/// throws Error{badFile}
void writeJson(const std::string& path, const Json& json);
/// Nothing where the file is missing. throws Error{badFile} for what is no JSON
[[nodiscard]] std::optional<Json> readJson(const std::string& path);

/// Colour range of a channel, locked for the run.
struct Range {
    float low = 0, high = 1;
    bool diverging = false;
};

[[nodiscard]] Json jsonOf(const Started& run, const std::vector<Range>& ranges);
[[nodiscard]] Json jsonOf(const Stepped& step);
[[nodiscard]] Json jsonOf(const State& state);
[[nodiscard]] Json jsonOf(const Order& order);
/// throws nlohmann's exceptions for missing or wrong keys
[[nodiscard]] Started startedOf(const Json& json);
[[nodiscard]] std::vector<Range> rangesOf(const Json& json);
[[nodiscard]] Stepped steppedOf(const Json& json);
[[nodiscard]] State stateOf(const Json& json);
[[nodiscard]] Order orderOf(const Json& json);

}  // namespace core::run::spool
