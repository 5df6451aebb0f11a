// SPDX-License-Identifier: GPL-3.0-or-later
// Where a reader puts what it finds while it reads, so that what was found outlives its death.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "schema/model/page_text.hpp"

namespace fonds {

class PageSink {
public:
    using Properties = std::vector<std::pair<std::string, std::string>>;

    virtual ~PageSink() = default;
    /// Once, before the first page. `page_count` is what the document claims.
    virtual void properties(std::int32_t page_count, const Properties& values) = 0;
    /// Pages in order, without gaps. False: the limit of text is reached, and part of this page may have been left out.
    virtual bool page(PageText page) = 0;
};

/// How a document that went through a sink ended.
struct ReadingEnd {
    TextState state = TextState::done;  ///< done even when pages need OCR: the sink has seen them
    std::int32_t page_count = 0;
    std::string note;
    bool out_of_memory = false;  ///< poppler leaks what it holds then: the process should end
};

/// Is it time to stop by ourselves, before we are killed?
using LateCheck = std::function<bool()>;

}  // namespace fonds
