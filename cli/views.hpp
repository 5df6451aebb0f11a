// SPDX-License-Identifier: GPL-3.0-or-later
// Records and other answers as JSON (docs/formats/json.md) and as text.
#pragma once

#include <optional>
#include <string>

#include "archive/archive.hpp"
#include "cli/output.hpp"
#include "schema/core/json.hpp"

namespace fonds::cli {

[[nodiscard]] Json json_of(const Record& record);
[[nodiscard]] Json json_of(const Category& category);
[[nodiscard]] Json json_of(const Folder& folder);
[[nodiscard]] Json json_of(const Party& party);
[[nodiscard]] Json json_of(const FieldChange& change);
[[nodiscard]] Json json_of(const Error& error, Language language);
/// Sets `name` to the text; when it is not UTF-8, also `name`_bytes to its bytes in hexadecimal.
void set_bytes(Json& object, const char* name, const std::string& bytes);

/// Snippet in HTML: escaped, matches in <mark>…</mark>.
[[nodiscard]] std::string html_of(const std::vector<SnippetPart>& snippet);

/// The exit code of a change that is made; says when and why searches do not see it yet.
[[nodiscard]] int tell_searchable(Output& output, const std::optional<Error>& why_not);
/// What the archive knows of a record besides what was said of it; empty: nothing.
struct RecordAsides {
    std::string grade_meaning;
    std::string place;                    ///< of its paper
    std::string kept;                     ///< until when
    std::string holds;                    ///< numbers of those it is on
    std::vector<std::string> lost_pages;  ///< on loans, one each
    bool gone = false;                    ///< a tombstone: files it had are not here any more
};
void print_record(Output& output, const Record& record, const RecordAsides& asides);
/// Why an encrypted file gave no text.
[[nodiscard]] Error no_key(const std::string& note, bool password_given);
/// After a part of a list: which part it was, and how to go on.
void tell_rest(Output& output, std::size_t offset, std::size_t shown, std::int64_t total);
void print_records(Output& output, const std::vector<Record>& records);
/// 12.3 MB
[[nodiscard]] std::string size_text(std::uint64_t bytes);
[[nodiscard]] Text text_of(TextState state);

}  // namespace fonds::cli
