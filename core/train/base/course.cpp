#include "core/train/base/course.h"

#include "core/api/error.h"
#include "core/data/draft.h"
#include "core/train/base/parameters.h"
#include "core/train/base/record.h"
#include "core/train/base/trainer.h"

#include <chrono>
#include <cstdio>
#include <filesystem>

namespace core::train {
namespace {

namespace fs = std::filesystem;

std::string stepText(const Trainer& trainer, const TrainRequest& request)
{
    char text[120];
    std::snprintf(text, sizeof text, "Training, step %lld of %d, loss %.4g", static_cast<long long>(trainer.at().step),
                  request.steps, trainer.at().mean);
    return text;
}

void makeFolder(const std::string& folder)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) {
        throw Error(Cause::badFile, folder + " cannot be made (" + failed.message() + ").", "Choose another folder.");
    }
}

/// One validation: a row of the record, and the folder's weights where they are the best so far.
void validate(Trainer& trainer, const Objective& objective, Record& record, const std::string& folder)
{
    const double loss = trainer.validate();
    const StepReport mean = trainer.row();
    record.add({trainer.at().step, mean.rate, mean.loss, mean.gradientNorm, loss});
    if (trainer.improved()) {
        objective.save(trainer.averaged(), folder);
    }
}

CourseEnd endOf(const Trainer& trainer, CourseEnd::Why why)
{
    CourseEnd end{.why = why,
                  .steps = trainer.at().step,
                  .bestStep = trainer.at().bestStep,
                  .best = trainer.at().best,
                  .hash = hashOf(trainer.parameters())};
    for (const auto& [name, tensor] : trainer.parameters()) {
        end.parameters += tensor.numel();
    }
    return end;
}

}  // namespace

CourseEnd train(const TrainRequest& request, const Course& course)
{
    const auto begin = std::chrono::steady_clock::now();
    makeFolder(course.folder);
    course.watch("Preparing the data", 0);
    const Training training = make(request.training, request.words);
    Trainer trainer(*training.objective, *training.training, *training.validation, request);
    const std::string checkpoint = (fs::path(course.folder) / "checkpoint.safetensors").string();
    Record record((fs::path(course.folder) / "loss.csv").string());
    if (course.from == Course::From::checkpoint) {
        trainer.restore(checkpoint);
    }
    record.begin(trainer.at().step);
    data::writeWhole((fs::path(course.folder) / "training.json").string(), printTrainRequest(request) + "\n");
    auto why = CourseEnd::Why::steps;
    while (trainer.at().step < request.steps && !trainer.exhausted()) {
        if (course.interrupted()) {
            why = CourseEnd::Why::interrupted;
            break;
        }
        static_cast<void>(trainer.step());
        const std::int64_t done = trainer.at().step;
        if (done % request.validation.every == 0 || done == request.steps) {
            validate(trainer, *training.objective, record, course.folder);
        }
        if (done % request.checkpointEvery == 0) {
            trainer.save(checkpoint);
        }
        constexpr std::int64_t seldom = 32;  // a line a step would take longer than the step
        if (done % seldom == 0) {
            course.watch(stepText(trainer, request), static_cast<double>(done) / request.steps);
        }
    }
    if (trainer.exhausted()) {
        why = CourseEnd::Why::patience;
    }
    trainer.save(checkpoint);
    CourseEnd end = endOf(trainer, why);
    end.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return end;
}

}  // namespace core::train
