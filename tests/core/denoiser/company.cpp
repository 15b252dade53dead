#include "suites.h"

#include "core/api/error.h"
#include "core/guidance/base/window_guidance.h"

#include "tests/core/denoiser/window_world.h"

#include <ATen/Parallel.h>

#include <QtTest>

#include <barrier>
#include <thread>

using namespace core;
using at::Tensor;
using denoiser::Composed;
using denoiser::Fold;
using denoiser::Windows;
using tests::somewhere;

namespace {

/// What threads that stand for processes show each other.
struct Table {
    explicit Table(std::size_t count)
        : meeting(static_cast<std::ptrdiff_t>(count)), words(count), asked(count)
    {
    }
    std::barrier<> meeting;
    std::vector<std::string> words;
    std::vector<std::uint64_t> asked;
    std::vector<Tensor> shown;
};

class Thread final : public denoiser::Company {
public:
    Thread(Table& table, std::size_t rank) : table_(table), rank_(rank) {}
    [[nodiscard]] std::int64_t count() const override
    {
        return static_cast<std::int64_t>(table_.words.size());
    }
    [[nodiscard]] std::int64_t rank() const override { return static_cast<std::int64_t>(rank_); }
    void agree(std::uint64_t asked, const std::function<void()>& work) const override
    {
        std::string mine;
        try {
            work();
        } catch (const Error& error) {
            mine = error.what();
        }
        table_.words[rank_] = mine;
        table_.asked[rank_] = asked;
        table_.meeting.arrive_and_wait();
        std::string said;
        for (std::size_t other = 0; other < table_.words.size(); ++other) {
            said = said.empty() ? table_.words[other] : said;
            said = said.empty() && table_.asked[other] != asked ? "apart" : said;
        }
        table_.meeting.arrive_and_wait();
        if (!said.empty()) {
            throw Error(Cause::badInput, said);
        }
    }
    [[nodiscard]] std::vector<Tensor> from(std::int64_t rank, std::vector<Tensor> mine) const override
    {
        if (rank == this->rank()) {
            table_.shown = std::move(mine);
        }
        table_.meeting.arrive_and_wait();
        std::vector<Tensor> out;
        for (const Tensor& one : table_.shown) {
            out.push_back(one.clone());
        }
        table_.meeting.arrive_and_wait();
        return out;
    }

private:
    Table& table_;
    std::size_t rank_;
};

/// What each of some processes comes to, or the words of its error.
struct Outcome {
    std::vector<Tensor> tensors;
    std::string error;
};

template <class Work>
std::vector<Outcome> ofEach(std::size_t processes, const Work& work)
{
    Table table(processes);
    std::vector<Outcome> out(processes);
    {
        std::vector<std::jthread> threads;
        for (std::size_t rank = 0; rank < processes; ++rank) {
            threads.emplace_back([&, rank] {
                at::set_num_threads(1);
                try {
                    out[rank].tensors = work(std::make_shared<Thread>(table, rank));
                } catch (const Error& error) {
                    out[rank].error = error.what();
                }
            });
        }
    }
    return out;
}

/// Fails where it is asked for one window.
class Broken final : public denoiser::WindowDenoiser {
public:
    explicit Broken(std::int64_t window) : window_(window) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node&,
                              const denoiser::WindowRows& rows) const override
    {
        if (rows.windows.front() == window_) {
            throw Error(Cause::badInput, "window " + std::to_string(window_));
        }
        return x_t;
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at,
                                                 const denoiser::WindowRows& rows) const override
    {
        return {mean(x_t, at, rows), [](const Tensor& v) { return v; }};
    }

private:
    std::int64_t window_;
};

bool same(const std::vector<Tensor>& a, const std::vector<Tensor>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Tensor& one, const Tensor& other) { return at::equal(one, other); });
}

}  // namespace

void SharedWindows::aCompanyOfAnySizeGivesTheSameBits_data()
{
    QTest::addColumn<Fold>("fold");
    QTest::addColumn<int>("windows");
    QTest::addColumn<int>("derivatives");
    for (const int windows : {1, 2}) {
        for (const int derivatives : {0, 100}) {  // evaluated again, kept
            QTest::addRow("symmetrical, %d, %d", windows, derivatives)
                << Fold::symmetrical << windows << derivatives;
            QTest::addRow("average, %d, %d", windows, derivatives) << Fold::average << windows << derivatives;
        }
    }
}

