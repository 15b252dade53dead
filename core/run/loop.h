#pragma once

#include "core/grid/grid.h"
#include "core/run/history.h"
#include "core/run/legs.h"
#include "core/run/mapped.h"
#include "core/run/members.h"
#include "core/run/partial.h"
#include "core/run/problem.h"

#include <memory>

namespace core::run {

/// The step loop: knows no threads. Each step reads its settings, guides, samples and keeps what is left.
class Loop {
public:
    /// together  members stepped at a time; 0: all, or one where several processes share the run
    /// throws    Error{badInput} when there are more processes than members and windows to share out
    Loop(std::shared_ptr<const Problem> problem, std::shared_ptr<History> history, std::uint64_t run,
         std::int64_t together = 0);

    [[nodiscard]] int step() const { return step_; }
    [[nodiscard]] int steps() const;  ///< of all legs
    [[nodiscard]] bool done() const { return step_ >= steps(); }
    [[nodiscard]] const Request& settings() const { return now_; }  ///< as of the next step
    /// What repeats this run: the request it began with and every change since
    [[nodiscard]] Request request() const;
    [[nodiscard]] const Tensor& x() const { return wholeX_; }        ///< of the whole trajectory
    [[nodiscard]] const Tensor& mean() const { return wholeMean_; }
    [[nodiscard]] std::vector<double> sigmas() const;
    /// of the denoiser, those before a resume included
    [[nodiscard]] std::uint64_t evaluations() const;
    [[nodiscard]] double seconds() const { return seconds_; }
    [[nodiscard]] std::int64_t membersTogether() const { return members_.together(); }

    /// Settings from here on; differences are noted in the request's changes so that the run can be repeated.
    void tune(const Request& settings, std::uint64_t id);
    /// One step. throws Error; the loop is then as before the step
    Stepped advance();
    /// Back to a kept step, with the settings it had. throws Error{badInput} when it is not kept
    void rewind(int step);
    /// The newest finished step with all that going on from it takes: whole on rank 0. All processes call it together.
    /// keepFields  also the estimates of earlier steps that are kept
    [[nodiscard]] Partial partial(bool keepFields) const;
    /// Goes on where the run of that file was broken off, bit for bit where threads and members together are the same.
    /// throws Error{badFile}, Error{badInput} when this run began otherwise than the broken one
    void resume(const std::string& path);

private:
    void begin();
    void beginLeg();
    void returnTo(const KeptLeg& leg);
    void goOn();
    [[nodiscard]] int legStep() const { return step_ - firstStep_; }  ///< steps done of this leg
    /// Nodes of the present schedule and grid from diffusion time `from` to 0
    [[nodiscard]] std::vector<denoiser::Node> laid(int steps, double from) const;
    /// Where this thread's large tensors go while it lives.
    [[nodiscard]] std::unique_ptr<MappedTensors> room() const;
    void applyChanges();
    void rebuild(const Request& before);
    [[nodiscard]] const denoiser::Node& node(int k) const { return (*nodes_)[static_cast<std::size_t>(k)]; }
    void lay(std::vector<denoiser::Node> nodes);
    void keep(const Stepped& scalars);
    void join();
    [[nodiscard]] Stepped measured(const denoiser::Node& node, double strength) const;

    std::shared_ptr<const Problem> problem_;
    std::shared_ptr<History> history_;
    std::uint64_t run_, settingsId_ = 0;
    Request now_;
    std::unique_ptr<schedule::Schedule> schedule_;
    Members members_;
    Legs legs_;
    std::shared_ptr<const std::vector<denoiser::Node>>
        nodes_;                     // [k] is where step k of this leg starts; shared with kept steps
    std::vector<double> played_;    // σ/α of the legs before
    Tensor x_, mean_;               // in this leg's latent
    Tensor wholeX_, wholeMean_;     // of the whole trajectory; the same where nothing rolls out
    int step_ = 0, firstStep_ = 0;  // of all legs; where this one began
    double seconds_ = 0;
    std::uint64_t evaluationsBefore_ = 0;
    std::uint64_t origin_ =
        0;  // hash of the first estimate: what prior, seed and arithmetic make of the start
};

/// Nodes of a run whose schedule, grid or number of steps changed before `step`: the first ones stay, the others go on
/// from the noise that is there.
[[nodiscard]] std::vector<denoiser::Node> relaid(const Request& now, const std::vector<denoiser::Node>& nodes,
                                                 int step, const denoiser::Covariance* prior);

/// s·c(k) of a step
[[nodiscard]] double strengthAt(const Request& now, int step);

/// Scalars of x̂₀ at a step: departures in units of σ_o, RMSE and spread in units of the field's scale.
void measureDepartures(const Problem& problem, const Tensor& meanOfMembers, Stepped& out);

}  // namespace core::run
