#include "core/question/base/kept_windows.h"

#include "core/api/error.h"

#include <nlohmann/json.hpp>

#include <sstream>

namespace core::question {
namespace {

using Json = nlohmann::json;

/// Whole lines of a file: the last one may have been cut off.
std::vector<Json> linesOf(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    std::stringstream all;
    all << in.rdbuf();
    std::vector<Json> out;
    for (std::string line; std::getline(all, line);) {
        Json one = Json::parse(line, nullptr, false);
        if (one.is_object()) {
            out.push_back(std::move(one));
        }
    }
    return out;
}

}  // namespace

KeptWindows::KeptWindows(const std::string& path, const std::string& identity) : path_(path)
{
    if (path.empty()) {
        return;
    }
    const std::vector<Json> lines = linesOf(path);
    if (!lines.empty() && lines.front().value("scoring", "") != identity) {
        throw Error(Cause::badInput, path + " is no part of this scoring but of another.",
                    "Repeat that call to go on with it, or name another file.");
    }
    for (const Json& line : lines) {
        if (line.contains("figures")) {
            done_[{line.at("question"), line.at("window")}] = line.at("figures").get<Figures>();
        }
    }
    out_.open(path, std::ios::app);
    if (lines.empty()) {
        out_ << Json{{"scoring", identity}}.dump() << std::endl;
    } else {
        out_ << std::endl;  // after a line that was cut off
    }
    if (!out_) {
        throw Error(Cause::badFile, path + " cannot be written.", "Name another file.");
    }
}

const Figures* KeptWindows::find(const std::string& question, int window) const
{
    const auto found = done_.find({question, window});
    return found == done_.end() ? nullptr : &found->second;
}

void KeptWindows::keep(const std::string& question, int window, const Figures& figures)
{
    if (path_.empty()) {
        return;
    }
    out_ << Json{{"question", question}, {"window", window}, {"figures", figures}}.dump() << std::endl;
    if (!out_) {
        throw Error(Cause::badFile, path_ + " cannot be written any more.", "Make room, and repeat the call to go on.");
    }
}

}  // namespace core::question
