#include "core/question/base/kept_figures.h"

#include "core/api/error.h"

#include <nlohmann/json.hpp>

namespace core::question {

using Json = nlohmann::json;

KeptFigures::KeptFigures(const std::string& path) : path_(path)
{
    if (path.empty()) {
        return;
    }
    std::ifstream in(path, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        const Json one = Json::parse(line, nullptr, false);  // the last line may have been cut off
        if (one.is_object() && one.contains("figures")) {
            known_[one.value("from", "")] = one.at("figures").get<Figures>();
        }
    }
    out_.open(path, std::ios::app);
    if (!known_.empty()) {
        out_ << std::endl;  // after a line that was cut off
    }
    if (!out_) {
        throw Error(Cause::badFile, path + " cannot be written.", "Name another file.");
    }
}

Figures KeptFigures::once(const std::string& from, const std::function<Figures()>& make)
{
    const auto known = known_.find(from);
    if (known != known_.end()) {
        return known->second;
    }
    Figures figures = make();
    if (!path_.empty()) {
        out_ << Json{{"from", from}, {"figures", figures}}.dump() << std::endl;
        if (!out_) {
            throw Error(Cause::badFile, path_ + " cannot be written any more.",
                        "Make room, and repeat the call to go on.");
        }
    }
    return figures;
}

}  // namespace core::question
