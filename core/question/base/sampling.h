#pragma once

#include "core/question/question.h"
#include "core/run/problem.h"

#include <chrono>

namespace core::question {

/// A window's truth as a file, where requests find it; gone with this.
class WindowFile {
public:
    explicit WindowFile(const data::Gridded& truth);
    ~WindowFile();
    WindowFile(const WindowFile&) = delete;
    WindowFile& operator=(const WindowFile&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string folder_, path_;
};

/// A finished run.
struct Sampled {
    std::shared_ptr<const run::Problem> problem;
    at::Tensor members;  ///< latent [M, D]
};

/// The request of a window: its prior, times, members and seed; no observations yet.
/// path  file of the window's truth
[[nodiscard]] Request requestOf(const Case& asked, const std::string& path);

/// The truth of the window itself, without what lies before.
[[nodiscard]] data::Gridded windowOf(const Case& asked);

/// Seed of a window's own draws.
[[nodiscard]] std::uint64_t seedOf(const Case& asked);

/// Runs a request to its end.
[[nodiscard]] Sampled sampled(const Case& asked, const Request& request);

/// The same request with the same draws of the prior's Gaussian part; nothing where the prior has none apart from itself.
[[nodiscard]] std::optional<Sampled> sampledGaussian(const Case& asked, Request request);

/// Seconds since it was made, as a figure “seconds@what”.
class Clock {
public:
    void addTo(Figures& figures, const std::string& what);

private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace core::question
