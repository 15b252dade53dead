#include "core/run/engine.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/draft.h"
#include "core/data/export.h"
#include "core/data/info.h"
#include "core/run/outcome.h"
#include "core/run/memory.h"
#include "core/run/own_thread.h"
#include "core/run/ranks/ranks.h"
#include "core/run/resident.h"
#include "core/run/reuse.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>

namespace core::run {
namespace {

constexpr std::chrono::milliseconds followEvery(100);
constexpr double mostReused = 512.0 * 1024 * 1024;  // bytes of dead tensors that wait for the next step

}  // namespace

Engine::Engine(Session::Callbacks callbacks, Session::Options options)
    : callbacks_(std::move(callbacks)), options_(options)
{
}

void Engine::emit(const Event& event)
{
    const std::lock_guard lock(callbackMutex_);
    if (!silent_ && callbacks_.event) {
        callbacks_.event(event);
    }
}

void Engine::silence()
{
    {
        const std::lock_guard lock(callbackMutex_);
        silent_ = true;
    }
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    idle_.notify_all();
}

void Engine::fail(const std::exception_ptr& error)
{
    const auto [message, hint] = wordsOf(error);
    spoolState({.is = "failed", .step = loop_ ? loop_->step() : 0, .message = message, .hint = hint});
    emit(Failed{run_, message, hint});
}

void Engine::order(Order order)
{
    const std::lock_guard lock(mutex_);
    if (const auto* start = std::get_if<Start>(&order)) {  // a new start makes earlier ones pointless
        std::erase_if(orders_, [](const Order& o) { return std::holds_alternative<Start>(o); });
        verb_ = start->paused ? Verb::pause : Verb::play;   // verbs that follow count for the new run
        pauseAnnounced_ = false;
        tuning_.reset();
    }
    orders_.push_back(std::move(order));
    busy_ = true;
    changed_.notify_all();
}

void Engine::verb(Verb verb)
{
    const std::lock_guard lock(mutex_);
    verb_ = verb;
    ordered_ = true;
    pauseAnnounced_ = false;
    busy_ = true;
    changed_.notify_all();
}

std::uint64_t Engine::tune(const Live& live)
{
    const std::lock_guard lock(mutex_);
    tuning_ = live;
    return ++settingsId_;
}

void Engine::wait()
{
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return stopping_ || (!busy_ && orders_.empty()); });
}

