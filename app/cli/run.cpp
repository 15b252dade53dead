#include "app/cli/console.h"

#include "core/api/error.h"
#include "core/api/partial.h"
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
    std::string request, output, spool, partial, resume;
    std::vector<std::string> settings;
    bool keepSteps = false;
    std::size_t keptMebibytes = 1024, memoryMebibytes = 0;
    int threads = 0, together = 0, partialEvery = 0, processes = 1;
    bool plan = false;
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
            std::signal(SIGTERM, SIG_IGN);  // the launcher answers others' failure: this one's sentence is said once
            core::leaveRanksAfterFailure();
        } else {
            core::leaveRanks();
        }
    }
    Company(const Company&) = delete;
    Company& operator=(const Company&) = delete;
    [[nodiscard]] bool writes() const { return ranks_.rank == 0; }
    [[nodiscard]] bool launched() const { return ranks_.launched; }
    /// Where the steps up to the last saved one are when a process is lost.
    void leaves(const std::string& partial)
    {
        wordsLeft_ = "its saved steps are in " + partial + ". Go on with run --resume " + partial + ".\n";
        partial_ = partial;
    }

private:
    /// The launcher ends the processes that are left when one is gone.
    static void lost(int)
    {
        constexpr char words[] = "embellie-cli: A process of this run was lost, or the run was ended: ";
        constexpr char nothing[] = "nothing was written. Start it again.\n";
        const bool left = ::access(partial_.data(), R_OK) == 0;
        [[maybe_unused]] auto written = ::write(STDERR_FILENO, words, sizeof words - 1);
        written = left ? ::write(STDERR_FILENO, wordsLeft_.data(), wordsLeft_.size())
                       : ::write(STDERR_FILENO, nothing, sizeof nothing - 1);
        ::_exit(failure);
    }

    inline static std::string partial_, wordsLeft_;  // made before a signal comes
    core::Ranks ranks_;
};

core::Request withSettings(core::Request request, const std::vector<std::string>& settings)
{
    for (const std::string& setting : settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw CLI::ValidationError("--set", "\"" + setting + "\" is not of the form path=value");
        }
        request = core::withSetting(request, setting.substr(0, equals), setting.substr(equals + 1));
    }
    return request;
}

core::Request requestOf(const Options& options)
{
    return withSettings(options.request == "demonstration" ? core::demonstrationRequest()
                                                           : core::readRequest(options.request),
                        options.settings);
}

/// A request or settings that are named beside the file of a broken run.
std::optional<core::Request> givenBeside(const Options& options, const core::Request& broken)
{
    if (!options.request.empty()) {
        return requestOf(options);
    }
    return options.settings.empty() ? std::nullopt : std::optional(withSettings(broken, options.settings));
}

std::string stepText(const core::Stepped& step)
{
    char text[120];
    std::snprintf(text, sizeof text, "step %d of %d, sigma %.3g, O-A %.3g sigma_o", step.step, step.steps, step.sigma,
                  step.omaRms);
    return text;
}

/// Waits for an event of a type; draws progress, throws what fails. Nothing when the user interrupts.
template <class Wanted>
std::optional<Wanted> await(Inbox& inbox, Console& console)
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
    return std::nullopt;
}

/// The file that a broken run leaves, and whether this run wrote it.
class Remains {
public:
    explicit Remains(std::string path) : path_(std::move(path)), before_(written()) {}
    [[nodiscard]] const std::string& path() const { return path_; }
    /// "Go on with …", or "Nothing was written."
    [[nodiscard]] std::string words() const
    {
        if (written() == before_) {
            return "Nothing was written.";
        }
        return "Its " + std::to_string(core::readPartialRun(path_).step) + " steps are in " + path_ +
               ": go on with run --resume " + path_ + ".";
    }

private:
    [[nodiscard]] std::filesystem::file_time_type written() const
    {
        std::error_code none;
        const auto time = std::filesystem::last_write_time(path_, none);
        return none ? std::filesystem::file_time_type::min() : time;
    }
    std::string path_;
    std::filesystem::file_time_type before_;
};

/// What is run: a request from its beginning, or a broken run from where it was.
struct Job {
    core::Request request;
    std::string output;
    core::Session::Options engine;
};

/// Threads and members together of a broken run count again; others that are asked for are refused.
void adopt(const core::PartialRun& broken, const Options& options, core::Session::Options& engine)
{
    const auto refuse = [&](const std::string& what, int is, int was) {
        throw core::Error(core::Cause::badInput,
                          "“" + options.resume + "” cannot be resumed with " + what + " " +
                              std::to_string(is) + ": the broken run has " + std::to_string(was) + ".",
                          "Leave the option out.");
    };
    if (options.threads > 0 && options.threads != broken.threads) {
        refuse("--threads", options.threads, broken.threads);
    }
    if (options.together > 0 && options.together != broken.together) {
        refuse("--together", options.together, broken.together);
    }
    engine.threads = broken.threads;
    engine.together = broken.together;
    engine.keepSteps = broken.keepsSteps;
}

