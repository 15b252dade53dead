#include "core/api/training.h"
#include "core/run/own_thread.h"

namespace core {

TrainingThread::TrainingThread(std::function<void(const TrainEvent&)> event) : event_(std::move(event)) {}

TrainingThread::~TrainingThread() = default;  // the thread is asked to stop and joined

void TrainingThread::start(const TrainRequest& request, const std::string& folder, bool resume)
{
    work_ = std::jthread([event = event_, request, folder, resume](const std::stop_token& stop) {
        run::giveWay();
        try {
            const TrainPlace place{.folder = folder,
                                   .resume = resume,
                                   .interrupted = [&stop] { return stop.stop_requested(); },
                                   .stepped = [&event](const TrainStep& step) { event(step); }};
            event(trainPrior(request, place,
                             [&event](const std::string& what, double fraction) { event(Progress{what, fraction}); }));
        } catch (...) {
            const auto [message, hint] = run::wordsOf(std::current_exception());
            event(Failed{0, message, hint});
        }
    });
}

void TrainingThread::stop()
{
    work_.request_stop();
}

}  // namespace core
