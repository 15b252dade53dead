#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/run/verbs/table.h"

#include <unistd.h>

#include <filesystem>

namespace core {

using run::Json;
using run::shortNumber;

Answer printed(const Finished& run)
{
    constexpr double mebibyte = 1024.0 * 1024.0;
    Answer answer;
    Json exact = Json::object();
    std::vector<std::vector<std::string>> rows = {{"sample against exact posterior mean", "rms difference", "Monte-Carlo error"}};
    for (const auto& [name, one] : run.exact) {
        exact[name] = {{"rmsDifference", one.rmsDifference}, {"monteCarloError", one.monteCarloError}};
        rows.push_back({name, shortNumber(one.rmsDifference), shortNumber(one.monteCarloError)});
    }
    Json result = {{"result", run.result},   {"steps", run.steps},         {"networkEvaluations", run.networkEvaluations},
                   {"seconds", run.seconds}, {"peakBytes", run.peakBytes}, {"device", run.device},
                   {"notes", run.notes}};
    if (!run.exact.empty()) {
        result["exact"] = exact;
    }
    answer.json = run::pretty(result);
    answer.text = std::to_string(run.steps) + " steps, " + std::to_string(run.networkEvaluations) +
                  " denoiser evaluations in " + shortNumber(run.seconds, 3) + " s on " + run.device + ", " +
                  shortNumber(static_cast<double>(run.peakBytes) / mebibyte, 3) + " MiB\n";
    answer.text += run.exact.empty() ? "" : run::table(rows);
    for (const std::string& note : run.notes) {
        answer.text += "note: " + note + "\n";
    }
    answer.text += "The result is in " + run.result + "\n";
    return answer;
}

std::string errorJson(const std::string& message, const std::string& hint)
{
    return Json{{"error", message}, {"hint", hint}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void checkOutput(const std::string& path)
{
    namespace fs = std::filesystem;
    if (path.empty()) {
        throw Error(Cause::badInput, "The output has no name.", "Give a path with --output.");
    }
    if (fs::exists(path) && !fs::is_regular_file(path) && !fs::is_directory(path)) {
        throw Error(Cause::badFile, path + " cannot be written (it is a device or a pipe).", "Choose another path.");
    }
    const fs::path parent = fs::absolute(path).lexically_normal().parent_path();
    if (!fs::is_directory(parent)) {
        throw Error(Cause::badFile, path + " cannot be written (there is no folder " + parent.string() + ").",
                    "Make the folder or choose another path.");
    }
    if (fs::is_directory(path)) {
        throw Error(Cause::badFile, path + " cannot be written (it is a folder).", "Choose another path.");
    }
    if (::access(parent.c_str(), W_OK) != 0) {
        throw Error(Cause::badFile, path + " cannot be written (no permission in " + parent.string() + ").",
                    "Choose another path.");
    }
}

}  // namespace core
