#include "app/cli/console.h"

namespace cli {

void addDevices(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("devices", "what the engine can run on, and why not on the rest");
    verb->callback([&console] { console.print(core::deviceList()); });
}

}  // namespace cli
