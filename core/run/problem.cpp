#include "core/run/problem.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/earth/regridding.h"
#include "core/earth/sphere.h"
#include "core/run/changes.h"
#include "core/run/device.h"
#include "core/run/mapped.h"
#include "core/run/memory.h"
#include "core/run/ranks/ranks.h"
#include "core/run/rollout.h"
#include "core/schedule/schedule.h"
#include "core/task/task.h"

#include <algorithm>
#include <cmath>

namespace core::run {
namespace {

/// Times of the file that networks sample or that is the truth; empty where there is none.
std::vector<std::int64_t> timesOfTruth(const Request& request)
{
    std::string file = request.truth;
    for (const ObservationSpec& spec : request.observations) {
        file = spec.of.empty() ? file : spec.of;
    }
    if (file.empty() || isMade(file)) {
        return {};
    }
    return series(file, request.folder, {}, {request.prior.variables, request.prior.levels}).times;
}

std::string hours(std::int64_t seconds)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g h", static_cast<double>(seconds) / 3600);
    return text;
}

void expectLength(int states)
{
    if (states < 1 || states > longestWindow) {
        throw Error(Cause::badInput, "The window has " + std::to_string(states) + " states, and 1 to " +
                    std::to_string(longestWindow) + " are possible.", "Choose a shorter window or lead time.");
    }
}

void expectSpacing(const Window& window, const prior::Model& model)
{
    if (model.stepSeconds() > 0 && window.length > 1 && window.stepSeconds != model.stepSeconds()) {
        throw Error(Cause::badInput, "The prior knows states " + hours(model.stepSeconds()) + " apart, and the window's are " +
                    hours(window.stepSeconds) + " apart.", "Give window.step \"PT" + std::to_string(model.stepSeconds() / 3600) + "H\".");
    }
}

/// The window a request names, or the one that its observations, else its prior, imply.
Window windowOf(const Request& request, const std::vector<data::Observation>& found, const prior::Model& model)
{
    Window window;
    window.stepSeconds = model.stepSeconds() > 0 ? model.stepSeconds() : window.stepSeconds;
    const std::int64_t start = model.start().value_or(base::secondsFromIso("2020-01-01T00:00:00Z"));
    if (request.window) {
        window.stepSeconds = request.window->stepSeconds;
        window.length = request.window->length;
        window.start = request.window->start.empty() ? start : base::secondsFromIso(request.window->start);
    } else if (!found.empty()) {
        const auto [first, last] = std::minmax_element(found.begin(), found.end(), [](const auto& a, const auto& b) {
            return a.time < b.time;
        });
        window.start = first->time;
        const double span = static_cast<double>(last->time - first->time) / static_cast<double>(window.stepSeconds);
        if (span > longestWindow) {
            throw Error(Cause::badInput, "The observations span " + std::to_string(std::lround(span / 4)) +
                        " days, from " + base::isoFromSeconds(first->time) + " to " + base::isoFromSeconds(last->time) + ".",
                        "Name the part to use in window.start and window.length.");
        }
        window.length = static_cast<int>(std::lround(span)) + 1;
    } else if (const auto times = timesOfTruth(request); !times.empty()) {
        window.start = times.front();
        window.length = static_cast<int>(times.size());
        window.stepSeconds = times.size() > 1 ? times[1] - times[0] : window.stepSeconds;
    } else {
        window.start = start;
        window.length = model.length();
    }
    expectLength(window.length);
    expectSpacing(window, model);
    return window;
}

/// Encodes the truth and measures what the latent cannot hold of it.
void addTruth(Problem& problem)
{
    const prior::Prior& prior = *problem.prior;
    const observe::Decoder& decoder = prior.decoder();
    problem.truthFieldsOnGrid = statesOnGrid({"The truth", *problem.truthFields}, prior, problem.window, problem.notes);
    const Tensor filled = at::nan_to_num(problem.truthFieldsOnGrid);
    problem.truth = decoder.encode(filled);
    const auto weights = earth::areaWeights(decoder.grid()->lat);
    const Tensor w = at::tensor(at::ArrayRef<double>(weights), at::kDouble).unsqueeze(1);
    for (int time = 0; time < problem.window.length; ++time) {
        const Tensor fields = decoder.fields(problem.truth->unsqueeze(0), time)[0];
        double sum = 0;
        for (int c = 0; c < static_cast<int>(prior.channels().size()); ++c) {
            const Tensor rest = (filled[time][c].to(prior.options()) - fields[c]) / decoder.scale(c);
            sum += (rest.to(at::kCPU, at::kDouble).square() * w).mean().item<double>();
        }
        problem.truthRemainder.push_back(sum / static_cast<double>(prior.channels().size()));
    }
}

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

/// Takes the schedule that the prior was trained with where the request says nothing of one.
void takeSchedule(Problem& problem)
{
    Selection& schedule = problem.request.schedule;
    const std::optional<prior::Trained> trained = problem.prior->trained();
    schedule = trained && schedule == Request{}.schedule ? trained->schedule : schedule;
    schedule = complete(Kind::schedule, schedule, "schedule");
    if (!trained) {
        return;
    }
    if (schedule == complete(Kind::schedule, trained->schedule, "schedule")) {  // also where a request says so itself
        problem.facts.push_back("Schedule: " + schedule.kind + ", noise from " + number(trained->least) + " to " +
                                number(trained->most) + ", as the prior was trained.");
    }
    constexpr double rounding = 1.01;
    const auto path = schedule::make(schedule);
    const double least = path->at(0).u(), most = path->at(1).u();
    if (least * rounding < trained->least || most > trained->most * rounding) {
        problem.notes.push_back("The noise goes from σ " + number(least) + " to " + number(most) + ", and the prior was trained from " +
                                number(trained->least) + " to " + number(trained->most) + ": beyond, its network guesses.");
    }
}

/// Defaults that depend on the prior, and noise enough to forget the start.
void completeRequest(Problem& problem)
{
    Request& request = problem.request;
    const denoiser::Covariance* covariance = sampledFirst(problem).denoiser->covariance();
    const bool chain = covariance != nullptr && !covariance->diagonal();
    if (request.sampler.kind.empty()) {
        request.sampler.kind = chain ? "lms" : covariance != nullptr ? "semiexact" : "ddim";
    }
    if (request.grid.kind.empty()) {
        request.grid.kind = chain ? "edm" : "uniform";
    }
    if (request.guidance.choice.kind.empty()) {
        request.guidance.choice.kind = covariance != nullptr ? "covariance" : "mmps";
    }
    takeSchedule(problem);
    request.grid = complete(Kind::grid, request.grid, "grid");
    request.sampler = complete(Kind::sampler, request.sampler, "sampler");
    request.guidance.choice = complete(Kind::guidance, request.guidance.choice, "guidance");
    if (!request.window) {
        request.window = WindowSpec{base::isoFromSeconds(problem.window.start), problem.window.stepSeconds, problem.observedStates};
    }
    const double needed = forgettingNoise(problem);
    const double have = schedule::make(request.schedule)->at(1).u();
    if (have < needed) {
        const char* const form = covariance != nullptr
            ? "σ_max %.3g is less than 10·√λ_max = %.3g of this prior: the start is not quite noise."
            : "σ_max %.3g is less than the %.3g that this prior was made for: the start is not quite noise.";
        char text[160];
        std::snprintf(text, sizeof text, form, have, needed);
        problem.notes.emplace_back(text);
    }
}

/// Adds the states that a task predicts beyond the observed ones.
void extend(Problem& problem, const task::Entry& task)
{
    if (task.leadHours == nullptr) {
        return;
    }
    constexpr double secondsPerHour = 3600;
    const double lead = task.leadHours(problem.request.task) * secondsPerHour;
    problem.window.length += static_cast<int>(std::ceil(lead / static_cast<double>(problem.window.stepSeconds) - 1e-9));
    expectLength(problem.window.length);
}

/// Whether states may lie in mapped files, which a GPU cannot reach.
bool maps(const Problem& problem)
{
    return problem.prior->streams() && problem.prior->options().device().is_cpu();
}

/// Before anything long is read: states that no memory holds and no file may take.
/// throws Error{outOfMemory}
void expectStates(const Problem& problem)
{
    const double needed = bytesOfRun({.members = problem.request.ensemble.members, .elements = problem.prior->size()});
    if (!maps(problem) || needed > MappedTensors::room()) {
        expectMemory(needed, problem.prior->options().device());
    }
}

/// Trajectories that stream and would fill memory go to mapped files; anything else that does not fit is refused.
void chooseResidence(Problem& problem, const Preparing& how)
{
    constexpr double share = 0.5;  // of free memory that states may take
    const auto used = static_cast<std::int64_t>(problem.observations.used.size());
    RunSize size{.members = problem.request.ensemble.members, .elements = problem.prior->size(),
                 .observations = std::min(used, prior::mostSolvedExactly)};
    const c10::Device device = problem.prior->options().device();
    const double needed = bytesOfRun(size);
    if (maps(problem) && needed > share * std::min(availableBytes(), how.memoryBytes) &&
        needed < MappedTensors::room()) {
        problem.residence = Residence::mappedFiles;
        problem.notes.emplace_back("The states of this run are larger than memory allows; they lie in files on disk while it goes on.");
        size.elements = 0;
    }
    if (how.purpose == Preparing::For::run) {
        expectMemory(bytesOfRun(size) + problem.prior->workingBytes(used > 0), device);
    }
}

/// Where a run begins, and the file that a task's word "input" names.
struct Beginning {
    Window window;
    std::optional<data::Gridded> input;
};

/// The window's own states, else the input's: the last ones where a rollout goes on from them, else all.
Beginning beginningOf(const Request& request, const task::Entry& task, const std::vector<data::Observation>& found,
                      const prior::Model& model)
{
    Beginning out;
    const auto name = request.task.words.find("input");
    const bool given = name != request.task.words.end();
    const bool follows = given && !request.window && !isMade(name->second);
    if (!follows) {
        out.window = windowOf(request, found, model);
    }
    if (given) {
        out.input = series(name->second, request.folder, out.window);
    }
    if (follows) {
        const auto& times = out.input->times;
        const std::size_t wanted = task.legs != nullptr ? static_cast<std::size_t>(task.legs(request.task).past) : times.size();
        const std::size_t length = std::min(wanted, times.size());
        out.window.start = times[times.size() - length];
        out.window.length = static_cast<int>(length);
        out.window.stepSeconds = times.size() > 1 ? times.back() - times[times.size() - 2] : out.window.stepSeconds;
        expectLength(out.window.length);
    }
    return out;
}

/// The observations of the request and those that the task makes; what a rollout starts from.
void takeObservations(Problem& problem, const task::Entry& task, const Beginning& beginning, const prior::Model& model)
{
    const Request& request = problem.request;
    auto [found, notes, facts] = findObservations(request, &problem.window);
    problem.notes.insert(problem.notes.end(), notes.begin(), notes.end());
    problem.facts = std::move(facts);
    const auto times = problem.window.times();
    if (task.makes != nullptr) {
        data::ObservationSet made = task.makes({.task = request.task, .prior = *problem.prior, .times = times,
                                                .input = beginning.input ? &*beginning.input : nullptr,
                                                .truth = problem.truth ? &problem.truthFieldsOnGrid : nullptr});
        for (data::Observation& one : made.all) {
            one.source = data::madeByTask;
            found.push_back(std::move(one));
        }
        problem.notes.insert(problem.notes.end(), made.notes.begin(), made.notes.end());
    }
    const bool startsGiven = task.legs != nullptr && beginning.input;
    if (startsGiven) {
        for (data::Observation& one : found) {
            one.use = one.use == Use::used ? Use::heldOut : one.use;
        }
    }
    problem.observations = gatherObservations(problem, found, problem.notes);
    if (task.legs != nullptr) {
        const task::Legs legs = task.legs(request.task);
        problem.rollout = rolledOut(problem, {.past = legs.past, .next = legs.next,
                                              .input = startsGiven ? &*beginning.input : nullptr, .model = &model}, found, problem.notes);
    }
    if (problem.observations.used.empty()) {
        problem.notes.emplace_back(startsGiven ? "The starting states are given: observations only verify."
                                               : "No observations are used: the prior is sampled.");
    }
}

}  // namespace

