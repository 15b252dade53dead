#include "core/data/pickle.h"

#include "core/api/error.h"
#include "core/data/unpickler.h"
#include "core/data/zip_archive.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <limits>
#include <sstream>

namespace core::data {
namespace {

using Index = Pickled::Index;
using Entries = std::map<std::string, ZipArchive::Place>;

constexpr int deepest = 64;
constexpr std::size_t mostVisits = 200'000, longestName = 1024, longestText = 256;
constexpr std::size_t longestPickle = 64'000'000;

[[noreturn]] void refuse(const std::string& path, const std::string& reason)
{
    throw Error(Cause::badFile, "“" + path + "” is not a usable file of weights: " + reason + ".",
                "Check that it was written by torch.save and is complete.");
}

std::vector<std::byte> read(const std::string& path)
{
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const auto size = file ? static_cast<std::int64_t>(file.tellg()) : -1;
    if (size < 0) {
        throw Error(Cause::badFile, "“" + path + "” cannot be opened.",
                    "Check the name and the permissions.");
    }
    if (size == std::numeric_limits<std::int64_t>::max()) {
        refuse(path, "it is a folder");
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(size));
    file.seekg(0);
    if (!file.read(reinterpret_cast<char*>(bytes.data()), size)) {
        refuse(path, "it cannot be read");
    }
    return bytes;
}

/// Walks the values and gathers tensors and plain values by name.
class Gatherer {
public:
    Gatherer(const std::string& path, const Pickled& pickled, std::vector<std::byte>& bytes)
        : path_(path), pickled_(pickled), bytes_(bytes), budget_(2 * bytes.size() + 1'000'000)
    {
    }
    void locate(const Entries& entries, const std::string& folder) { entries_ = &entries, folder_ = folder; }

    void visit(Index index, const std::string& name, int depth)
    {
        if (depth > deepest || ++visits_ > mostVisits || name.size() > longestName) {
            refuse(path_, depth > deepest ? "it is nested more than 64 deep" : "it names too many values");
        }
        const Pickled::Value& value = pickled_.values[index];
        if (const auto* mapping = std::get_if<Pickled::Mapping>(&value)) {
            for (const auto& [key, item] : mapping->items) {
                visit(item, join(name, keyOf(key)), depth + 1);
            }
        } else if (const auto* sequence = std::get_if<Pickled::Sequence>(&value)) {
            for (std::size_t i = 0; i < sequence->items.size(); ++i) {
                visit(sequence->items[i], join(name, std::to_string(i)), depth + 1);
            }
        } else if (const auto* array = std::get_if<Pickled::Array>(&value)) {
            const std::string called = name.empty() ? "value" : name;
            tensors[called] = place(*array, called);
        } else {
            plain(value, name.empty() ? "value" : name);
        }
    }

    std::map<std::string, TensorBytes> tensors;
    std::map<std::string, std::string> metadata;

private:
    static std::string join(const std::string& a, const std::string& b)
    {
        return a.empty() ? b : a + "." + b;
    }

    [[nodiscard]] std::string keyOf(Index index) const
    {
        const Pickled::Value& key = pickled_.values[index];
        if (const auto* text = std::get_if<std::string>(&key)) {
            return *text;
        }
        if (const auto* number = std::get_if<std::int64_t>(&key)) {
            return std::to_string(*number);
        }
        refuse(path_, "a dictionary's key is neither text nor a whole number");
    }

    void plain(const Pickled::Value& value, const std::string& name)
    {
        if (const auto* text = std::get_if<std::string>(&value)) {
            metadata[name] = text->substr(0, longestText);
        } else if (const auto* truth = std::get_if<bool>(&value)) {
            metadata[name] = *truth ? "true" : "false";
        } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            metadata[name] = std::to_string(*whole);
        } else if (const auto* number = std::get_if<double>(&value)) {
            std::ostringstream out;
            out.precision(17);
            out << *number;
            metadata[name] = out.str();
        }
    }

    TensorBytes place(const Pickled::Array& array, const std::string& name);
    std::size_t gather(const Pickled::Array& array, std::size_t first, const TensorBytes& tensor);

