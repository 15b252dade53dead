#include "core/run/partial.h"

#include "core/api/error.h"
#include "core/data/draft.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace core::run {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using at::Tensor;

constexpr const char* format = "partial run 1";
constexpr std::uint64_t longestHeader = std::uint64_t{1} << 28;
constexpr std::size_t hashDigits = 16;

struct Type {
    const char* name;
    at::ScalarType type;
};
constexpr Type types[] = {{"F32", at::kFloat},     {"F64", at::kDouble}, {"F16", at::kHalf},
                          {"BF16", at::kBFloat16}, {"I64", at::kLong},   {"I32", at::kInt},
                          {"U8", at::kByte},       {"BOOL", at::kBool}};

/// A hash that is taken piece by piece: four lanes of multiply and rotate over words of eight bytes.
/// constants: primes of xxHash64 (Collet 2012)
class Hash {
public:
    void add(const void* data, std::size_t bytes)
    {
        const auto* at = static_cast<const char*>(data);
        for (; bytes >= sizeof(std::uint64_t); at += sizeof(std::uint64_t), bytes -= sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, sizeof word);
            mix(word);
        }
        if (bytes > 0) {
            std::uint64_t word = 0;
            std::memcpy(&word, at, bytes);
            mix(word ^ (std::uint64_t{bytes} << 56U));
        }
    }
    [[nodiscard]] std::uint64_t value() const
    {
        std::uint64_t out = words_;
        for (const std::uint64_t lane : lanes_) {
            out = rotated((out ^ lane) * first, 27) * second;
        }
        return out ^ (out >> 32U);
    }

private:
    static constexpr std::uint64_t first = 0x9E3779B185EBCA87U, second = 0xC2B2AE3D27D4EB4FU;
    static std::uint64_t rotated(std::uint64_t x, unsigned by) { return (x << by) | (x >> (64U - by)); }
    void mix(std::uint64_t word)
    {
        std::uint64_t& lane = lanes_[words_++ % lanes_.size()];
        lane = rotated(lane + word * second, 31) * first;
    }
    std::array<std::uint64_t, 4> lanes_{1, 2, 3, 4};
    std::uint64_t words_ = 0;
};

std::string hexadecimal(std::uint64_t value)
{
    char text[hashDigits + 1];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
    return text;
}

[[noreturn]] void refuse(const std::string& path, const std::string& reason)
{
    throw Error(Cause::badFile, "“" + path + "” cannot be resumed: " + reason + ".",
                "Start the run again from its request.");
}

Tensor tensorOf(const std::vector<denoiser::Node>& nodes)
{
    Tensor out = at::empty({static_cast<std::int64_t>(nodes.size()), 3}, at::kDouble);
    double* at = out.data_ptr<double>();
    for (const auto& node : nodes) {
        for (const double value : {node.t, node.alpha, node.sigma}) {
            *at++ = value;
        }
    }
    return out;
}

constexpr double Stepped::*scalars[] = {
    &Stepped::t,      &Stepped::sigma, &Stepped::strength,   &Stepped::seconds, &Stepped::omaRms,
    &Stepped::ombRms, &Stepped::chi2,  &Stepped::heldOutRms, &Stepped::rmse,    &Stepped::spread};
constexpr std::int64_t logColumns = 2 + std::size(scalars);

Tensor tensorOf(const std::vector<Stepped>& log)
{
    Tensor out = at::empty({static_cast<std::int64_t>(log.size()), logColumns}, at::kDouble);
    double* at = out.data_ptr<double>();
    for (const Stepped& one : log) {
        *at++ = one.step;
        *at++ = one.steps;
        for (const auto member : scalars) {
            *at++ = one.*member;
        }
    }
    return out;
}

constexpr std::pair<const char*, Tensor KeptLeg::*> legTensors[] = {
    {"leg.x", &KeptLeg::x}, {"leg.mean", &KeptLeg::mean}, {"leg.before", &KeptLeg::before}};
constexpr const char* played = "leg.played";

