#include "tests/reference/compare.h"

#include <algorithm>
#include <filesystem>
#include <iomanip>
#include <iostream>

namespace reference {

File::File(const std::string& folder, const std::string& name) : name_(name), file_(folder + "/" + name) {}

at::Tensor File::get(const std::string& key)
{
    used_.insert(key);
    const core::data::TensorBytes& tensor = file_.at(key);
    const std::vector<double> values = file_.numbers(key);
    const auto type = tensor.type == "F32" ? at::kFloat : at::kDouble;
    return at::tensor(values, at::kDouble).view(tensor.shape).to(type);
}

at::Tensor File::exact(const std::string& key)
{
    used_.insert(key);
    static_cast<void>(file_.at(key));
    return core::network::stateDict(file_, key).at("");
}

core::network::StateDict File::weights(const std::string& prefix)
{
    auto out = core::network::stateDict(file_, prefix);
    for (const auto& [name, tensor] : out) {
        used_.insert(prefix + name);
    }
    return out;
}

nlohmann::json File::info() const
{
    const auto found = file_.metadata().find("info");
    return found == file_.metadata().end() ? nlohmann::json::object() : nlohmann::json::parse(found->second);
}

std::vector<std::string> Report::list(const std::string& folder, const std::string& ending) const
{
    namespace fs = std::filesystem;
    std::vector<std::string> out;
    if (fs::exists(folder_ + "/" + folder)) {
        for (const auto& entry : fs::recursive_directory_iterator(folder_ + "/" + folder)) {
            if (entry.path().string().ends_with(ending)) {
                out.push_back(fs::relative(entry.path(), folder_).string());
            }
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::shared_ptr<File> Report::open(const std::string& name)
{
    if (const auto known = files_.find(name); known != files_.end()) {
        return known->second;
    }
    if (!std::filesystem::exists(folder_ + "/" + name)) {
        std::cout << "not here: " << name << "\n";
        return nullptr;
    }
    return files_[name] = std::make_shared<File>(folder_, name);
}

void Report::compare(const std::string& label, const at::Tensor& value, const at::Tensor& expected, double tolerance)
{
    if (value.sizes() != expected.sizes()) {
        std::ostringstream reason;
        reason << "shape " << value.sizes() << " against " << expected.sizes();
        broken(label, reason.str());
        return;
    }
    const at::Tensor wide = expected.to(at::kDouble);
    const double scale = 1 + wide.abs().max().item<double>();
    const double error = (value.to(at::kDouble) - wide).abs().max().item<double>() / scale;
    const bool ok = error <= tolerance;  // false for NaN
    (ok ? passed_ : failed_) += 1;
    std::cout << "CASE " << label << " " << std::scientific << std::setprecision(2) << error << " " << tolerance
              << (ok ? " ok" : " FAIL") << "\n";
}

void Report::compare(File& file, const std::string& key, const at::Tensor& value, double tolerance)
{
    compare(file.name() + ":" + key, value, file.get(key), tolerance);
}

void Report::broken(const std::string& label, const std::string& reason)
{
    ++failed_;
    std::cout << label << ": " << reason << "\nCASE " << label << " nan 0 FAIL\n";
}

void Report::close(const File& file)
{
    notCovered_[file.name()] = file.unused();
}

bool Report::finish(std::size_t mayBeLeftOut) const
{
    std::size_t arrays = 0, files = 0;
    for (const std::string& name : list(".", ".safetensors")) {
        if (!files_.contains(name)) {
            ++files;
            std::cout << name << " is not covered\n";
        }
    }
    for (const auto& [name, count] : notCovered_) {
        arrays += count;
        if (count > 0) {
            std::cout << name << ": " << count << " arrays are not covered\n";
        }
    }
    std::cout << files << " files and " << arrays << " arrays are not covered\n"
              << passed_ << " passed, " << failed_ << " failed\n";
    return failed_ == 0 && passed_ > 0 && files + arrays <= mayBeLeftOut;
}

}  // namespace reference
