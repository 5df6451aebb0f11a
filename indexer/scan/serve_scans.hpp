// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "indexer/ocr/ocr_engine.hpp"
#include "indexer/worker/job_channel.hpp"

namespace fonds {

/// Greets, then looks at pages one after the other until the other side closes the socket or sends what is no job, or until
/// the limits of this process leave no room for the next: then it says bye.
void serve_scans(JobChannel& channel, OcrEngine& engine);

}  // namespace fonds
