// SPDX-License-Identifier: GPL-3.0-or-later
// Where the index library's exceptions end.
#pragma once

#include <exception>
#include <string>
#include <type_traits>

#include <xapian.h>

#include "schema/core/result.hpp"

namespace fonds {

enum class IndexUse { reading, writing };

/// What cannot be read has to be built again; what cannot be written may only lack space.
[[nodiscard]] Error index_error(const Xapian::Error& error, const std::string& folder, IndexUse use);
[[nodiscard]] Error rebuild_needed(Text what, const std::string& folder);

/// The result of `work`, which may throw what the library throws; `folder` is named in the error.
template <class Work>
auto guarded(const std::string& folder, Work work, IndexUse use = IndexUse::writing) -> std::invoke_result_t<Work>
{
    try {
        return work();
    } catch (const Xapian::Error& thrown) {
        return index_error(thrown, folder, use);
    } catch (const std::exception& thrown) {
        return error(ErrorKind::internal, say("The index failed: {}", "索引出错:{}", {thrown.what()})).at(folder);
    }
}

/// Runs `work` on the state that `refresh` brings, again when a writer pulls that away meanwhile: after two commits a
/// reader's state is gone. A hundred times in a row is not bad luck; then the library's exception goes on.
template <class Refresh, class Work>
auto on_newest_state(Refresh refresh, Work work) -> std::invoke_result_t<Work>
{
    constexpr int most_retries = 100;
    for (int attempt = 0;; ++attempt) {
        TRY(refresh());
        try {
            return work();
        } catch (const Xapian::DatabaseModifiedError&) {
            if (attempt == most_retries) throw;
        }
    }
}

}  // namespace fonds
