#include "core/data/zip_dataset.h"

#include "core/api/error.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace core::data {

ZipDataset::ZipDataset(const std::string& path) : Dataset(path), members_(zipMembers(path))
{
    std::map<std::pair<std::size_t, int>, int> dimensions;
    for (const ZipMembers::Member& member : members_.all) {
        if (isZip(member.file->path())) {
            throw Error(Cause::badFile,
                        path + " cannot be used: its entry “" + member.name + "” is a zip archive again.",
                        "Unpack it by hand and open what is in it.");
        }
        files_.push_back(openDeclared(member.file->path(), path + "/" + member.name));
        const std::string group = members_.all.size() == 1
                                      ? ""
                                      : std::filesystem::path(member.name).stem().string() + "/";
        for (const Variable& variable : files_.back()->variables()) {
            Variable own = variable;
            own.id = static_cast<int>(variables_.size());
            own.path = utf8(group) + variable.path;
            for (Dimension& dimension : own.dimensions) {
                const std::pair key{files_.size(), dimension.id};
                dimension.id = dimensions.emplace(key, static_cast<int>(dimensions.size())).first->second;
            }
            variables_.push_back(std::move(own));
            origins_.push_back({files_.back().get(), &variable});
        }
    }
}

void ZipDataset::rest()
{
    for (const auto& file : files_) {
        file->rest();
    }
}

std::string ZipDataset::text(const Variable& variable, const std::string& attribute) const
{
    return origin(variable).file->text(*origin(variable).variable, attribute);
}

std::string ZipDataset::globalText(const std::string& attribute) const
{
    return files_.front()->globalText(attribute);
}

std::vector<double> ZipDataset::numbers(const Variable& variable, const std::string& attribute) const
{
    return origin(variable).file->numbers(*origin(variable).variable, attribute);
}

bool ZipDataset::has(const Variable& variable, const std::string& attribute) const
{
    return origin(variable).file->has(*origin(variable).variable, attribute);
}

std::vector<std::string> ZipDataset::oddities() const
{
    std::vector<std::string> odd;
    for (const auto& file : files_) {
        const auto more = file->oddities();
        odd.insert(odd.end(), more.begin(), more.end());
    }
    return odd;
}

std::vector<std::string> ZipDataset::treatment() const
{
    std::vector<std::string> done;
    if (files_.size() > 1) {
        done.push_back("the " + std::to_string(files_.size()) +
                       " files of the archive are joined by their times");
    }
    if (!members_.leftOut.empty()) {
        done.push_back("of the archive’s other files is left out " + members_.leftOut.front() +
                       (members_.leftOut.size() > 1 ? " and more" : ""));
    }
    for (const auto& file : files_) {
        const auto more = file->treatment();
        done.insert(done.end(), more.begin(), more.end());
    }
    return done;
}

std::string ZipDataset::unreadable(const Variable& variable) const
{
    return origin(variable).file->unreadable(*origin(variable).variable);
}

std::vector<std::size_t> ZipDataset::chunks(const Variable& variable) const
{
    return origin(variable).file->chunks(*origin(variable).variable);
}

void ZipDataset::read(const Variable& variable, const std::vector<std::size_t>& start,
                      const std::vector<std::size_t>& count, double* out) const
{
    origin(variable).file->read(*origin(variable).variable, start, count, out);
}

std::vector<std::string> ZipDataset::readTexts(const Variable& variable) const
{
    return origin(variable).file->readTexts(*origin(variable).variable);
}

}  // namespace core::data
