#include "core/api/session.h"

namespace core {

Request demonstrationRequest()
{
    return parseRequest(R"({
  "prior": "spectral",
  "task": {"kind": "reanalysis"},
  "window": {"start": "2020-01-01T00:00:00Z", "step": "PT6H", "length": 6},
  "observations": [{"network": "radiosondes", "of": "demonstration", "count": 110, "seed": 3, "holdOut": 0.1,
                    "variables": ["air_temperature"]}],
  "truth": "demonstration",
  "ensemble": {"members": 8, "seed": 42}
})");
}

}  // namespace core
