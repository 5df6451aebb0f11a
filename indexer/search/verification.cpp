// SPDX-License-Identifier: GPL-3.0-or-later
// Can the tables of the index be read? The library opens a database whose tables were cut off and notices nothing before it
// needs a block that is gone.
#include "indexer/search/verification.hpp"

#include "indexer/search/document_data.hpp"
#include "indexer/search/xapian_errors.hpp"

namespace fonds {

namespace {

/// Documents of a quick look, from the first to the last: their entries lie all over the tables.
constexpr Xapian::docid sampled = 32;
/// A check that a writer spoils is done again so often.
constexpr int most_attempts = 5;

Result<void> damaged(const std::string& reason, const std::string& folder)
{
    return rebuild_needed(say("The index is damaged: {}", "索引已损坏:{}", {reason}), folder);
}

/// Its data, one of its terms (`part` of `parts` on the way to the last), and the term's entry and positions in it.
Result<void> look_at(const OpenGeneration& index, Xapian::docid id, Xapian::docid part, Xapian::docid parts)
{
    const Xapian::Document document = index.database.get_document(id);
    if (!decode_document_data(document.get_data())) return damaged("document data", index.folder);
    const auto terms = document.termlist_count();
    if (terms == 0) return damaged("terms of a document", index.folder);
    auto term = index.database.termlist_begin(id);
    for (auto left = std::uint64_t{terms - 1} * part / parts; left > 0; --left) ++term;
    auto entry = index.database.postlist_begin(*term);
    entry.skip_to(id);
    if (entry == index.database.postlist_end(*term) || *entry != id) return damaged("documents of a term", index.folder);
    (void)index.database.positionlist_begin(id, *term);
    return {};
}

Result<void> look_at_some(const OpenGeneration& index)
{
    if (index.database.get_doccount() == 0) return {};
    // A table that was deleted is an empty one to the library; but every record has words with positions.
    if (!index.database.has_positions()) return damaged("position.glass", index.folder);
    const std::uint64_t last = index.database.get_lastdocid();
    for (Xapian::docid part = 0; part < sampled; ++part) {
        auto at = index.database.postlist_begin({});
        at.skip_to(static_cast<Xapian::docid>(1 + (last - 1) * part / (sampled - 1)));
        if (at == index.database.postlist_end({})) continue;
        TRY(look_at(index, *at, part, sampled));
    }
    return {};
}

Result<void> look_at_all(const OpenGeneration& index)
{
    const std::size_t errors = Xapian::Database::check(index.folder);
    if (errors == 0) return {};
    return damaged(std::to_string(errors) + " × check", index.folder);
}

}  // namespace

Result<void> verify_index(const Generations& generations, Depth depth)
{
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        TRY_ASSIGN(auto index, generations.require());
        const auto revision = index.database.get_revision();
        const bool written_before = index.database.locked();
        const auto verified = guarded(
            index.folder,
            [&]() -> Result<void> {
                TRY(look_at_some(index));
                return depth == Depth::full ? look_at_all(index) : Result<void>();
            },
            IndexUse::reading);
        if (verified.ok()) return {};
        // After a commit or in another generation blocks have been used again, and a writer's list of free blocks runs ahead
        // of its commit: what looks like damage may be news.
        TRY_ASSIGN(const auto now, generations.require());
        const bool moved = now.folder != index.folder || now.database.get_revision() != revision;
        if (moved || written_before || now.database.locked()) continue;
        // Nothing is wrong with a question that any sound index answers.
        if (verified.error().kind == ErrorKind::internal) return damaged(verified.error().what.en, index.folder);
        return verified;
    }
    return error(ErrorKind::locked, say("The index changes faster than it can be verified", "索引变化过快,无法校验"))
        .with_hint(say("Try again in a moment.", "请稍后重试。"))
        .at(generations.folder());
}

}  // namespace fonds
