#pragma once

#include "core/api/event.h"
#include "core/api/latest.h"
#include "core/api/run_part.h"

#include <functional>
#include <memory>
#include <string>

namespace core {

/// What can be retuned while a run goes on; read as one immutable snapshot at each step's start.
struct Live {
    GuidanceSpec guidance;
    std::optional<Selection> schedule, grid, sampler;  ///< unset: unchanged
    std::optional<int> steps;                          ///< total number of steps K
};

/// The engine behind both front doors: one worker thread steps, one decodes what is shown.
/// All calls return at once and may be made from one thread; callbacks come from the engine's
/// threads, in order, and none follows the destructor.
class Session {
public:
    struct Callbacks {
        std::function<void()> frameReady;        ///< a frame lies in the slot that was empty before
        std::function<void(const Event&)> event;
    };
    struct Options {
        std::size_t historyBytes = std::size_t{1} << 30;  ///< bound on the kept steps of a run
        int threads = 0;                                  ///< engine threads; 0: all cores
        bool background = false;                          ///< lower the engine's priority (a window is open)
        int together = 0;                                 ///< members stepped at a time; 0: all, under mpirun one
        bool keepSteps = false;                           ///< save writes x̂₀ of every kept step
        double memoryBytes = 0;    ///< most that states take; beyond, mapped files; 0: what is free
        std::string partial = {};  ///< file that a run leaves to be resumed from; empty: none
        int partialEvery = 0;      ///< steps between its writings; 0: tens of seconds
        std::string spool = {};                           ///< folder where other processes follow the runs; empty: none
    };

    Session(Callbacks callbacks, Options options);
    ~Session();  ///< stops and joins
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Starts a run (the present one is discarded first). Errors come as Failed.
    /// paused  true: rest before the first step
    void start(const Request& request, bool paused = false);

    /// Goes on with the run that `path` holds, as `request` (see resumedRequest) has it; the same bits follow.
    void resume(const std::string& path, const Request& request);

    void play();
    void pause();
    void step();        ///< one step, then pause
    void finishHere();  ///< keep x̂₀ of the last step as the result
    void discard();     ///< drop the run

    /// Newest wins; read at the next step's start. return the id the following steps will carry
    std::uint64_t tune(const Live& live);

    /// Goes back to `step` and goes on from there as a new branch with the same noise. Kept steps only.
    void branch(int step);

    /// What to decode; newest wins.
    void show(const View& view);
    /// The newest frame, or null. Never blocks.
    [[nodiscard]] std::shared_ptr<const Frame> takeFrame();

    /// Opens a file for viewing; answers with Opened or Failed. A spool folder is followed: Started, Stepped … of the run
    /// that another process spools there, which play, pause, tune … then steer.
    void open(const std::string& path);

    /// Writes the present (finished, or paused) run, or a part of it; answers with Saved or Failed.
    void save(const std::string& path, RunPart part = RunPart::result);

    /// Blocks until nothing runs (command line and tests only).
    void wait();

private:
    class Body;
    std::unique_ptr<Body> body_;
};

/// What Session::open is asked for to watch the simulated atmosphere: a data set that goes on while it is viewed.
constexpr const char* liveModel = "simulated-earth:live";

/// Coastlines as polylines of (longitude, latitude) in degrees, read from the GSHHG package.
/// return  empty, and one log line, where the package is missing
[[nodiscard]] std::vector<std::vector<std::pair<float, float>>> coastlines();

/// The request the program opens with: made by the project, needs no file.
[[nodiscard]] Request demonstrationRequest();

/// Text and factor to show a value in another unit; false when the unit text cannot be converted.
/// difference  true for spreads and differences: the offset is left out
[[nodiscard]] bool convertUnits(double& value, const std::string& from, const std::string& to,
                                bool difference = false);

}  // namespace core
