#include "core/api/session.h"
#include "core/base/calendar.h"
#include "tests/suite.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <thread>

namespace {

using namespace core;

/// The simulated atmosphere as a window watches it.
class TestLiveModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itGoesOnWhileItIsShownAndRestsOtherwise()
    {
        std::mutex mutex;
        std::optional<Opened> opened;
        std::atomic<bool> failed = false;
        Session session({.frameReady = [] {},
                         .event =
                             [&](const Event& event) {
                                 const std::lock_guard lock(mutex);
                                 if (const auto* file = std::get_if<Opened>(&event)) {
                                     opened = *file;
                                 }
                                 failed = failed || std::holds_alternative<Failed>(event);
                             }},
                        {});
        session.open(liveModel);
        constexpr int patience = 600000;  // ms, of a machine that does much else
        QTRY_VERIFY_WITH_TIMEOUT((std::lock_guard(mutex), opened.has_value()), patience);
        QCOMPARE(opened->variables.size(), std::size_t(14));

        View view{.variable = 7, .quantity = Quantity::data, .dataset = liveModel};  // temperature at 500 hPa
        session.show(view);
        const Frame first = next(session, 0);
        QCOMPARE(first.field.name, std::string("air_temperature"));
        QCOMPARE(first.field.values.size(), first.field.grid->lat.size() * first.field.grid->lon.size());
        const auto [low, high] = std::minmax_element(first.field.values.begin(), first.field.values.end());
        QVERIFY(*low > 200 && *high < 300 && *high - *low > 20);

        const Frame later = next(session, timeOf(first) + 3 * hour);
        QVERIFY(!std::equal(first.field.values.begin(), first.field.values.end(), later.field.values.begin()));
        QCOMPARE(later.field.low, first.field.low);  // colours keep their meaning

        // something else is shown: the model waits with the state that comes next
        session.show({});
        std::this_thread::sleep_for(std::chrono::milliseconds(600));
        static_cast<void>(session.takeFrame());
        session.show(view);
        QVERIFY(timeOf(next(session, 0)) <= timeOf(later) + 4 * hour);

        view.variable = 99;
        session.show(view);
        QTRY_VERIFY_WITH_TIMEOUT(failed, patience);
    }

private:
    static constexpr std::int64_t hour = 3600;
    static std::int64_t timeOf(const Frame& frame) { return base::secondsFromIso(frame.field.time); }
    /// The first frame that is not earlier than `from`, seconds since 1970; an empty one where none comes
    static Frame next(Session& session, std::int64_t from)
    {
        constexpr int tries = 6000;
        for (int i = 0; i < tries; ++i) {
            const auto frame = session.takeFrame();
            if (frame && timeOf(*frame) >= from) {
                return *frame;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return {};
    }
};

}  // namespace

int main(int argc, char** argv)
{
    TestLiveModel live;
    return tests::runAll(argc, argv, {&live});
}

#include "live_model.moc"
