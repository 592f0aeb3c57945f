// All blocks of a launch, on several processor threads.
#pragma once

#include <string>

#include "block.h"

namespace firenet_host {
// Runs a launch to its end; what was wrong, or an empty text.
std::string run_grid(const Launch &launch, int workers);
}  // namespace firenet_host
