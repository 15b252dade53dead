#pragma once

#include "core/api/catalogue.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace core {

/// Which prior a run starts from: a name alone, or a kind of the catalogue with what it needs (the spectral one: exactly
/// one of fit and background).
struct PriorSpec {
    std::string name = "spectral";  ///< shipped name, kind that needs no more, or a prior's folder; empty with a kind
    std::string kind = {};          ///< catalogue id; "spectral" for fit and background
    std::map<std::string, std::string> words = {};  ///< texts and paths of the kind, e.g. appa's folder
    std::map<std::string, double> knobs = {};       ///< knobs of the kind
    std::vector<std::string> fit = {};       ///< gridded files to fit from
    std::string background = {};             ///< gridded file to be set around
    std::string error = "1 K";      ///< background-error standard deviation with its unit
    std::map<std::string, std::string> errors = {};  ///< the same of single variables, by CF standard name
    std::string length = "200 km";  ///< L in exp(−r²/2L²), with its unit
    std::vector<std::string> variables = {}; ///< CF standard names; empty: all that can be drawn
    std::vector<double> levels = {};         ///< hPa; empty: all
    int truncation = 0;             ///< triangular truncation T; 0: chosen from the grid
    double correlationTime = 0;     ///< hours, time scale of the longest waves; 0: from the data or 48 h
};

/// What is asked of the prior.
struct TaskSpec {
    std::string kind = "reanalysis";  ///< catalogue id
    std::map<std::string, std::string> words = {};  ///< e.g. describe's text; "input" is a gridded file
    std::map<std::string, double> numbers = {};     ///< e.g. forecast's lead
};

/// Most states of one trajectory
constexpr int longestWindow = 100'000;

/// Physical time of the trajectory. Left out: follows from observations and prior.
struct WindowSpec {
    std::string start = {};   ///< ISO 8601 UTC
    std::int64_t stepSeconds = 6 * 3600;
    int length = 1;           ///< number of states
};

/// One observation written into the request itself.
struct ValueSpec {
    std::string id;
    std::string time;
    double lat = 0;       ///< degrees north
    double lon = 0;       ///< degrees east
    std::string variable; ///< CF standard name
    std::optional<double> levelHpa;
    double value = 0;     ///< in the variable's canonical unit
    std::optional<double> error;
    bool use = true;
};

/// latitude and longitude bounds, degrees
struct Box {
    double south, north, west, east;
};

/// How the errors of observations near each other belong together; 1 on the diagonal, elsewhere
///     C = 0.999 · exp(−d/length) · exp(−|ln p − ln p'|/levels)
/// between observations of one entry, variable and time: of one level where only `length` is given, of one place where
/// only `levels` is. The surface is a level of its own.
struct CorrelationSpec {
    std::string length = {};  ///< "100 km", great-circle distance; empty: not between places
    double levels = 0;        ///< scale in ln p; 0: not between levels
};

/// One source of observations: a file, a simulated network, or values.
struct ObservationSpec {
    std::string file = {};
    std::string network = {};      ///< "stations", "radiosondes" …, with `of`, `count`, `seed` and its own knobs
    std::string of = {};           ///< gridded file (or "demonstration") the network samples
    int count = 500;
    std::uint64_t seed = 1;
    std::vector<ValueSpec> values = {};
    std::vector<std::string> variables = {};          ///< CF standard names; empty: all
    /// CF standard name → "1 K"; "*" (written as `error`): all variables with such a unit
    std::map<std::string, std::string> errors = {};
    double holdOut = 0;            ///< share of stations held out, 0…0.9
    std::vector<std::string> excludeIds = {};
    std::vector<Box> excludeBoxes = {};
    std::map<std::string, double> knobs = {};   ///< of the network, by the ids of networks()
    std::string places = {};       ///< network "mask": gridded mask or list of stations
    std::string footprint = {};    ///< "50 km": values are means of discs of this radius; empty: as they say
    std::optional<CorrelationSpec> correlation = {};
    std::string positions = {};    ///< file with the track of the platform whose measurements `file` holds
    /// Gridded file with the model's heights of the ground (geopotential, or surface_altitude); empty: the prior's
    /// background where it holds them, else nothing is brought to the model's heights.
    std::string orography = {};
    double lapseRate = 6.5;        ///< K/km; 0: temperatures stay as they were measured
    std::string heightLimit = "500 m";  ///< what lies further above or below the model's ground is rejected
    std::string thin = {};         ///< "100 km": one observation a box of this size, variable, level and hour
    std::string average = {};      ///< "100 km": means of such boxes instead
    bool grossCheck = true;        ///< what no weather has (data::plausible) is rejected; not of a network
    /// CF standard name → lowest and highest value, {"-40 degC", "45 degC"}, in place of what no weather has
    std::map<std::string, std::array<std::string, 2>> limits = {};
    double backgroundCheck = 4;    ///< rejected where |O − B| exceeds so many √(σ_b² + σ_o²); 0: never
};

