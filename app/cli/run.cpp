#include "app/cli/console.h"

#include "core/api/error.h"
#include "core/api/ranks.h"
#include "core/api/session.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

namespace cli {

namespace {

volatile std::sig_atomic_t interruptions = 0;

/// Events of the engine's threads, taken one by one on this one.
class Inbox {
public:
    void put(const core::Event& event)
    {
        const std::lock_guard lock(mutex_);
        events_.push_back(event);
        arrived_.notify_one();
    }
    /// The next event; nothing when the user interrupts.
    std::optional<core::Event> take()
    {
        std::unique_lock lock(mutex_);
        while (events_.empty()) {
            if (interruptions > 0) {
                return std::nullopt;
            }
            constexpr std::chrono::milliseconds patience(50);  // a signal cannot wake a condition
            arrived_.wait_for(lock, patience);
        }
        core::Event event = events_.front();
        events_.pop_front();
        return event;
    }

private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<core::Event> events_;
};

struct Options {
    std::string request, output, spool;
    std::vector<std::string> settings;
    bool keepSteps = false;
    std::size_t keptMebibytes = 1024;
    int threads = 0, together = 0;
};

/// The processes that share this run, left again at its end: at once with all, or after a failure without waiting
/// for those that never come.
class Company {
public:
    Company() : ranks_(core::joinRanks())
    {
        if (ranks_.count > 1 && writes()) {
            std::signal(SIGTERM, lost);
        }
    }
    ~Company()
    {
        if (std::uncaught_exceptions() > 0) {
            core::leaveRanksAfterFailure();
        } else {
            core::leaveRanks();
        }
    }
    Company(const Company&) = delete;
    Company& operator=(const Company&) = delete;
    [[nodiscard]] bool writes() const { return ranks_.rank == 0; }
    [[nodiscard]] bool launched() const { return ranks_.launched; }

private:
    /// The launcher ends the processes that are left when one is gone.
    static void lost(int)
    {
        constexpr char words[] = "embellie-cli: A process of this run was lost, or the run was ended: nothing was "
                                 "written. Start it again.\n";
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words, sizeof words - 1);
        ::_exit(failure);
    }

    core::Ranks ranks_;
};

core::Request requestOf(const Options& options)
{
    core::Request request =
        options.request == "demonstration" ? core::demonstrationRequest() : core::readRequest(options.request);
    for (const std::string& setting : options.settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw CLI::ValidationError("--set", "\"" + setting + "\" is not of the form path=value");
        }
        request = core::withSetting(request, setting.substr(0, equals), setting.substr(equals + 1));
    }
    return request;
}

std::string stepText(const core::Stepped& step)
{
    char text[120];
    std::snprintf(text, sizeof text, "step %d of %d, sigma %.3g, O-A %.3g sigma_o", step.step, step.steps, step.sigma,
                  step.omaRms);
    return text;
}

/// Waits for an event of a type; draws progress, throws what fails.
template <class Wanted>
Wanted await(Inbox& inbox, Console& console, const std::string& interruption)
{
    while (const auto event = inbox.take()) {
        if (const auto* wanted = std::get_if<Wanted>(&*event)) {
            return *wanted;
        }
        if (const auto* progress = std::get_if<core::Progress>(&*event)) {
            console.bar(progress->what, progress->fraction);
        } else if (const auto* step = std::get_if<core::Stepped>(&*event)) {
            console.bar(stepText(*step), double(step->step) / std::max(1, step->steps));
        } else if (const auto* failed = std::get_if<core::Failed>(&*event)) {
            throw core::Error(core::Cause::badInput, failed->message, failed->hint);
        }
    }
    console.endBar();
    console.complain(interruption, "");
    throw Leave{interrupted};
}

void run(const Options& options, Console& console)
{
    std::signal(SIGINT, [](int) { interruptions = interruptions + 1; });
    const Company company;
    if (!company.writes()) {
        console.silence();
    }
    const core::Request request = requestOf(options);
    const std::string output =
        options.output.empty() ? std::filesystem::path(options.request).stem().string() + "-result.nc" : options.output;
    core::checkOutput(output);
    Inbox inbox;
    core::Session::Options engine;
    engine.keepSteps = options.keepSteps;
    engine.spool = options.spool;
    engine.together = options.together;
    // bits depend on threads: several processes on a machine get one each unless told otherwise
    engine.threads = options.threads > 0 ? options.threads : (company.launched() ? 1 : 0);
    engine.historyBytes = company.writes() ? options.keptMebibytes << 20 : 0;
    core::Session session({.frameReady = [] {}, .event = [&](const core::Event& event) { inbox.put(event); }}, engine);
    session.start(request);
    core::Finished finished = await<core::Finished>(inbox, console, "Interrupted: nothing was written.");
    if (!company.writes()) {
        return;
    }
    session.save(output);
    finished.result =
        await<core::Saved>(inbox, console, "Interrupted while writing: the result is still completed, in " + output + ".").path;
    console.endBar();
    console.print(core::printed(finished));
}

}  // namespace

void addRun(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("run", "run a request and write its result");
    const auto options = std::make_shared<Options>();
    verb->add_option("request", options->request, "request file, or \"demonstration\"")->required();
    verb->add_option("--set", options->settings, "path=value, e.g. guidance.strength=4 (repeatable)")
        ->take_all()
        ->expected(1)
        ->allow_extra_args(false);
    verb->add_option("--output", options->output, "result file; REQUEST-result.nc here without");
    verb->add_option("--threads", options->threads, "threads of the engine; all cores without, one under mpirun")
        ->check(CLI::PositiveNumber);
    verb->add_option("--together", options->together,
                     "members stepped at a time; all without, one under mpirun. Bits depend on it, never on the processes")
        ->check(CLI::PositiveNumber);
    verb->add_flag("--keep-steps", options->keepSteps, "write the denoised state of every kept step");
    verb->add_option("--spool", options->spool, "folder to write a frame a step into; embellie FOLDER follows and steers the run");
    verb->add_option("--kept-memory", options->keptMebibytes, "most memory for kept steps, MiB; beyond, every second is let go")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 20))
        ->capture_default_str();
    verb->callback([options, &console] { run(*options, console); });
}

}  // namespace cli
