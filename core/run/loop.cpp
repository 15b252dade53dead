#include "core/run/loop.h"

#include "core/api/error.h"
#include "core/run/changes.h"

#include <ATen/Parallel.h>

#include <chrono>
#include <cmath>
#include <limits>

namespace core::run {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Root mean square of departures in units of σ_o over some observations.
double normalisedRms(const Tensor& departures, const std::vector<std::size_t>& which)
{
    if (which.empty()) {
        return nan;
    }
    double sum = 0;
    for (const std::size_t i : which) {
        const double d = departures.data_ptr<double>()[i];
        sum += d * d;
    }
    return std::sqrt(sum / static_cast<double>(which.size()));
}

}  // namespace

Loop::Loop(std::shared_ptr<const Problem> problem, std::shared_ptr<History> history, std::uint64_t run,
           std::int64_t together)
    : problem_(std::move(problem)), history_(std::move(history)), run_(run), now_(problem_->request),
      members_(shareOf(now_.ensemble.members, together, presentRanks(), windowsToShare(*problem_)),
               problem_->prior->options().device()),
      legs_(problem_)
{
    begin();
}

std::vector<denoiser::Node> relaid(const Request& now, const std::vector<denoiser::Node>& nodes, int step,
                                   const denoiser::Covariance* prior)
{
    const auto old = nodes[static_cast<std::size_t>(step)];
    const auto schedule = schedule::make(now.schedule);
    const double from = std::min(schedule->timeOf(old.u()), 1.0);
    auto rest = grid::make(now.grid)->nodes(*schedule, now.steps - step, from, prior);
    // the first node keeps the noise that x really has
    rest.front().sigma = old.u() * rest.front().alpha;
    std::vector<denoiser::Node> out(nodes.begin(), nodes.begin() + step);
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
}

double strengthAt(const Request& now, int step)
{
    return now.guidance.strength * curveAt(now.guidance.curve, static_cast<double>(step) / now.steps);
}

std::unique_ptr<MappedTensors> Loop::room() const
{
    if (problem_->residence == Residence::memory) {
        return nullptr;
    }
    // a member's trajectory and more; what is smaller comes and goes within a step
    return std::make_unique<MappedTensors>("", static_cast<std::size_t>(problem_->prior->size()) * sizeof(float));
}

void Loop::begin()
{
    const auto mapped = room();
    schedule_ = schedule::make(now_.schedule);
    step_ = 0;
    beginLeg();
    mean_ = members_.mean(*legs_.sampled().denoiser, x_, node(0));
    origin_ = hashOf(mean_);
    join();
    keep(measured(node(0), now_.guidance.strength));
}

/// Fresh noise for the leg that is next, and nodes from there to 0.
void Loop::beginLeg()
{
    constexpr std::uint32_t startOfLegs = 1U << 31;  // no step has such a number, so no draw is used twice
    firstStep_ = step_;
    members_.useSampler(now_.sampler);
    members_.useGuidance(now_.guidance);  // what it remembers is of the leg before
    lay(laid(now_.steps, 1));
    const int leg = legs_.now();
    x_ = members_.start(at::empty({1, legs_.sampled().size}, problem_->prior->options()),
                        {.t = node(0), .s = {}, .seed = now_.ensemble.seed,
                         .number = leg == 0 ? 0 : startOfLegs + static_cast<std::uint32_t>(leg)});
}

int Loop::steps() const
{
    return firstStep_ + now_.steps * (legs_.count() - legs_.now());
}

void Loop::join()
{
    wholeMean_ = legs_.whole(mean_);
    wholeX_ = legs_.wholeNoisy(x_, mean_, node(legStep()));
}

std::vector<denoiser::Node> Loop::laid(int steps, double from) const
{
    return grid::make(now_.grid)->nodes(*schedule_, steps, from, legs_.sampled().denoiser->covariance());
}

void Loop::lay(std::vector<denoiser::Node> nodes)
{
    nodes_ = std::make_shared<const std::vector<denoiser::Node>>(std::move(nodes));
    members_.begin(*nodes_);
}

Request Loop::request() const
{
    Request out = problem_->request;
    out.changes = now_.changes;
    return out;
}

std::vector<double> Loop::sigmas() const
{
    std::vector<double> out = played_, leg;
    for (const auto& node : *nodes_) {
        leg.push_back(node.u());
    }
    const auto begin = static_cast<std::ptrdiff_t>(played_.empty() ? 0 : 1);  // a leg begins where another ends
    out.insert(out.end(), leg.begin() + begin, leg.end());
    for (int more = legs_.now() + 1; more < legs_.count(); ++more) {
        out.insert(out.end(), leg.begin() + 1, leg.end());
    }
    return out;
}

void Loop::tune(const Request& settings, std::uint64_t id)
{
    const Request before = now_;
    settingsId_ = id;
    now_.guidance = settings.guidance;
    now_.schedule = settings.schedule;
    now_.grid = settings.grid;
    now_.sampler = settings.sampler;
    now_.steps = std::max(settings.steps, legStep() + 1);
    rebuild(before);
}

