#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/base/calendar.h"
#include "core/base/noise.h"
#include "core/data/cf_names.h"
#include "core/data/feedback.h"
#include "core/run/verbs/table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace core {

namespace {

using data::Feedback;
using run::Json;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::array<double, 17> levels = {1000, 925, 850, 700, 500, 400, 300, 250, 200, 150, 100, 70, 50, 30, 20, 10, 5};
constexpr std::size_t replicates = 1000;

double nearestLevel(double hPa)
{
    return *std::min_element(levels.begin(), levels.end(), [&](double a, double b) {
        return std::abs(std::log(a / hPa)) < std::abs(std::log(b / hPa));
    });
}

/// Channels, then levels from the ground upwards.
struct Band {
    std::string variable;
    int channel = -1;
    double level = 0;
    auto operator<=>(const Band& other) const
    {
        return std::tuple(variable, channel, -level) <=> std::tuple(other.variable, other.channel, -other.level);
    }
    bool operator==(const Band&) const = default;
    [[nodiscard]] std::string name() const
    {
        return variable + (channel >= 0 ? "#" + std::to_string(channel) : level > 0 ? "@" + run::shortNumber(level) : "");
    }
};

Band bandOf(const Feedback::Row& row)
{
    const double level = row.observation.levelHpa;
    return {row.observation.variable, row.channel, level > 0 && row.channel < 0 ? nearestLevel(level) : 0};
}

/// Sums of departures that a standard deviation is made of.
struct Sums {
    double n = 0, sum = 0, square = 0;
    void add(double d)
    {
        n += 1;
        sum += d;
        square += d * d;
    }
    Sums& operator+=(const Sums& other)
    {
        n += other.n;
        sum += other.sum;
        square += other.square;
        return *this;
    }
    [[nodiscard]] double deviation() const
    {
        return n > 0 ? std::sqrt(std::max(0.0, square / n - sum / n * (sum / n))) : nan;
    }
};

/// Departures that are not independent: one station's at one time; of both experiments.
using Cluster = std::array<Sums, 2>;

/// 2.5 and 97.5 % of a statistic over drawings of whole clusters.
template <class Statistic>
Interval bootstrap(const std::vector<Cluster>& clusters, Statistic statistic)
{
    if (clusters.size() < 5) {
        return {nan, nan};
    }
    std::vector<double> drawn;
    std::uint64_t element = 0;
    for (std::size_t r = 0; r < replicates; ++r) {
        Cluster all{};
        for (std::size_t i = 0; i < clusters.size(); ++i) {
            const auto pick = static_cast<std::size_t>(base::uniform(element++, {.seed = 1}) * static_cast<double>(clusters.size()));
            const Cluster& one = clusters[std::min(pick, clusters.size() - 1)];
            all[0] += one[0];
            all[1] += one[1];
        }
        drawn.push_back(statistic(all));
    }
    std::sort(drawn.begin(), drawn.end());
    return {drawn[replicates / 40], drawn[replicates - 1 - replicates / 40]};
}

DepartureScore summary(const std::vector<double>& departures)
{
    DepartureScore score;
    for (const double d : departures) {
        score.rms += d * d / static_cast<double>(departures.size());
        score.mae += std::abs(d) / static_cast<double>(departures.size());
        score.bias += d / static_cast<double>(departures.size());
    }
    score.rms = std::sqrt(score.rms);
    return departures.empty() ? DepartureScore{nan, nan, nan} : score;
}

double deviationOf(const std::vector<double>& departures)
{
    Sums sums;
    for (const double d : departures) {
        sums.add(d);
    }
    return sums.deviation();
}

using ClusterKey = std::pair<std::string, std::int64_t>;
using RowKey = std::tuple<std::string, std::int64_t, std::string, double, double, double, int>;

ClusterKey clusterOf(const Feedback::Row& row)
{
    return {row.observation.id, row.observation.time};
}

RowKey keyOf(const Feedback::Row& row)
{
    const data::Observation& o = row.observation;
    const auto plain = [](double x) { return std::isfinite(x) ? x : 0; };
    return {o.id, o.time, o.variable, o.levelHpa, plain(o.lat), plain(o.lon), row.channel};
}

std::vector<Cluster> listed(const std::map<ClusterKey, Cluster>& map)
{
    std::vector<Cluster> list;
    for (const auto& [key, cluster] : map) {
        list.push_back(cluster);
    }
    return list;
}

/// "Temperature"; empty for a table's own names
std::string labelOf(const Band& band)
{
    return data::canonicalUnit(band.variable) ? data::humanLabel(band.variable, 0) : "";
}

/// Counts in bins of a quarter of a standard deviation, to four of them.
void addHistogram(FeedbackScore& score, const std::vector<double>& departures)
{
    constexpr double widths = 4;
    constexpr std::size_t bins = 32;
    score.histogramEnd = widths * std::hypot(score.ombStd, score.omb.bias);
    if (!(score.histogramEnd > 0)) {
        return;
    }
    score.histogram.assign(bins, 0);
    for (const double d : departures) {
        const double place = (d / score.histogramEnd + 1) / 2 * static_cast<double>(bins);
        ++score.histogram[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(bins - 1)))];
    }
}