/// All tensors of a file, by name.
std::map<std::string, Tensor> tensorsOf(const Partial& partial)
{
    std::map<std::string, Tensor> out = partial.memories;
    out["x"] = partial.x;
    out["mean"] = partial.mean;
    out["nodes"] = tensorOf(partial.nodes);
    out["log"] = tensorOf(partial.log);
    for (const auto& [step, estimate] : partial.denoised) {
        out["denoised." + std::to_string(step)] = estimate;
    }
    for (const auto& [name, part] : legTensors) {
        if ((partial.leg.*part).defined()) {
            out[name] = partial.leg.*part;
        }
    }
    if (!partial.leg.played.empty()) {
        out[played] = at::tensor(at::ArrayRef<double>(partial.leg.played), at::kDouble);
    }
    for (auto& [name, tensor] : out) {
        tensor = tensor.to(at::kCPU).contiguous();
    }
    return out;
}

Json metadataOf(const Partial& partial)
{
    return {{"embellie", format},
            {"version", EMBELLIE_VERSION},
            {"request", printRequest(partial.request)},
            {"settings", printRequest(partial.settings)},
            {"folder", fs::absolute(partial.request.folder.empty() ? "." : partial.request.folder).string()},
            {"step", std::to_string(partial.step)},
            {"leg", std::to_string(partial.leg.number)},
            {"firstStep", std::to_string(partial.leg.firstStep)},
            {"together", std::to_string(partial.together)},
            {"threads", std::to_string(partial.threads)},
            {"seconds", std::to_string(partial.seconds)},
            {"evaluations", std::to_string(partial.evaluations)},
            {"origin", hexadecimal(partial.origin)},
            {"keepsFields", partial.keepsFields ? "yes" : "no"},
            {"hash", std::string(hashDigits, '0')}};
}

std::string headerOf(const Partial& partial, const std::map<std::string, Tensor>& tensors)
{
    Json header = {{"__metadata__", metadataOf(partial)}};
    std::size_t offset = 0;
    for (const auto& [name, tensor] : tensors) {
        const auto* type = std::find_if(std::begin(types), std::end(types),
                                        [&](const Type& t) { return t.type == tensor.scalar_type(); });
        if (type == std::end(types)) {
            throw Error(Cause::bug, "A memory of the type " +
                                        std::string(at::toString(tensor.scalar_type())) +
                                        " cannot be written.");
        }
        header[name] = {{"dtype", type->name},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {offset, offset + tensor.nbytes()}}};
        offset += tensor.nbytes();
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    return text;
}

/// Where the digits of the hash stand in a header; they are zeros while it is taken.
std::size_t placeOfHash(const std::string& header)
{
    constexpr std::string_view key = "\"hash\":\"";
    const auto found = header.find(key);
    return found == std::string::npos || found + key.size() + hashDigits > header.size() ? std::string::npos
                                                                                         : found + key.size();
}

/// A file while it is read.
struct Reading {
    std::string path;
    std::ifstream file;
    std::string header;
    Json document;
    std::size_t dataBytes = 0;
};

Reading opened(const std::string& path)
{
    Reading out{.path = path, .file = std::ifstream(path, std::ios::binary | std::ios::ate)};
    if (!out.file || fs::is_directory(path)) {
        throw Error(Cause::badFile, "“" + path + "” cannot be opened.",
                    "Name the file that a broken run left.");
    }
    const auto size = static_cast<std::uint64_t>(out.file.tellg());
    std::uint64_t length = 0;
    out.file.seekg(0);
    if (size < sizeof length || !out.file.read(reinterpret_cast<char*>(&length), sizeof length) ||
        length > longestHeader || length > size - sizeof length) {
        refuse(path, "it is not the file of a broken run, or not whole");
    }
    out.header.resize(length);
    out.file.read(out.header.data(), static_cast<std::streamsize>(length));
    out.document = Json::parse(out.header, nullptr, false);
    const Json* metadata = out.document.is_object() && out.document.contains("__metadata__")
                               ? &out.document["__metadata__"]
                               : nullptr;
    if (!out.file || metadata == nullptr || metadata->value("embellie", Json()) != format) {
        refuse(path, "it is not the file of a broken run, or not whole");
    }
    out.dataBytes = size - sizeof length - length;
    return out;
}

std::uint64_t unsignedOf(const std::string& text, int base)
{
    std::uint64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (failed != std::errc() || end != text.data() + text.size()) {
        throw std::invalid_argument("“" + text + "” is no number");
    }
    return value;
}

