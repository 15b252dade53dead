#include "core/api/error.h"
#include "core/earth/demonstration.h"
#include "core/prior/spectral.h"
#include "core/run/loop.h"
#include "core/run/outcome.h"
#include "core/task/words/describe.h"
#include "core/task/words/understanding.h"

#include "tests/core/task/suites.h"
#include "tests/suite.h"

#include <cmath>

using namespace core;

namespace {

/// "low|North Atlantic|2.5" of each statement, in order
QString summary(const QString& text)
{
    const task::Understanding understood = task::understand(text.toStdString());
    QStringList all;
    for (const auto& one : understood.statements) {
        QString line = QString("%1|%2|%3").arg(QString::fromUtf8(one.phenomenon->name.data(), qsizetype(one.phenomenon->name.size())),
                                               one.region == nullptr ? QString("-") : QString::fromUtf8(one.region->name.data(), qsizetype(one.region->name.size())),
                                               QString::number(one.deviations));
        line += one.value ? QString("|%1 %2").arg(one.value->number).arg(QString::fromUtf8(one.value->unit.data(), qsizetype(one.value->unit.size()))) : QString();
        line += one.levelHpa ? QString("|@%1").arg(*one.levelHpa) : QString();
        all.push_back(line);
    }
    for (const std::string& word : understood.notUnderstood) {
        all.push_back("?" + QString::fromStdString(word));
    }
    if (understood.season != nullptr) {
        all.push_back("in " + QString::fromUtf8(understood.season->name.data(), qsizetype(understood.season->name.size())));
    }
    return all.join("; ");
}

const prior::Spectral& climate()
{
    static const prior::Spectral made(prior::fitSpectral(earth::demonstration({.seed = 0, .start = 0, .stepSeconds = 43200,
                                                                               .states = 80, .truncation = 21}),
                                                         {.truncation = 16}),
                                      {0, 21600, 43200}, at::kFloat);
    return made;
}

std::shared_ptr<const run::Problem> problem(const std::string& task, const std::string& observations = R"({"network": "radiosondes",
    "of": "demonstration:3", "count": 30})")
{
    return run::prepare(parseRequest(R"({"task": )" + task + R"(, "window": {"start": "2020-01-01T00:00:00Z", "step": "PT6H", "length": 3},
        "observations": [)" + observations + R"(], "truth": "demonstration:3",
        "sampler": {"kind": "semiexact", "steps": 4}, "ensemble": {"members": 2, "seed": 1}})"), [](const std::string&, double) {});
}

bool hasNote(const std::vector<std::string>& notes, const char* words)
{
    return std::any_of(notes.begin(), notes.end(), [&](const std::string& n) { return n.find(words) != std::string::npos; });
}

}  // namespace