void Loop::applyChanges()
{
    for (const ChangeSpec& change : problem_->request.changes) {
        if (change.step != step_) {
            continue;
        }
        const Request before = now_;
        Request next = changed(now_, change);
        now_ = std::move(next);
        rebuild(before);
    }
}

/// Makes anew what a change of settings touches. A new sampler, schedule or grid starts at first order;
/// only u = σ/α matters, so x is rescaled and the remaining nodes are laid from the present u.
void Loop::rebuild(const Request& before)
{
    if (now_.guidance.choice != before.guidance.choice || now_.guidance.inWindows != before.guidance.inWindows) {
        members_.useGuidance(now_.guidance);
    }
    const bool path = now_.schedule != before.schedule || now_.grid != before.grid || now_.steps != before.steps;
    if (now_.sampler != before.sampler || path) {
        members_.useSampler(now_.sampler);
    }
    if (path) {
        const double alpha = node(legStep()).alpha;
        auto nodes = relaid(now_, *nodes_, legStep(), legs_.sampled().denoiser->covariance());
        x_ = x_ * (nodes[static_cast<std::size_t>(legStep())].alpha / alpha);
        schedule_ = schedule::make(now_.schedule);
        lay(std::move(nodes));
    } else {
        members_.begin(*nodes_);
    }
    // note the change, so that `run` repeats it
    std::map<std::string, std::string> set;
    for (const char* key : {"guidance", "schedule", "grid", "sampler"}) {  // the sampler's text holds its steps
        const std::string is = settingText(now_, key);
        if (settingText(before, key) != is) {
            set[key] = is;
        }
    }
    if (!set.empty()) {
        std::erase_if(now_.changes, [&](const ChangeSpec& c) { return c.step == step_ && c.set == set; });
        now_.changes.push_back({step_, std::move(set)});
    }
}

Stepped Loop::advance()
{
    const double begin = steadySeconds();
    const auto mapped = room();
    applyChanges();
    const auto t = node(legStep()), s = node(legStep() + 1);
    const double strength = strengthAt(now_, legStep());
    const Sampled sampled = legs_.sampled();
    sampler::Step result = members_.step(sampled, x_, {.t = t, .s = s, .strength = sampled.given ? 1 : strength,
                                                       .seed = now_.ensemble.seed,
                                                       .number = static_cast<std::uint32_t>(step_ + 1)});
    x_ = std::move(result.x);
    mean_ = std::move(result.mean);
    ++step_;
    join();
    Stepped scalars = measured(s, strength);
    scalars.seconds = steadySeconds() - begin;
    seconds_ += scalars.seconds;
    keep(scalars);
    goOn();
    return scalars;
}

/// Where a leg has ended, the next one begins; what is shown and kept is still the end.
void Loop::goOn()
{
    if (legStep() < now_.steps || legs_.last()) {
        return;
    }
    const auto past = sigmas();
    played_.assign(past.begin(), past.begin() + step_ + 1);
    legs_.next(x_);
    beginLeg();
}

Stepped Loop::measured(const denoiser::Node& node, double strength) const
{
    Stepped out{.run = run_, .step = step_, .steps = steps(), .t = node.t, .sigma = node.u(), .strength = strength,
                .settings = settingsId_};
    const Tensor mean = wholeMean_.mean(0, true);
    measureDepartures(*problem_, mean, out);
    out.rmse = nan;
    out.spread = nan;
    if (problem_->truth) {
        const Tensor square = problem_->prior->decoder().meanSquare(mean - *problem_->truth).to(at::kCPU, at::kDouble)[0].contiguous();
        double sum = 0;
        for (std::size_t i = 0; i < problem_->truthRemainder.size(); ++i) {
            const double value = square.data_ptr<double>()[i] + problem_->truthRemainder[i];
            out.rmsePerTime.push_back(std::sqrt(value));
            sum += value;
        }
        out.rmse = std::sqrt(sum / static_cast<double>(problem_->truthRemainder.size()));
    }
    if (wholeMean_.size(0) > 1) {
        const Tensor deviations = wholeMean_ - mean;
        const double members = static_cast<double>(wholeMean_.size(0));
        out.spread = std::sqrt(problem_->prior->decoder().meanSquare(deviations).sum(0).mean().item<double>() / (members - 1));
    }
    return out;
}

void Loop::keep(const Stepped& scalars)
{
    const auto& at = node(legStep());
    auto kept = std::make_shared<Kept>();
    *kept = {.step = step_,
             .t = at.t,
             .alpha = at.alpha,
             .sigma = at.sigma,
             .x = wholeX_,
             .mean = wholeMean_,
             .samplerMemory = members_.samplerMemory(),
             .guidanceMemory = members_.guidanceMemory(),
             .nodes = nodes_,
             .settings = now_,
             .settingsId = settingsId_,
             .endSeconds = steadySeconds(),
             .scalars = scalars};
    kept->leg = {.number = legs_.now(), .firstStep = firstStep_, .x = {}, .mean = {}, .before = legs_.before(), .played = played_};
    if (legs_.rolls()) {
        kept->leg.x = x_;
        kept->leg.mean = mean_;
    }
    history_->add(std::move(kept));
}