void addCycles(FeedbackScore& score, const std::vector<const Feedback::Row*>& rows)
{
    constexpr std::int64_t apart = 6 * 3600;
    std::map<std::int64_t, Sums> cycles;
    for (const Feedback::Row* row : rows) {
        if (row->observation.use != Use::rejected && std::isfinite(row->omb)) {
            const std::int64_t shifted = row->observation.time + apart / 2;
            const std::int64_t number = shifted / apart - (shifted % apart < 0 ? 1 : 0);
            cycles[number * apart].add(row->omb);
        }
    }
    for (const auto& [time, sums] : cycles) {
        score.cycles.push_back({time, static_cast<std::size_t>(sums.n), sums.sum / sums.n, sums.deviation()});
    }
}

FeedbackScore scoreOf(const Band& band, const std::vector<const Feedback::Row*>& rows)
{
    FeedbackScore score{.name = band.name(), .variable = band.variable, .label = labelOf(band), .units = data::canonicalUnit(band.variable).value_or(""),
                        .channel = band.channel, .levelHpa = band.level};
    std::vector<double> omb, oma;
    std::map<ClusterKey, Cluster> clusters;
    double squares = 0;
    std::size_t withError = 0;
    for (const Feedback::Row* row : rows) {
        if (row->observation.use == Use::rejected) {
            ++score.rejected;
            continue;
        }
        if (!std::isfinite(row->omb)) {
            continue;
        }
        omb.push_back(row->omb);
        clusters[clusterOf(*row)][0].add(row->omb);
        if (std::isfinite(row->oma)) {
            oma.push_back(row->oma);
        }
        if (row->observation.error > 0) {
            squares += std::pow(row->omb / row->observation.error, 2);
            ++withError;
        }
    }
    score.n = omb.size();
    score.omb = summary(omb);
    score.oma = summary(oma);
    score.ombStd = deviationOf(omb);
    score.omaStd = deviationOf(oma);
    score.ombStdRange = bootstrap(listed(clusters), [](const Cluster& all) { return all[0].deviation(); });
    score.chi2 = withError > 0 ? squares / static_cast<double>(withError) : nan;
    score.change = nan;
    score.changeRange = {nan, nan};
    addHistogram(score, omb);
    addCycles(score, rows);
    return score;
}

double changeOf(const Cluster& all)
{
    return 100 * (all[1].deviation() / all[0].deviation() - 1);
}

/// What the second experiment changes, over the observations that both used.
void compare(FeedbackScore& score, const std::vector<const Feedback::Row*>& rows,
             const std::map<RowKey, const Feedback::Row*>& others)
{
    std::map<ClusterKey, Cluster> clusters;
    Cluster all{};
    for (const Feedback::Row* row : rows) {
        const auto other = others.find(keyOf(*row));
        const bool both = other != others.end() && row->observation.use != Use::rejected &&
                          other->second->observation.use != Use::rejected && std::isfinite(row->omb) &&
                          std::isfinite(other->second->omb);
        if (both) {
            Cluster one{};
            one[0].add(row->omb);
            one[1].add(other->second->omb);
            all[0] += one[0];
            all[1] += one[1];
            clusters[clusterOf(*row)][0] += one[0];
            clusters[clusterOf(*row)][1] += one[1];
            ++score.paired;
        }
    }
    if (score.paired > 1) {
        score.change = changeOf(all);
        score.changeRange = bootstrap(listed(clusters), changeOf);
    }
}

Json departureJson(const DepartureScore& score, double deviation)
{
    return {{"rms", score.rms}, {"mae", score.mae}, {"bias", score.bias}, {"std", deviation}};
}

std::string rangeText(const Interval& range, int digits)
{
    return std::isfinite(range.low) ? run::shortNumber(range.low, digits) + " … " + run::shortNumber(range.high, digits) : "–";
}

}  // namespace

