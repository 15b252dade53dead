#include "core/data/observation_flags.h"

#include "core/data/cf_coordinates.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

namespace core::data {
namespace {

using Judge = std::function<bool(long long)>;

bool speaksAgainst(const std::string& meaning)
{
    const std::string text = lowerCase(meaning);
    constexpr const char* words[] = {"fail", "bad", "not_successful", "reject", "erroneous", "invalid"};
    return std::any_of(std::begin(words), std::end(words),
                       [&](const char* word) { return text.find(word) != std::string::npos; });
}

// Letters that a text such as "good= p ,bad= W  or  C ,unknown= -" calls bad.
std::set<long long> lettersCalledBad(const std::string& text)
{
    std::set<long long> letters;
    const auto at = lowerCase(text).find("bad=");
    const std::string rest = at == std::string::npos ? "" : text.substr(at + 4, text.find(',', at) - at - 4);
    for (const std::string& word : wordsOf(rest)) {
        if (word.size() == 1) {
            letters.insert(word[0]);
        }
    }
    return letters;
}

// ARM: bits whose assessment is "Bad", told by the variable or by the file; any bit where none is told.
long long armBits(const Dataset& file, const Variable& flag)
{
    long long bits = 0;
    bool told = false;
    for (int bit = 1; bit <= 31; ++bit) {
        const std::string number = std::to_string(bit);
        std::string assessment = file.text(flag, "bit_" + number + "_assessment");
        assessment = assessment.empty() ? file.globalText("qc_bit_" + number + "_assessment") : assessment;
        told = told || !assessment.empty();
        bits |= lowerCase(assessment) == "bad" ? 1LL << (bit - 1) : 0;
    }
    return told ? bits : ~0LL;
}

Judge judgeOf(const Dataset& file, const Variable& flag)
{
    const auto meanings = wordsOf(file.text(flag, "flag_meanings"));
    const auto masks = file.numbers(flag, "flag_masks"), values = file.numbers(flag, "flag_values");
    if (!meanings.empty() && masks.size() == meanings.size()) {
        long long bits = 0;
        for (std::size_t i = 0; i < masks.size(); ++i) {
            bits |= speaksAgainst(meanings[i]) ? static_cast<long long>(masks[i]) : 0;
        }
        return [bits](long long value) { return (value & bits) != 0; };
    }
    std::set<long long> bad = lettersCalledBad(file.text(flag, "units"));
    for (std::size_t i = 0; i < values.size() && values.size() == meanings.size(); ++i) {
        if (speaksAgainst(meanings[i])) {
            bad.insert(static_cast<long long>(values[i]));
        }
    }
    if (lowerCase(flag.name).ends_with("dd") && flag.text()) {
        bad = {'X', 'Q', 'B'};  // MADIS: failed, questioned, subjectively bad
    }
    if (bad.empty() && lowerCase(flag.name).starts_with("qc_")) {
        const long long bits = armBits(file, flag);
        return [bits](long long value) { return (value & bits) != 0; };
    }
    return bad.empty() ? Judge{} : [bad](long long value) { return bad.count(value) > 0; };
}

// The name of what a flag is about: "qc_temp", "tempError", "temperatureDD" … → "temp", "temp", "temperature".
std::string subjectOf(const Variable& flag)
{
    const std::string name = lowerCase(flag.name);
    if (name.starts_with("qc_")) {
        return name.substr(3);
    }
    for (const char* end : {"_quality_flag", "_qc", "_qual", "_flag", "_flags", "error", "dd"}) {
        const std::string suffix = end;
        if (name.size() > suffix.size() && name.ends_with(suffix)) {
            return name.substr(0, name.size() - suffix.size());
        }
    }
    return {};
}

bool isAbout(const Dataset& file, const Variable& flag, const Variable& variable)
{
    const auto listed = wordsOf(file.text(variable, "ancillary_variables"));
    if (std::find(listed.begin(), listed.end(), flag.name) != listed.end()) {
        return true;
    }
    const std::string subject = subjectOf(flag), name = lowerCase(variable.name);
    const bool abbreviated = lowerCase(flag.name).ends_with("error") && subject.size() > 2 &&
                             name.starts_with(subject);
    return flag.path != variable.path && flag.group == variable.group && !subject.empty() &&
           (name == subject || abbreviated);
}

// A flag that names no variable of its own speaks of the whole sample.
bool isCommon(const Dataset& file, const Variable& flag)
{
    const std::string words = lowerCase(flag.name + " " + file.text(flag, "long_name"));
    return words.find("quality") != std::string::npos && file.has(flag, "flag_meanings") &&
           std::none_of(file.variables().begin(), file.variables().end(),
                        [&](const Variable& other) { return isAbout(file, flag, other); });
}

std::vector<double> valuesOf(const Dataset& file, const Samples& samples, const Variable& flag)
{
    if (flag.numeric()) {
        return samples.of(flag, readAll(file, flag));
    }
    const auto texts = file.readTexts(flag);  // of single letters: one text as long as there are samples
    std::vector<double> letters(samples.count(), ' ');
    for (std::size_t i = 0; texts.size() == 1 && i < std::min(samples.count(), texts[0].size()); ++i) {
        letters[i] = texts[0][i];
    }
    return letters;
}

bool mayFlag(const Samples& samples, const Variable& flag)
{
    const bool letters = flag.text() && flag.type == 2 && flag.dimensions.size() == 1 &&
                         flag.dimensions[0].size == samples.count();
    return letters || (flag.numeric() && samples.covers(flag));
}

}  // namespace

QualityFlags::QualityFlags(const Dataset& file, const Samples& samples, const Variable& variable)
{
    for (const Variable& flag : file.variables()) {
        if (!mayFlag(samples, flag) || !(isAbout(file, flag, variable) || isCommon(file, flag))) {
            continue;
        }
        if (const Judge judge = judgeOf(file, flag)) {
            flags_.push_back({flag.path, valuesOf(file, samples, flag), judge});
        }
    }
}

std::string QualityFlags::against(std::size_t sample) const
{
    for (const Flag& flag : flags_) {
        const double value = flag.values[sample];
        if (!std::isfinite(value) || !flag.bad(std::llround(value))) {
            continue;
        }
        const bool letter = value >= 'A' && value <= 'z' && std::isalpha(static_cast<int>(value)) != 0;
        return "flagged in the file: " + flag.name + " " +
               (letter ? std::string(1, static_cast<char>(value)) : std::to_string(std::llround(value)));
    }
    return {};
}

}  // namespace core::data
