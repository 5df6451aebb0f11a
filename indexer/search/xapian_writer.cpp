// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/xapian_writer.hpp"

#include <xapian.h>

#include <limits>
#include <optional>
#include <utility>

#include "indexer/search/document_builder.hpp"
#include "indexer/search/index_terms.hpp"
#include "indexer/search/xapian_errors.hpp"

namespace fonds {

namespace {

/// Postings waiting in memory are written at this size. The library alone would count documents, whatever their size.
constexpr std::size_t most_pending = std::size_t{64} << 20;

/// Works inside a transaction of the library, whose databases would otherwise commit when destroyed.
class XapianWriter final : public IndexWriter {
public:
    XapianWriter(std::string folder, Xapian::WritableDatabase database)
        : folder_(std::move(folder)), database_(std::move(database))
    {
        database_.begin_transaction();
    }

    ~XapianWriter() override
    {
        try {
            if (!failure_) database_.cancel_transaction();
        } catch (const Xapian::Error&) {
            // Nothing that was promised is lost.
        }
    }

    Result<void> put(const IndexDocument& document) override
    {
        return change([&]() -> Result<void> {
            TRY_ASSIGN(const auto number, number_of_document(document.record->id));
            database_.replace_document(number, builder_.build(document));
            pending_ += builder_.weight();
            if (pending_ >= most_pending) write();
            return {};
        });
    }

    Result<void> remove(RecordId record) override
    {
        return change([&]() -> Result<void> {
            TRY_ASSIGN(const auto number, number_of_document(record));
            try {
                database_.delete_document(number);
            } catch (const Xapian::DocNotFoundError&) {
                // It is not there, as wished.
            }
            return {};
        });
    }

    Result<void> commit() override
    {
        return change([&]() -> Result<void> {
            write();
            return {};
        });
    }

private:
    void write()
    {
        database_.commit_transaction();
        database_.begin_transaction();
        pending_ = 0;
    }

    Result<Xapian::docid> number_of_document(RecordId record) const
    {
        const std::int64_t number = raw(record);
        if (number > 0 && number <= std::numeric_limits<Xapian::docid>::max()) return static_cast<Xapian::docid>(number);
        return error(ErrorKind::internal, say("The index has no room for record {}", "索引无法容纳记录 {}", {number})).at(folder_);
    }

    /// When the library fails it drops everything not yet committed: all later work must fail too, lest a commit claims it.
    template <class Work>
    Result<void> change(Work work)
    {
        if (failure_) return *failure_;
        bool thrown = true;
        auto result = guarded(folder_, [&] {
            auto done = work();
            thrown = false;
            return done;
        });
        if (thrown) failure_ = result.error();
        return result;
    }

    std::string folder_;
    Xapian::WritableDatabase database_;
    DocumentBuilder builder_;
    std::size_t pending_ = 0;
    std::optional<Error> failure_;
};

}  // namespace

Result<std::unique_ptr<IndexWriter>> open_writer(std::string folder, const std::string& archive_id, WriterStart start)
{
    return guarded(folder, [&]() -> Result<std::unique_ptr<IndexWriter>> {
        const int flags = start == WriterStart::empty ? Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS : Xapian::DB_OPEN;
        Xapian::WritableDatabase database(folder, flags);
        if (start == WriterStart::empty) {
            database.set_metadata(std::string(archive_key), archive_id);
            database.set_metadata(std::string(version_key), index_version());
            database.commit();
        }
        return std::unique_ptr<IndexWriter>(std::make_unique<XapianWriter>(folder, std::move(database)));
    });
}

}  // namespace fonds
