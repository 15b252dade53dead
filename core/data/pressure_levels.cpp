#include "core/data/pressure_levels.h"

#include "core/base/units.h"
#include "core/data/cf_coordinates.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"

#include <netcdf.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::data {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t blockValues = std::size_t{1} << 22;  // of model levels held at a time
const std::vector<double> usualLevelsHpa{250, 500, 850};

using Terms = std::map<std::string, const Variable*>;

// "a: hyam b: hybm p0: P0 ps: PS"
Terms formulaTerms(const Dataset& file, const Variable& coordinate)
{
    Terms terms;
    const std::vector<std::string> words = wordsOf(file.text(coordinate, "formula_terms").substr(0, 10000));
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
        if (words[i].ends_with(':')) {
            terms[lowerCase(words[i].substr(0, words[i].size() - 1))] = file.find(words[i + 1], &coordinate);
        }
    }
    const std::pair<const char*, const char*> ccm[] = {{"a", "A_var"}, {"b", "B_var"}, {"p0", "P0_var"}, {"ps", "PS_var"}};
    for (const auto& [term, attribute] : ccm) {
        const std::string name = file.text(coordinate, attribute);
        if (!name.empty() && terms[term] == nullptr) {
            terms[term] = file.find(name, &coordinate);
        }
    }
    const std::pair<const char*, const char*> cam[] = {{"a", "hyam"}, {"b", "hybm"}, {"p0", "P0"}, {"ps", "PS"}};
    if (terms["a"] == nullptr && terms["ap"] == nullptr && terms["sigma"] == nullptr) {
        for (const auto& [term, name] : cam) {
            terms[term] = terms[term] != nullptr ? terms[term] : file.find(name, &coordinate);
        }
    }
    return terms;
}

double inPascal(const Dataset& file, const Variable& variable)
{
    const auto map = base::unitMap(file.text(variable, "units"), "Pa");
    return map ? map->scale : 1;
}

// One value a level, times a factor; empty where the term is of another shape.
std::vector<double> perLevel(const Dataset& file, const Variable* term, const Dimension& levels, double factor)
{
    if (term == nullptr || !term->numeric() || term->dimensions.size() != 1 || !(term->dimensions[0] == levels)) {
        return {};
    }
    std::vector<double> values = readAll(file, *term);
    std::transform(values.begin(), values.end(), values.begin(), [&](double v) { return v * factor; });
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }) ? values : std::vector<double>{};
}

std::optional<double> scalar(const Dataset& file, const Variable* term)
{
    if (term == nullptr || !term->numeric() || term->size() != 1) {
        return std::nullopt;
    }
    return readAll(file, *term)[0] * inPascal(file, *term);
}

bool liesOn(const Variable* inner, const Variable& outer)
{
    return inner != nullptr && inner->numeric() &&
           std::all_of(inner->dimensions.begin(), inner->dimensions.end(), [&](const Dimension& d) {
               return std::find(outer.dimensions.begin(), outer.dimensions.end(), d) != outer.dimensions.end();
           });
}

// The file's own pressure on the variable's dimensions.
const Variable* wholePressure(const Dataset& file, const Variable& variable)
{
    const auto found = std::find_if(file.variables().begin(), file.variables().end(), [&](const Variable& other) {
        return other.path != variable.path && other.dimensions == variable.dimensions &&
               file.text(other, "standard_name") == "air_pressure" && base::unitMap(file.text(other, "units"), "Pa");
    });
    return found == file.variables().end() ? nullptr : &*found;
}

