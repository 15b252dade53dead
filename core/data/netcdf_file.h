#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace core::data {

struct Dimension {
    std::string name;
    std::size_t size = 0;
    int id = -1;
    bool operator==(const Dimension& other) const { return id == other.id; }
};

/// A variable of a NetCDF file as it is declared.
struct Variable {
    int group = 0, id = 0;
    std::string path;  ///< group/name
    std::string name;
    int type = 0;  ///< nc_type
    std::vector<Dimension> dimensions;

    [[nodiscard]] std::size_t size() const;  ///< number of values
    [[nodiscard]] bool numeric() const;
    [[nodiscard]] bool text() const;  ///< char or string
};

/// The library is not thread-safe: every use of it holds this mutex.
[[nodiscard]] std::recursive_mutex& netcdfMutex();

/// An open NetCDF file. Holds netcdfMutex() as long as it lives or until it rests, so keep that short.
class NetcdfFile {
public:
    /// throws Error{badFile} naming file and cause: missing, a folder, empty, another kind of file, truncated,
    ///        more data declared than the file can hold
    explicit NetcdfFile(const std::string& path);
    ~NetcdfFile();
    NetcdfFile(const NetcdfFile&) = delete;
    NetcdfFile& operator=(const NetcdfFile&) = delete;

    /// Gives the mutex back, so that the file can stay open: whoever uses it from now on holds netcdfMutex() himself.
    void rest() { lock_.unlock(); }

    [[nodiscard]] const std::string& path() const { return path_; }
    /// true for the formats before NetCDF-4, in which values never written are the default fill value in every type
    [[nodiscard]] bool classic() const;
    /// All variables, groups included, in file order.
    [[nodiscard]] const std::vector<Variable>& variables() const { return variables_; }
    /// Variable of this path, or of this name in the group of `near` or above it; null when there is none.
    [[nodiscard]] const Variable* find(const std::string& name, const Variable* near = nullptr) const;

    /// Text attribute as UTF-8 (Latin-1 is converted), "" when it is missing or not text.
    [[nodiscard]] std::string text(const Variable& variable, const std::string& attribute) const;
    [[nodiscard]] std::string globalText(const std::string& attribute) const;
    [[nodiscard]] std::vector<std::string> globalNames() const;
    /// Numbers of an attribute, empty when it is missing or not numeric.
    [[nodiscard]] std::vector<double> numbers(const Variable& variable, const std::string& attribute) const;
    [[nodiscard]] bool has(const Variable& variable, const std::string& attribute) const;
    /// Names of attributes that are not UTF-8, or longer than 64 kB, as "variable:attribute".
    [[nodiscard]] std::vector<std::string> oddAttributes() const;

    /// Shape of the stored chunks, empty for contiguous variables.
    [[nodiscard]] std::vector<std::size_t> chunks(const Variable& variable) const;

    /// Raw (packed) values of a hyperslab as doubles. throws Error{badFile}
    void read(const Variable& variable, const std::vector<std::size_t>& start,
              const std::vector<std::size_t>& count, double* out) const;
    /// Strings of a char variable (last dimension is the length) or a string variable, UTF-8.
    [[nodiscard]] std::vector<std::string> readTexts(const Variable& variable) const;

private:
    void list(int group, const std::string& prefix);
    void checkSizes(std::size_t fileBytes) const;
    [[nodiscard]] std::optional<std::string> rawText(int group, int variable,
                                                     const std::string& attribute) const;

    std::unique_lock<std::recursive_mutex> lock_;
    std::string path_;
    int id_ = -1;
    std::vector<Variable> variables_;
};

/// UTF-8 text as it is, other text read as Latin-1.
[[nodiscard]] std::string utf8(const std::string& text);
[[nodiscard]] bool isUtf8(const std::string& text);

}  // namespace core::data
