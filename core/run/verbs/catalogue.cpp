#include "core/api/catalogue.h"

#include "core/api/train_request.h"
#include "core/api/verbs.h"
#include "core/run/verbs/table.h"

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace core {

namespace {

using run::Json;

constexpr std::array kinds = {std::pair{Kind::schedule, "schedule"}, std::pair{Kind::grid, "grid"},
                              std::pair{Kind::sampler, "sampler"},   std::pair{Kind::guidance, "guidance"},
                              std::pair{Kind::observe, "observe"},   std::pair{Kind::task, "task"},
                              std::pair{Kind::metric, "metric"},     std::pair{Kind::prior, "prior"}};

Json knobJson(const Knob& knob)
{
    Json result = {{"id", knob.id},           {"label", knob.label}, {"unit", knob.unit},
                   {"initial", knob.initial}, {"low", knob.low},     {"high", knob.high},
                   {"integer", knob.integer}};
    if (!knob.options.empty()) {
        result["options"] = knob.options;
    }
    if (!knob.zeroName.empty()) {
        result["zeroName"] = knob.zeroName;
    }
    return result;
}

std::string knobText(const Knob& knob)
{
    std::string text = "      " + knob.id + "  " + knob.label + ", ";
    if (!knob.options.empty()) {
        for (std::size_t i = 0; i < knob.options.size(); ++i) {
            text += (i == 0 ? "" : " | ") + knob.options[i];
        }
        const auto initial = static_cast<std::size_t>(knob.initial - knob.low);
        return text + " (" + (initial < knob.options.size() ? knob.options[initial] : "") + ")\n";
    }
    text += run::shortNumber(knob.low) + " … " + run::shortNumber(knob.high) + (knob.unit == "1" ? "" : " " + knob.unit);
    const bool named = knob.initial == 0 && !knob.zeroName.empty();
    return text + " (" + (named ? knob.zeroName : run::shortNumber(knob.initial)) + ")\n";
}

}  // namespace

Answer catalogueList()
{
    Answer answer;
    Json list = Json::array();
    std::vector<std::pair<std::string, std::span<const Choice>>> all;
    for (const auto& [kind, name] : kinds) {
        all.emplace_back(name, catalogue(kind));
    }
    all.emplace_back("network", networks());
    all.emplace_back("training", trainings());
    for (const auto& [name, choices] : all) {
        answer.text += name + "\n";
        for (const Choice& choice : choices) {
            Json entry = {{"kind", name},           {"id", choice.id},           {"label", choice.label},
                          {"source", choice.source}, {"formula", choice.formula}, {"note", choice.note},
                          {"knobs", Json::array()}};
            answer.text += "  " + choice.id + "  " + choice.label + "  [" + choice.source + "]\n";
            answer.text += choice.formula.empty() ? "" : "      " + choice.formula + "\n";
            answer.text += choice.note.empty() ? "" : "      " + choice.note + "\n";
            for (const Word& word : choice.words) {
                entry["words"].push_back({{"id", word.id}, {"label", word.label}});
                answer.text += "      " + word.id + "  " + word.label + "\n";
            }
            for (const Knob& knob : choice.knobs) {
                entry["knobs"].push_back(knobJson(knob));
                answer.text += knobText(knob);
            }
            list.push_back(entry);
        }
    }
    answer.json = run::pretty(list);
    return answer;
}

}  // namespace core
