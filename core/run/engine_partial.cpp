#include "core/api/error.h"
#include "core/api/log.h"
#include "core/run/engine.h"
#include "core/run/ranks/ranks.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace core::run {
namespace {

constexpr double everySeconds = 10;
constexpr double mostShare = 0.05;  // of the time that writing may take

double now()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

void Engine::beginPartial()
{
    partialStep_ = loop_->step();  // what a resumed run comes from is written
    partialTime_ = now();
    partialCost_ = 0;
}

/// After a step: writes the resumable file where it is time.
void Engine::keepPartial()
{
    if (options_.partial.empty() || loop_->done()) {
        return;
    }
    const bool due = options_.partialEvery > 0
                         ? loop_->step() % options_.partialEvery == 0
                         : asRankZeroSays(now() - partialTime_ >
                                          std::max(everySeconds, partialCost_ / mostShare));
    if (due) {
        leavePartial();
    }
}

/// All processes together. A file that cannot be written is told of, and does not end the run.
void Engine::leavePartial()
{
    const double begin = now();
    Partial partial = loop_->partial(options_.keepSteps);
    if (presentRanks().rank == 0) {
        try {
            writePartial(options_.partial, partial);
            partialStep_ = partial.step;
        } catch (const Error& error) {
            log(LogLevel::warning,
                std::string("The run goes on, but could not be resumed from here: ") + error.what());
        }
    }
    partialTime_ = now();
    partialCost_ = partialTime_ - begin;
}

/// A failure leaves the steps that were finished, where all processes know of it.
void Engine::leavePartialAfter(const std::exception_ptr& error)
{
    if (options_.partial.empty() || !loop_ || history_->at(-1)->step == 0) {
        return;
    }
    try {
        std::rethrow_exception(error);
    } catch (const SharedError&) {
    } catch (...) {
        if (presentRanks().count > 1) {
            return;
        }
    }
    try {
        leavePartial();
    } catch (const std::exception& second) {
        log(LogLevel::warning, std::string("The finished steps could not be kept: ") + second.what());
    }
}

/// The program is left in the middle of a run.
void Engine::leavePartialAtStop()
{
    const bool broken = loop_ && !states_.defined() && loop_->step() > partialStep_;
    if (!options_.partial.empty() && broken && presentRanks().count == 1) {
        leavePartial();
    }
}

/// The result is written.
void Engine::removePartial()
{
    if (!options_.partial.empty() && presentRanks().rank == 0) {
        std::error_code ignored;
        std::filesystem::remove(options_.partial, ignored);
    }
}

}  // namespace core::run
