#include "ui/window/run_view.h"

#include <algorithm>

namespace ui::window {

QString quantityWords(core::Quantity quantity)
{
    switch (quantity) {
    case core::Quantity::denoised:
        return RunView::tr("Denoised x₀");
    case core::Quantity::noisy:
        return RunView::tr("Noisy x_t");
    case core::Quantity::truth:
        return RunView::tr("Truth");
    case core::Quantity::error:
        return RunView::tr("Error x₀ − truth");
    case core::Quantity::background:
        return RunView::tr("Background");
    case core::Quantity::increment:
        return RunView::tr("Increment x₀ − background");
    case core::Quantity::exact:
        return RunView::tr("Exact posterior mean");
    case core::Quantity::data:
        return RunView::tr("File");
    }
    return {};
}

int firstSeen(const std::vector<core::Channel>& channels)
{
    constexpr double ground = 2000;  // hPa: below every level
    const auto depth = [](const core::Channel& channel) {
        const bool temperature = channel.standardName == "air_temperature";
        return temperature ? (channel.levelHpa > 0 ? channel.levelHpa : ground) : 0;
    };
    const auto lowest = std::ranges::max_element(channels, {}, depth);
    return static_cast<int>(lowest - channels.begin());
}

void RunView::begin(const core::Started& run)
{
    const bool sameChannels = run_ && std::ranges::equal(run_->channels, run.channels, {}, &core::Channel::key,
                                                         &core::Channel::key);
    run_ = run;
    newest_ = run.firstStep;
    core::View view = view_;
    view.step = -1;
    view.time = std::clamp<int>(view.time, 0, std::max(0, static_cast<int>(run.times.size()) - 1));
    const auto known = quantities();
    if (view.quantity == core::Quantity::data || std::ranges::find(known, view.quantity) == known.end()) {
        view.quantity = core::Quantity::denoised;
        view.variable = firstSeen(run.channels);
    } else if (!sameChannels) {
        view.variable = firstSeen(run.channels);
    }
    if (view.member >= run.request.ensemble.members) {
        view.member = 0;
    }
    view_ = view;
    Q_EMIT changed();
}

void RunView::stepped(const core::Stepped& step)
{
    newest_ = std::max(newest_, step.step);
}

void RunView::set(const core::View& view)
{
    if (!(view == view_)) {
        view_ = view;
        Q_EMIT changed();
    }
}

void RunView::setChannel(int channel)
{
    core::View view = view_;
    view.variable = channel;
    if (view.quantity == core::Quantity::data) {
        view.quantity = core::Quantity::denoised;
    }
    set(view);
}

void RunView::scrub(int time, int step)
{
    if (!run_) {
        return;
    }
    core::View view = view_;
    view.time = std::clamp<int>(time, 0, std::max(0, static_cast<int>(run_->times.size()) - 1));
    const int wanted = std::clamp(step, 0, newest_);
    view.step = wanted == newest_ ? -1 : wanted;
    if (view.quantity == core::Quantity::data) {
        view.quantity = core::Quantity::denoised;
        view.variable = firstSeen(run_->channels);
    }
    set(view);
}

void RunView::follow()
{
    core::View view = view_;
    view.step = -1;
    set(view);
}

std::vector<core::Quantity> RunView::quantities() const
{
    using core::Quantity;
    std::vector<Quantity> known{Quantity::denoised, Quantity::noisy};
    const bool truth = run_ && run_->hasTruth;
    if (truth) {
        known.push_back(Quantity::error);
    }
    known.push_back(Quantity::increment);
    if (run_ && run_->hasExact) {
        known.push_back(Quantity::exact);
    }
    known.push_back(Quantity::background);
    if (truth) {
        known.push_back(Quantity::truth);
    }
    return known;
}

void RunView::setQuantity(core::Quantity quantity)
{
    core::View view = view_;
    if (view.quantity == core::Quantity::data) {
        view.variable = run_ ? firstSeen(run_->channels) : 0;
    }
    view.quantity = quantity;
    set(view);
}

void RunView::cycleQuantity()
{
    const auto known = quantities();
    const auto present = std::ranges::find(known, view_.quantity);
    const bool last = present == known.end() || std::next(present) == known.end();
    const bool hasSpread = run_ && run_->request.ensemble.members > 1;
    if (view_.statistic == core::Statistic::spread) {
        setStatistic(core::Statistic::member, view_.member);
    } else if (last && hasSpread) {
        core::View view = view_;
        view.quantity = core::Quantity::denoised;
        view.statistic = core::Statistic::spread;
        set(view);
    } else {
        setQuantity(last ? core::Quantity::denoised : *std::next(present));
    }
}

void RunView::setStatistic(core::Statistic statistic, int member)
{
    core::View view = view_;
    view.statistic = statistic;
    view.member = member;
    if (statistic == core::Statistic::spread) {
        view.quantity = core::Quantity::denoised;
    }
    set(view);
}

void RunView::showData(const panel::DataChoice& choice)
{
    core::View view = view_;
    view.quantity = core::Quantity::data;
    view.dataset = choice.path.toStdString();
    view.variable = choice.variable;
    view.extra = choice.extra;
    set(view);
}

}  // namespace ui::window
