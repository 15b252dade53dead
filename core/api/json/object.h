#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace core::json {

using Json = nlohmann::ordered_json;

/// Allowed range of a number, both ends included.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
};

/// Reads a JSON object key by key. Every complaint names the dotted path and what is allowed there;
/// keys that nobody asked for are found by done().
class Object {
public:
    /// throws Error{badInput} when the value is no object
    Object(const Json& value, std::string path);

    [[nodiscard]] bool has(const std::string& key);
    [[nodiscard]] const Json& at(const std::string& key);
    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string pathOf(const std::string& key) const;
    [[nodiscard]] std::vector<std::string> keys() const;

    /// Each leaves `out` as it is where the key is missing. throws Error{badInput}
    void read(const std::string& key, std::string& out);
    void read(const std::string& key, bool& out);
    void read(const std::string& key, double& out, Range range = {});
    void read(const std::string& key, int& out, Range range);
    void read(const std::string& key, std::uint64_t& out);
    /// a text stands for a list of one
    void read(const std::string& key, std::vector<std::string>& out);
    void read(const std::string& key, std::vector<double>& out, Range range);

    /// throws Error{badInput} naming the first key that was never asked for, and those that are known
    void done() const;

private:
    const Json& value_;
    std::string path_;
    std::vector<std::string> known_;
};

/// Dotted path of a child: "a.b", or "b" at the root.
[[nodiscard]] std::string joined(const std::string& path, std::string_view key);

/// throws Error{badInput}: "PATH is VALUE, which is not WANTED"
[[noreturn]] void refuse(const std::string& path, const Json& value, const std::string& wanted);

/// "a, b or c"
[[nodiscard]] std::string oneOf(const std::vector<std::string>& names);

/// Shortest text of a number: 0.5, 12, 1e-05.
[[nodiscard]] std::string numberText(double value);

/// Value as a number in the range. throws Error{badInput} naming `path`
[[nodiscard]] double number(const Json& value, const std::string& path, Range range);

}  // namespace core::json
