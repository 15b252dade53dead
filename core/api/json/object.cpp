#include "core/api/json/object.h"

#include "core/api/error.h"

#include <algorithm>
#include <cmath>

namespace core::json {

namespace {

std::string rangeText(Range range, const std::string& noun)
{
    if (std::isinf(range.low) && std::isinf(range.high)) {
        return noun;
    }
    if (std::isinf(range.high)) {
        return noun + " of at least " + numberText(range.low);
    }
    return noun + " from " + numberText(range.low) + " to " + numberText(range.high);
}

std::string shown(const Json& value)
{
    constexpr std::size_t longest = 60;
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return text.size() <= longest ? text : text.substr(0, longest) + "…";
}

}  // namespace

std::string joined(const std::string& path, std::string_view key)
{
    return path.empty() ? std::string(key) : path + "." + std::string(key);
}

std::string oneOf(const std::vector<std::string>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    }
    return text;
}

std::string numberText(double value)
{
    constexpr double exact = 9007199254740992.0;  // 2^53
    if (std::trunc(value) == value && std::abs(value) < exact) {
        return std::to_string(static_cast<long long>(value));
    }
    return Json(value).dump();
}

void refuse(const std::string& path, const Json& value, const std::string& wanted)
{
    const std::string where = path.empty() ? "The request" : path;
    throw Error(Cause::badInput, where + " is " + shown(value) + ", but " + wanted + " is needed.",
                "Correct " + (path.empty() ? "it" : path) + " in the request.");
}

double number(const Json& value, const std::string& path, Range range)
{
    if (!value.is_number()) {
        refuse(path, value, rangeText(range, "a number"));
    }
    const double result = value.get<double>();
    if (!std::isfinite(result) || result < range.low || result > range.high) {
        refuse(path, value, rangeText(range, "a number"));
    }
    return result;
}

Object::Object(const Json& value, std::string path) : value_(value), path_(std::move(path))
{
    if (!value.is_object()) {
        refuse(path_, value, "an object {…}");
    }
}

bool Object::has(const std::string& key)
{
    known_.push_back(key);
    return value_.contains(key);
}

const Json& Object::at(const std::string& key)
{
    known_.push_back(key);
    if (!value_.contains(key)) {
        throw Error(Cause::badInput, pathOf(key) + " is missing.", "Add " + pathOf(key) + " to the request.");
    }
    return value_.at(key);
}

std::string Object::pathOf(const std::string& key) const
{
    return joined(path_, key);
}

std::vector<std::string> Object::keys() const
{
    std::vector<std::string> result;
    for (const auto& item : value_.items()) {
        result.push_back(item.key());
    }
    return result;
}

void Object::read(const std::string& key, std::string& out)
{
    if (!has(key)) {
        return;
    }
    if (!value_[key].is_string()) {
        refuse(pathOf(key), value_[key], "a text");
    }
    out = value_[key].get<std::string>();
}

void Object::read(const std::string& key, bool& out)
{
    if (!has(key)) {
        return;
    }
    if (!value_[key].is_boolean()) {
        refuse(pathOf(key), value_[key], "true or false");
    }
    out = value_[key].get<bool>();
}

void Object::read(const std::string& key, double& out, Range range)
{
    if (has(key)) {
        out = number(value_[key], pathOf(key), range);
    }
}

void Object::read(const std::string& key, int& out, Range range)
{
    if (!has(key)) {
        return;
    }
    const Json& value = value_[key];
    const double read = value.is_number() ? value.get<double>() : range.low - 1;
    if (read < range.low || read > range.high || std::trunc(read) != read) {
        refuse(pathOf(key), value, rangeText(range, "a whole number"));
    }
    out = static_cast<int>(read);
}

void Object::read(const std::string& key, std::uint64_t& out)
{
    if (!has(key)) {
        return;
    }
    if (!value_[key].is_number_unsigned()) {
        refuse(pathOf(key), value_[key], "a whole number from 0 to 18446744073709551615");
    }
    out = value_[key].get<std::uint64_t>();
}

void Object::read(const std::string& key, std::vector<std::string>& out)
{
    if (!has(key)) {
        return;
    }
    const Json& value = value_[key];
    if (value.is_string()) {
        out = {value.get<std::string>()};
        return;
    }
    const auto isText = [](const Json& item) { return item.is_string(); };
    if (!value.is_array() || !std::all_of(value.begin(), value.end(), isText)) {
        refuse(pathOf(key), value, "a list of texts");
    }
    out = value.get<std::vector<std::string>>();
}

void Object::read(const std::string& key, std::vector<double>& out, Range range)
{
    if (!has(key)) {
        return;
    }
    const Json& value = value_[key];
    if (!value.is_array()) {
        refuse(pathOf(key), value, "a list of numbers");
    }
    out.clear();
    for (std::size_t i = 0; i < value.size(); ++i) {
        out.push_back(number(value[i], pathOf(key) + "." + std::to_string(i), range));
    }
}

void Object::done() const
{
    for (const std::string& key : keys()) {
        if (std::find(known_.begin(), known_.end(), key) != known_.end()) {
            continue;
        }
        std::vector<std::string> known = known_;
        std::sort(known.begin(), known.end());
        known.erase(std::unique(known.begin(), known.end()), known.end());
        throw Error(Cause::badInput, pathOf(key) + " is not known: " + (path_.empty() ? "the request" : path_) +
                                         " may have " + oneOf(known) + ".",
                    "Remove " + pathOf(key) + " or correct its name.");
    }
}

}  // namespace core::json
