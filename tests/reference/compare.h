#pragma once

#include "core/data/safetensors.h"
#include "core/denoiser/windows.h"
#include "core/network/weights.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <map>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace reference {

/// One file of reference numbers; remembers which of its arrays were used.
class File {
public:
    File(const std::string& folder, const std::string& name);
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool has(const std::string& key) const { return file_.contains(key); }
    /// an array with its own floating type, integers as float64
    [[nodiscard]] at::Tensor get(const std::string& key);
    /// an array as it is, integers and truth values too; counts as used
    [[nodiscard]] at::Tensor exact(const std::string& key);
    /// all arrays whose name begins so, without the beginning: a network's weights; count as used
    [[nodiscard]] core::network::StateDict weights(const std::string& prefix);
    /// the configuration that goes with the numbers
    [[nodiscard]] nlohmann::json info() const;
    [[nodiscard]] const core::data::Safetensors& raw() const { return file_; }
    [[nodiscard]] std::size_t unused() const { return file_.tensors().size() - used_.size(); }

private:
    std::string name_;
    core::data::Safetensors file_;
    std::set<std::string> used_;
};

/// Collects the verdicts and prints one line each.
class Report {
public:
    explicit Report(std::string folder) : folder_(std::move(folder)) {}
    /// null when the folder has no such file; the same one for all that open it
    [[nodiscard]] std::shared_ptr<File> open(const std::string& name);
    /// names of the files of a folder and those below, sorted, whose name ends so
    [[nodiscard]] std::vector<std::string> list(const std::string& folder, const std::string& ending) const;
    [[nodiscard]] const std::string& folder() const { return folder_; }
    /// CASE file/key error tolerance verdict; error is the largest |value − reference| over 1 + largest |reference|
    void compare(File& file, const std::string& key, const at::Tensor& value, double tolerance);
    /// the same against a slice or another arrangement of an array
    void compare(const std::string& label, const at::Tensor& value, const at::Tensor& expected, double tolerance);
    /// a case that could not be run at all
    void broken(const std::string& label, const std::string& reason);
    /// notes what a file holds beyond what was compared so far; the last word on a file counts
    void close(const File& file);
    /// prints the sums; whether something was compared, nothing failed and no more than so many arrays and files were
    /// left out
    [[nodiscard]] bool finish(std::size_t mayBeLeftOut) const;

private:
    std::string folder_;
    int passed_ = 0, failed_ = 0;
    std::map<std::string, std::shared_ptr<File>> files_;
    std::map<std::string, std::size_t> notCovered_;
};

void compareAppa(Report& report);
void compareAzula(Report& report);
void compareSda(Report& report);
void compareObservations(Report& report);
void compareChains(Report& report);
void compareAppaNetworks(Report& report);
void compareAzulaNetworks(Report& report);
void compareScoreNetworks(Report& report);
void compareLinearAlgebra(Report& report);
void compareAppaGuidance(Report& report);
void compareAzulaGuidance(Report& report);
void compareSdaGuidance(Report& report);
/// Runs and the loss of SDA's recorded networks.
void compareScoreRuns(Report& report);

/// The network of a file's weights over windows of a trajectory, dates [M, length, 4]; null dates: the file's own start.
using WindowNetwork = std::function<std::shared_ptr<const core::denoiser::WindowDenoiser>(
    File& file, const core::denoiser::Windows& windows, const at::Tensor& dates)>;

/// Appa's transformer with the recorded weights; empty where they are not there
[[nodiscard]] WindowNetwork transformerWindows(Report& report);

/// Folds of composed trajectories; with a network, its composed means and runs too.
void compareTrajectories(Report& report, const WindowNetwork& make = {});
/// Guidance inside the windows of a network, through a decoder too, and the losses of both networks.
void compareWindowGuidance(Report& report, const WindowNetwork& make);

}  // namespace reference
