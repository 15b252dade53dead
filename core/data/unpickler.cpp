#include "core/data/unpickler.h"

#include "core/api/error.h"

#include <bit>
#include <cstring>
#include <limits>
#include <map>

namespace core::data {
namespace {

using Index = Pickled::Index;
using Value = Pickled::Value;

constexpr std::size_t mostValues = 1'000'000;
constexpr std::size_t mostDimensions = 64;
constexpr int newestProtocol = 2;

/// The stack machine of a pickle, without the opcodes that could name, build or call anything of ours.
class Machine {
public:
    Machine(const std::string& path, std::span<const std::byte> bytes) : path_(path), bytes_(bytes) {}

    Pickled run()
    {
        while (true) {
            const auto code = number<std::uint8_t>();
            if (code == '.') {
                out_.root = pop();
                return std::move(out_);
            }
            execute(code);
        }
    }

private:
    [[noreturn]] void refuse(const std::string& reason) const
    {
        throw Error(
            Cause::badFile, "“" + path_ + "” is not a usable pickle of weights: " + reason + ".",
            "Only the state dictionaries that torch.save writes are read, and nothing in them is run.");
    }

    std::span<const std::byte> take(std::size_t count)
    {
        if (count > bytes_.size() - at_) {
            refuse("it ends early");
        }
        at_ += count;
        return bytes_.subspan(at_ - count, count);
    }
    template <class T>
    T number()
    {
        T value;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }
    std::string text(std::size_t count)
    {
        const auto bytes = take(count);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    std::string line()
    {
        std::string out;
        for (char c = number<char>(); c != '\n'; c = number<char>()) {
            out += c;
        }
        return out;
    }

    void push(Value value)
    {
        if (out_.values.size() >= mostValues) {
            refuse("it holds more than " + std::to_string(mostValues) + " values");
        }
        out_.values.push_back(std::move(value));
        stack_.push_back(static_cast<Index>(out_.values.size() - 1));
    }
    Index pop()
    {
        if (stack_.empty()) {
            refuse("its stack runs empty");
        }
        const Index top = stack_.back();
        stack_.pop_back();
        return top;
    }
    template <class T>
    T& as(Index index, const char* what)
    {
        T* value = std::get_if<T>(&out_.values[index]);
        if (value == nullptr) {
            refuse(std::string("it has something else where ") + what + " is expected");
        }
        return *value;
    }
    template <class T>
    T& top(const char* what)
    {
        if (stack_.empty()) {
            refuse("its stack runs empty");
        }
        return as<T>(stack_.back(), what);
    }
    /// what lies above the last mark, which goes too
    std::vector<Index> aboveMark()
    {
        std::size_t first = stack_.size();
        while (first > 0 && !std::holds_alternative<Pickled::Mark>(out_.values[stack_[first - 1]])) {
            --first;
        }
        if (first == 0) {
            refuse("a mark is missing");
        }
        std::vector<Index> items(stack_.begin() + static_cast<std::ptrdiff_t>(first), stack_.end());
        stack_.resize(first - 1);
        return items;
    }
    void tuple(std::size_t count)
    {
        std::vector<Index> items(count);
        for (std::size_t i = count; i-- > 0;) {
            items[i] = pop();
        }
        push(Pickled::Sequence{std::move(items)});
    }
    void setItems(const std::vector<Index>& items)
    {
        auto& mapping = top<Pickled::Mapping>("a dictionary");
        if (items.size() % 2 != 0) {
            refuse("a dictionary has a key without a value");
        }
        for (std::size_t i = 0; i < items.size(); i += 2) {
            mapping.items.emplace_back(items[i], items[i + 1]);
        }
    }
    void append(const std::vector<Index>& items)
    {
        auto& list = top<Pickled::Sequence>("a list").items;
        list.insert(list.end(), items.begin(), items.end());
    }
    void remember(std::uint32_t key)
    {
        if (stack_.empty()) {
            refuse("its stack runs empty");
        }
        memo_[key] = stack_.back();
    }
    void recall(std::uint32_t key)
    {
        const auto found = memo_.find(key);
        if (found == memo_.end()) {
            refuse("it recalls a value it never kept");
        }
        stack_.push_back(found->second);
    }

    void execute(std::uint8_t code);
    void scalar(std::uint8_t code);
    void longInteger();
    void global();
    void persistent();
    void reduce();
    void tensor(const std::vector<Index>& arguments);
    std::vector<std::int64_t> lengths(Index index);

    const std::string& path_;
    std::span<const std::byte> bytes_;
    std::size_t at_ = 0;
    Pickled out_;
    std::vector<Index> stack_;
    std::map<std::uint32_t, Index> memo_;
};

void Machine::execute(std::uint8_t code)
{
    switch (code) {
    case 0x80:
        if (const int protocol = number<std::uint8_t>(); protocol > newestProtocol) {
            refuse("its protocol is " + std::to_string(protocol) + ", and 2 is the newest that is read");
        }
        break;
    case '(':
        push(Pickled::Mark{});
        break;
    case ')':
        push(Pickled::Sequence{});
        break;
    case ']':
        push(Pickled::Sequence{});
        break;
    case '}':
        push(Pickled::Mapping{});
        break;
    case 't':
        push(Pickled::Sequence{aboveMark()});
        break;
    case 'l':
        push(Pickled::Sequence{aboveMark()});
        break;
    case 0x85:
        tuple(1);
        break;
    case 0x86:
        tuple(2);
        break;
    case 0x87:
        tuple(3);
        break;
    case 'u':
        setItems(aboveMark());
        break;
    case 's': {
        const Index value = pop();
        const Index key = pop();
        setItems({key, value});
        break;
    }
    case 'e':
        append(aboveMark());
        break;
    case 'a':
        append({pop()});
        break;
    case 'q':
        remember(number<std::uint8_t>());
        break;
    case 'r':
        remember(number<std::uint32_t>());
        break;
    case 'h':
        recall(number<std::uint8_t>());
        break;
    case 'j':
        recall(number<std::uint32_t>());
        break;
    case 'c':
        global();
        break;
    case 'Q':
        persistent();
        break;
    case 'R':
        reduce();
        break;
    case 'b':  // attributes of a dictionary (module versions): of no use here
        pop();
        static_cast<void>(top<Pickled::Mapping>("a dictionary"));
        break;
    default:
        scalar(code);
    }
}

void Machine::scalar(std::uint8_t code)
{
    switch (code) {
    case 'N':
        push(Pickled::Nothing{});
        break;
    case 0x88:
        push(true);
        break;
    case 0x89:
        push(false);
        break;
    case 'K':
        push(std::int64_t{number<std::uint8_t>()});
        break;
    case 'M':
        push(std::int64_t{number<std::uint16_t>()});
        break;
    case 'J':
        push(std::int64_t{number<std::int32_t>()});
        break;
    case 0x8a:
        longInteger();
        break;
    case 'G':
        push(std::bit_cast<double>(__builtin_bswap64(number<std::uint64_t>())));
        break;
    case 'X':
        push(text(number<std::uint32_t>()));
        break;
    case 'U':
        push(text(number<std::uint8_t>()));
        break;
    default:
        refuse("its instruction " + std::to_string(code) + " belongs to no state dictionary");
    }
}

void Machine::longInteger()
{
    const std::size_t count = number<std::uint8_t>();
    const auto bytes = take(count);
    if (count > 8) {
        refuse("a whole number is longer than 64 bits");
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        value |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
    }
    if (count > 0 && count < 8 && (static_cast<unsigned>(bytes[count - 1]) & 0x80U) != 0) {
        value |= ~std::uint64_t{0} << (8 * count);
    }
    push(static_cast<std::int64_t>(value));
}

const std::map<std::string, std::string>& storageTypes()
{
    static const std::map<std::string, std::string> types = {
        {"torch.DoubleStorage", "F64"},    {"torch.FloatStorage", "F32"}, {"torch.HalfStorage", "F16"},
        {"torch.BFloat16Storage", "BF16"}, {"torch.LongStorage", "I64"},  {"torch.IntStorage", "I32"},
        {"torch.ShortStorage", "I16"},     {"torch.CharStorage", "I8"},   {"torch.ByteStorage", "U8"},
        {"torch.BoolStorage", "BOOL"}};
    return types;
}

const std::string orderedDict = "collections.OrderedDict", rebuildTensor = "torch._utils._rebuild_tensor_v2";

void Machine::global()
{
    const std::string module = line();
    std::string name = module + "." + line();
    if (name != orderedDict && name != rebuildTensor && !storageTypes().contains(name)) {
        refuse("it refers to “" + name.substr(0, 80) + "”, which no weights need");
    }
    push(Pickled::Global{std::move(name)});
}

void Machine::persistent()
{
    const std::vector<Index> parts = as<Pickled::Sequence>(pop(), "a storage").items;
    if (parts.size() != 5 || as<std::string>(parts[0], "a storage") != "storage") {
        refuse("a storage is described in an unknown way");
    }
    const auto type = storageTypes().find(as<Pickled::Global>(parts[1], "a storage's type").name);
    if (type == storageTypes().end()) {
        refuse("a storage has no type");
    }
    push(Pickled::Storage{type->second, as<std::string>(parts[2], "a storage's key"),
                          as<std::int64_t>(parts[4], "a storage's size")});
}

void Machine::reduce()
{
    const std::vector<Index> arguments = as<Pickled::Sequence>(pop(), "arguments").items;
    const std::string name = as<Pickled::Global>(pop(), "a name").name;
    if (name == orderedDict && arguments.empty()) {
        push(Pickled::Mapping{});
    } else if (name == rebuildTensor) {
        tensor(arguments);
    } else {
        refuse("it calls “" + name + "” in an unknown way");
    }
}

std::vector<std::int64_t> Machine::lengths(Index index)
{
    std::vector<std::int64_t> out;
    const auto items = as<Pickled::Sequence>(index, "a shape").items;
    if (items.size() > mostDimensions) {
        refuse("a tensor has more than " + std::to_string(mostDimensions) + " dimensions");
    }
    for (const Index item : items) {
        out.push_back(as<std::int64_t>(item, "a length"));
    }
    return out;
}

/// arguments: storage, offset, shape, strides, whether it needs a gradient, hooks
void Machine::tensor(const std::vector<Index>& arguments)
{
    if (arguments.size() < 4) {
        refuse("a tensor is described in an unknown way");
    }
    Pickled::Array array{as<Pickled::Storage>(arguments[0], "a storage"),
                         as<std::int64_t>(arguments[1], "an offset"), lengths(arguments[2]),
                         lengths(arguments[3])};
    push(std::move(array));
}

}  // namespace

Pickled unpickle(const std::string& path, std::span<const std::byte> bytes)
{
    return Machine(path, bytes).run();
}

}  // namespace core::data
