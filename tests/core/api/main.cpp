#include "core/api/catalogue.h"
#include "core/api/error.h"
#include "core/api/examples.h"
#include "core/api/event.h"
#include "core/api/request.h"
#include "core/api/session.h"
#include "core/api/verbs.h"
#include "tests/suite.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <functional>

namespace {

using namespace core;

/// What a call complains of; empty when it does not.
QString complaint(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Error& error) {
        return QString::fromStdString(error.what());
    }
    return {};
}

constexpr const char* full = R"({
  "prior": {"kind": "spectral", "background": "b.nc", "error": "1.8 K", "length": "100 km", "truncation": 85},
  "task": {"kind": "reanalysis"},
  "window": {"start": "2020-01-01T00:00:00Z", "step": "PT6H", "length": 12},
  "observations": [
    {"file": "stations.nc", "errors": {"air_temperature": "1 K"}, "holdOut": 0.1,
     "exclude": ["10410", {"south": -10, "north": 10, "west": 170, "east": -170}]},
    {"network": "radiosondes", "of": "demonstration", "count": 200, "error": "1 K", "seed": 7},
    {"values": [{"id": "a", "time": "2020-01-01T06:00:00Z", "lat": 48.9, "lon": 2.3,
                 "variable": "air_temperature", "level": 850, "value": 271.2, "error": 0.5, "use": false}]}],
  "schedule": {"kind": "loglinear"}, "grid": {"kind": "edm"},
  "sampler": {"kind": "ddim", "steps": 24, "eta": 0.5},
  "guidance": {"kind": "mmps", "strength": 2.5, "curve": [[0, 0.5], [0.5, 1], [1, 2]]},
  "ensemble": {"members": 3, "seed": 18446744073709551615}, "device": "cpu", "truth": "t.nc",
  "changes": [{"step": 12, "set": {"guidance.strength": 4}}]
})";

