#include "core/api/error.h"
#include "core/api/session.h"
#include "core/api/verbs.h"
#include "core/data/land.h"
#include "core/earth/model/world.h"
#include "core/run/verbs/table.h"

namespace core {

Answer spinUp(int days, const std::string& output, const Watch& watch)
{
    constexpr int rows = 64, columns = 128;
    checkOutput(output);
    const auto shores = coastlines();
    if (shores.empty()) {
        throw Error(Cause::badInput, "The land cannot be made: there are no coastlines.",
                    "Install gmt-gshhg-low.");
    }
    const earth::model::LandShare land{rows, columns, data::landShare(shores, rows, columns)};
    const earth::model::World world = earth::model::spunUp(
        land, {.days = days}, [&](double share) { watch("Spinning up", share); });
    earth::model::writeWorld(output, world);
    return {.text = world.about + " are in " + output + "\n",
            .json = run::pretty({{"file", output}, {"about", world.about}, {"days", world.days}})};
}

}  // namespace core
