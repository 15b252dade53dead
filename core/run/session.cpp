#include "core/api/session.h"

#include "core/run/engine.h"

#include <thread>

namespace core {

/// The engine thread, the viewer thread and what they share.
class Session::Body {
public:
    Body(Callbacks callbacks, Options options) : engine_(std::move(callbacks), options)
    {
        work_ = std::jthread([this](const std::stop_token& stop) { engine_.work(stop); });
        view_ = std::jthread([this](const std::stop_token& stop) { engine_.view(stop); });
    }
    ~Body()
    {
        engine_.silence();
        work_.request_stop();
        view_.request_stop();
    }
    run::Engine& engine() { return engine_; }

private:
    run::Engine engine_;
    std::jthread work_, view_;  // last: joined before what they use goes
};

Session::Session(Callbacks callbacks, Options options)
    : body_(std::make_unique<Body>(std::move(callbacks), options))
{
}

Session::~Session() = default;

void Session::start(const Request& request, bool paused)
{
    body_->engine().order(run::Start{request, paused, {}});
}

void Session::resume(const std::string& path, const Request& request)
{
    body_->engine().order(run::Start{request, false, path});
}

void Session::play()
{
    body_->engine().verb(run::Verb::play);
}

void Session::pause()
{
    body_->engine().verb(run::Verb::pause);
}

void Session::step()
{
    body_->engine().verb(run::Verb::step);
}

void Session::finishHere()
{
    body_->engine().verb(run::Verb::finish);
}

void Session::discard()
{
    body_->engine().verb(run::Verb::discard);
}

std::uint64_t Session::tune(const Live& live)
{
    return body_->engine().tune(live);
}

void Session::branch(int step)
{
    body_->engine().order(run::Branch{step});
}

void Session::show(const View& view)
{
    body_->engine().show(view);
}

std::shared_ptr<const Frame> Session::takeFrame()
{
    return body_->engine().takeFrame();
}

void Session::open(const std::string& path)
{
    body_->engine().openFile(path);
}

void Session::save(const std::string& path, RunPart part)
{
    body_->engine().order(run::Save{path, part});
}

void Session::wait()
{
    body_->engine().wait();
}

}  // namespace core
