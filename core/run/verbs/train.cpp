#include "core/api/error.h"
#include "core/api/training.h"
#include "core/run/verbs/table.h"
#include "core/train/base/course.h"
#include "core/train/base/record.h"
#include "core/train/train.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <limits>

namespace core {

namespace {

using run::Json;
using train::Course;
using train::CourseEnd;

const char* wordsOf(CourseEnd::Why why)
{
    switch (why) {
    case CourseEnd::Why::steps:
        return "all steps are done";
    case CourseEnd::Why::patience:
        return "the validation loss has stopped falling";
    case CourseEnd::Why::interrupted:
        break;
    }
    return "interrupted";
}

std::string hexadecimal(std::uint64_t hash)
{
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

}  // namespace

std::span<const Choice> trainings()
{
    static const std::vector<Choice> all = [] {
        std::vector<Choice> out;
        const auto entries = train::entries();
        std::transform(entries.begin(), entries.end(), std::back_inserter(out),
                       [](const train::Entry& entry) { return entry.about; });
        return out;
    }();
    return all;
}

TrainAnswer trainPrior(const TrainRequest& request, const TrainPlace& place, const Watch& watch)
{
    namespace fs = std::filesystem;
    if (fs::exists(place.folder) && !fs::is_directory(place.folder)) {
        throw Error(Cause::badFile, place.folder + " cannot be written (it is a file, and a prior is a folder).",
                    "Choose another path.");
    }
    checkOutput((fs::absolute(place.folder).lexically_normal().parent_path() / "prior.json").string());
    const bool begun = fs::exists(fs::path(place.folder) / "checkpoint.safetensors");
    if (place.resume != begun) {
        throw Error(Cause::badInput,
                    place.folder + (begun ? " holds a training already." : " holds no checkpoint to go on from."),
                    begun ? "Go on with --resume, or choose another folder." : "Start without --resume.");
    }
    const CourseEnd end = train::train(
        request, {.folder = place.folder,
                  .from = place.resume ? Course::From::checkpoint : Course::From::start,
                  .interrupted = place.interrupted,
                  .watch = watch,
                  .stepped = place.stepped});
    TrainAnswer answer;
    answer.interrupted = end.why == CourseEnd::Why::interrupted;
    answer.text = "Trained " + std::to_string(end.parameters) + " parameters for " + std::to_string(end.steps) + " of " +
                  std::to_string(request.steps) + " steps (" + wordsOf(end.why) + ") in " +
                  run::shortNumber(end.seconds) + " s.\n";
    if (end.bestStep > 0) {
        answer.text += "Best validation loss " + run::shortNumber(end.best) + " at step " +
                       std::to_string(end.bestStep) + "; its prior is in " + place.folder + "\n";
    }
    answer.json = run::pretty({{"prior", place.folder},
                               {"ended", wordsOf(end.why)},
                               {"parameters", end.parameters},
                               {"steps", end.steps},
                               {"bestStep", end.bestStep},
                               {"bestValidationLoss", end.bestStep > 0 ? Json(end.best) : Json()},
                               {"seconds", end.seconds},
                               {"weightsHash", hexadecimal(end.hash)}});
    return answer;
}

std::vector<TrainStep> trainedSoFar(const std::string& folder)
{
    std::vector<TrainStep> out;
    TrainStep step;
    double best = std::numeric_limits<double>::infinity();
    for (const train::RecordRow& row : train::readRecord((std::filesystem::path(folder) / "loss.csv").string())) {
        if (row.validation < best) {
            best = row.validation;
            step.bestStep = row.step;
        }
        step.step = row.step;
        step.loss = row.loss;
        step.validation = row.validation;
        out.push_back(step);
    }
    return out;
}

}  // namespace core
