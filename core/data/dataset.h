#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace core::data {

struct Dimension {
    std::string name;
    std::size_t size = 0;
    int id = -1;
    bool operator==(const Dimension& other) const { return id == other.id; }
};

/// A variable of a file as it is declared.
struct Variable {
    int group = 0, id = 0;
    std::string path;  ///< group/name
    std::string name;
    int type = 0;  ///< nc_type, in all kinds of files
    std::vector<Dimension> dimensions;

    [[nodiscard]] std::size_t size() const;  ///< number of values
    [[nodiscard]] bool numeric() const;
    [[nodiscard]] bool text() const;  ///< char or string
};

/// Named arrays with attributes, whatever file they lie in. Opening reads what is declared; values come on demand.
class Dataset {
public:
    explicit Dataset(std::string path) : path_(std::move(path)) {}
    virtual ~Dataset() = default;
    Dataset(const Dataset&) = delete;
    Dataset& operator=(const Dataset&) = delete;

    /// Gives netcdfMutex() back, where it is held, so that the file can stay open: whoever uses it from now on holds
    /// the mutex himself.
    virtual void rest() {}

    [[nodiscard]] const std::string& path() const { return path_; }
    /// true for NetCDF before NetCDF-4, in which values never written are the default fill value in every type
    [[nodiscard]] virtual bool classic() const { return false; }
    /// All variables, groups included, in file order.
    [[nodiscard]] const std::vector<Variable>& variables() const { return variables_; }
    /// Variable of this path, or of this name in the group of `near` or above it; null when there is none.
    [[nodiscard]] const Variable* find(const std::string& name, const Variable* near = nullptr) const;

    /// Text attribute as UTF-8 (Latin-1 is converted), "" when it is missing or not text.
    [[nodiscard]] virtual std::string text(const Variable& variable, const std::string& attribute) const = 0;
    [[nodiscard]] virtual std::string globalText(const std::string& attribute) const = 0;
    /// Numbers of an attribute, empty when it is missing or not numeric.
    [[nodiscard]] virtual std::vector<double> numbers(const Variable& variable,
                                                      const std::string& attribute) const = 0;
    [[nodiscard]] virtual bool has(const Variable& variable, const std::string& attribute) const = 0;
    /// What is odd about attributes or bytes that do not matter to values, a clause each.
    [[nodiscard]] virtual std::vector<std::string> oddities() const { return {}; }
    /// What was done to values in making a dataset of the file, or left out, a clause each.
    [[nodiscard]] virtual std::vector<std::string> treatment() const { return {}; }

    /// Why a variable's values cannot be read, one clause such as "is packed with …"; empty when they can.
    [[nodiscard]] virtual std::string unreadable(const Variable&) const { return {}; }
    /// Shape of the stored chunks, empty for contiguous variables.
    [[nodiscard]] virtual std::vector<std::size_t> chunks(const Variable&) const { return {}; }

    /// Raw (packed) values of a hyperslab as doubles. throws Error{badFile}
    virtual void read(const Variable& variable, const std::vector<std::size_t>& start,
                      const std::vector<std::size_t>& count, double* out) const = 0;
    /// Strings of a char variable (last dimension is the length) or a string variable, UTF-8.
    [[nodiscard]] virtual std::vector<std::string> readTexts(const Variable& variable) const = 0;

protected:
    std::vector<Variable> variables_;

private:
    std::string path_;
};

/// Opens a gridded file of any kind that is read, whatever its name says: NetCDF, GRIB, a Zarr folder, a zip archive of
/// such files; its variables mean what the user said of files of its kind.
/// throws Error{badFile} naming file and cause
[[nodiscard]] std::unique_ptr<Dataset> openDataset(const std::string& path);
/// The same as its file declares it. name  what errors call it, where that is not its path
[[nodiscard]] std::unique_ptr<Dataset> openDeclared(const std::string& path, const std::string& name = {});

/// NetCDF is not thread-safe: every use of an open file holds this mutex.
[[nodiscard]] std::recursive_mutex& netcdfMutex();

/// a·b, at most SIZE_MAX
[[nodiscard]] std::size_t product(std::size_t a, std::size_t b);

/// UTF-8 text as it is, other text read as Latin-1.
[[nodiscard]] std::string utf8(const std::string& text);
[[nodiscard]] bool isUtf8(const std::string& text);

}  // namespace core::data