void SharedWindows::aCompanyOfAnySizeGivesTheSameBits()
{
    QFETCH(Fold, fold);
    QFETCH(int, windows);
    QFETCH(int, derivatives);
    const Windows cover(22, 6, 2, fold);  // nine
    at::manual_seed(2);
    const Tensor x = at::randn({3, 22 * 4}, at::kFloat), v = at::randn_like(x);
    const auto results = [&](const std::shared_ptr<const denoiser::Company>& company) -> std::vector<Tensor> {
        const auto inner = std::make_shared<tests::Elementwise>();
        const Composed composed =
            Composed(inner, cover, {.windows = windows, .derivatives = derivatives}).sharedBy(company);
        const Tensor mean = composed.mean(x, somewhere);
        const auto batches = static_cast<std::int64_t>(inner->calls);
        const auto linear = composed.linearise(x, somewhere);
        return {mean, linear.mean, linear.vjp(v), linear.vjp(v), at::full({1}, batches, at::kLong)};
    };
    auto alone = results(nullptr);
    const std::int64_t batches = alone.back().item<std::int64_t>();
    alone.pop_back();
    for (const std::size_t processes : {1, 2, 3, 5}) {
        std::int64_t evaluated = 0;
        for (Outcome& one : ofEach(processes, results)) {
            QCOMPARE(one.error, std::string());
            const auto mine = one.tensors.back().item<std::int64_t>();
            const auto size = static_cast<std::int64_t>(processes);
            QVERIFY(mine <= (batches + size - 1) / size);
            evaluated += mine;
            one.tensors.pop_back();
            QVERIFY(same(one.tensors, alone));
        }
        QCOMPARE(evaluated, batches);  // each once
    }
}

void SharedWindows::whatFailsOnOneIsSaidOnAll()
{
    const Windows cover(22, 6, 2);
    const Tensor x = at::ones({1, 22});
    const auto outcomes = ofEach(
        3, [&](const std::shared_ptr<const denoiser::Company>& company) -> std::vector<Tensor> {
            return {Composed(std::make_shared<Broken>(4), cover, {.windows = 1, .company = company})
                        .mean(x, somewhere)};
        });
    for (const Outcome& one : outcomes) {
        QCOMPARE(one.error, std::string("window 4"));
    }
}

void SharedWindows::roundingOfTheOthersHasNoSay()
{
    const Windows cover(22, 6, 2);
    const auto results = [&](const std::shared_ptr<const denoiser::Company>& company) -> std::vector<Tensor> {
        const double away = company ? 1e-6 * static_cast<double>(company->rank()) : 0;
        const Tensor x = at::linspace(1 + away, 2 + away, 22).unsqueeze(0), v = x.sin();
        const auto inner = std::make_shared<tests::Elementwise>();
        const Composed composed(inner, cover, {.windows = 1, .company = company});
        const auto linear = composed.linearise(x, somewhere);
        return {composed.mean(x, somewhere), linear.mean, linear.vjp(v)};
    };
    const auto alone = results(nullptr);
    for (const Outcome& one : ofEach(3, results)) {
        QCOMPARE(one.error, std::string());
        QVERIFY(same(one.tensors, alone));
    }
}

void SharedWindows::guidanceInsideWindowsIsSharedToo()
{
    const Windows cover(18, 6, 3);
    const denoiser::Gaussian inner = tests::gaussian(tests::chainMatrix(6, 0.8));
    const Composed composed(std::make_shared<denoiser::SameWindows>(inner), cover);
    const auto observed = tests::inWindows(tests::observedOf(cover, 3, 5));
    at::manual_seed(6);
    const Tensor x_t = at::randn({2, 18}, at::kDouble), next = x_t + 0.01 * at::randn_like(x_t);
    // two means, so that the second one's solves start from what the windows remember; then what they remember
    const auto results = [&](const std::shared_ptr<const denoiser::Company>& company) {
        const Composed shared = composed.sharedBy(company);
        guidance::WindowGuidance guidance({"mmps", {}});
        std::vector<Tensor> out = {guidance.around(shared, observed, 1)->mean(x_t, somewhere)};
        out.push_back(guidance.around(shared, observed, 1)->mean(next, somewhere));
        const auto memory = guidance.memory();
        out.insert(out.end(), memory.begin(), memory.end());
        return out;
    };
    const auto alone = results(nullptr);
    QVERIFY(alone.size() > 2 + static_cast<std::size_t>(cover.count()));
    for (const std::size_t processes : {1, 2, 3}) {
        for (const Outcome& one : ofEach(processes, results)) {
            QCOMPARE(one.error, std::string());
            QVERIFY(same(one.tensors, alone));
        }
    }
}