/// The file's words as a run's
Partial described(const Json& metadata)
{
    constexpr int hex = 16, decimal = 10;
    const auto text = [&](const char* key) { return metadata.at(key).get<std::string>(); };
    const auto number = [&](const char* key) { return unsignedOf(text(key), decimal); };
    Partial out;
    out.request = parseRequest(text("request"), text("folder"));
    out.settings = parseRequest(text("settings"), text("folder"));
    out.step = static_cast<int>(number("step"));
    out.leg.number = static_cast<int>(number("leg"));
    out.leg.firstStep = static_cast<int>(number("firstStep"));
    out.together = static_cast<std::int64_t>(number("together"));
    out.threads = static_cast<int>(number("threads"));
    out.seconds = std::stod(text("seconds"));
    out.evaluations = number("evaluations");
    out.origin = unsignedOf(text("origin"), hex);
    out.keepsFields = text("keepsFields") == "yes";
    return out;
}

/// Reads the tensors one after the other and takes their hash.
std::map<std::string, Tensor> readTensors(Reading& from, Hash& hash)
{
    std::map<std::string, Tensor> out;
    std::size_t expected = 0;
    for (const auto& [name, entry] : from.document.items()) {  // sorted by name, as they were written
        if (name == "__metadata__") {
            continue;
        }
        const auto* type = std::find_if(std::begin(types), std::end(types),
                                        [&](const Type& t) { return entry.at("dtype") == t.name; });
        const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
        const auto ends = entry.at("data_offsets").get<std::array<std::size_t, 2>>();
        std::size_t bytes = type == std::end(types) ? 0 : at::elementSize(type->type);
        for (const std::int64_t length : shape) {
            const bool possible = length >= 0 &&
                                  (length == 0 || bytes <= from.dataBytes / static_cast<std::size_t>(length));
            bytes = possible ? bytes * static_cast<std::size_t>(length) : from.dataBytes + 1;
        }
        if (type == std::end(types) || ends[0] != expected || ends[1] - ends[0] != bytes ||
            ends[1] > from.dataBytes) {
            refuse(from.path, "the data of “" + name + "” do not fit its shape");
        }
        Tensor tensor = at::empty(shape, type->type);
        from.file.read(static_cast<char*>(tensor.data_ptr()), static_cast<std::streamsize>(bytes));
        hash.add(tensor.data_ptr(), bytes);
        expected = ends[1];
        out[name] = std::move(tensor);
    }
    if (!from.file || expected != from.dataBytes) {
        refuse(from.path, "it ends early or late");
    }
    return out;
}

void expectHash(const Reading& from, std::uint64_t data)
{
    std::string header = from.header;
    const auto place = placeOfHash(header);
    if (place == std::string::npos) {
        refuse(from.path, "it has no hash");
    }
    const std::string stated = header.substr(place, hashDigits);
    header.replace(place, hashDigits, hashDigits, '0');
    Hash hash;
    hash.add(header.data(), header.size());
    hash.add(&data, sizeof data);
    if (hexadecimal(hash.value()) != stated) {
        refuse(from.path, "it is damaged (its hash is not " + stated + ")");
    }
}

Tensor taken(std::map<std::string, Tensor>& tensors, const std::string& name)
{
    auto node = tensors.extract(name);
    return node.empty() ? throw std::invalid_argument("“" + name + "” is missing") : std::move(node.mapped());
}

