// SPDX-License-Identifier: GPL-3.0-or-later
// From media type to reader.
#pragma once

#include <string>
#include <string_view>

#include "indexer/worker/page_sink.hpp"
#include "indexer/worker/reader.hpp"

namespace fonds {

struct ReadingRequest {
    std::string media_type;
    std::string password;
    ReadLimits limits;
    bool words = false;
    LateCheck late;
};

/// Reads a document of any type into the sink; types without a reader are `none`. Does not throw what a library throws.
[[nodiscard]] ReadingEnd read_document(std::string_view bytes, const ReadingRequest& request, PageSink& sink);

/// Has every library load what it loads only once, before the sandbox closes the file system.
void prepare_readers();

}  // namespace fonds
