#include "core/task/words/understanding.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>

namespace core::task {
namespace {

constexpr double usual = 2;             // standard deviations where no word says more
constexpr double highestLevel = 925;    // a greater number of hPa is a pressure at the sea's level

/// Takes a description token by token. A clause ends where the next phenomenon begins or a comma stands.
class Reader {
public:
    explicit Reader(std::span<const Token> rest) : rest_(rest) {}

    Understanding read()
    {
        while (!rest_.empty()) {
            rest_ = rest_.subspan(std::max<std::size_t>(1, takeOne()));
        }
        close();
        return std::move(out_);
    }

private:
    /// Number of tokens that were understood, 0 for none.
    std::size_t takeOne()
    {
        if (rest_.front().number) {
            return takeNumber();
        }
        if (rest_.front().word == ",") {
            close();
            waiting_.clear();
            return 1;
        }
        if (const std::size_t length = takeSign(); length > 0) {
            return length;
        }
        const auto phenomenon = longest(phenomena(), rest_);
        const auto region = longest(regions(), rest_);
        if (region.entry != nullptr && region.length >= phenomenon.length) {
            take(*region.entry);
            return region.length;
        }
        if (phenomenon.entry != nullptr && denied_) {
            out_.notUnderstood.push_back("no " + std::string(phenomenon.entry->name));
            denied_ = false;
            return phenomenon.length;
        }
        if (phenomenon.entry != nullptr) {
            take(*phenomenon.entry);
            return phenomenon.length;
        }
        if (const auto season = longest(seasons(), rest_); season.entry != nullptr) {
            out_.season = season.entry;
            return season.length;
        }
        if (const auto intensity = longest(intensities(), rest_); intensity.entry != nullptr) {
            take(*intensity.entry);
            return intensity.length;
        }
        if (joins(rest_.front().word)) {
            settleAdjective();
        } else if (!isFiller(rest_.front().word)) {
            out_.notUnderstood.push_back(rest_.front().word);
            strange_ = true;
        }
        return 1;
    }
    /// "minus 10" and "no wind": what follows is not meant as it stands.
    std::size_t takeSign()
    {
        const std::string_view word = rest_.front().word;
        if ((word == "minus" || word == "moins") && rest_.size() > 1 && rest_[1].number) {
            rest_ = rest_.subspan(1);
            return takeNumber(-1);
        }
        constexpr std::array denials = {"no", "not", "without", "sans", "pas", "aucun", "aucune"};
        denied_ = denied_ || std::find(denials.begin(), denials.end(), word) != denials.end();
        return std::find(denials.begin(), denials.end(), word) != denials.end() ? 1 : 0;
    }
    static bool joins(std::string_view word) { return word == "and" || word == "et" || word == "with" || word == "avec"; }
    std::size_t takeNumber(double sign = 1)
    {
        const auto unit = longest(units(), rest_.subspan(1));
        if (unit.entry == nullptr) {
            out_.notUnderstood.push_back(rest_.front().word);
            return 1;
        }
        const double number = sign * *rest_.front().number;
        if (unit.entry->udunits == "hPa" && number <= highestLevel) {
            now_.levelHpa = number;
        } else {
            now_.value = SaidValue{number, unit.entry->udunits};
        }
        return 1 + unit.length;
    }
    void take(const Phenomenon& phenomenon)
    {
        if (now_.phenomenon != nullptr) {
            const double next = std::exchange(adjective_, 0);  // stands before the second: is the second's
            close();
            adjective_ = next;
        }
        now_.phenomenon = &phenomenon;
        deviations_ = adjective_ > 0 ? adjective_ : deviations_;
        adjective_ = 0;
    }
    void take(const Region& region)
    {
        if (now_.region != nullptr) {
            close();
        }
        now_.region = &region;
        if (now_.phenomenon != nullptr && now_.phenomenon->shape == Shape::area) {  // "hot and humid in India"
            for (const std::size_t index : waiting_) {
                out_.statements[index].region = &region;
            }
        }
        waiting_.clear();
        settleAdjective();
    }
    void take(const Intensity& intensity)
    {
        adjective_ = intensity.deviations < usual ? intensity.deviations : std::max(adjective_, intensity.deviations);
    }
    /// An adjective after its phenomenon, as in French.
    void settleAdjective()
    {
        if (now_.phenomenon != nullptr && adjective_ > 0) {
            deviations_ = adjective_;
            adjective_ = 0;
        }
    }
    void close()
    {
        settleAdjective();
        if (now_.phenomenon == nullptr && now_.region != nullptr && last_ != nullptr && !now_.value) {
            now_.phenomenon = last_;  // "a low over Iceland and Greenland"
            deviations_ = lastDeviations_;
        }
        if (now_.phenomenon == nullptr && now_.value) {
            now_.phenomenon = phenomenonOf(*now_.value);
            now_.region = now_.region == nullptr && !strange_ ? lastRegion_ : now_.region;  // "cold over France, −10 °C"
        }
        const bool somewhere = now_.value && now_.region == nullptr && strange_;  // a value at a place that is not known
        strange_ = false;
        if (somewhere) {
            char text[32];
            std::snprintf(text, sizeof text, "%g ", now_.value->number);
            out_.notUnderstood.push_back(text + std::string(now_.value->unit));
        } else if (now_.phenomenon != nullptr) {
            now_.deviations = deviations_ > 0 ? deviations_ : usual;
            last_ = now_.phenomenon;
            lastDeviations_ = deviations_;
            lastRegion_ = now_.region;
            if (now_.region == nullptr && !now_.value && now_.phenomenon->shape == Shape::area) {
                waiting_.push_back(out_.statements.size());
            }
            out_.statements.push_back(now_);
        } else if (now_.region != nullptr) {
            out_.notUnderstood.emplace_back(now_.region->name);
        }
        now_ = {};
        deviations_ = 0;
    }
    /// "12 °C over France" speaks of temperature.
    static const Phenomenon* phenomenonOf(const SaidValue& value)
    {
        const std::string_view name = value.unit == "degC" || value.unit == "K"     ? "temperature"
                                      : value.unit == "hPa" || value.unit == "Pa"   ? "pressure"
                                      : value.unit == "m"                           ? "height"
                                      : value.unit == "m s-1" || value.unit == "km h-1" || value.unit == "knot"
                                          ? "westerly wind"
                                                                                    : "";
        const auto all = phenomena();
        const auto found = std::find_if(all.begin(), all.end(), [&](const Phenomenon& p) { return p.name == name; });
        return found == all.end() ? nullptr : &*found;
    }

    std::span<const Token> rest_;
    Understanding out_;
    Statement now_;
    double deviations_ = 0, adjective_ = 0;   // 0: not said
    const Phenomenon* last_ = nullptr;
    double lastDeviations_ = 0;
    const Region* lastRegion_ = nullptr;
    std::vector<std::size_t> waiting_;  // statements about areas whose region may still come
    bool denied_ = false;               // "no" was said
    bool strange_ = false;              // the clause holds a word that is not known
};

}  // namespace

Understanding understand(const std::string& text)
{
    const std::vector<Token> all = tokens(text);
    return Reader(all).read();
}

}  // namespace core::task
