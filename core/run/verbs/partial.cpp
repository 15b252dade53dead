#include "core/api/partial.h"

#include "core/api/error.h"
#include "core/run/partial.h"
#include "core/run/verbs/table.h"

#include <algorithm>

namespace core {
namespace run {
namespace {

/// The first place where two documents differ, and what each has there.
struct Difference {
    std::string path, is, was;
};

std::string shown(const nlohmann::json& value)
{
    constexpr std::size_t longest = 60;
    const std::string text = value.is_discarded() ? "nothing" : value.dump();
    return text.size() <= longest ? text : text.substr(0, longest) + "…";
}

std::optional<Difference> difference(const nlohmann::json& is, const nlohmann::json& was,
                                     const std::string& path)
{
    if (is == was) {
        return std::nullopt;
    }
    const auto joined = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
    const nlohmann::json nothing(nlohmann::json::value_t::discarded);
    if (is.is_object() && was.is_object()) {
        for (const auto* one : {&is, &was}) {
            for (const auto& [key, value] : one->items()) {
                const auto& a = is.contains(key) ? is.at(key) : nothing;
                const auto& b = was.contains(key) ? was.at(key) : nothing;
                if (a.is_discarded() || b.is_discarded()) {
                    return Difference{joined(key), shown(a), shown(b)};
                }
                if (const auto found = difference(a, b, joined(key))) {
                    return found;
                }
            }
        }
    }
    if (is.is_array() && was.is_array() && is.size() == was.size()) {
        for (std::size_t i = 0; i < is.size(); ++i) {
            if (const auto found = difference(is[i], was[i], joined(std::to_string(i)))) {
                return found;
            }
        }
    }
    return Difference{path, shown(is), shown(was)};
}

nlohmann::json documentOf(const Request& request)
{
    auto document = nlohmann::json::parse(printRequest(request));
    document.erase("changes");
    return document;
}

bool same(const ChangeSpec& a, const ChangeSpec& b)
{
    return a.step == b.step && a.set == b.set;
}

}  // namespace

void expectSameRequest(const std::string& path, const Request& now)
{
    const auto found = difference(documentOf(now), documentOf(readPartialHeader(path).request), "");
    if (found) {
        throw Error(Cause::badInput,
                    "“" + path + "” cannot be resumed with another request: " + found->path + " is " +
                        found->is + ", and the broken run has " + found->was + ".",
                    "Leave the request out, or change settings of steps to come through \"changes\".");
    }
}

}  // namespace run

PartialRun readPartialRun(const std::string& path)
{
    run::Partial partial = run::readPartialHeader(path);
    return {.request = std::move(partial.request),
            .step = partial.step,
            .together = static_cast<int>(partial.together),
            .threads = partial.threads,
            .keepsSteps = partial.keepsFields};
}

Request resumedRequest(const PartialRun& partial, const std::optional<Request>& given)
{
    if (!given) {
        return partial.request;
    }
    Request out = *given;
    out.changes.clear();
    std::copy_if(partial.request.changes.begin(), partial.request.changes.end(),
                 std::back_inserter(out.changes),
                 [&](const ChangeSpec& change) { return change.step < partial.step; });
    for (const ChangeSpec& change : given->changes) {
        const bool done = std::any_of(partial.request.changes.begin(), partial.request.changes.end(),
                                      [&](const ChangeSpec& one) { return run::same(one, change); });
        if (change.step >= partial.step) {
            out.changes.push_back(change);
        } else if (!done) {
            throw Error(Cause::badInput,
                        "The request changes step " + std::to_string(change.step) +
                            ", and the broken run has done " + std::to_string(partial.step) + " steps.",
                        "Change steps that are still to come.");
        }
    }
    return out;
}

}  // namespace core
