#pragma once

#include "core/api/frame.h"
#include "core/run/field_copy.h"
#include "core/run/history.h"
#include "core/run/problem.h"

#include <map>
#include <memory>
#include <string>

namespace core::run {

/// Where the window's frames come from. Asked on the viewer's thread, never on the engine's.
class FrameSource {
public:
    virtual ~FrameSource() = default;
    /// throws Error{badInput} when the view names what the run has not
    [[nodiscard]] virtual Frame frame(const View& view) const = 0;
};

/// Decodes what is shown: one channel at one time of one kept step.
class Viewer final : public FrameSource {
public:
    Viewer(std::shared_ptr<const Problem> problem, std::shared_ptr<History> history, std::uint64_t run)
        : problem_(std::move(problem)), history_(std::move(history)), run_(run)
    {
    }
    [[nodiscard]] Frame frame(const View& view) const override;

private:
    [[nodiscard]] Tensor decoded(const View& view, const Kept& kept) const;
    void describe(const View& view, Field& field) const;
    std::shared_ptr<const Problem> problem_;
    std::shared_ptr<History> history_;
    std::uint64_t run_;
    mutable FieldCopy copy_;  // frames are asked for on one thread
};

/// Variables of opened files.
class FileFrames final : public FrameSource {
public:
    [[nodiscard]] Frame frame(const View& view) const override;
};

/// O−A of every observation for one state's mean [1, D]; empty without observations.
[[nodiscard]] std::vector<float> departuresOf(const Problem& problem, const Tensor& mean);

/// The observations of a problem as the window draws them.
[[nodiscard]] std::vector<ObservationPoint> observationPoints(const Problem& problem);

}  // namespace core::run
