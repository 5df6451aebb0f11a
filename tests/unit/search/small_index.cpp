// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/search/small_index.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

namespace fonds::test {

namespace {

DocumentText text_of(const std::vector<std::string>& pages)
{
    DocumentText text;
    for (const auto& page : pages) text.pages.push_back({page, 595, 842, TextLayer::trusted, {}});
    text.page_count = static_cast<std::int32_t>(pages.size());
    return text;
}

std::string four_digits(std::int64_t number)
{
    const std::string digits = std::to_string(number);
    return std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

}  // namespace

SmallDocument with_text(std::int64_t id, std::vector<std::string> pages)
{
    SmallDocument document;
    document.id = id;
    document.pages = std::move(pages);
    return document;
}

SmallDocument with_title(std::int64_t id, std::string title)
{
    SmallDocument document;
    document.id = id;
    document.metadata.title = std::move(title);
    return document;
}

Filed::Filed(const SmallDocument& document)
    : year_(document.year), kind_(document.kind), party_aliases_(document.party_aliases)
{
    record_.id = RecordId{document.id};
    record_.code =
        *ReferenceCode::parse(document.code.empty() ? "Q001-XX·1999-Y-" + four_digits(document.id) : document.code);
    record_.metadata = document.metadata;
    record_.revision = document.revision;
    Component original;
    original.text = document.state;
    record_.components.push_back(original);
    texts_.push_back(text_of(document.pages));
    if (document.attachment.empty()) return;
    Component attachment;
    attachment.role = ComponentRole::attachment;
    attachment.text = TextState::done;
    record_.components.push_back(attachment);
    texts_.push_back(text_of(document.attachment));
}

IndexDocument Filed::view() const
{
    IndexDocument view;
    view.record = &record_;
    view.year = year_;
    view.kind = kind_;
    view.party_aliases = party_aliases_;
    for (const auto& text : texts_) view.texts.push_back(text.pages.empty() ? nullptr : &text);
    return view;
}

SmallIndex::SmallIndex(const std::vector<SmallDocument>& documents) : index_(make_xapian_index(folder(), archive_id))
{
    rebuild(documents);
}

void SmallIndex::rebuild(const std::vector<SmallDocument>& documents)
{
    {
        auto writer = index_->begin_rebuild();
        REQUIRE(writer.ok());
        for (const auto& document : documents) REQUIRE((*writer)->put(Filed(document).view()).ok());
        REQUIRE((*writer)->commit().ok());
    }
    REQUIRE(index_->adopt().ok());
}

void SmallIndex::put(const SmallDocument& document)
{
    auto writer = index_->writer();
    REQUIRE(writer.ok());
    REQUIRE((*writer)->put(Filed(document).view()).ok());
    REQUIRE((*writer)->commit().ok());
}

void SmallIndex::remove(std::int64_t id)
{
    auto writer = index_->writer();
    REQUIRE(writer.ok());
    REQUIRE((*writer)->remove(RecordId{id}).ok());
    REQUIRE((*writer)->commit().ok());
}

IndexResult SmallIndex::search(const std::string& query, SearchRequest request)
{
    INFO(query);
    auto reader = index_->reader();
    REQUIRE(reader.ok());
    const auto parsed = Query::parse(query);
    REQUIRE(parsed.ok());
    auto result = (*reader)->search(*parsed, request);
    REQUIRE(result.ok());
    return std::move(*result);
}

std::vector<std::int64_t> SmallIndex::ids(const std::string& query, SearchRequest request)
{
    std::vector<std::int64_t> ids;
    for (const auto& hit : search(query, request).hits) ids.push_back(raw(hit.record));
    return ids;
}

std::vector<std::int64_t> SmallIndex::set(const std::string& query)
{
    SearchRequest request;
    request.limit = 1000;
    auto found = ids(query, request);
    std::ranges::sort(found);
    return found;
}

std::vector<std::int32_t> SmallIndex::pages(const std::string& query)
{
    const auto result = search(query);
    REQUIRE_FALSE(result.hits.empty());
    return result.hits.front().pages;
}

}  // namespace fonds::test