/// Makes a leg the one that is gone on with; its latent and nodes are the caller's.
void Loop::returnTo(const KeptLeg& leg)
{
    firstStep_ = leg.firstStep;
    legs_.restore(leg.number, leg.before);
    played_ = leg.played;
}

void Loop::rewind(int step)
{
    const auto kept = history_->has(step) ? history_->at(step) : nullptr;
    if (!kept) {
        throw Error(Cause::badInput, "Step " + std::to_string(step) + " is not kept.", "Choose one of the kept steps.");
    }
    now_ = kept->settings;
    schedule_ = schedule::make(now_.schedule);
    members_.useSampler(now_.sampler);
    members_.useGuidance(now_.guidance);
    members_.restoreSampler(kept->samplerMemory);
    members_.restoreGuidance(kept->guidanceMemory);
    step_ = step;
    returnTo(kept->leg);
    lay(*kept->nodes);
    wholeX_ = kept->x;
    wholeMean_ = kept->mean;
    x_ = legs_.rolls() ? kept->leg.x : kept->x;
    mean_ = legs_.rolls() ? kept->leg.mean : kept->mean;
    history_->cut(step);
    goOn();
}

Partial Loop::partial(bool keepFields) const
{
    const auto kept = history_->at(-1);
    Partial out{.request = request(),
                .settings = kept->settings,
                .step = kept->step,
                .together = members_.together(),
                .threads = at::get_num_threads(),
                .seconds = seconds_,
                .evaluations = evaluations(),
                .origin = origin_,
                .keepsFields = keepFields,
                .nodes = *kept->nodes,
                .x = kept->x,
                .mean = kept->mean,
                .leg = kept->leg,
                .log = history_->log()};
    out.request.changes = kept->settings.changes;
    if (keepFields) {
        for (const Stepped& scalars : out.log) {
            if (Tensor estimate = history_->denoised(scalars.step); estimate.defined()) {
                out.denoised[scalars.step] = std::move(estimate);
            }
        }
    }
    out.memories = gatherNamed(members_.named({kept->samplerMemory, kept->guidanceMemory}));
    return out;
}

void Loop::resume(const std::string& path)
{
    const auto mapped = room();
    agree([&] {
        Partial partial = readPartial(path);
        if (presentRanks().rank == 0) {
            expectSameStart(path, partial,
                            {.origin = origin_, .shape = wholeX_.sizes().vec(), .together = members_.together()});
        }
        now_ = partial.settings;
        now_.changes = problem_->request.changes;
        schedule_ = schedule::make(now_.schedule);
        members_.useSampler(now_.sampler);
        members_.useGuidance(now_.guidance);
        const Memories memories = members_.memories(partial.memories, problem_->prior->options().device());
        members_.restoreSampler(memories.sampler);
        members_.restoreGuidance(memories.guidance);
        const auto take = [&](const Tensor& all) {
            return all.defined() ? members_.own(all).to(problem_->prior->options().device()) : all;
        };
        partial.leg.before = take(partial.leg.before);
        step_ = partial.step;
        returnTo(partial.leg);
        lay(std::move(partial.nodes));
        seconds_ = partial.seconds;
        // the first estimate was made again
        evaluationsBefore_ = partial.evaluations - run::evaluations(*problem_);
        wholeX_ = take(partial.x);
        wholeMean_ = take(partial.mean);
        x_ = legs_.rolls() ? take(partial.leg.x) : wholeX_;
        mean_ = legs_.rolls() ? take(partial.leg.mean) : wholeMean_;
        history_->restore(partial.log, partial.denoised);
        keep(partial.log.back());
        goOn();
    });
}

std::uint64_t Loop::evaluations() const
{
    return evaluationsBefore_ + run::evaluations(*problem_);
}

void measureDepartures(const Problem& problem, const Tensor& meanOfMembers, Stepped& out)
{
    const Observations& o = problem.observations;
    out.omaRms = out.ombRms = out.chi2 = out.heldOutRms = nan;
    if (!o.network) {
        return;
    }
    const Tensor seen = o.network->apply(meanOfMembers)[0].to(at::kCPU, at::kDouble).contiguous();
    Tensor oma = at::empty({seen.numel()}, at::kDouble), omb = at::empty_like(oma);
    for (std::size_t i = 0; i < o.all.size(); ++i) {
        oma.data_ptr<double>()[i] = (o.all[i].value - seen.data_ptr<double>()[i]) / o.errors[i];
        omb.data_ptr<double>()[i] = (o.all[i].value - o.background[i]) / o.errors[i];
    }
    out.omaRms = normalisedRms(oma, o.used);
    out.ombRms = normalisedRms(omb, o.used);
    out.chi2 = out.omaRms * out.omaRms;
    out.heldOutRms = normalisedRms(oma, o.heldOut);
}

}  // namespace core::run
