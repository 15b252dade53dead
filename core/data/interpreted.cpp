#include "core/data/interpreted.h"

#include "core/data/interpretations.h"

namespace core::data {

InterpretedDataset::InterpretedDataset(std::unique_ptr<Dataset> file, Interpretation meanings)
    : Dataset(file->path()), file_(std::move(file)), meanings_(std::move(meanings))
{
    variables_ = file_->variables();
}

std::string InterpretedDataset::text(const Variable& variable, const std::string& attribute) const
{
    const auto meaning = meanings_.find(variable.name);
    if (meaning != meanings_.end() && attribute == "standard_name") {
        return meaning->second.standardName;
    }
    if (meaning != meanings_.end() && attribute == "units" && !meaning->second.units.empty()) {
        return meaning->second.units;
    }
    return file_->text(variable, attribute);
}

std::string InterpretedDataset::globalText(const std::string& attribute) const
{
    return file_->globalText(attribute);
}

std::vector<double> InterpretedDataset::numbers(const Variable& variable, const std::string& attribute) const
{
    return file_->numbers(variable, attribute);
}

bool InterpretedDataset::has(const Variable& variable, const std::string& attribute) const
{
    return file_->has(variable, attribute) || !text(variable, attribute).empty();
}

std::vector<std::string> InterpretedDataset::treatment() const
{
    std::vector<std::string> done = file_->treatment();
    const std::vector<std::string> notes = notesOf(meanings_);
    done.insert(done.end(), notes.begin(), notes.end());
    return done;
}

std::string InterpretedDataset::unreadable(const Variable& variable) const
{
    return file_->unreadable(variable);
}

std::vector<std::size_t> InterpretedDataset::chunks(const Variable& variable) const
{
    return file_->chunks(variable);
}

void InterpretedDataset::read(const Variable& variable, const std::vector<std::size_t>& start,
                              const std::vector<std::size_t>& count, double* out) const
{
    file_->read(variable, start, count, out);
}

std::vector<std::string> InterpretedDataset::readTexts(const Variable& variable) const
{
    return file_->readTexts(variable);
}

DeclaredVariables declaredVariables(const Dataset& file)
{
    DeclaredVariables declared;
    for (const Variable& variable : file.variables()) {
        declared.push_back({variable.path, variable.name, file.text(variable, "units")});
    }
    return declared;
}

std::unique_ptr<Dataset> interpreted(std::unique_ptr<Dataset> file)
{
    if (!anyInterpretation()) {
        return file;
    }
    Interpretation meanings = interpretationOf(declaredVariables(*file));
    return meanings.empty() ? std::move(file) : std::make_unique<InterpretedDataset>(std::move(file), std::move(meanings));
}

}  // namespace core::data