Tensor statesOnGrid(const Named& named, const prior::Prior& prior, const Window& window, std::vector<std::string>& notes)
{
    const data::Gridded& series = named.series;
    const auto& grid = *prior.decoder().grid();
    const earth::Regridding regrid(series.lat, series.lon, grid.lat, grid.lon);
    if (!regrid.method().empty()) {
        notes.push_back(named.name + " was brought to the prior's grid by " + regrid.method() + ".");
    }
    const auto rows = static_cast<std::int64_t>(series.lat.size()), columns = static_cast<std::int64_t>(series.lon.size());
    std::vector<Tensor> fields;
    for (const std::int64_t time : window.times()) {
        const auto at = std::find(series.times.begin(), series.times.end(), time);
        if (at == series.times.end()) {
            throw Error(Cause::badInput, named.name + " has no state at " + base::isoFromSeconds(time) + ".",
                        "Choose a window that the file covers, or leave the file out of the request.");
        }
        for (const Channel& channel : prior.channels()) {
            const auto found = std::find_if(series.channels.begin(), series.channels.end(), [&](const Channel& c) {
                return c.key() == channel.key();
            });
            if (found == series.channels.end()) {
                throw Error(Cause::badInput, named.name + " has no " + channel.label + ".",
                            "Name the variables both have in prior.variables, or leave the file out of the request.");
            }
            const auto offset = series.at(static_cast<std::size_t>(at - series.times.begin()),
                                         static_cast<std::size_t>(found - series.channels.begin()));
            fields.push_back(regrid.apply(at::from_blob(const_cast<float*>(series.values.data() + offset), {rows, columns}, at::kFloat)));
        }
    }
    return at::stack(fields).view({window.length, static_cast<std::int64_t>(prior.channels().size()),
                                   static_cast<std::int64_t>(grid.lat.size()), static_cast<std::int64_t>(grid.lon.size())});
}