void Engine::work(const std::stop_token& stop)
{
    if (options_.background) {
        giveWay();
    }
    at::set_num_threads(options_.threads > 0 ? options_.threads
                                             : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    reuseMemory(static_cast<std::size_t>(std::min(mostReused, availableBytes() / 8)));
    at::InferenceMode guard;
    while (!stop.stop_requested()) {
        std::optional<Order> order;
        bool steps = false;
        {
            std::unique_lock lock(mutex_);
            const bool runs = loop_ && !states_.defined() && verb_ != Verb::pause;
            if (orders_.empty() && !runs && follower_ && !follower_->ended()) {
                changed_.wait_for(lock, stop, followEvery, [this] { return !orders_.empty() || ordered_; });
                lock.unlock();
                watchFollowed();
                continue;
            }
            if (orders_.empty() && !runs) {
                if (loop_ && !pauseAnnounced_ && !states_.defined()) {
                    pauseAnnounced_ = true;
                    lock.unlock();
                    spoolState({.is = "paused", .step = loop_->step()});
                    emit(Paused{run_, loop_->step()});
                    continue;
                }
                busy_ = false;
                idle_.notify_all();
                const auto woken = [this] { return !orders_.empty() || busy_; };
                if (spool_ && loop_ && !states_.defined()) {  // a pause may end in the spool folder
                    if (!changed_.wait_for(lock, stop, followEvery, woken)) {
                        lock.unlock();
                        heedSpool();
                        continue;
                    }
                } else {
                    changed_.wait(lock, stop, woken);
                }
                if (!orders_.empty() || (loop_ && !states_.defined())) {
                    continue;
                }
                busy_ = false;  // a verb without a run
                verb_ = Verb::pause;
                continue;
            }
            if (!orders_.empty()) {
                order = std::move(orders_.front());
                orders_.pop_front();
            } else {
                steps = true;
            }
        }
        try {
            if (order) {
                carryOut(*order);
            } else if (steps) {
                oneStep();
            }
        } catch (...) {
            leavePartialAfter(std::current_exception());
            fail(std::current_exception());
            settle();
        }
    }
    leavePartialAtStop();
    rest();
}

/// Nothing is left to step; but the verb of a start that waits is not this run's to change.
void Engine::settle()
{
    releaseReusedMemory();
    const std::lock_guard lock(mutex_);
    const bool waits = std::any_of(orders_.begin(), orders_.end(),
                                   [](const Order& o) { return std::holds_alternative<Start>(o); });
    if (!waits) {
        verb_ = Verb::pause;
        pauseAnnounced_ = true;
    }
}

void Engine::rest()
{
    const std::lock_guard lock(mutex_);
    busy_ = false;
    stopping_ = true;
    idle_.notify_all();
}

void Engine::carryOut(Order& order)
{
    if (const auto* start = std::get_if<Start>(&order)) {
        startRun(*start);
    } else if (const auto* branch = std::get_if<Branch>(&order)) {
        branchRun(branch->step);
    } else if (const auto* followed = std::get_if<Follow>(&order)) {
        follow(followed->folder);
    } else {
        saveRun(std::get<Save>(order));
    }
}

void Engine::startRun(const Start& start)
{
    if (loop_ && !states_.defined()) {
        emit(Stopped{run_});
    }
    ++run_;
    loop_.reset();
    follower_.reset();
    states_ = Tensor();
    {
        const std::lock_guard lock(viewMutex_);
        viewer_.reset();
    }
    agree([&] {
        constexpr double all = std::numeric_limits<double>::infinity();
        problem_ = prepare(
            start.request, [this](const std::string& what, double fraction) { emit(Progress{what, fraction}); },
            {.memoryBytes = options_.memoryBytes > 0 ? options_.memoryBytes : all});
    });
    if (!start.partial.empty()) {
        agree([&] { expectSameRequest(start.partial, problem_->request); });
    }
    history_ = std::make_shared<History>(options_.historyBytes);
    auto loop = std::make_unique<Loop>(problem_, history_, run_, options_.together);
    if (!start.partial.empty()) {
        loop->resume(start.partial);
    }
    loop_ = std::move(loop);
    beginPartial();
    announceStart(loop_->step(), problem_->notes);
    const std::lock_guard lock(viewMutex_);
    viewer_ = std::make_shared<const Viewer>(problem_, history_, run_);
    fresh_ = true;
    viewChanged_.notify_all();
}

void Engine::announceStart(int firstStep, const std::vector<std::string>& notes)
{
    Started event{.run = run_, .request = loop_->settings(), .channels = problem_->prior->channels(),
                  .observations = std::make_shared<const std::vector<ObservationPoint>>(observationPoints(*problem_)),
                  .sigmas = loop_->sigmas(), .notes = notes, .device = problem_->device,
                  .hasTruth = problem_->truth.has_value(), .hasExact = problem_->exact.has_value(), .firstStep = firstStep};
    for (const auto time : problem_->window.times()) {
        event.times.push_back(base::isoFromSeconds(time));
    }
    beginSpool(event);
    emit(event);
}

void Engine::branchRun(int step)
{
    if (!loop_) {
        throw Error(Cause::badInput, "There is no run to branch from.", "Start a run first.");
    }
    loop_->rewind(step);
    states_ = Tensor();
    announceStart(step, {});
    drawNewest();
}

void Engine::saveRun(const Save& save)
{
    const std::string& path = save.path;
    if (!loop_) {
        throw Error(Cause::badInput, "There is no run to save.", "Start a run first.");
    }
    const Tensor& states = states_.defined() ? states_ : loop_->mean();
    data::Result result = outcome(*problem_, loop_->request(), states, *history_, options_.keepSteps);
    result.attributes["members_together"] = std::to_string(loop_->membersTogether());
    if (save.part == RunPart::observations) {
        data::writeDepartures(path, result);
    } else if (save.part == RunPart::log) {
        data::writeWhole(path, data::logOf(result));
    } else {
        data::writeResult(path, result, fieldsOfOutcome(*problem_, states));
    }
    if (save.part == RunPart::result && states_.defined()) {
        spoolState({.is = "finished", .step = loop_->step(), .message = path});
        removePartial();
    }
    emit(Saved{path});
}

void Engine::takeTuning()
{
    std::optional<Live> live;
    std::uint64_t id = 0;
    {
        const std::lock_guard lock(mutex_);
        live = std::exchange(tuning_, std::nullopt);
        id = settingsId_;
    }
    if (!live) {
        return;
    }
    Request next = loop_->settings();
    next.guidance = live->guidance;
    next.guidance.choice = complete(Kind::guidance, next.guidance.choice, "guidance");
    if (live->schedule) {
        next.schedule = complete(Kind::schedule, *live->schedule, "schedule");
    }
    if (live->grid) {
        next.grid = complete(Kind::grid, *live->grid, "grid");
    }
    if (live->sampler) {
        next.sampler = complete(Kind::sampler, *live->sampler, "sampler");
    }
    next.steps = live->steps.value_or(next.steps);
    loop_->tune(next, id);
}

void Engine::oneStep()
{
    heedSpool();
    Verb verb{};
    {
        const std::lock_guard lock(mutex_);
        verb = verb_;
        if (verb == Verb::step) {
            verb_ = Verb::pause;
        }
    }
    if (verb == Verb::discard) {
        spoolState({.is = "stopped", .step = loop_->step()});
        loop_.reset();
        emit(Stopped{run_});
        return;
    }
    if (verb == Verb::pause) {  // ordered through the spool folder just now
        return;
    }
    if (verb == Verb::finish) {
        finish(loop_->mean());
        return;
    }
    if (loop_->done()) {  // resumed after its last step
        finish(loop_->x());
        return;
    }
    takeTuning();
    const Stepped scalars = loop_->advance();
    drawNewest();
    spoolStep();
    emit(scalars);
    keepPartial();
    if (loop_->done()) {
        finish(loop_->x());
    }
}

void Engine::finish(const Tensor& states)
{
    states_ = states;
    Finished event{.run = run_, .steps = loop_->step(), .seconds = loop_->seconds(),
                   .networkEvaluations = loop_->evaluations(), .peakBytes = static_cast<std::uint64_t>(peakBytes(problem_->prior->options().device())),
                   .device = problem_->device, .exact = againstExact(*problem_, states), .notes = everythingSaid(*problem_)};
    settle();
    spoolState({.is = "finished", .step = loop_->step()});
    emit(event);
}

void Engine::drawNewest()
{
    const std::lock_guard lock(viewMutex_);
    fresh_ = true;
    viewChanged_.notify_all();
}

void Engine::show(const View& view)
{
    const std::lock_guard lock(viewMutex_);
    wanted_ = view;
    fresh_ = true;
    viewChanged_.notify_all();
}

void Engine::openFile(const std::string& path)
{
    if (spool::isSpool(path)) {
        order(Follow{path});
        return;
    }
    const std::lock_guard lock(viewMutex_);
    files_.push_back(path);
    viewChanged_.notify_all();
}

/// Opened comes when there is a state to be seen.
void Engine::openModel()
{
    std::unique_lock lock(viewMutex_);
    if (model_) {
        const bool ready = model_->ready();
        lock.unlock();
        if (ready) {
            emit(LiveModel::opened());
        }
        return;
    }
    const auto advanced = [this](bool first) {
        if (first) {
            emit(LiveModel::opened());
        }
        const std::lock_guard seen(viewMutex_);
        if (wanted_ && wanted_->quantity == Quantity::data && wanted_->dataset == liveModel) {
            fresh_ = true;
            viewChanged_.notify_all();
        }
    };
    model_ = std::make_shared<LiveModel>(
        advanced, [this](const std::string& what, double fraction) { emit(Progress{what, fraction}); });
}

void Engine::view(const std::stop_token& stop)
{
    at::set_num_threads(1);  // the engine and the window need the cores
    at::InferenceMode guard;
    while (!stop.stop_requested()) {
        std::string file;
        std::optional<View> view;
        {
            std::unique_lock lock(viewMutex_);
            if (!viewChanged_.wait(lock, stop, [this] { return (fresh_ && wanted_) || !files_.empty(); })) {
                return;
            }
            if (!files_.empty()) {
                file = std::move(files_.front());
                files_.pop_front();
            } else {
                fresh_ = false;
                view = wanted_;
            }
        }
        try {
            if (view) {
                draw(*view);
            } else if (file == liveModel) {
                openModel();
            } else {
                emit(data::openForView(file));
            }
        } catch (...) {
            fail(std::current_exception());
        }
    }
}

/// Null: there is nothing to draw yet.
std::shared_ptr<const FrameSource> Engine::sourceOf(const View& view)
{
    const std::lock_guard lock(viewMutex_);
    if (view.quantity != Quantity::data) {
        return viewer_;
    }
    if (view.dataset == liveModel) {
        return model_ && model_->ready() ? model_ : nullptr;
    }
    return std::make_shared<const FileFrames>();
}

void Engine::draw(const View& view)
{
    const auto source = sourceOf(view);
    if (!source) {
        return;  // drawn when it is ready
    }
    auto frame = std::make_shared<const Frame>(source->frame(view));
    if (frames_.put(std::move(frame))) {
        const std::lock_guard lock(callbackMutex_);
        if (!silent_ && callbacks_.frameReady) {
            callbacks_.frameReady();
        }
    }
}

}  // namespace core::run