FeedbackReport scoreFeedback(const std::vector<std::string>& files, const std::vector<std::string>& against)
{
    const Feedback first = data::readFeedback(data::feedbackFiles(files));
    const Feedback second = against.empty() ? Feedback{} : data::readFeedback(data::feedbackFiles(against));
    FeedbackReport report{.notes = first.notes};
    for (const std::string& note : second.notes) {
        report.notes.push_back("second experiment: " + note);
    }
    std::map<RowKey, const Feedback::Row*> others;
    for (const Feedback::Row& row : second.rows) {
        others.emplace(keyOf(row), &row);
    }
    std::map<Band, std::vector<const Feedback::Row*>> bands;
    std::set<std::int64_t> times;
    bool radiances = false;
    for (const Feedback::Row& row : first.rows) {
        bands[bandOf(row)].push_back(&row);
        times.insert(row.observation.time);
        radiances = radiances || row.channel >= 0;
    }
    for (const auto& [band, rows] : bands) {
        report.scores.push_back(scoreOf(band, rows));
        if (!against.empty()) {
            compare(report.scores.back(), rows, others);
        }
    }
    for (const std::int64_t time : times) {
        report.cycles.push_back(base::isoFromSeconds(time));
    }
    if (radiances) {
        report.notes.emplace_back("Radiances are shown here; they are never assimilated.");
    }
    return report;
}

Answer printed(const FeedbackReport& report)
{
    const bool two = std::any_of(report.scores.begin(), report.scores.end(), [](const FeedbackScore& s) { return s.paired > 0; });
    std::vector<std::vector<std::string>> rows = {{"departures", "n", "rejected", "O−B bias", "O−B std", "95 %", "O−A bias", "O−A std", "χ²(O−B)"}};
    if (two) {
        rows.front().insert(rows.front().end(), {"paired", "change of std(O−B) %", "95 %"});
    }
    Json scores = Json::array();
    for (const FeedbackScore& s : report.scores) {
        rows.push_back({s.name, std::to_string(s.n), std::to_string(s.rejected), run::shortNumber(s.omb.bias), run::shortNumber(s.ombStd),
                        rangeText(s.ombStdRange, 4), run::shortNumber(s.oma.bias), run::shortNumber(s.omaStd), run::shortNumber(s.chi2)});
        Json one = {{"name", s.name}, {"n", s.n}, {"rejected", s.rejected}, {"omb", departureJson(s.omb, s.ombStd)},
                    {"oma", departureJson(s.oma, s.omaStd)}, {"ombStdRange", {s.ombStdRange.low, s.ombStdRange.high}}, {"chi2", s.chi2}};
        if (two) {
            rows.back().insert(rows.back().end(), {std::to_string(s.paired), run::shortNumber(s.change, 3), rangeText(s.changeRange, 3)});
            one["paired"] = s.paired;
            one["change"] = s.change;
            one["changeRange"] = {s.changeRange.low, s.changeRange.high};
        }
        for (const FeedbackScore::Cycle& cycle : s.cycles) {
            one["cycles"].push_back({{"time", base::isoFromSeconds(cycle.time)}, {"n", cycle.n}, {"bias", cycle.bias}, {"std", cycle.std}});
        }
        scores.push_back(one);
    }
    std::string text = run::table(rows);
    for (const std::string& note : report.notes) {
        text += "note: " + note + "\n";
    }
    return {text, run::pretty({{"scores", scores}, {"times", report.cycles}, {"notes", report.notes}})};
}

std::string tableOf(const FeedbackReport& report)
{
    std::string text = "variable,level_hPa,channel,unit,n,rejected,omb_mean,omb_std,omb_std_low,omb_std_high,oma_mean,oma_std,chi2,"
                       "paired,change_percent,change_low,change_high\n";
    const auto cell = [](double value) { return std::isfinite(value) ? run::shortNumber(value, 9) : std::string(); };
    for (const FeedbackScore& s : report.scores) {
        text += s.variable + "," + (s.levelHpa > 0 ? run::shortNumber(s.levelHpa) : "") + "," +
                (s.channel >= 0 ? std::to_string(s.channel) : "") + "," + s.units + "," + std::to_string(s.n) + "," +
                std::to_string(s.rejected);
        for (const double value : {s.omb.bias, s.ombStd, s.ombStdRange.low, s.ombStdRange.high, s.oma.bias, s.omaStd, s.chi2,
                                   s.paired > 0 ? static_cast<double>(s.paired) : nan, s.change, s.changeRange.low, s.changeRange.high}) {
            text += "," + cell(value);
        }
        text += "\n";
    }
    return text;
}

}  // namespace core