std::vector<std::string> everythingSaid(const Problem& problem)
{
    auto all = problem.notes;
    all.insert(all.end(), problem.facts.begin(), problem.facts.end());
    return all;
}

std::shared_ptr<const Problem> prepare(const Request& given, const Tell& tell, const Preparing& how)
{
    auto problem = std::make_shared<Problem>();
    problem->request = given;
    Request& request = problem->request;
    const task::Entry& task = task::find(request.task.kind);
    request.task.numbers = complete(Kind::task, {request.task.kind, request.task.numbers}, "task").knobs;
    task::expectWords(request.task);
    if (task.startsAt != nullptr && request.window && request.window->start.empty()) {
        request.window->start = task.startsAt(request.task);
    }
    const ChosenDevice device = chooseDevice(request.device, presentRanks().rank);
    const auto model = openPrior(request.prior, request.folder, tell);
    const bool uses = task.observations != task::Uses::none;
    std::vector<data::Observation> found;
    if (uses) {
        tell("Reading observations", 0);
        if (!request.window) {
            found = findObservations(request, nullptr).all;
        }
    }
    const Beginning beginning = beginningOf(request, task, found, *model);
    problem->window = beginning.window;
    problem->observedStates = problem->window.length;
    extend(*problem, task);
    tell("Setting up the window", 0);
    problem->prior = model->over(problem->window.times(), at::TensorOptions(at::kFloat).device(device.device));
    problem->notes = problem->prior->notes();
    problem->device = device.name;
    if (!device.note.empty()) {
        problem->notes.push_back(device.note);
    }
    if (how.purpose == Preparing::For::run) {
        expectStates(*problem);
    }
    if (!request.truth.empty()) {
        tell("Reading the truth", 0);
        simulateAhead(request.truth, problem->window, tell);
        problem->truthFields = series(request.truth, request.folder, problem->window, {request.prior.variables, request.prior.levels});
        addTruth(*problem);
    }
    if (uses) {
        takeObservations(*problem, task, beginning, *model);
    } else {
        problem->notes.emplace_back("No observations are used: the prior is sampled.");
    }
    completeRequest(*problem);
    expectChanges(request, problem->rollout ? problem->rollout->count() : 1);
    chooseResidence(*problem, how);
    if (how.purpose == Preparing::For::plan) {
        return problem;
    }
    if (problem->observations.usedNetwork) {
        tell("Solving exactly", 0);
        problem->exact = prior::ExactPosterior::of(*problem->prior, *problem->observations.usedNetwork, problem->observations.observed);
    }
    return problem;
}

}  // namespace core::run
