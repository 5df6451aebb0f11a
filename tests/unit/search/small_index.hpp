// SPDX-License-Identifier: GPL-3.0-or-later
// A real index of a few records, for tests.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "indexer/search/search_index.hpp"
#include "tests/support/temporary_directory.hpp"

namespace fonds::test {

/// One record with one text a page.
struct SmallDocument {
    std::int64_t id = 0;
    RecordMetadata metadata;
    std::vector<std::string> pages;
    std::vector<std::string> attachment;  ///< pages of an attachment; none when empty
    std::string code;                     ///< empty: made from the id
    TextState state = TextState::done;
    std::int64_t revision = 1;
    int year = 2024;
    std::string kind = "pdf";
    std::string party_aliases;  ///< one a line
};

[[nodiscard]] SmallDocument with_text(std::int64_t id, std::vector<std::string> pages);
[[nodiscard]] SmallDocument with_title(std::int64_t id, std::string title);

/// Keeps the record and texts that an IndexDocument points to.
class Filed {
public:
    explicit Filed(const SmallDocument& document);
    [[nodiscard]] IndexDocument view() const;

private:
    Record record_;
    std::deque<DocumentText> texts_;
    int year_;
    std::string kind_;
    std::string party_aliases_;
};

class SmallIndex {
public:
    explicit SmallIndex(const std::vector<SmallDocument>& documents = {});

    void put(const SmallDocument& document);
    void remove(std::int64_t id);
    void rebuild(const std::vector<SmallDocument>& documents);

    [[nodiscard]] IndexResult search(const std::string& query, SearchRequest request = {});
    /// The hits' ids in their order.
    [[nodiscard]] std::vector<std::int64_t> ids(const std::string& query, SearchRequest request = {});
    /// The same, ascending.
    [[nodiscard]] std::vector<std::int64_t> set(const std::string& query);
    [[nodiscard]] std::vector<std::int32_t> pages(const std::string& query);  ///< of the first hit

    [[nodiscard]] std::string folder() const { return directory_ / "index"; }
    [[nodiscard]] SearchIndex& index() { return *index_; }

    static constexpr const char* archive_id = "0123456789abcdef0123456789abcdef";

private:
    TemporaryDirectory directory_;
    std::unique_ptr<SearchIndex> index_;
};

}  // namespace fonds::test
