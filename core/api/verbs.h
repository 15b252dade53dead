#pragma once

#include "core/api/event.h"
#include "core/api/request.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace core {

/// What the command line does besides running: each verb is a plain call that may take a while.
/// All throw Error; texts are English, JSON has two spaces of indent.

/// Called now and then with what is going on and how far it is, 0…1.
using Watch = std::function<void(const std::string& what, double fraction)>;

/// One verb's answer for people and for programs.
struct Answer {
    std::string text, json;
};

/// What a file holds. refusal: one sentence where its content cannot be used, else empty.
struct InfoAnswer : Answer {
    std::string refusal;
};
/// stats  also valid count, min, max and mean of each numeric variable
[[nodiscard]] InfoAnswer infoOf(const std::string& path, bool stats);

/// Every catalogue entry with its knobs and source.
[[nodiscard]] Answer catalogueList();

/// What the engine can run on, and why not on the rest.
[[nodiscard]] Answer deviceList();

/// What `benchmark` times.
struct BenchSpec {
    int repeats = 15;                    ///< timed runs of each row, ≥ 1; long ones take fewer
    std::vector<std::string> only = {};  ///< of benchmarkSubjects(); empty: all
};
[[nodiscard]] std::vector<std::string> benchmarkSubjects();
/// Times the engine's parts on this machine.
[[nodiscard]] Answer benchmark(const BenchSpec& spec, const Watch& watch);

/// Share of the variance that each sampler, with its own settings, keeps of an exact Gaussian prior whose largest
/// eigenvalue is 2,500 and whose elements have variance 1, over steps and time grids: Markdown tables.
/// No timings: the same on every machine.
[[nodiscard]] Answer samplersCompared(const Watch& watch);

/// Fits a spectral prior (or sets one around a background), or with kind "eof" a climate of waves, and writes its folder.
[[nodiscard]] Answer fitPrior(const PriorSpec& spec, const std::string& folder, const Watch& watch);

/// Simulates a network's observations of `spec.of` and writes them.
[[nodiscard]] Answer observeNetwork(const ObservationSpec& spec, const std::string& output);

/// Weather of the simulated earth that is wanted.
struct Simulation {
    std::string start = "2020-01-01T00:00:00Z";  ///< ISO 8601; the season is that of the date
    int days = 6;
    int members = 1;
    std::uint64_t seed = 1;      ///< below 2³¹; from 2³¹ on with `training`
    bool training = false;
    std::string grid = "64x32";  ///< or 128x64, Gaussian latitudes
    int truncation = 0;          ///< 21…85; 0: 31, or 42 on the finer grid
    double settle = 20;          ///< days that run before the start, until the shipped start is forgotten
    std::string device = "cpu";
    int threads = 0;             ///< 0: as many as there are cores
};

/// Simulates weather and writes 4 · days six-hourly states as CF NetCDF while it goes on: wind, temperature and geopotential
/// height at 250, 500 and 850 hPa, pressure at mean sea level, temperature near the ground. What is interrupted leaves
/// OUTPUT.part and OUTPUT.part.state, and the same call goes on from there to the same file, bit for bit.
[[nodiscard]] Answer simulate(const Simulation& wanted, const std::string& output, const Watch& watch);

/// Makes the simulated earth's starts anew, for resources/earth: `days` from rest, then a year.
[[nodiscard]] Answer spinUp(int days, const std::string& output, const Watch& watch);

/// 95 % interval; NaN where there is too little to tell.
struct Interval {
    double low = 0, high = 0;
};

/// An ensemble forecast at one lead time, beside what persistence (the truth's last observed state, held) and
/// climatology (the prior's mean) would have said; NaN where undefined. A result holds one date of each lead, so there is
/// nothing to tell an interval from.
struct LeadScore {
    double hours = 0;
    std::size_t n = 0;                ///< grid points
    std::size_t dates = 1;            ///< that were averaged
    double rmse = 0, crps = 0, spread = 0, spreadSkill = 0, persistenceRmse = 0, climatologyRmse = 0;
};

/// Scores of a mean field, or of an ensemble, for one channel; NaN where undefined.
struct FieldScore {
    std::string name, units;          ///< name is standard_name@level
    std::size_t n = 0;                ///< grid points × times
    std::size_t times = 0;            ///< times that were averaged
    double rmse = 0, bias = 0, crps = 0, spread = 0, spreadSkill = 0, climatologyRmse = 0;
    double crpsPlain = 0, debiasedMse = 0;
    double skill = 0, spreadLast = 0, spreadSkillLast = 0;  ///< roots and ratio after averaging over times
    double persistenceRmse = 0;       ///< of the truth's first state held, over the later times; NaN for one time
    std::map<std::string, Interval> intervals;    ///< by score, e.g. "rmse": bootstrap over times
    std::vector<double> rankHistogram;
    Interval rankBand;                            ///< of each share, were the histogram flat: binomial
    std::vector<double> spectrum, truthSpectrum;  ///< power a degree of the members and of the truth
    std::vector<double> orderSpectrum, truthOrderSpectrum;  ///< power an order, as Appa publishes it
    bool hasExact = false;
    double exactRmse = 0, exactBias = 0, exactSpread = 0;
    std::vector<LeadScore> leads;     ///< of forecasts, by lead time
    bool hasBicubic = false;          ///< of super-resolution: bicubic interpolation of the same coarse field
    double bicubicRmse = 0;
    std::vector<double> bicubicSpectrum;
};

struct DepartureScore {
    double rms = 0, mae = 0, bias = 0;
};