/// Guidance: a catalogue entry, the one strength slider and its curve over steps.
struct GuidanceSpec {
    Selection choice = {};          ///< empty kind: covariance where the prior carries one, else mmps
    double strength = 1;            ///< s ≥ 0; 0 is the prior, 1 is Bayes
    std::vector<std::pair<double, double>> curve = {{0, 1}, {1, 1}};  ///< (k/K, factor), piecewise linear
    /// Where the prior composes its trajectory of windows: guide inside each by its own observations ("windows": "each"),
    /// or the whole trajectory ("together").
    bool inWindows = false;

    bool operator==(const GuidanceSpec&) const = default;
};

/// A change read at the start of a step: `{"step": 12, "set": {"guidance.strength": 4}}`.
struct ChangeSpec {
    int step = 0;
    std::map<std::string, std::string> set = {};  ///< dotted path → JSON text
};

struct EnsembleSpec {
    int members = 8;
    std::uint64_t seed = 42;
};

/// One run, completely. GUI, command line, figures and results all carry it.
struct Request {
    PriorSpec prior = {};
    TaskSpec task = {};
    std::optional<WindowSpec> window = {};
    std::vector<ObservationSpec> observations = {};
    Selection schedule = {.kind = "loglinear"};
    Selection grid = {};             ///< empty kind: edm where the prior is a long chain, else uniform
    /// empty kind: semiexact where the prior's covariance is diagonalised, lms where it is a long chain, else ddim
    Selection sampler = {};
    int steps = 32;
    GuidanceSpec guidance = {};
    EnsembleSpec ensemble = {};
    std::string device = "auto";
    std::string truth = {};          ///< gridded file (or "demonstration"), for scores and views only
    std::vector<ChangeSpec> changes = {};
    std::string folder = {};         ///< relative paths are relative to this; not written
};

/// Reads a request. Unknown keys, kinds and values out of range are errors that name the JSON path
/// and what is allowed.
/// text    the JSON document
/// folder  the folder of the file it came from
/// throws  Error{badInput}
[[nodiscard]] Request parseRequest(const std::string& text, const std::string& folder = {});

/// Reads a request file. throws Error{badFile} when it cannot be read, else as parseRequest
[[nodiscard]] Request readRequest(const std::string& path);

/// The request as JSON text with two spaces of indent; parseRequest(printRequest(r)) equals r.
[[nodiscard]] std::string printRequest(const Request& request);

/// Sets one value by dotted path, e.g. ("guidance.strength", "4") or ("observations.0.holdOut", "0.2").
/// value   JSON text; text that is not JSON is taken as a string
/// throws  Error{badInput} as parseRequest
[[nodiscard]] Request withSetting(const Request& request, const std::string& path, const std::string& value);

/// The networks that can simulate observations, with their knobs; sorted by id.
[[nodiscard]] std::span<const Choice> networks();

/// Their ids: "coarse", "radiosondes", "stations" …
[[nodiscard]] const std::vector<std::string>& networkNames();

/// JSON text of one part of the request, by its top-level key ("guidance", "sampler" …), as withSetting takes it.
[[nodiscard]] std::string settingText(const Request& request, const std::string& key);

/// c(x) of a guidance curve at x = k/K, linear between handles, constant outside.
[[nodiscard]] double curveAt(const std::vector<std::pair<double, double>>& curve, double x);

}  // namespace core
