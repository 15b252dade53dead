#include "../base/units.h"
