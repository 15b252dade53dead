#include "core/schedule/schedule.h"

#include "core/base/pick.h"

namespace core::schedule {

double Schedule::timeOf(double u) const
{
    double low = 0;
    double high = 1;
    if (u <= at(low).u()) {
        return low;
    }
    if (u >= at(high).u()) {
        return high;
    }
    for (double middle = 0.5; low < middle && middle < high; middle = (low + high) / 2) {
        (at(middle).u() < u ? low : high) = middle;
    }
    return u - at(low).u() < at(high).u() - u ? low : high;
}

std::unique_ptr<Schedule> make(const Selection& selection)
{
    return base::make(entries(), selection, "schedule");
}

}  // namespace core::schedule
