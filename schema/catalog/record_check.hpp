// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog/catalog_state.hpp"

namespace fonds {

/// The metadata as they will be stored: texts cleaned, tags sorted and unique, no currency without an amount. What cannot be
/// stored is ErrorKind::usage. Folder and party are not looked up.
[[nodiscard]] Result<RecordMetadata> checked_metadata(RecordMetadata metadata);

/// What people say now, apart from what the record said before (null: it is new): ErrorKind::usage where its pages
/// contradict each other, or its date is of a year in which no paper was written that is kept here.
[[nodiscard]] Result<void> check_plausible(const RecordMetadata& said, const RecordMetadata* before);

/// 页号 are those of a folder: ErrorKind::usage where a record in none has any.
[[nodiscard]] Result<void> check_range_has_folder(const RecordMetadata& metadata);

/// ErrorKind::refused for what is left of a record: nothing of it changes any more.
[[nodiscard]] Result<void> refuse_tombstone(CatalogState& state, RecordId record, const ReferenceCode& code);

/// Tags as they were spelt first, anywhere: width and case do not make another tag. Sorted, without doubles.
[[nodiscard]] Result<void> spell_tags(CatalogState& state, std::vector<std::string>& tags);

/// Gives the record these tags and no others; within write().
[[nodiscard]] Result<void> store_tags(CatalogState& state, RecordId record, const std::vector<std::string>& before,
                                      const std::vector<std::string>& after);

/// In one text, as the log and the history have them: parted by commas, in quotation marks where a tag has one of these.
[[nodiscard]] std::string joined_tags(const std::vector<std::string>& tags);

}  // namespace fonds
