#include "core/data/yaml.h"

#include "core/api/error.h"

#include <yaml-cpp/yaml.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <fstream>
#include <sstream>

namespace core::data {
namespace {

using nlohmann::json;

constexpr std::size_t longestFile = 1 << 20;
constexpr int deepest = 64, mostValues = 100'000;

[[noreturn]] void refuse(const std::string& path, const std::string& reason)
{
    throw Error(Cause::badFile, "“" + path + "” is not a usable YAML file: " + reason + ".",
                "Check the file's text.");
}

/// A plain scalar by YAML's core schema; quoted text stays text.
json scalar(const YAML::Node& node)
{
    const std::string& text = node.Scalar();
    if (node.Tag() == "!") {
        return text;
    }
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") {
        return nullptr;
    }
    if (text == "true" || text == "True" || text == "TRUE" || text == "false" || text == "False" ||
        text == "FALSE") {
        return text.front() == 't' || text.front() == 'T';
    }
    const char* first = text.data() + (text.front() == '+' ? 1 : 0);
    const char* last = text.data() + text.size();
    std::int64_t whole = 0;
    if (const auto read = std::from_chars(first, last, whole); read.ec == std::errc() && read.ptr == last) {
        return whole;
    }
    double number = 0;
    const bool named = text.find_first_of("nN") != std::string::npos;  // inf and nan are words here
    if (const auto read = std::from_chars(first, last, number);
        !named && read.ec == std::errc() && read.ptr == last) {
        return number;
    }
    return text;
}

class Converter {
public:
    explicit Converter(const std::string& path) : path_(path) {}
    json convert(const YAML::Node& node, int depth)
    {
        if (depth > deepest || ++values_ > mostValues) {
            refuse(path_,
                   depth > deepest ? "it is nested more than 64 deep" : "it repeats itself beyond reason");
        }
        if (node.IsMap()) {
            json out = json::object();
            for (const auto& item : node) {
                out[item.first.Scalar()] = convert(item.second, depth + 1);
            }
            return out;
        }
        if (node.IsSequence()) {
            json out = json::array();
            for (const auto& item : node) {
                out.push_back(convert(item, depth + 1));
            }
            return out;
        }
        return node.IsScalar() ? scalar(node) : json();
    }

private:
    const std::string& path_;
    int values_ = 0;
};

}  // namespace

json readYaml(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text(longestFile + 1, '\0');
    if (!file) {
        throw Error(Cause::badFile, "“" + path + "” cannot be opened.",
                    "Check the name and the permissions.");
    }
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > longestFile) {
        refuse(path, "it is longer than 1 MiB");
    }
    try {
        return Converter(path).convert(YAML::Load(text), 0);
    } catch (const YAML::Exception& error) {
        refuse(path, "line " + std::to_string(error.mark.line + 1) + ": " + error.msg);
    }
}

}  // namespace core::data
