#pragma once

#include "core/api/latest.h"
#include "core/api/session.h"
#include "core/run/history.h"
#include "core/run/live_model.h"
#include "core/run/loop.h"
#include "core/run/problem.h"
#include "core/run/spool/follower.h"
#include "core/run/spool/writer.h"
#include "core/run/viewer.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <variant>

namespace core::run {

/// Orders, carried out one after the other between steps.
struct Start {
    Request request;
    bool paused;
    std::string partial;  ///< file to go on from; empty: from noise
};
struct Branch {
    int step;
};
struct Save {
    std::string path;
    RunPart part = RunPart::result;
};
struct Follow {
    std::string folder;
};
using Order = std::variant<Start, Branch, Save, Follow>;

/// What the loop should do before its next step; the newest counts.
enum class Verb { pause, play, step, finish, discard };

/// Steps a run on one thread and decodes what is shown on another. Orders and verbs are read between steps only.
class Engine {
public:
    Engine(Session::Callbacks callbacks, Session::Options options);

    void work(const std::stop_token& stop);  ///< body of the engine thread
    void view(const std::stop_token& stop);  ///< body of the viewer thread

    void order(Order order);
    void verb(Verb verb);
    [[nodiscard]] std::uint64_t tune(const Live& live);
    void show(const View& view);
    void openFile(const std::string& path);
    [[nodiscard]] std::shared_ptr<const Frame> takeFrame() { return frames_.take(); }
    void wait();
    void silence();  ///< no callback from here on

private:
    void carryOut(Order& order);
    void follow(const std::string& folder);
    void watchFollowed();
    void beginSpool(const Started& event);
    void spoolStep();
    void spoolState(const spool::State& state);
    void heedSpool();
    void startRun(const Start& start);
    void branchRun(int step);
    void saveRun(const Save& save);
    void oneStep();
    void beginPartial();
    void keepPartial();
    void leavePartial();
    void leavePartialAfter(const std::exception_ptr& error);
    void leavePartialAtStop();
    void removePartial();
    void finish(const Tensor& states);
    void announceStart(int firstStep, const std::vector<std::string>& notes);
    void takeTuning();
    void settle();
    void rest();
    void emit(const Event& event);
    void fail(const std::exception_ptr& error);
    void drawNewest();
    [[nodiscard]] std::shared_ptr<const FrameSource> sourceOf(const View& view);
    void openModel();
    void draw(const View& view);

    Session::Callbacks callbacks_;
    Session::Options options_;

    std::mutex callbackMutex_;
    bool silent_ = false;

    mutable std::mutex mutex_;  // guards the orders and the flags below
    std::condition_variable_any changed_, idle_;
    std::deque<Order> orders_;
    Verb verb_ = Verb::pause;
    bool pauseAnnounced_ = true, busy_ = false, stopping_ = false;
    bool ordered_ = false;                    // a verb that a followed run has not been told
    std::optional<Live> tuning_;
    std::uint64_t settingsId_ = 0;

    std::shared_ptr<const Problem> problem_;  // engine thread only, but for viewer_
    std::shared_ptr<History> history_;
    std::unique_ptr<Loop> loop_;
    std::unique_ptr<spool::Writer> spool_;       // where others follow this run
    std::shared_ptr<spool::Follower> follower_;  // the run of another process that is followed
    int partialStep_ = 0;                        // of the resumable file
    double partialTime_ = 0, partialCost_ = 0;   // when it was written, and how long that took, s
    Tensor states_;                           // result of a finished run
    std::uint64_t run_ = 0;

    std::mutex viewMutex_;
    std::condition_variable_any viewChanged_;
    std::shared_ptr<const FrameSource> viewer_;
    std::optional<View> wanted_;
    std::shared_ptr<LiveModel> model_;        // once it was asked for
    std::deque<std::string> files_;
    bool fresh_ = false;                      // a new view or a new step
    Latest<Frame> frames_;
};

}  // namespace core::run
