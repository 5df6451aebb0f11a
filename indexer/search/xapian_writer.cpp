// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/search/xapian_writer.hpp"

#include <system_error>

#include <filesystem>
#include <limits>
#include <optional>
#include <utility>

#include <xapian.h>

#include "indexer/search/document_builder.hpp"
#include "indexer/search/index_terms.hpp"
#include "indexer/search/xapian_errors.hpp"
#include "schema/core/file_ops.hpp"

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

    /// The error of an earlier call that spoilt the rest.
    Result<void> failure() const
    {
        if (failure_) return *failure_;
        return {};
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
        return error(ErrorKind::internal, say("The index has no room for record {}", "索引无法容纳记录 {}", {number}))
            .at(folder_);
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

/// fsync of all files of a folder, and of the folder.
Result<void> sync_files(const std::string& folder)
{
    FileOps& files = posix_file_ops();
    std::error_code problem;
    for (std::filesystem::directory_iterator at(folder, problem), end; !problem && at != end; at.increment(problem)) {
        const std::string path = at->path().string();
        TRY_ASSIGN(const Fd file, files.open_read(path));
        TRY(files.sync(file, path));
    }
    if (problem) return system_error(problem.value(), "Cannot read the folder", "无法读取目录", folder);
    return files.sync_directory(folder);
}

/// Built in a rough database beside its folder, written only when memory is full; B-trees that grew by many small commits
/// are twice the size.
class XapianRebuild final : public Rebuild, public std::enable_shared_from_this<XapianRebuild> {
public:
    XapianRebuild(std::string folder, std::string rough, Xapian::WritableDatabase database)
        : folder_(std::move(folder)), rough_(std::move(rough)),
          writer_(std::make_unique<XapianWriter>(rough_, std::move(database)))
    {
    }

    std::unique_ptr<IndexWriter> writer() override { return std::make_unique<Handle>(shared_from_this()); }

    Result<void> finish() override
    {
        TRY(writer_->commit());
        writer_.reset();
        TRY(compact_generation(rough_, folder_));
        std::error_code ignored;  // the next rebuild sweeps it
        std::filesystem::remove_all(rough_, ignored);
        return {};
    }

    const std::string& folder() const override { return folder_; }

private:
    /// What the caller holds. Its commits need not reach the disk: nothing is read from here before finish().
    class Handle final : public IndexWriter {
    public:
        explicit Handle(std::shared_ptr<XapianRebuild> rebuild) : rebuild_(std::move(rebuild)) {}
        Result<void> put(const IndexDocument& document) override
        {
            return with_writer([&](XapianWriter& writer) { return writer.put(document); });
        }
        Result<void> remove(RecordId record) override
        {
            return with_writer([&](XapianWriter& writer) { return writer.remove(record); });
        }
        Result<void> commit() override
        {
            return with_writer([](XapianWriter& writer) { return writer.failure(); });
        }

    private:
        template <class Work>
        Result<void> with_writer(Work work)
        {
            if (rebuild_->writer_) return work(*rebuild_->writer_);
            return error(ErrorKind::internal, say("This rebuild is finished", "本次重建已结束")).at(rebuild_->folder_);
        }

        std::shared_ptr<XapianRebuild> rebuild_;
    };

    std::string folder_;
    std::string rough_;
    std::unique_ptr<XapianWriter> writer_;
};

}  // namespace

Result<std::unique_ptr<IndexWriter>> open_writer(const std::string& folder)
{
    return guarded(folder, [&]() -> Result<std::unique_ptr<IndexWriter>> {
        Xapian::WritableDatabase database(folder, Xapian::DB_OPEN);
        return std::unique_ptr<IndexWriter>(std::make_unique<XapianWriter>(folder, std::move(database)));
    });
}

Result<std::shared_ptr<Rebuild>> begin_generation(std::string folder, const std::string& archive_id)
{
    return guarded(folder, [&]() -> Result<std::shared_ptr<Rebuild>> {
        const std::string rough = folder + ".rough";
        Xapian::WritableDatabase database(rough, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
        database.set_metadata(std::string(archive_key), archive_id);
        database.set_metadata(std::string(version_key), index_version());
        database.commit();
        return std::shared_ptr<Rebuild>(std::make_shared<XapianRebuild>(std::move(folder), rough, std::move(database)));
    });
}

Result<void> compact_generation(const std::string& from, const std::string& to)
{
    TRY(guarded(to, [&]() -> Result<void> {
        Xapian::Database(from).compact(to, Xapian::DBCOMPACT_NO_RENUMBER);
        return {};
    }));
    return sync_files(to);
}

}  // namespace fonds