void fill(Partial& partial, std::map<std::string, Tensor> tensors)
{
    partial.x = taken(tensors, "x");
    partial.mean = taken(tensors, "mean");
    const Tensor nodes = taken(tensors, "nodes"), log = taken(tensors, "log");
    const bool sound = nodes.dim() == 2 && nodes.size(1) == 3 && nodes.size(0) > partial.step - partial.leg.firstStep &&
                       partial.leg.firstStep <= partial.step &&
                       log.dim() == 2 && log.size(0) > 0 && log.size(1) == logColumns &&
                       partial.x.dim() == 2 && partial.x.sizes() == partial.mean.sizes();
    if (!sound) {
        throw std::invalid_argument("its parts do not belong together");
    }
    for (const auto& [name, part] : legTensors) {
        if (tensors.contains(name)) {
            partial.leg.*part = taken(tensors, name);
        }
    }
    if (tensors.contains(played)) {
        const Tensor levels = taken(tensors, played).to(at::kDouble).contiguous();
        const auto* first = levels.const_data_ptr<double>();
        partial.leg.played.assign(first, first + levels.numel());
    }
    const double* at = nodes.const_data_ptr<double>();
    for (std::int64_t k = 0; k < nodes.size(0); ++k, at += 3) {
        partial.nodes.push_back({at[0], at[1], at[2]});
    }
    const double* row = log.const_data_ptr<double>();
    for (std::int64_t k = 0; k < log.size(0); ++k) {
        Stepped one{.step = static_cast<int>(*row++), .steps = static_cast<int>(*row++)};
        for (const auto member : scalars) {
            one.*member = *row++;
        }
        partial.log.push_back(std::move(one));
    }
    constexpr std::string_view prefix = "denoised.";
    for (auto& [name, tensor] : tensors) {
        if (name.starts_with(prefix)) {
            partial.denoised[std::stoi(name.substr(prefix.size()))] = std::move(tensor);
        } else {
            partial.memories[name] = std::move(tensor);
        }
    }
}

/// Whatever else goes wrong with a file's words, in one sentence
template <class Work>
auto soundly(const std::string& path, const Work& work)
{
    try {
        return work();
    } catch (const Error&) {
        throw;
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& error) {
        refuse(path, error.what());
    }
}

}  // namespace

std::uint64_t hashOf(const Tensor& tensor)
{
    const Tensor values = tensor.to(at::kCPU).contiguous();
    Hash hash;
    hash.add(values.const_data_ptr(), values.nbytes());
    return hash.value();
}

void writePartial(const std::string& path, const Partial& partial)
{
    const auto tensors = tensorsOf(partial);
    Hash data;
    for (const auto& [name, tensor] : tensors) {
        data.add(tensor.const_data_ptr(), tensor.nbytes());
    }
    std::string header = headerOf(partial, tensors);
    Hash whole;
    whole.add(header.data(), header.size());
    const std::uint64_t ofData = data.value();
    whole.add(&ofData, sizeof ofData);
    header.replace(placeOfHash(header), hashDigits, hexadecimal(whole.value()));
    data::Draft draft(path);
    std::ofstream file(draft.temporary(), std::ios::binary);
    const auto length = static_cast<std::uint64_t>(header.size());
    file.write(reinterpret_cast<const char*>(&length), sizeof length) << header;
    for (const auto& [name, tensor] : tensors) {
        file.write(static_cast<const char*>(tensor.const_data_ptr()),
                   static_cast<std::streamsize>(tensor.nbytes()));
    }
    file.close();
    draft.finish(file.good());
}

Partial readPartialHeader(const std::string& path)
{
    const Reading from = opened(path);
    return soundly(path, [&] { return described(from.document.at("__metadata__")); });
}

Partial readPartial(const std::string& path)
{
    Reading from = opened(path);
    return soundly(path, [&] {
        Hash data;
        auto tensors = readTensors(from, data);
        expectHash(from, data.value());
        Partial out = described(from.document.at("__metadata__"));
        fill(out, std::move(tensors));
        return out;
    });
}

void expectSameStart(const std::string& path, const Partial& partial, const Beginning& now)
{
    const auto differs = [&](const std::string& what, auto is, auto was) {
        throw Error(Cause::badInput,
                    "“" + path + "” cannot be resumed: " + what + " " + std::to_string(is) +
                        ", and the broken run had " + std::to_string(was) + ".",
                    "Bits depend on it; use the same again.");
    };
    if (partial.threads != at::get_num_threads()) {
        differs("the threads are", at::get_num_threads(), partial.threads);
    }
    if (partial.together != now.together) {
        differs("the members stepped together are", now.together, partial.together);
    }
    if (partial.x.sizes().vec() != now.shape) {
        differs("the elements of the state are", now.shape.back(), partial.x.size(1));
    }
    if (partial.origin != now.origin) {
        throw Error(
            Cause::badInput,
            "“" + path + "” cannot be resumed: the run begins otherwise here than it did there.",
            "A file that the request names has changed since, or another machine computes other bits.");
    }
}

}  // namespace core::run
