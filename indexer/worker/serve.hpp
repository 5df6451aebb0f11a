// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "indexer/worker/job_channel.hpp"

namespace fonds {

/// Greets, then reads documents one after the other until the other side closes the socket or sends what is no job, or
/// until a document has used up the memory: then the worker says so, and what waits goes to another one.
void serve(JobChannel& channel);

}  // namespace fonds