bool isPackingAttribute(const std::string& name)
{
    static const std::vector<std::string> names{"scale_factor", "add_offset", "_FillValue", "missing_value",
                                                "valid_min", "valid_max", "valid_range", "_Unsigned"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::size_t> stridesOf(const std::vector<std::size_t>& count)
{
    std::vector<std::size_t> stride(count.size(), 1);
    for (std::size_t d = count.size(); d-- > 1;) {
        stride[d - 1] = stride[d] * count[d];
    }
    return stride;
}

std::vector<double> unpacked(const Dataset& file, const Variable& variable, const std::vector<std::size_t>& start,
                             const std::vector<std::size_t>& count)
{
    std::size_t size = 1;
    for (const std::size_t n : count) {
        size = product(size, n);
    }
    std::vector<double> values(size);
    file.read(variable, start, count, values.data());
    packingOf(file, variable).apply(values.data(), size);
    return values;
}

// Value at ln p = target of a column; p any order, NaN where a neighbour is missing.
double interpolated(const double* value, const double* pressure, std::size_t levels, std::size_t stride, double target)
{
    std::size_t lowest = 0;
    double before = pressure[0];
    for (std::size_t k = 0; k < levels; ++k) {
        const double here = pressure[k * stride];
        lowest = here > pressure[lowest * stride] ? k : lowest;
        if (k > 0 && (before - target) * (here - target) <= 0 && before != here) {
            const double w = std::log(target / before) / std::log(here / before);
            return (1 - w) * value[(k - 1) * stride] + w * value[k * stride];
        }
        before = here;
    }
    return target > pressure[lowest * stride] ? value[lowest * stride] : nan;
}

}  // namespace

std::optional<LevelPressure> levelPressureOf(const Dataset& file, const Variable& variable, std::size_t leg,
                                             const Variable* coordinate)
{
    LevelPressure pressure;
    if (const Variable* whole = wholePressure(file, variable)) {
        pressure.whole = whole;
        pressure.formula = "p = " + whole->path;
        return pressure;
    }
    if (coordinate == nullptr) {
        return std::nullopt;
    }
    const Dimension& levels = variable.dimensions[leg];
    const Terms terms = formulaTerms(file, *coordinate);
    const auto of = [&](const char* name) {
        const auto found = terms.find(name);
        return found == terms.end() ? nullptr : found->second;
    };
    pressure.surface = of("ps");
    if (!liesOn(pressure.surface, variable)) {
        return std::nullopt;
    }
    if (of("ap") != nullptr) {
        pressure.constant = perLevel(file, of("ap"), levels, inPascal(file, *of("ap")));
        pressure.slope = perLevel(file, of("b"), levels, 1);
        pressure.formula = "p = ap + b·ps";
    } else if (of("a") != nullptr) {
        constexpr double usual = 1e5;  // Pa, of CCM and CAM
        const auto given = scalar(file, of("p0"));
        pressure.constant = perLevel(file, of("a"), levels, given.value_or(usual));
        pressure.slope = perLevel(file, of("b"), levels, 1);
        pressure.formula = given ? "p = a·p0 + b·ps" : "p = a·1000 hPa + b·ps";
    } else if (of("sigma") != nullptr) {
        const double top = scalar(file, of("ptop")).value_or(0);
        pressure.slope = perLevel(file, of("sigma"), levels, 1);
        for (const double sigma : pressure.slope) {
            pressure.constant.push_back((1 - sigma) * top);
        }
        pressure.formula = "p = ptop + σ·(ps − ptop)";
    }
    const bool told = pressure.slope.size() == levels.size && pressure.constant.size() == levels.size && levels.size > 1;
    return told ? std::optional(std::move(pressure)) : std::nullopt;
}

PressureLevelDataset::PressureLevelDataset(std::unique_ptr<Dataset> file, const std::vector<double>& levelsHpa)
    : Dataset(file->path()), file_(std::move(file)), levelsHpa_(levelsHpa), levelsPath_("pressure_level")
{
    variables_ = file_->variables();
    const Dimension levels{.name = "pressure_level", .size = levelsHpa_.size(), .id = std::numeric_limits<int>::max()};
    while (file_->find(levelsPath_) != nullptr) {
        levelsPath_ += "_";
    }
    for (Variable& variable : variables_) {
        if (!variable.numeric() || variable.dimensions.size() < 3 || roleOf(*file_, variable) != "data") {
            continue;
        }
        const Placement placement = placementOf(*file_, variable);
        for (std::size_t d = 0; placement.onLatLon() && d < placement.legs.size(); ++d) {
            const Axis axis = placement.legs[d].axis;
            if ((axis != Axis::hybrid && axis != Axis::height) || variable.dimensions[d].size < 2) {
                continue;
            }
            if (auto pressure = levelPressureOf(*file_, variable, d, placement.legs[d].coordinate)) {
                converted_.emplace(variable.path, Converted{variable, d, std::move(*pressure)});
                variable.dimensions[d] = levels;
                variable.dimensions[d].name = levelsPath_;
                variable.type = NC_DOUBLE;
            }
            break;
        }
    }
    if (any()) {
        variables_.push_back({.path = levelsPath_, .name = levelsPath_, .type = NC_DOUBLE, .dimensions = {levels}});
        variables_.back().dimensions[0].name = levelsPath_;
    }
}

const PressureLevelDataset::Converted* PressureLevelDataset::convertedOf(const Variable& variable) const
{
    const auto found = converted_.find(variable.path);
    return found == converted_.end() ? nullptr : &found->second;
}

bool PressureLevelDataset::isLevels(const Variable& variable) const
{
    return any() && variable.path == levelsPath_;
}

std::string PressureLevelDataset::text(const Variable& variable, const std::string& attribute) const
{
    if (isLevels(variable)) {
        return attribute == "units" ? "hPa" : attribute == "standard_name" ? "air_pressure" : "";
    }
    return convertedOf(variable) != nullptr && isPackingAttribute(attribute) ? "" : file_->text(variable, attribute);
}

std::vector<double> PressureLevelDataset::numbers(const Variable& variable, const std::string& attribute) const
{
    const bool own = isLevels(variable) || (convertedOf(variable) != nullptr && isPackingAttribute(attribute));
    return own ? std::vector<double>{} : file_->numbers(variable, attribute);
}

bool PressureLevelDataset::has(const Variable& variable, const std::string& attribute) const
{
    if (isLevels(variable)) {
        return !text(variable, attribute).empty();
    }
    return (convertedOf(variable) == nullptr || !isPackingAttribute(attribute)) && file_->has(variable, attribute);
}

std::vector<std::string> PressureLevelDataset::treatment() const
{
    std::vector<std::string> done = file_->treatment();
    for (const auto& [path, converted] : converted_) {
        done.push_back(path + " is interpolated in ln p from " +
                       std::to_string(converted.own.dimensions[converted.leg].size) + " model levels (" +
                       converted.pressure.formula + "); below the lowest its value is kept");
    }
    return done;
}

std::string PressureLevelDataset::unreadable(const Variable& variable) const
{
    return isLevels(variable) ? std::string() : file_->unreadable(variable);
}

std::vector<std::size_t> PressureLevelDataset::chunks(const Variable& variable) const
{
    return isLevels(variable) || convertedOf(variable) != nullptr ? std::vector<std::size_t>{} : file_->chunks(variable);
}

std::vector<std::string> PressureLevelDataset::readTexts(const Variable& variable) const
{
    return file_->readTexts(variable);
}

/// A part of what is read, small enough to hold with all its model levels.
struct PressureLevelDataset::Block {
    std::vector<std::size_t> start, count;  ///< in pressure levels
    std::vector<std::size_t> stride;        ///< of the whole result
    std::size_t offset = 0;                 ///< in the whole result
};

void PressureLevelDataset::read(const Variable& variable, const std::vector<std::size_t>& start,
                                const std::vector<std::size_t>& count, double* out) const
{
    if (isLevels(variable)) {
        std::copy_n(levelsHpa_.begin() + static_cast<std::ptrdiff_t>(start[0]), count[0], out);
        return;
    }
    const Converted* converted = convertedOf(variable);
    if (converted == nullptr) {
        file_->read(variable, start, count, out);
        return;
    }
    std::vector<Block> todo{{start, count, stridesOf(count)}};
    while (!todo.empty()) {
        const Block block = std::move(todo.back());
        todo.pop_back();
        std::size_t held = converted->own.dimensions[converted->leg].size, widest = block.count.size();
        for (std::size_t d = 0; d < block.count.size(); ++d) {
            if (d != converted->leg) {
                held = product(held, block.count[d]);
                widest = block.count[d] > 1 && widest == block.count.size() ? d : widest;
            }
        }
        if (held <= blockValues || widest == block.count.size()) {
            readBlock(*converted, block, out);
            continue;
        }
        Block first = block, second = block;
        first.count[widest] = block.count[widest] / 2;
        second.count[widest] -= first.count[widest];
        second.start[widest] += first.count[widest];
        second.offset += first.count[widest] * block.stride[widest];
        todo.push_back(std::move(second));
        todo.push_back(std::move(first));
    }
}

// Pa, of all model levels of a block.
std::vector<double> PressureLevelDataset::pressureOf(const Converted& converted, const std::vector<std::size_t>& start,
                                                     const std::vector<std::size_t>& count) const
{
    const LevelPressure& how = converted.pressure;
    if (how.whole != nullptr) {
        std::vector<double> pressure = unpacked(*file_, *how.whole, start, count);
        const double scale = inPascal(*file_, *how.whole);
        std::transform(pressure.begin(), pressure.end(), pressure.begin(), [&](double p) { return p * scale; });
        return pressure;
    }
    const auto& dimensions = converted.own.dimensions;
    std::vector<std::size_t> from, many, place;
    for (const Dimension& dimension : how.surface->dimensions) {
        place.push_back(static_cast<std::size_t>(std::find(dimensions.begin(), dimensions.end(), dimension) - dimensions.begin()));
        from.push_back(start[place.back()]);
        many.push_back(count[place.back()]);
    }
    const std::vector<double> surface = unpacked(*file_, *how.surface, from, many);
    const std::vector<std::size_t> stride = stridesOf(count), step = stridesOf(many);
    const double scale = inPascal(*file_, *how.surface);
    std::vector<double> pressure(stride[0] * count[0]);
    for (std::size_t i = 0; i < pressure.size(); ++i) {
        std::size_t at = 0;
        for (std::size_t d = 0; d < place.size(); ++d) {
            at += i / stride[place[d]] % many[d] * step[d];
        }
        const std::size_t k = i / stride[converted.leg] % how.slope.size();
        pressure[i] = how.constant[k] + how.slope[k] * scale * surface[at];
    }
    return pressure;
}

void PressureLevelDataset::readBlock(const Converted& converted, const Block& block, double* out) const
{
    const std::size_t leg = converted.leg, levels = converted.own.dimensions[leg].size, dims = block.count.size();
    std::vector<std::size_t> start = block.start, count = block.count;
    start[leg] = 0;
    count[leg] = levels;
    const std::vector<std::size_t> stride = stridesOf(count);
    const std::vector<double> values = unpacked(*file_, converted.own, start, count);
    const std::vector<double> pressure = pressureOf(converted, start, count);
    constexpr double pascal = 100;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i / stride[leg] % levels != 0) {
            continue;  // a column begins at its first level
        }
        std::size_t to = block.offset;
        for (std::size_t d = 0; d < dims; ++d) {
            to += d == leg ? 0 : i / stride[d] % count[d] * block.stride[d];
        }
        for (std::size_t l = 0; l < block.count[leg]; ++l) {
            out[to + l * block.stride[leg]] = interpolated(&values[i], &pressure[i], levels, stride[leg],
                                                           pascal * levelsHpa_[block.start[leg] + l]);
        }
    }
}

std::unique_ptr<Dataset> openForStates(const std::string& path, const std::vector<double>& levelsHpa)
{
    auto onLevels = std::make_unique<PressureLevelDataset>(openDataset(path), levelsHpa.empty() ? usualLevelsHpa : levelsHpa);
    if (onLevels->any()) {
        return onLevels;
    }
    return onLevels->release();
}

}  // namespace core::data
