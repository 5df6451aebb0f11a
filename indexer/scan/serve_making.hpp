// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "indexer/worker/job_channel.hpp"

namespace fonds {

/// Greets, then makes documents one after the other until the other side closes the socket or sends what is no job, or until
/// the limits of this process leave no room for the next: then it says bye.
void serve_making(JobChannel& channel);

}  // namespace fonds
