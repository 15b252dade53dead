#pragma once

#include "core/api/frame.h"
#include "core/api/request.h"

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace core {

/// One variable at one level of the prior's state.
struct Channel {
    std::string standardName;
    std::string label;       ///< "Temperature, 850 hPa"
    std::string units;
    double levelHpa = 0;     ///< 0 for surface variables
    [[nodiscard]] std::string key() const;  ///< "standard_name@850" or "standard_name"
};

enum class Use { used, heldOut, rejected };

/// One observation as the window draws it.
struct ObservationPoint {
    std::string id;
    double lat, lon;         ///< degrees
    int time;                ///< index in the window
    int channel;             ///< index into channels, −1 for derived quantities (wind speed)
    std::string variable;    ///< CF standard name
    double levelHpa;
    double value, error;     ///< in the units of the variable
    double background;       ///< H(prior mean)
    Use use;
    std::string reason;      ///< why rejected; empty otherwise
};

/// A run is ready to step.
struct Started {
    std::uint64_t run = 0;
    Request request;                       ///< with all defaults filled in
    std::vector<Channel> channels;
    std::vector<std::string> times;        ///< ISO 8601 UTC of each state
    std::shared_ptr<const std::vector<ObservationPoint>> observations;
    std::vector<double> sigmas;            ///< σ/α of the K + 1 nodes
    std::vector<std::string> notes;
    std::string device;
    bool hasTruth = false, hasExact = false;
    int firstStep = 0;                     ///< > 0 on a branch
};

/// Scalars after each step: Ceres' iteration summary.
struct Stepped {
    std::uint64_t run = 0;
    int step = 0;                ///< steps done
    int steps = 0;
    double t = 0, sigma = 0;
    double strength = 1;         ///< s·c(k) that the step used
    double seconds = 0;          ///< engine time of the step
    double omaRms = 0;           ///< O−A over used observations, in units of σ_o
    double ombRms = 0;           ///< O−B over used observations, in units of σ_o
    double chi2 = 0;             ///< mean (O−A)²/σ_o² of x̂₀ over used observations
    double heldOutRms = 0;       ///< O−A over held-out observations, in units of σ_o; NaN without
    double rmse = 0;             ///< of x̂₀'s ensemble mean against truth, in std units; NaN without truth
    double spread = 0;           ///< ensemble standard deviation of x̂₀, in std units; NaN with one member
    std::vector<double> rmsePerTime;  ///< the same for each state of the window
    std::uint64_t settings = 0;
    bool kept = true;            ///< the step can be scrubbed to
};

/// How long something takes or how far it is: fitting, reading, writing.
struct Progress {
    std::string what;            ///< "Fitting the prior"
    double fraction = 0;         ///< 0…1
};

/// The loop rests before the next step.
struct Paused {
    std::uint64_t run = 0;
    int step = 0;
};

/// The run came to its end (or to "finish here").
struct Finished {
    std::uint64_t run = 0;
    int steps = 0;
    double seconds = 0;
    std::uint64_t networkEvaluations = 0;
    std::uint64_t peakBytes = 0;
    std::string device;
    std::string result;          ///< path, when one was written
    struct Exact {
        double rmsDifference, monteCarloError;
    };
    std::map<std::string, Exact> exact;  ///< per channel key, units of the channel
    std::vector<std::string> notes;
};

/// The run was discarded.
struct Stopped {
    std::uint64_t run = 0;
};

struct Failed {
    std::uint64_t run = 0;
    std::string message, hint;
};

/// A file was opened for viewing.
struct Opened {
    struct Variable {
        std::string path;            ///< group/name
        std::string label, units;
        struct Extra {
            std::string name;        ///< "time", "level" …
            std::vector<std::string> values;
        };
        std::vector<Extra> extras;   ///< the dimensions besides lat and lon, in order
    };
    std::string path;
    std::string kind;                ///< "grid", "observations", "feedback", "result", "prior", "request"
    std::vector<Variable> variables; ///< those that can be drawn
    std::shared_ptr<const std::vector<ObservationPoint>> observations;  ///< of an observation file, else null
    std::vector<std::string> notes;
    bool unclear = false;            ///< of none of its data it is known what they are: see core::interpret
};

/// A file was written on request.
struct Saved {
    std::string path;
};

using Event = std::variant<Started, Stepped, Progress, Paused, Finished, Stopped, Failed, Opened, Saved>;

}  // namespace core
