#include "ui/window/picture_run.h"

#include "core/api/session.h"
#include "ui/bridge/session_bridge.h"
#include "ui/globe/figure.h"
#include "ui/window/globe_pane.h"
#include "ui/window/picture_file.h"

#include <QDir>
#include <QFileInfo>

#include <cmath>
#include <iostream>
#include <variant>

namespace ui::window {

namespace {

constexpr int pictures = 6;
constexpr QSize pictureSize{1280, 960};

/// `count` of the kept steps, evenly spread, first and last included; last first.
std::vector<int> spread(const std::set<int>& kept, int count)
{
    const std::vector<int> steps(kept.begin(), kept.end());
    std::set<int> chosen;
    for (int i = 0; i < count && !steps.empty(); ++i) {
        const double share = count > 1 ? static_cast<double>(i) / (count - 1) : 1;
        chosen.insert(steps[static_cast<std::size_t>(std::lround(share * static_cast<double>(steps.size() - 1)))]);
    }
    return {chosen.rbegin(), chosen.rend()};
}

}  // namespace

PictureRun::PictureRun(Output output)
    : output_(std::move(output)), bridge_(std::make_unique<bridge::SessionBridge>()),
      pane_(std::make_unique<GlobePane>(view_, nullptr))
{
    pane_->globe().setCoastlines(core::coastlines());
    pane_->setLayers({});
    connect(bridge_.get(), &bridge::SessionBridge::happened, this, &PictureRun::hear);
    connect(bridge_.get(), &bridge::SessionBridge::frameTaken, this, &PictureRun::take);
}

PictureRun::~PictureRun() = default;

void PictureRun::start(const core::Request& request)
{
    const QString folder = output_.kind == Output::Kind::folder ? output_.path : QFileInfo(output_.path).path();
    if (!QDir().mkpath(folder)) {
        fail(tr("The folder %1 cannot be made.").arg(folder), tr("Choose a folder that you may write to."));
        return;
    }
    bridge_->session().start(request);
}

void PictureRun::open(const QString& path)
{
    bridge_->session().open(QFileInfo(path).absoluteFilePath().toStdString());
}

void PictureRun::hear(const core::Event& event)
{
    if (const auto* run = std::get_if<core::Started>(&event)) {
        view_.begin(*run);
        kept_ = {0};
        std::cerr << "Running on " << run->device << ", " << run->sigmas.size() - 1 << " steps\n";
    } else if (const auto* progress = std::get_if<core::Progress>(&event)) {
        std::cerr << progress->what << " " << std::lround(100 * progress->fraction) << " %\n";
    } else if (const auto* step = std::get_if<core::Stepped>(&event)) {
        view_.stepped(*step);
        if (step->kept) {
            kept_.insert(step->step);
        }
        std::cerr << "\rStep " << step->step << "/" << step->steps << (step->step == step->steps ? "\n" : "");
    } else if (std::holds_alternative<core::Finished>(event)) {
        finished();
    } else if (const auto* saved = std::get_if<core::Saved>(&event)) {
        std::cout << saved->path << std::endl;
        nextPicture();
    } else if (const auto* opened = std::get_if<core::Opened>(&event)) {
        if (opened->variables.empty()) {
            fail(tr("The file %1 holds nothing that can be drawn.").arg(QString::fromStdString(opened->path)), {});
            return;
        }
        drawing_ = true;
        wanted_ = {0};
        view_.showData({.path = QString::fromStdString(opened->path),
                        .variable = 0,
                        .extra = std::vector<int>(opened->variables.front().extras.size(), 0)});
        bridge_->session().show(view_.view());
    } else if (const auto* failed = std::get_if<core::Failed>(&event)) {
        fail(QString::fromStdString(failed->message), QString::fromStdString(failed->hint));
    }
}

void PictureRun::finished()
{
    const bool many = output_.kind == Output::Kind::folder;
    wanted_ = spread(kept_, many ? pictures : 1);
    drawing_ = true;
    if (many) {
        bridge_->session().save((output_.path + "/result.nc").toStdString());
    } else {
        nextPicture();
    }
}

void PictureRun::nextPicture()
{
    if (wanted_.empty()) {
        Q_EMIT done(0);
        return;
    }
    core::View view = view_.view();
    view.step = wanted_.back();
    bridge_->session().show(view);
}

void PictureRun::take(const std::shared_ptr<const core::Frame>& frame)
{
    const bool ofFile = frame->view.quantity == core::Quantity::data;
    if (!drawing_ || wanted_.empty()) {
        // the first frames of a run lock the colour range
        pane_->show(frame);
        return;
    }
    if (!ofFile && frame->view.step != wanted_.back()) {
        return;
    }
    pane_->show(frame);
    const QString path = output_.kind == Output::Kind::picture
                             ? output_.path
                             : output_.path + QString("/step-%1.png").arg(frame->step, 2, 10, QChar('0'));
    if (write(path)) {
        wanted_.pop_back();
        nextPicture();
    }
}

bool PictureRun::write(const QString& path)
{
    const QImage image = globe::composeFigure(pane_->globe().content(), pane_->figure(), pictureSize);
    if (image.isNull()) {
        fail(tr("Pictures need OpenGL, which this display does not have."), tr("Try it under xvfb-run."));
        return false;
    }
    if (!writePicture(image, path)) {
        fail(tr("The picture %1 cannot be written.").arg(path), tr("Choose a folder that you may write to."));
        return false;
    }
    std::cout << path.toStdString() << std::endl;
    return true;
}

void PictureRun::fail(const QString& message, const QString& hint)
{
    std::cerr << message.toStdString() << (hint.isEmpty() ? "" : " ") << hint.toStdString() << std::endl;
    Q_EMIT done(1);
}

}  // namespace ui::window