/// Departures of one variable's observations.
struct ObservationScore {
    std::string name, units;
    std::size_t n = 0;
    DepartureScore omb, oma;          ///< value − H(prior mean), value − H(ensemble mean)
    double chi2 = 0;                  ///< mean O−A² / σ_o²
    double errorVariance = 0, backgroundVariance = 0, statedVariance = 0;  ///< Desroziers' σ_o², σ_b²; σ_o² as stated
    std::map<std::string, Interval> intervals;  ///< by score, e.g. "chi2": bootstrap over blocks of observations
    bool hasExact = false;
    DepartureScore omaExact;
    double chi2Exact = 0;
};

/// One physical balance of one level, by one convention: named numbers and histograms.
struct BalanceScore {
    std::string name, convention;     ///< e.g. "geostrophy@500", "published"
    std::map<std::string, std::vector<double>> members, truth;  ///< truth is empty where it lacks a field
    std::size_t n = 0, truthN = 0;    ///< grid points × times
    std::size_t times = 0;            ///< of the members
    std::map<std::string, Interval> intervals, truthIntervals;  ///< of single numbers: bootstrap over times
};

/// A mean with its Monte-Carlo error.
struct Estimated {
    double mean = 0, error = 0;
};

/// A log density of a small world's trajectories: of the members, and of what a particle filter and an ensemble Kalman
/// smoother make of the same observations. The filter's is the posterior's; the smoother takes all to be Gaussian.
struct DensityScore {
    std::string name;
    Estimated members, filter, smoother;
};

struct ScoreReport {
    std::vector<FieldScore> fields;   ///< empty without a truth
    std::vector<BalanceScore> balances;  ///< of levels that hold the fields they need
    std::vector<DensityScore> densities;  ///< of trajectories of the noisy Lorenz-63 system
    /// "used", "heldOut" or a file, with its variables
    std::vector<std::pair<std::string, std::vector<ObservationScore>>> observations;
    std::vector<std::string> notes;
};

/// Scores a result file against a truth, its own observations and those of a file.
/// truth, observations  may be empty; without a truth the one named in the result's request is taken
[[nodiscard]] ScoreReport scoreResult(const std::string& result, const std::string& truth,
                                      const std::string& observations);
[[nodiscard]] Answer printed(const ScoreReport& report);

/// Departures of one quantity in one band of levels, or of one channel, as another system's feedback has them; beside a
/// second experiment where there is one.
struct FeedbackScore {
    std::string name;                 ///< standard_name@500 (nearest standard level), standard_name#7 (channel)
    std::string variable, label, units;  ///< standard name, its words; canonical unit, empty where it is not known
    int channel = -1;                 ///< of a radiometer, else −1
    double levelHpa = 0;              ///< 0: no level
    std::size_t n = 0, rejected = 0;  ///< used; not passed by the system's quality control
    DepartureScore omb, oma;          ///< value − H(background), value − H(analysis); NaN unknown
    double ombStd = 0, omaStd = 0;
    Interval ombStdRange;             ///< 95 %, bootstrap over stations and cycles
    double chi2 = 0;                  ///< mean O−B² / σ_o²; NaN without errors
    std::size_t paired = 0;           ///< observations that both experiments used
    double change = 0;                ///< std(O−B) of the second less the first, of the paired, % of the first
    Interval changeRange;             ///< 95 %, bootstrap over stations and cycles
    /// O−B of the observations nearest to each synoptic hour (0, 6, 12, 18 UTC), rising.
    struct Cycle {
        std::int64_t time = 0;  ///< seconds since 1970
        std::size_t n = 0;
        double bias = 0, std = 0;
    };
    std::vector<Cycle> cycles;
    /// Counts of O−B in equal bins from −histogramEnd to +histogramEnd, those beyond in the outermost ones.
    std::vector<std::size_t> histogram;
    double histogramEnd = 0;
};

struct FeedbackReport {
    std::vector<FeedbackScore> scores;  ///< by name, levels from the ground upwards
    std::vector<std::string> cycles;    ///< times of the files, where there are several
    std::vector<std::string> notes;     ///< among them the sign of departures
};

/// Diagnoses feedback files of other systems: no prior, no run.
/// files    IODA files, tables, or folders of them: cycles of one experiment
/// against  files of a second experiment; empty: none
[[nodiscard]] FeedbackReport scoreFeedback(const std::vector<std::string>& files, const std::vector<std::string>& against);
[[nodiscard]] Answer printed(const FeedbackReport& report);
/// The same as a table of comma-separated values with units in its header's names.
[[nodiscard]] std::string tableOf(const FeedbackReport& report);

/// What a plan supposes of the run.
struct PlanOptions {
    int processes = 1;  ///< that would share the run
    int together = 0;   ///< members stepped at a time; 0: all, or one with several processes
    int threads = 0;    ///< of the engine; 0: all cores
    std::size_t keptBytes = std::size_t{1} << 30;
};
/// What a run will take: windows, evaluations, operations, memory, disk and time, from a rehearsal of its steps and one
/// measured step; of a learned prior whose folder holds configurations only, from these alone.
[[nodiscard]] Answer planOf(const Request& request, const PlanOptions& options, const Watch& watch);

/// What a finished run has to say; `run.result` names the file.
[[nodiscard]] Answer printed(const Finished& run);

/// {"error", "hint"} of a failure, for programs.
[[nodiscard]] std::string errorJson(const std::string& message, const std::string& hint);

/// Refuses an output before any work is done. throws Error{badFile} where its folder is missing or not writable
void checkOutput(const std::string& path);

}  // namespace core
