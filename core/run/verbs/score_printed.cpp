#include "core/api/verbs.h"
#include "core/run/verbs/table.h"

#include <cmath>

namespace core {

namespace {

using run::Json;
using run::shortNumber;

constexpr const char* overTimes = "95 %, moving-block bootstrap over times";
constexpr const char* oneDate = "one date";  // nothing to tell an interval from

Json departureJson(const DepartureScore& score)
{
    return {{"rms", score.rms}, {"mae", score.mae}, {"bias", score.bias}};
}

Json intervalsJson(const std::map<std::string, Interval>& intervals)
{
    Json result = Json::object();
    for (const auto& [name, interval] : intervals) {
        result[name] = {interval.low, interval.high};
    }
    return result;
}

/// Single numbers as numbers, histograms as lists.
Json namedJson(const std::map<std::string, std::vector<double>>& named)
{
    Json result = Json::object();
    for (const auto& [name, values] : named) {
        result[name] = values.size() == 1 ? Json(values.front()) : Json(values);
    }
    return result;
}

Json balancesJson(const std::vector<BalanceScore>& balances)
{
    Json result = Json::object();
    for (const BalanceScore& one : balances) {
        Json& place = result[one.name][one.convention];
        place["n"] = one.n;
        place["times"] = one.times;
        place["members"] = namedJson(one.members);
        place["intervals"]["members"] = intervalsJson(one.intervals);
        place["intervalMethod"] = overTimes;
        if (!one.truth.empty()) {
            place["truth"] = namedJson(one.truth);
            place["truthN"] = one.truthN;
            place["intervals"]["truth"] = intervalsJson(one.truthIntervals);
        }
    }
    return result;
}

Json densitiesJson(const std::vector<DensityScore>& densities)
{
    Json result = Json::object();
    for (const DensityScore& one : densities) {
        const auto pair = [](const Estimated& e) { return Json{{"mean", e.mean}, {"error", e.error}}; };
        result[one.name] = {{"members", pair(one.members)},
                            {"particleFilter", pair(one.filter)},
                            {"ensembleSmoother", pair(one.smoother)}};
    }
    return result;
}

Json fieldJson(const FieldScore& score)
{
    Json result = {
        {"n", score.n},
        {"units", score.units},
        {"rmse", score.rmse},
        {"bias", score.bias},
        {"crps", score.crps},
        {"spread", score.spread},
        {"spreadSkill", score.spreadSkill},
        {"climatologyRmse", score.climatologyRmse},
        {"times", score.times},
        {"crpsPlain", score.crpsPlain},
        {"debiasedMse", score.debiasedMse},
        {"rootsLast",
         {{"skill", score.skill}, {"spread", score.spreadLast}, {"spreadSkill", score.spreadSkillLast}}},
        {"persistenceRmse", score.persistenceRmse},
        {"intervals", intervalsJson(score.intervals)},
        {"intervalMethod", overTimes},
        {"rankHistogram", score.rankHistogram},
        {"rankBand", {score.rankBand.low, score.rankBand.high}},
        {"spectrum", {{"members", score.spectrum}, {"truth", score.truthSpectrum}}},
        {"orderSpectrum", {{"members", score.orderSpectrum}, {"truth", score.truthOrderSpectrum}}}};
    if (score.hasBicubic) {
        result["bicubic"] = {{"rmse", score.bicubicRmse}, {"spectrum", score.bicubicSpectrum}};
    }
    for (const LeadScore& lead : score.leads) {
        result["leads"].push_back({{"hours", lead.hours},
                                   {"n", lead.n},
                                   {"dates", lead.dates},
                                   {"intervalMethod", "none: one date"},
                                   {"rmse", lead.rmse},
                                   {"crps", lead.crps},
                                   {"spread", lead.spread},
                                   {"spreadSkill", lead.spreadSkill},
                                   {"persistenceRmse", lead.persistenceRmse},
                                   {"climatologyRmse", lead.climatologyRmse}});
    }
    if (score.hasExact) {
        result["exact"] = {
            {"rmse", score.exactRmse}, {"bias", score.exactBias}, {"spread", score.exactSpread}};
    }
    return result;
}

Json observationJson(const ObservationScore& score)
{
    Json result = {{"n", score.n},
                   {"units", score.units},
                   {"omb", departureJson(score.omb)},
                   {"oma", departureJson(score.oma)},
                   {"chi2", score.chi2},
                   {"desroziers",
                    {{"errorVariance", score.errorVariance},
                     {"backgroundVariance", score.backgroundVariance},
                     {"statedVariance", score.statedVariance}}},
                   {"intervals", intervalsJson(score.intervals)},
                   {"intervalMethod", "95 %, moving-block bootstrap over observations"}};
    if (score.hasExact) {
        result["exact"] = {{"oma", departureJson(score.omaExact)}, {"chi2", score.chi2Exact}};
    }
    return result;
}

/// "low … high"; a dash where there is none
std::string intervalText(const std::map<std::string, Interval>& intervals, const std::string& name)
{
    const auto found = intervals.find(name);
    return found == intervals.end() || std::isnan(found->second.low)
               ? "–"
               : shortNumber(found->second.low) + " … " + shortNumber(found->second.high);
}

std::string fieldTable(const std::vector<FieldScore>& fields)
{
    std::vector<std::vector<std::string>> rows = {{"against truth", "unit", "n", "RMSE", "95 %", "bias",
                                                   "CRPS", "spread", "spread/skill", "prior's RMSE",
                                                   "persistence", "exact RMSE"}};
    for (const FieldScore& f : fields) {
        rows.push_back({f.name, f.units, std::to_string(f.n), shortNumber(f.rmse),
                        intervalText(f.intervals, "rmse"), shortNumber(f.bias), shortNumber(f.crps),
                        shortNumber(f.spread), shortNumber(f.spreadSkill), shortNumber(f.climatologyRmse),
                        std::isnan(f.persistenceRmse) ? "–" : shortNumber(f.persistenceRmse),
                        f.hasExact ? shortNumber(f.exactRmse) : "–"});
    }
    return run::table(rows);
}

std::string leadTable(const std::vector<FieldScore>& fields)
{
    std::vector<std::vector<std::string>> rows = {
        {"by lead time", "unit", "lead h", "n", "RMSE", "95 %", "CRPS", "spread", "spread/skill", "persistence", "prior's RMSE"}};
    for (const FieldScore& f : fields) {
        for (const LeadScore& lead : f.leads) {
            rows.push_back({f.name, f.units, shortNumber(lead.hours), std::to_string(lead.n), shortNumber(lead.rmse),
                            oneDate, shortNumber(lead.crps),
                            shortNumber(lead.spread), shortNumber(lead.spreadSkill), shortNumber(lead.persistenceRmse),
                            shortNumber(lead.climatologyRmse)});
        }
    }
    return rows.size() > 1 ? run::table(rows) + "\n" : std::string();
}

std::string bicubicTable(const std::vector<FieldScore>& fields)
{
    std::vector<std::vector<std::string>> rows = {{"against bicubic interpolation", "unit", "RMSE", "bicubic RMSE", "ratio"}};
    for (const FieldScore& f : fields) {
        if (f.hasBicubic) {
            rows.push_back({f.name, f.units, shortNumber(f.rmse), shortNumber(f.bicubicRmse), shortNumber(f.rmse / f.bicubicRmse)});
        }
    }
    return rows.size() > 1 ? run::table(rows) + "\n" : std::string();
}

std::string observationTable(const std::string& group, const std::vector<ObservationScore>& scores)
{
    std::vector<std::vector<std::string>> rows = {{"observations, " + group, "unit", "n", "O−B rms", "mae",
                                                   "bias", "O−A rms", "mae", "bias", "χ²", "95 %",
                                                   "σ_o² implied/stated", "exact O−A rms"}};
    for (const ObservationScore& s : scores) {
        rows.push_back({s.name, s.units, std::to_string(s.n), shortNumber(s.omb.rms), shortNumber(s.omb.mae),
                        shortNumber(s.omb.bias), shortNumber(s.oma.rms), shortNumber(s.oma.mae),
                        shortNumber(s.oma.bias), shortNumber(s.chi2), intervalText(s.intervals, "chi2"),
                        // the diagnosis is of observations that the analysis saw
                        group == "used" ? shortNumber(s.errorVariance / s.statedVariance) : "–",
                        s.hasExact ? shortNumber(s.omaExact.rms) : "–"});
    }
    return run::table(rows);
}

std::string balanceTable(const std::vector<BalanceScore>& balances)
{
    std::vector<std::vector<std::string>> rows = {
        {"balance", "convention", "of", "n", "members", "95 %", "truth", "95 %"}};
    for (const BalanceScore& one : balances) {
        for (const auto& [name, values] : one.members) {
            if (values.size() == 1) {
                const bool both = !one.truth.empty();
                const auto interval = [&](const std::map<std::string, Interval>& intervals) {
                    return one.times < 2 ? oneDate : intervalText(intervals, name);
                };
                rows.push_back({one.name, one.convention, name, std::to_string(one.n), shortNumber(values.front()),
                                interval(one.intervals), both ? shortNumber(one.truth.at(name).front()) : "–",
                                both ? interval(one.truthIntervals) : "–"});
            }
        }
    }
    return run::table(rows);
}

std::string densityTable(const std::vector<DensityScore>& densities)
{
    std::vector<std::vector<std::string>> rows = {
        {"log density of trajectories", "members", "±", "particle filter", "±",
         "ensemble smoother", "±"}};
    for (const DensityScore& one : densities) {
        rows.push_back({one.name, shortNumber(one.members.mean), shortNumber(one.members.error, 2),
                        shortNumber(one.filter.mean), shortNumber(one.filter.error, 2),
                        shortNumber(one.smoother.mean), shortNumber(one.smoother.error, 2)});
    }
    return rows.size() > 1 ? run::table(rows) + "\n" : std::string();
}

}  // namespace

Answer printed(const ScoreReport& report)
{
    Answer answer;
    Json fields = Json::object(), observations = Json::object();
    for (const FieldScore& field : report.fields) {
        fields[field.name] = fieldJson(field);
    }
    answer.text += report.fields.empty() ? "" : fieldTable(report.fields) + "\n";
    answer.text += leadTable(report.fields) + bicubicTable(report.fields);
    answer.text += report.balances.empty() ? "" : balanceTable(report.balances) + "\n";
    answer.text += densityTable(report.densities);
    for (const auto& [group, scores] : report.observations) {
        observations[group] = Json::object();
        for (const ObservationScore& score : scores) {
            observations[group][score.name] = observationJson(score);
        }
        answer.text += observationTable(group == "heldOut" ? "held out" : group, scores) + "\n";
    }
    for (const std::string& note : report.notes) {
        answer.text += "note: " + note + "\n";
    }
    answer.json = run::pretty({{"fields", fields},
                               {"balances", balancesJson(report.balances)},
                               {"densities", densitiesJson(report.densities)},
                               {"observations", observations},
                               {"notes", report.notes}});
    return answer;
}

}  // namespace core