    const std::string& path_;
    const Pickled& pickled_;
    std::vector<std::byte>& bytes_;
    const Entries* entries_ = nullptr;
    std::string folder_;
    std::size_t visits_ = 0, budget_;
};

/// whether shape and strides are those of row-major order
bool rowMajor(const Pickled::Array& array)
{
    std::int64_t expected = 1;
    for (std::size_t i = array.shape.size(); i-- > 0;) {
        if (array.shape[i] != 1 && array.strides[i] != expected) {
            return false;
        }
        expected *= array.shape[i];
    }
    return true;
}

/// The last element's place in the storage, or −1 where that is no number or a length is negative.
std::int64_t lastElement(const Pickled::Array& array)
{
    std::int64_t last = array.offset;
    bool ok = array.offset >= 0 && array.strides.size() == array.shape.size();
    for (std::size_t i = 0; ok && i < array.shape.size(); ++i) {
        std::int64_t span = 0;
        ok = array.shape[i] > 0 && array.strides[i] >= 0 &&
             !__builtin_mul_overflow(array.shape[i] - 1, array.strides[i], &span) &&
             !__builtin_add_overflow(last, span, &last);
    }
    return ok ? last : -1;
}

TensorBytes Gatherer::place(const Pickled::Array& array, const std::string& name)
{
    TensorBytes tensor{array.storage.type, array.shape};
    if (!needed(tensor, tensor.count) || array.strides.size() != array.shape.size()) {
        refuse(path_, "“" + name.substr(0, 80) + "” has an impossible shape");
    }
    const auto entry = entries_->find(folder_ + "data/" + array.storage.key);
    if (entry == entries_->end()) {
        refuse(path_, "the data of “" + name.substr(0, 80) + "” are missing");
    }
    if (tensor.count == 0) {
        return tensor;
    }
    const std::size_t size = bytesOf(tensor.type);
    const std::int64_t last = lastElement(array);
    if (last < 0 || static_cast<std::uint64_t>(last) >= entry->second.count / size) {
        refuse(path_, "the data of “" + name.substr(0, 80) + "” lie outside its storage");
    }
    tensor.first = entry->second.first + static_cast<std::size_t>(array.offset) * size;
    if (!rowMajor(array)) {
        if (tensor.count > budget_) {
            refuse(path_, "“" + name.substr(0, 80) + "” repeats its data beyond reason");
        }
        budget_ -= tensor.count;
        tensor.first = gather(array, entry->second.first, tensor);
    }
    return tensor;
}

/// Copies a tensor with strides, row-major, behind the file's bytes.
std::size_t Gatherer::gather(const Pickled::Array& array, std::size_t first, const TensorBytes& tensor)
{
    const std::size_t size = bytesOf(tensor.type), begin = (bytes_.size() + 63) / 64 * 64;
    bytes_.resize(begin + tensor.count);
    std::vector<std::int64_t> at(array.shape.size(), 0);
    for (std::size_t done = 0; done < tensor.count; done += size) {
        std::int64_t element = array.offset;
        for (std::size_t i = 0; i < at.size(); ++i) {
            element += at[i] * array.strides[i];
        }
        std::memcpy(bytes_.data() + begin + done,
                    bytes_.data() + first + static_cast<std::size_t>(element) * size, size);
        for (std::size_t i = at.size(); i-- > 0 && ++at[i] == array.shape[i];) {
            at[i] = 0;
        }
    }
    return begin;
}

}  // namespace

Pickle::Pickle(const std::string& path) : NamedArrays(path)
{
    *data_ = read(path);
    const ZipArchive archive(path, *data_);
    const Entries& entries = archive.entries();
    const std::string wanted = "data.pkl";
    const auto pickle = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.first == wanted || entry.first.ends_with("/" + wanted);
    });
    if (pickle == entries.end() || pickle->second.count > longestPickle) {
        refuse(path, pickle == entries.end() ? "it has no data.pkl" : "its data.pkl is too long");
    }
    const std::string folder = pickle->first.substr(0, pickle->first.size() - wanted.size());
    if (const auto order = entries.find(folder + "byteorder"); order != entries.end()) {
        const auto* text = reinterpret_cast<const char*>(data_->data() + order->second.first);
        if (std::string(text, order->second.count) != "little") {
            refuse(path, "its numbers are not little endian");
        }
    }
    const Pickled pickled = unpickle(path,
                                     std::span(*data_).subspan(pickle->second.first, pickle->second.count));
    Gatherer gatherer(path_, pickled, *data_);
    gatherer.locate(entries, folder);
    gatherer.visit(pickled.root, "", 0);
    tensors_ = std::move(gatherer.tensors);
    metadata_ = std::move(gatherer.metadata);
}

}  // namespace core::data
