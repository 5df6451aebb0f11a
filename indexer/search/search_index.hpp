// SPDX-License-Identifier: GPL-3.0-or-later
// Full-text search. The index is derived: it holds no facts and can always be built again (docs/formats/index.md).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/result.hpp"
#include "schema/model/page_text.hpp"
#include "schema/model/record.hpp"
#include "schema/model/requests.hpp"
#include "schema/model/search.hpp"

namespace fonds {

/// One record as the index sees it.
struct IndexDocument {
    const Record* record = nullptr;
    int year = 0;                            ///< of the document, else of filing
    std::string kind;                        ///< of the original: kind_of_media
    std::string party_aliases;               ///< one a line
    std::vector<const DocumentText*> texts;  ///< one a component, in their order; null: it has none
};

/// What a search needs beyond the query's words.
struct IndexHit {
    RecordId record{};
    double score = 0;
    std::vector<std::int32_t> pages;  ///< of the original; from 1, ascending, at most 50
};

struct IndexResult {
    std::int64_t total = 0;  ///< exact
    std::vector<IndexHit> hits;
    Facets facets;
};

/// A parsed and checked query. Copies are cheap.
class Query {
public:
    /// The query language of docs/formats/query.md. A mistake is ErrorKind::usage; `where` then holds the query and, on a
    /// second line, a caret under the place. Never crashes, whatever the bytes; at most 10,000 bytes and 64 nested
    /// parentheses.
    [[nodiscard]] static Result<Query> parse(std::string_view text);

    Query();
    ~Query();
    Query(const Query&);
    Query& operator=(const Query&);
    Query(Query&&) noexcept;
    Query& operator=(Query&&) noexcept;

    [[nodiscard]] bool empty() const;  ///< matches everything
    /// Free words of the query (not in fields), as written; for relaxation.
    [[nodiscard]] std::vector<std::string> words() const;
    /// The query without that word; and with it replaced.
    [[nodiscard]] Query without(std::string_view word) const;
    [[nodiscard]] Query replacing(std::string_view word, std::string_view by) const;
    [[nodiscard]] std::string text() const;  ///< as query language

    struct Node;
    [[nodiscard]] const Node& root() const;

private:
    std::shared_ptr<const Node> root_;
};

/// One reader; one thread at a time. A commit by a writer never disturbs it: it goes on with a newer state of the index.
class IndexReader {
public:
    virtual ~IndexReader() = default;
    [[nodiscard]] virtual Result<IndexResult> search(const Query& query, const SearchRequest& request) = 0;
    /// All records that match, by id.
    [[nodiscard]] virtual Result<std::vector<RecordId>> matching(const Query& query) = 0;
    /// A Latin word of the index within a small edit distance of `word`, the most frequent one; nothing if none.
    [[nodiscard]] virtual Result<std::optional<std::string>> correction(std::string_view word) = 0;
    [[nodiscard]] virtual Result<std::int64_t> documents() = 0;
    /// The revision under which the record is indexed; nothing when it is not.
    [[nodiscard]] virtual Result<std::optional<std::int64_t>> revision_of(RecordId record) = 0;
};

/// One writer at a time, guarded by the caller's index lock. Nothing is durable before commit.
class IndexWriter {
public:
    virtual ~IndexWriter() = default;
    [[nodiscard]] virtual Result<void> put(const IndexDocument& document) = 0;
    [[nodiscard]] virtual Result<void> remove(RecordId record) = 0;
    [[nodiscard]] virtual Result<void> commit() = 0;
};

enum class IndexState { good, missing, foreign, outdated, damaged };

/// The index of one archive, below one directory that holds generations; `current` names the one in use, so that a rebuild
/// swaps atomically and readers are never blocked.
class SearchIndex {
public:
    virtual ~SearchIndex() = default;
    [[nodiscard]] virtual IndexState state() = 0;
    /// ErrorKind::unavailable, with the hint to run `fonds reindex`, unless state() is good.
    [[nodiscard]] virtual Result<std::unique_ptr<IndexReader>> reader() = 0;
    /// Is everything there that a search may need? Quick reads some entries from the first to the last; full reads every
    /// block. ErrorKind::unavailable, with the hint to run `fonds reindex`, when it is not; ErrorKind::locked when writers
    /// changed it again and again meanwhile.
    [[nodiscard]] virtual Result<void> verify(Depth depth) = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<IndexWriter>> writer() = 0;
    /// A writer on an empty next generation; `adopt` (after its commit and destruction) makes that the current one and
    /// removes the others. Nothing of it is durable before; not adopted, it is swept by the next rebuild.
    [[nodiscard]] virtual Result<std::unique_ptr<IndexWriter>> begin_rebuild() = 0;
    [[nodiscard]] virtual Result<void> adopt() = 0;
    /// Writes what is there into a new generation and removes the old one: nothing of removed entries is left on the disk.
    /// Guarded by the index lock, as a writer is.
    [[nodiscard]] virtual Result<void> purge() = 0;
};

/// `archive_id` is ArchiveIdentity::id: an index of another archive is IndexState::foreign.
[[nodiscard]] std::unique_ptr<SearchIndex> make_xapian_index(std::string folder, std::string archive_id);

/// The part of `page` around the densest matches of the query, at most `width` characters (Han count one), highlighted,
/// white space collapsed; the beginning of the page when nothing matches.
[[nodiscard]] std::vector<SnippetPart> make_snippet(const Query& query, std::string_view page, std::size_t width);

}  // namespace fonds
