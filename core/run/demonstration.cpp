#include "core/api/session.h"

namespace core {

Request demonstrationRequest()
{
    return parseRequest(R"({
  "prior": "spectral",
  "task": {"kind": "reanalysis"},
  "window": {"start": "2020-01-01T00:00:00Z", "step": "PT6H", "length": 12},
  "observations": [{"network": "radiosondes", "of": "demonstration", "variables": ["air_temperature"], "count": 30, "seed": 3,
                    "holdOut": 0.1}],
  "truth": "demonstration",
  "ensemble": {"members": 4, "seed": 42}
})");
}

}  // namespace core