class TestTask : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreUnderstoodInBothLanguages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("deep low over the North Atlantic", "low|North Atlantic|2.5");
        row("Dépression profonde sur l’Atlantique Nord", "low|North Atlantic|2.5");
        row("weak high over the Azores and a strong jet", "high|Azores|1; jet|-|2.5");
        row("un jet fort sur le Pacifique nord et une vague de froid en Sibérie", "jet|North Pacific|2.5; cold|Siberia|2");
        row("a low over Iceland and Greenland", "low|Iceland|2; low|Greenland|2");
        row("very deep low over the Southern Ocean", "low|Southern Ocean|3.5");
        row("12 °C over France", "temperature|France|2|12 degC");
        row("température de −10,5 °C au Canada", "temperature|Canada|2|-10.5 degC");
        row("low of 985 hPa near Ireland", "low|British Isles|2|985 hPa");
        row("cold at 500 hPa over Europe", "cold|Europe|2|@500");
        row("vent d'ouest de 60 m/s à 250 hPa sur l'Europe", "westerly wind|Europe|2|60 m s-1|@250");
        row("canicule en été en Espagne", "heat|Iberia|2; in summer");
        row("a blue cold spell over 7 Europe", "cold|Europe|2; ?blue; ?7");
        row("a deep low over the North Atlantic in winter with a strong jet", "low|North Atlantic|2.5; jet|-|2.5; in winter");
        row("vague de froid sur l'Europe, -10 °C à Paris", "cold|Europe|2; temperature|Paris|2|-10 degC");
        row("wind 30 m/s at 250 hPa over Japan", "westerly wind|Japan|2|30 m s-1|@250");
        row("vent fort sur la Manche", "westerly wind|English Channel|2.5");
        row("wind from the north over the North Sea", "northerly wind|North Sea|2");
        row("moins 15 degrés à Moscou", "temperature|Moscow|2|-15 degC");
        row("cold over France, -10 °C", "cold|France|2; temperature|France|2|-10 degC");
        row("heat over Spain, 40 °C in Xanadu", "heat|Iberia|2; ?xanadu; ?40 degC");
        row("hot and humid in India in May", "heat|India|2; moist air|India|2; in May");
        row("a strong jet and a low over Iceland", "jet|-|2.5; low|Iceland|2");
        row("no wind over France, a ridge over Italy", "ridge|Italy|2; ?no westerly wind; ?France");
        row("typhon près du Japon", "low|Japan|2");
        row("dépression au-dessus du Japon", "low|Japan|2");
        row("goutte froide sur l’Espagne", "trough|Iberia|2");
        row("canicule en juillet sur la France, 41 degrés à Lyon", "heat|France|2; temperature|Lyon|2|41 degC; in July");
        row("snow over the Alps", "?snow; ?Alps");
        row("high temperatures in Siberia", "heat|Siberia|2");
        row("Europe", "?Europe");
        row("", "");
    }
    void wordsAreUnderstoodInBothLanguages()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(summary(text), expected);
    }
    void everyPhraseIsFoundAsItsOwnEntry()
    {
        // a phrase that another entry's longer or earlier phrase hides would never be reached
        const auto check = [](const auto& entries) {
            for (const auto& entry : entries) {
                for (const std::string_view phrase : entry.phrases) {
                    const auto words = task::tokens(std::string(phrase));
                    const auto found = task::longest(entries, std::span<const task::Token>(words));
                    QVERIFY2(found.entry == &entry && found.length == words.size(), std::string(phrase).c_str());
                }
            }
        };
        check(task::regions());
        check(task::phenomena());
        check(task::seasons());
        check(task::intensities());
        for (const task::Region& region : task::regions()) {
            QVERIFY(region.south < region.north && region.south >= -90 && region.north <= 90 && region.west != region.east);
        }
    }
    void aDescriptionBecomesPseudoObservations()
    {
        const std::vector<std::int64_t> times{0, 21600, 43200};
        const auto set = task::described("deep low over the North Atlantic, cold over Europe", climate(), times);
        const auto low = std::count_if(set.all.begin(), set.all.end(), [](const auto& o) { return o.variable == "geopotential_height"; });
        QCOMPARE(low, 1);
        QVERIFY(set.all.size() > 3);
        for (const auto& o : set.all) {
            const bool isLow = o.variable == "geopotential_height";
            QCOMPARE(o.levelHpa, 850.0);
            const int channel = [&] {
                for (std::size_t c = 0; c < climate().channels().size(); ++c) {
                    if (climate().channels()[c].standardName == o.variable && climate().channels()[c].levelHpa == o.levelHpa) {
                        return static_cast<int>(c);
                    }
                }
                return -1;
            }();
            const auto points = climate().points({{channel, 0, o.lat, o.lon}});
            const double mean = points->background().item<double>();
            const double deviation = std::sqrt(points->variance(climate().denoiser().covariance()->eigenvalues()).item<double>());
            QVERIFY(std::abs((o.value - mean) / deviation + (isLow ? 2.5 : 2.0)) < 1e-4);
            QVERIFY(std::abs(o.error / deviation - 0.5) < 1e-6);
            QVERIFY(!isLow || o.time == 21600);
        }
        QVERIFY(hasNote(set.notes, "Understood: low over North Atlantic"));
        const auto odd = task::described("wobbly low over France", climate(), times);
        QVERIFY(hasNote(odd.notes, "Not understood: \"wobbly\""));
        const auto value = task::described("12 °C over France", climate(), times);
        QVERIFY(std::abs(value.all.front().value - 285.15) < 1e-9);
    }
    void whatSaysNothingIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing known") << "purple rain";
        QTest::newRow("a wrong unit") << "low of 12 °C over France";
        QTest::newRow("a variable that the prior lacks") << "humid over France";
        QTest::newRow("no value") << "temperature over France";
    }
    void whatSaysNothingIsRefused()
    {
        QFETCH(QString, text);
        try {
            static_cast<void>(task::described(text.toStdString(), climate(), {0}));
            QFAIL("it was taken");
        } catch (const Error& error) {
            QCOMPARE(error.cause(), Cause::badInput);
            QVERIFY(!error.hint().empty());
        }
    }
    void aDescribedRunLeansTheWayTheWordsSay()
    {
        const auto made = problem(R"({"kind": "describe", "text": "very deep low over the North Atlantic"})", "");
        QVERIFY(made->exact && hasNote(made->notes, "Understood: low"));
        QCOMPARE(made->observations.used.size(), std::size_t{1});
        const auto o = made->observations.all.front();
        const int channel = made->observations.channel.front();
        const auto point = made->prior->decoder().points({{channel, made->observations.time.front(), o.lat, o.lon}});
        const double increment = point->apply(made->exact->mean().unsqueeze(0)).item<double>();
        QVERIFY(increment < 0.5 * (o.value - made->observations.background.front()));
    }
    void aForecastUsesOnlyWhatIsBeforeIt()
    {
        const auto made = problem(R"({"kind": "forecast", "lead": 13})");
        QCOMPARE(made->observedStates, 3);
        QCOMPARE(made->window.length, 6);  // 13 hours are three six-hour steps
        QCOMPARE(made->request.window->length, 3);
        QVERIFY(!made->observations.used.empty() && !made->observations.heldOut.empty());
        for (const std::size_t i : made->observations.used) {
            QVERIFY(made->observations.time[i] < 3);
        }
        // the forecast part is what the prior makes of the observed one: the posterior widens with lead time
        std::vector<observe::Point> points;
        for (int time = 2; time < 6; ++time) {
            points.push_back({0, time, 50, 10});
        }
        const at::Tensor variance = made->exact->variance(*made->prior->decoder().points(points));
        for (int lead = 0; lead < 3; ++lead) {
            QVERIFY(variance[lead].item<double>() < variance[lead + 1].item<double>());
        }
    }
    void filteringKeepsTheLastState()
    {
        const auto whole = problem(R"({"kind": "reanalysis"})"), last = problem(R"({"kind": "filtering"})");
        const run::History none(1 << 20);
        const auto states = whole->exact->mean().unsqueeze(0);
        const auto all = run::outcome(*whole, whole->request, states, none, false);
        const auto one = run::outcome(*last, last->request, states, none, false);
        QCOMPARE(all.grid.times.size(), std::size_t{3});
        QCOMPARE(one.grid.times, std::vector<std::int64_t>{all.grid.times.back()});
        QCOMPARE(run::fieldsOfOutcome(*last, states).members.front()(0), run::fieldsOfOutcome(*whole, states).members.front()(2));
    }
    void aTaskWithoutItsWordsIsRefusedByPath()
    {
        try {
            static_cast<void>(parseRequest(R"({"task": {"kind": "describe"}})"));
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).contains("task.text"));
        }
        const Request request = parseRequest(R"({"task": {"kind": "describe", "text": "low over France"}})");
        QCOMPARE(printRequest(parseRequest(printRequest(request))), printRequest(request));
    }
};

std::unique_ptr<QObject> tests::wordsSuite()
{
    return std::make_unique<TestTask>();
}

#include "words.moc"