Job jobOf(const Options& options, const Company& company)
{
    Job job;
    constexpr std::string_view ending = ".partial";
    const bool fresh = options.resume.empty();
    job.engine.keepSteps = options.keepSteps;
    job.engine.spool = options.spool;
    job.engine.together = options.together;
    // bits depend on threads: several processes on a machine get one each unless told otherwise
    job.engine.threads = options.threads > 0 ? options.threads : (company.launched() ? 1 : 0);
    job.engine.historyBytes = company.writes() ? options.keptMebibytes << 20 : 0;
    job.engine.memoryBytes = static_cast<double>(options.memoryMebibytes << 20);
    job.output = std::filesystem::path(options.request).stem().string() + "-result.nc";
    if (fresh) {
        job.request = requestOf(options);
    } else {
        const core::PartialRun broken = core::readPartialRun(options.resume);
        adopt(broken, options, job.engine);
        job.request = core::resumedRequest(broken, givenBeside(options, broken.request));
        job.output = options.resume.ends_with(ending)
                         ? options.resume.substr(0, options.resume.size() - ending.size())
                         : options.resume + "-result.nc";
    }
    job.output = options.output.empty() ? job.output : options.output;
    core::checkOutput(job.output);
    job.engine.partial = options.partial.empty() ? job.output + std::string(ending) : options.partial;
    core::checkOutput(job.engine.partial);
    job.engine.partialEvery = options.partialEvery;
    return job;
}

/// Runs a job to its end; what fails leaves its finished steps.
void carryOut(const Job& job, const Options& options, Console& console, Company& company)
{
    const Remains remains(job.engine.partial);
    company.leaves(remains.path());
    Inbox inbox;
    std::optional<core::Session> session;
    session.emplace(core::Session::Callbacks{.frameReady = [] {},
                                             .event = [&](const core::Event& event) { inbox.put(event); }},
                    job.engine);
    const auto unlessInterrupted = [&](auto answer, const auto& words) {
        if (!answer) {
            session.reset();  // waits for the step and leaves what is done
            console.complain(words(), "");
            throw Leave{interrupted};
        }
        return *answer;
    };
    try {
        options.resume.empty() ? session->start(job.request) : session->resume(options.resume, job.request);
        core::Finished finished = unlessInterrupted(await<core::Finished>(inbox, console),
                                                    [&] { return "Interrupted. " + remains.words(); });
        if (!company.writes()) {
            return;
        }
        session->save(job.output);
        finished.result = unlessInterrupted(await<core::Saved>(inbox, console), [&] {
                              return "Interrupted while writing: the result is still completed, in " +
                                     job.output + ".";
                          }).path;
        console.endBar();
        console.print(core::printed(finished));
    } catch (const core::Error& error) {
        const std::string left = remains.words();
        const bool nothing = left.starts_with("Nothing");
        throw core::Error(error.cause(), error.what(),
                          error.hint() + (nothing ? "" : (error.hint().empty() ? "" : " ") + left));
    }
}

void run(const Options& options, Console& console)
{
    std::signal(SIGINT, [](int) {
        interruptions = interruptions + 1;
        std::signal(SIGINT, SIG_DFL);  // a second one does not wait for the step
    });
    Company company;
    if (!company.writes()) {
        console.silence();
    }
    carryOut(jobOf(options, company), options, console, company);
}

void plan(const Options& options, Console& console)
{
    const core::Answer answer = core::planOf(
        requestOf(options),
        {.processes = options.processes,
         .together = options.together,
         .threads = options.threads > 0 ? options.threads : (options.processes > 1 ? 1 : 0),
         .keptBytes = options.keptMebibytes << 20},
        console.watch());
    console.endBar();
    console.print(answer);
}

}  // namespace

void addRun(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("run", "run a request and write its result");
    const auto options = std::make_shared<Options>();
    addInterpret(*verb);
    auto* request = verb->add_option("request", options->request, "request file, or \"demonstration\"");
    auto* resume = verb->add_option(
        "--resume", options->resume,
        "file of a broken run to go on with, to the same bits; a request beside it may only add "
        "changes of steps to come");
    verb->add_option("--checkpoint", options->partial,
                     "file for the steps of a run that is broken off; OUTPUT.partial without");
    verb->add_option("--checkpoint-every", options->partialEvery,
                     "steps between its writings; every ten seconds without")
        ->check(aboveZero());
    verb->add_option("--set", options->settings, "path=value, e.g. guidance.strength=4 (repeatable)")
        ->take_all()
        ->expected(1)
        ->allow_extra_args(false);
    verb->add_option("--output", options->output, "result file; REQUEST-result.nc here without");
    verb->add_option("--threads", options->threads, "threads of the engine; all cores without, one under mpirun")
        ->check(aboveZero());
    verb->add_option("--together", options->together,
                     "members stepped at a time; all without, one under mpirun. Bits depend on it, never on the processes")
        ->check(aboveZero());
    verb->add_flag("--keep-steps", options->keepSteps, "write the denoised state of every kept step");
    verb->add_option("--spool", options->spool, "folder to write a frame a step into; embellie FOLDER follows and steers the run");
    verb->add_option("--kept-memory", options->keptMebibytes, "most memory for kept steps, MiB; beyond, every second is let go")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 20))
        ->capture_default_str();
    verb->add_option("--memory", options->memoryMebibytes,
                     "memory of the run's states, MiB: a long chain or windows whose states take more than half of it "
                     "lie in files on "
                     "disk; what is free without")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1} << 30));
    auto* planned = verb->add_flag(
        "--plan", options->plan,
        "instead: tell windows, evaluations, operations, memory, disk and time, measuring one step");
    planned->excludes(resume);
    verb->add_option("--processes", options->processes, "with --plan: processes that would share the run")
        ->check(aboveZero())
        ->needs(planned);
    verb->callback([options, request, resume, &console] {
        if (request->count() == 0 && resume->count() == 0) {
            throw CLI::RequiredError("request");
        }
        if (options->plan) {
            plan(*options, console);
            return;
        }
        run(*options, console);
    });
}

}  // namespace cli