class Requests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldIsRead()
    {
        const Request r = parseRequest(full, "/somewhere");
        QCOMPARE(r.prior.background, std::string("b.nc"));
        QCOMPARE(r.prior.error, std::string("1.8 K"));
        QCOMPARE(r.prior.truncation, 85);
        QCOMPARE(r.window->stepSeconds, 21600);
        QCOMPARE(r.window->length, 12);
        QCOMPARE(r.observations.size(), 3U);
        QCOMPARE(r.observations[0].errors.at("air_temperature"), std::string("1 K"));
        QCOMPARE(r.observations[0].holdOut, 0.1);
        QCOMPARE(r.observations[0].excludeIds.front(), std::string("10410"));
        QCOMPARE(r.observations[0].excludeBoxes.front().east, -170.0);
        QCOMPARE(r.observations[1].errors.at("*"), std::string("1 K"));
        QCOMPARE(r.observations[1].seed, 7U);
        QCOMPARE(*r.observations[2].values.front().levelHpa, 850.0);
        QVERIFY(!r.observations[2].values.front().use);
        QCOMPARE(r.sampler.kind, std::string("ddim"));
        QCOMPARE(r.sampler.knobs.at("eta"), 0.5);
        QCOMPARE(r.steps, 24);
        QCOMPARE(r.guidance.strength, 2.5);
        QCOMPARE(r.guidance.curve.size(), 3U);
        QCOMPARE(r.ensemble.seed, 18446744073709551615ULL);
        QCOMPARE(r.changes.front().set.at("guidance.strength"), std::string("4"));
        QCOMPARE(r.folder, std::string("/somewhere"));
    }
    void printingAndParsingAreInverse()
    {
        const std::string once = printRequest(parseRequest(full));
        QCOMPARE(printRequest(parseRequest(once)), once);
        const Request again = parseRequest(once);
        QCOMPARE(again.sampler.knobs.at("eta"), 0.5);
        QCOMPARE(again.ensemble.seed, 18446744073709551615ULL);
        const std::string empty = printRequest(Request{});
        QCOMPARE(printRequest(parseRequest(empty)), empty);
    }
    void observationsKeepTheirPlaces()
    {
        const core::Request given = core::parseRequest(
            R"({"observations": [{"file": "met.nc", "positions": "nav.nc", "orography": "z.nc", "lapseRate": 0,
                                  "heightLimit": "300 m", "thin": "50 km", "average": "100 km"}, {"file": "a.csv"}]})");
        const core::Request again = core::parseRequest(core::printRequest(given));
        const core::ObservationSpec& first = again.observations[0];
        QCOMPARE(first.positions, std::string("nav.nc"));
        QCOMPARE(first.orography, std::string("z.nc"));
        QCOMPARE(first.lapseRate, 0.0);
        QCOMPARE(first.heightLimit, std::string("300 m"));
        QCOMPARE(first.thin, std::string("50 km"));
        QCOMPARE(first.average, std::string("100 km"));
        QCOMPARE(again.observations[1].lapseRate, 6.5);
        QCOMPARE(core::printRequest(again), core::printRequest(given));
        QVERIFY(core::printRequest(given).find("\"lapseRate\": 6.5") == std::string::npos);
    }
    void observationsKeepTheirChecks()
    {
        const core::Request given = core::parseRequest(
            R"({"observations": [{"file": "a.csv", "grossCheck": false, "backgroundCheck": 6.5,
                                  "limits": {"air_temperature": ["-40 degC", "45 degC"]}}, {"file": "b.csv"}]})");
        const core::Request again = core::parseRequest(core::printRequest(given));
        QVERIFY(!again.observations[0].grossCheck);
        QCOMPARE(again.observations[0].backgroundCheck, 6.5);
        QCOMPARE(again.observations[0].limits.at("air_temperature")[0], std::string("-40 degC"));
        QCOMPARE(again.observations[0].limits.at("air_temperature")[1], std::string("45 degC"));
        QVERIFY(again.observations[1].grossCheck && again.observations[1].backgroundCheck == 4);
        QCOMPARE(core::printRequest(again), core::printRequest(given));
    }
    void observationsKeepTheirAreasAndCorrelations()
    {
        const std::string text = R"({"observations": [
            {"network": "satellite", "of": "b.nc", "altitude": 705, "footprint": "30 km", "correlation": {"length": "90 km", "levels": 0.5}},
            {"network": "coarse", "of": "b.nc", "cells": "areas"}, {"network": "mask", "of": "b.nc", "places": "m.nc"},
            {"file": "y.nc", "correlation": {"levels": 0.25}}]})";
        const std::string once = printRequest(parseRequest(text));
        QCOMPARE(printRequest(parseRequest(once)), once);
        const Request again = parseRequest(once);
        QCOMPARE(again.observations[0].knobs.at("altitude"), 705.0);
        QCOMPARE(again.observations[0].footprint, std::string("30 km"));
        QCOMPARE(again.observations[0].correlation->length, std::string("90 km"));
        QCOMPARE(again.observations[0].correlation->levels, 0.5);
        QCOMPARE(again.observations[1].knobs.at("cells"), 1.0);
        QVERIFY(once.find("\"areas\"") != std::string::npos);
        QCOMPARE(again.observations[2].places, std::string("m.nc"));
        QVERIFY(again.observations[3].correlation->length.empty());
        QVERIFY(!again.observations[1].correlation.has_value());
    }
    void aPriorMayBeAName()
    {
        QCOMPARE(parseRequest(R"({"prior": "folders/mine"})").prior.name, std::string("folders/mine"));
        const PriorSpec fit = parseRequest(R"({"prior": {"fit": "one.nc"}})").prior;
        QVERIFY(fit.name.empty());
        QCOMPARE(fit.kind, std::string("spectral"));
        QCOMPARE(fit.fit, std::vector<std::string>{"one.nc"});
    }
    void complaintsNameThePathAndWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("document");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, const char* document, const QStringList& words) {
            QTest::newRow(name) << QString::fromUtf8(document) << words;
        };
        row("not JSON", "{\n\"prior\": }", {"not JSON", "line 2"});
        row("not an object", "[1]", {"The request", "object"});
        row("unknown key", R"({"sampeler": {}})", {"sampeler", "sampler", "schedule"});
        row("unknown inner key", R"({"window": {"lenght": 3}})", {"window.lenght", "length, start or step"});
        row("unknown kind", R"({"sampler": {"kind": "foo"}})", {"sampler.kind", "\"foo\"", "ddim"});
        row("unknown schedule", R"({"schedule": {"kind": "foo"}})", {"schedule.kind", "loglinear"});
        row("unknown knob", R"({"sampler": {"kind": "ddim", "etta": 1}})", {"sampler.etta", "eta"});
        row("knob too large", R"({"sampler": {"kind": "ddim", "eta": 7}})", {"sampler.eta", "7", "from 0 to 1"});
        row("knob of text", R"({"sampler": {"kind": "ddim", "eta": "much"}})", {"sampler.eta", "much", "number"});
        row("no steps", R"({"sampler": {"kind": "ddim", "steps": 0}})", {"sampler.steps", "0", "from 1 to"});
        row("half a step", R"({"sampler": {"steps": 2.5}})", {"sampler.steps", "2.5", "whole number"});
        row("negative strength", R"({"guidance": {"strength": -1}})", {"guidance.strength", "-1", "from 0"});
        row("curve out of order", R"({"guidance": {"curve": [[1, 1], [0, 1]]}})", {"guidance.curve", "rising"});
        row("curve outside", R"({"guidance": {"curve": [[0, 1], [2, 1]]}})", {"guidance.curve.1.0", "from 0 to 1"});
        row("two priors", R"({"prior": {"fit": ["a.nc"], "background": "b.nc"}})", {"prior", "exactly one"});
        row("error without unit", R"({"prior": {"background": "b", "error": "2"}})", {"prior.error", "unit"});
        row("bad duration", R"({"window": {"step": "6 hours"}})", {"window.step", "6 hours", "PT6H"});
        row("bad start", R"({"window": {"start": "yesterday"}})", {"window.start", "yesterday", "ISO 8601"});
        row("no states", R"({"window": {"length": 0}})", {"window.length", "from 1"});
        row("hold out too much", R"({"observations": [{"file": "a", "holdOut": 1}]})",
            {"observations.0.holdOut", "from 0 to 0.9"});
        row("two sources", R"({"observations": [{"file": "a", "network": "stations", "of": "b"}]})",
            {"observations.0", "exactly one"});
        row("unknown network", R"({"observations": [{"network": "kites", "of": "b"}]})",
            {"observations.0.network", "kites", "radiosondes"});
        row("network's knob", R"({"observations": [{"network": "satellite", "of": "b", "altitude": 3}]})",
            {"observations.0.altitude", "3", "from 150 to"});
        row("another network's knob", R"({"observations": [{"network": "stations", "of": "b", "altitude": 700}]})",
            {"observations.0.altitude"});
        row("network's option", R"({"observations": [{"network": "coarse", "of": "b", "cells": "lines"}]})",
            {"observations.0.cells", "lines", "points or areas"});
        row("mask of nothing", R"({"observations": [{"network": "mask", "of": "b"}]})",
            {"observations.0.places", "missing"});
        row("thinning without unit", R"({"observations": [{"file": "a", "thin": "50"}]})", {"observations.0.thin", "unit"});
        row("one limit", R"({"observations": [{"file": "a", "limits": {"air_temperature": ["3 K"]}}]})",
            {"observations.0.limits.air_temperature", "lowest"});
        row("negative check", R"({"observations": [{"file": "a", "backgroundCheck": -1}]})",
            {"observations.0.backgroundCheck"});
        row("footprint without unit", R"({"observations": [{"file": "a", "footprint": "3"}]})",
            {"observations.0.footprint", "unit"});
        row("correlation of nothing", R"({"observations": [{"file": "a", "correlation": {}}]})",
            {"observations.0.correlation", "length"});
        row("correlation length", R"({"observations": [{"file": "a", "correlation": {"length": 100}}]})",
            {"observations.0.correlation.length"});
        row("correlation levels", R"({"observations": [{"file": "a", "correlation": {"levels": -1}}]})",
            {"observations.0.correlation.levels", "-1", "from 0.001"});
        row("correlation key", R"({"observations": [{"file": "a", "correlation": {"hours": 1}}]})",
            {"observations.0.correlation.hours"});
        row("network of nothing", R"({"observations": [{"network": "stations"}]})", {"observations.0.of", "missing"});
        row("latitude", R"({"observations": [{"values": [{"lat": 91, "lon": 0, "variable": "x", "value": 1}]}]})",
            {"observations.0.values.0.lat", "91", "from -90 to 90"});
        row("no members", R"({"ensemble": {"members": 0}})", {"ensemble.members", "from 1"});
        row("negative seed", R"({"ensemble": {"seed": -1}})", {"ensemble.seed", "-1", "from 0"});
        row("device", R"({"device": "tpu"})", {"device", "tpu", "cuda"});
        row("change of the seed", R"({"changes": [{"step": 1, "set": {"ensemble.seed": 4}}]})",
            {"changes.0.set.ensemble.seed", "guidance"});
        row("bad change", R"({"changes": [{"step": 1, "set": {"guidance.strength": "x"}}]})",
            {"changes.0.set", "guidance.strength"});
        row("task", R"({"task": {"kind": "divine"}})", {"task.kind", "divine", "reanalysis"});
    }
    void complaintsNameThePathAndWhatIsAllowed()
    {
        QFETCH(QString, document);
        QFETCH(QStringList, words);
        const QString said = complaint([&] { static_cast<void>(parseRequest(document.toStdString())); });
        for (const QString& word : words) {
            QVERIFY2(said.contains(word), qPrintable("“" + word + "” is not in: " + said));
        }
        QVERIFY(!said.contains('\n'));
    }
    void aMissingFileIsNamed()
    {
        QVERIFY(complaint([] { static_cast<void>(readRequest("/no/such.json")); }).contains("/no/such.json"));
    }
    void settingsArePutByDottedPath()
    {
        const Request r = parseRequest(full);
        QCOMPARE(withSetting(r, "guidance.strength", "4").guidance.strength, 4.0);
        QCOMPARE(withSetting(r, "observations.0.holdOut", "0.2").observations[0].holdOut, 0.2);
        QCOMPARE(withSetting(r, "device", "auto").device, std::string("auto"));
        QCOMPARE(withSetting(r, "sampler.steps", "8").steps, 8);
        QCOMPARE(withSetting(Request{}, "prior.background", "b.nc").prior.background, std::string("b.nc"));
        QCOMPARE(withSetting(r, "prior", "spectral").prior.name, std::string("spectral"));
        const QString said = complaint([&] { static_cast<void>(withSetting(r, "guidance.strength", "-4")); });
        QVERIFY2(said.contains("guidance.strength"), qPrintable(said));
        QVERIFY(complaint([&] { static_cast<void>(withSetting(r, "observations.9.file", "x")); }).contains("from 0"));
    }
    void anotherKindDropsTheKnobsOfTheFormer()
    {
        const Request r = withSetting(parseRequest(full), "sampler.kind", "euler");
        QCOMPARE(r.sampler.kind, std::string("euler"));
        QVERIFY(!r.sampler.knobs.contains("eta"));
        QCOMPARE(r.steps, 24);
    }
    void knobsAreReadAndWrittenByName()
    {
        for (const Kind kind : {Kind::sampler, Kind::guidance}) {
            const std::string part = kind == Kind::sampler ? "sampler" : "guidance";
            for (const Choice& choice : catalogue(kind)) {
                for (const Knob& knob : choice.knobs) {
                    const std::string name = knob.options.empty() ? knob.zeroName : knob.options.back();
                    if (name.empty()) {
                        continue;
                    }
                    const std::string text = "{\"" + part + "\": {\"kind\": \"" + choice.id + "\", \"" + knob.id +
                                             "\": \"" + name + "\"}}";
                    QVERIFY2(printRequest(parseRequest(text)).find("\"" + name + "\"") != std::string::npos, text.c_str());
                }
            }
        }
    }
    void theCurveIsLinearBetweenHandles()
    {
        const std::vector<std::pair<double, double>> curve = {{0.25, 2}, {0.75, 4}};
        QCOMPARE(curveAt(curve, 0), 2.0);
        QCOMPARE(curveAt(curve, 0.5), 3.0);
        QCOMPARE(curveAt(curve, 1), 4.0);
    }
    void otherWeatherIsAnotherSeed()
    {
        const Request earth = simulatedEarthRequest();
        QCOMPARE(weatherSeed(earth), std::optional<std::uint64_t>(1));
        const Request other = withWeather(earth, 7);
        QCOMPARE(other.truth, std::string("simulated-earth:7"));
        for (const ObservationSpec& spec : other.observations) {
            QCOMPARE(spec.of, std::string("simulated-earth:7"));
        }
        QCOMPARE(weatherSeed(other), std::optional<std::uint64_t>(7));
        QCOMPARE(withWeather(demonstrationRequest(), 3).truth, std::string("demonstration:3"));
        Request file = earth;
        file.truth = "era5.nc";
        file.observations.clear();
        QVERIFY(!weatherSeed(file));
        QCOMPARE(withWeather(file, 3).truth, std::string("era5.nc"));
    }
    void channelsAreNamedByLevel()
    {
        QCOMPARE((Channel{.standardName = "air_temperature", .levelHpa = 850}.key()), std::string("air_temperature@850"));
        QCOMPARE((Channel{.standardName = "air_temperature"}.key()), std::string("air_temperature"));
    }
};

class Catalogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyEntryTellsItsSourceAndSaneKnobs()
    {
        for (const Kind kind : {Kind::schedule, Kind::grid, Kind::sampler, Kind::guidance, Kind::observe, Kind::task,
                                Kind::metric, Kind::prior}) {
            QVERIFY(!catalogue(kind).empty());
            for (const Choice& choice : catalogue(kind)) {
                QVERIFY2(!choice.label.empty() && !choice.source.empty() && !choice.formula.empty(), choice.id.c_str());
                for (const Knob& knob : choice.knobs) {
                    const bool zero = knob.initial == 0 && !knob.zeroName.empty();
                    QVERIFY2(zero || (knob.initial >= knob.low && knob.initial <= knob.high), knob.id.c_str());
                }
                const Selection whole = complete(kind, {.kind = choice.id}, "x");
                QCOMPARE(whole.knobs.size(), choice.knobs.size());
            }
        }
    }
    void theDesignsEntriesAreThere()
    {
        for (const char* id : {"ddpm", "ddim", "euler", "heun", "lms", "pc", "semiexact"}) {
            QCOMPARE(choice(Kind::sampler, id).id, std::string(id));
        }
        QVERIFY(complaint([] { static_cast<void>(choice(Kind::sampler, "foo")); }).contains("semiexact"));
    }
    void theListIsJsonWithTheDesignsKeys()
    {
        const QByteArray json = QByteArray::fromStdString(catalogueList().json);
        const QJsonArray list = QJsonDocument::fromJson(json).array();
        QVERIFY(list.size() > 20);
        for (const auto& entry : list) {
            for (const char* key : {"kind", "id", "label", "source", "knobs"}) {
                QVERIFY(entry.toObject().contains(key));
            }
        }
    }
};

}  // namespace

int main(int argc, char** argv)
{
    Requests requests;
    Catalogue catalogue;
    return tests::runAll(argc, argv, {&requests, &catalogue});
}

#include "main.moc"
