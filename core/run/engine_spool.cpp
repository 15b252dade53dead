#include "core/api/error.h"
#include "core/api/log.h"
#include "core/run/engine.h"

#include <map>

namespace core::run {
namespace {

std::optional<Verb> verbOf(const std::string& word)
{
    static const std::map<std::string, Verb> verbs = {{"pause", Verb::pause}, {"play", Verb::play}, {"step", Verb::step},
                                                      {"finish", Verb::finish}, {"discard", Verb::discard}};
    const auto found = verbs.find(word);
    return found == verbs.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

void Engine::follow(const std::string& folder)
{
    if (loop_ && !states_.defined()) {
        emit(Stopped{run_});
    }
    loop_.reset();
    follower_.reset();
    ++run_;
    follower_ = std::make_shared<spool::Follower>(folder, run_);
    settle();
    emit(follower_->started());
    const std::lock_guard lock(viewMutex_);
    viewer_ = follower_;
    fresh_ = true;
    viewChanged_.notify_all();
}

/// Tells what the followed run has done since, and it what was ordered here.
void Engine::watchFollowed()
{
    std::optional<Live> live;
    std::optional<Verb> verb;
    {
        const std::lock_guard lock(mutex_);
        live = std::exchange(tuning_, std::nullopt);
        verb = std::exchange(ordered_, false) ? std::optional(verb_) : std::nullopt;
    }
    constexpr const char* words[] = {"pause", "play", "step", "finish", "discard"};
    try {
        if (live || verb) {
            spool::Order order{.verb = verb ? words[static_cast<int>(*verb)] : ""};
            if (live) {
                order.strength = live->guidance.strength;
                order.curve = live->guidance.curve;
            }
            follower_->send(order);
        }
        follower_->poll([this](const Event& event) {
            if (std::holds_alternative<Stepped>(event)) {
                drawNewest();
            }
            emit(event);
        });
    } catch (...) {
        fail(std::current_exception());
        follower_.reset();
    }
}

void Engine::beginSpool(const Started& event)
{
    if (options_.spool.empty()) {
        return;
    }
    if (!spool_) {
        spool_ = std::make_unique<spool::Writer>(options_.spool);
    }
    std::vector<spool::Range> ranges;
    const Viewer source(problem_, history_, run_);
    for (int c = 0; c < static_cast<int>(event.channels.size()); ++c) {
        const Field field = source.frame({.variable = c}).field;
        ranges.push_back({field.low, field.high, field.diverging});
    }
    spool_->begin(event, ranges);
    spoolStep();
}

/// A folder that cannot be written any more ends the spooling, not the run.
void Engine::spoolStep()
{
    if (!spool_) {
        return;
    }
    try {
        spool_->add(*problem_, *history_->at(-1));
        spool_->tell({.is = "running", .step = loop_->step()});
    } catch (const Error& error) {
        spool_.reset();
        log(LogLevel::warning, std::string("The run goes on unspooled: ") + error.what());
    }
}

void Engine::spoolState(const spool::State& state)
{
    if (!spool_) {
        return;
    }
    try {
        spool_->tell(state);
    } catch (const Error& error) {
        spool_.reset();
        log(LogLevel::warning, std::string("The run goes on unspooled: ") + error.what());
    }
}

/// Carries out what followers asked for since the last step.
void Engine::heedSpool()
{
    if (!spool_) {
        return;
    }
    for (const spool::Order& order : spool_->orders()) {
        if (order.strength || order.curve) {
            Live live{.guidance = loop_->settings().guidance, .schedule = {}, .grid = {}, .sampler = {}, .steps = {}};
            live.guidance.strength = order.strength.value_or(live.guidance.strength);
            live.guidance.curve = order.curve.value_or(live.guidance.curve);
            static_cast<void>(tune(live));
        }
        if (const auto known = verbOf(order.verb)) {
            verb(*known);
        }
    }
}

}  // namespace core::run
