#include "core/guidance/guidance.h"
