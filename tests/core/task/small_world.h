#pragma once

#include "core/data/gridded.h"
#include "core/data/result.h"
#include "core/earth/demonstration.h"
#include "core/run/loop.h"
#include "core/run/outcome.h"
#include "core/run/problem.h"

#include <QTemporaryDir>

#include <algorithm>
#include <memory>
#include <string>

namespace tests {

/// One variable of demonstration weather in a small file that priors are fitted from, runs start from and are scored by.
class SmallWorld {
public:
    SmallWorld()
    {
        const auto all = core::earth::demonstration({.seed = 2, .start = 0, .stepSeconds = 21600, .states = 40, .truncation = 21});
        series_ = {.lat = all.lat, .lon = all.lon, .channels = {all.channels[1]}, .times = all.times};
        const auto cells = static_cast<std::ptrdiff_t>(all.lat.size() * all.lon.size());
        for (std::size_t t = 0; t < all.times.size(); ++t) {
            const auto first = all.values.begin() + static_cast<std::ptrdiff_t>(all.at(t, 1));
            series_.values.insert(series_.values.end(), first, first + cells);
        }
        core::data::writeGridded(path("world.nc"), series_, "small world");
    }
    [[nodiscard]] const core::data::Gridded& series() const { return series_; }
    [[nodiscard]] std::string path(const char* name) const { return folder_.filePath(name).toStdString(); }
    /// A request with these further keys; the window starts at the world's `first` state.
    [[nodiscard]] core::Request request(const std::string& more) const
    {
        return core::parseRequest(R"({"prior": {"kind": "spectral", "fit": ["world.nc"], "truncation": 10}, "device": "cpu",
            "sampler": {"kind": "semiexact", "steps": 8}, )" + more + "}", folder_.path().toStdString());
    }
    [[nodiscard]] std::shared_ptr<const core::run::Problem> problem(const std::string& more) const
    {
        return core::run::prepare(request(more), [](const std::string&, double) {});
    }
    /// Writes what a loop has sampled. return the file
    [[nodiscard]] std::string written(const core::run::Problem& problem, const core::run::Loop& loop) const
    {
        const core::run::History none(1);
        core::data::writeResult(path("result.nc"), core::run::outcome(problem, loop.request(), loop.x(), none, false),
                                core::run::fieldsOfOutcome(problem, loop.x()));
        return path("result.nc");
    }

private:
    QTemporaryDir folder_;
    core::data::Gridded series_;
};

inline const SmallWorld& smallWorld()
{
    static const SmallWorld kept;
    return kept;
}

inline void playOut(core::run::Loop& loop)
{
    while (!loop.done()) {
        static_cast<void>(loop.advance());
    }
}

}  // namespace tests
