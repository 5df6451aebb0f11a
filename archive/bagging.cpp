// SPDX-License-Identifier: GPL-3.0-or-later
// A whole archive goes out as a BagIt bag (RFC 8493) that is read back before it gets its name.
#include "archive/bagging.hpp"

#include <set>

#include "archive/bag_metadata.hpp"
#include "archive/bagged_record.hpp"
#include "archive/log_book.hpp"
#include "archive/place_outside.hpp"

namespace fonds {

namespace {

constexpr std::string_view marker = "fonds-export.part";
constexpr std::string_view list_name = "metadata/records.json";

constexpr std::string_view readme =
    R"(本目录是一个档案全宗的完整副本(BagIt 包,RFC 8493),由 Fonds 写出。不需要 Fonds 即可阅读和校验。
  校验:  sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt
  原文:  data/档号/序号.扩展名;metadata/records.json 列出每个文件属于哪件档案、原文件名与 SHA-256
  目录:  metadata/*.csv(UTF-8,逗号分隔)可用任何表格软件打开:
         records 档案、categories 门类、folders 案卷、parties 往来单位、locations 库位、papers 存放、
         loans 借阅、rules 保管期限规则
  其他:  metadata/numbers.json 预留、作废与已销毁的档号;metadata/retention.json 规则的适用、事件与冻结;
         metadata/audit-log.jsonl 审计日志
  导入:  fonds import archive 本目录

This folder is a whole fonds, as a BagIt bag (RFC 8493), written by Fonds. No program of ours is needed to read it.
  verify:    sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt
  documents: data/REFERENCE CODE/NUMBER.EXTENSION; metadata/records.json tells of each file which record it belongs to,
             its own name and its SHA-256
  tables:    metadata/*.csv (UTF-8, commas), for any spreadsheet or database
  besides:   metadata/numbers.json: numbers that are reserved, void, or those of records that are no more;
             metadata/retention.json: what rules cover, events, holds; metadata/audit-log.jsonl: the audit log
  take in:   fonds import archive THIS-FOLDER
)";

Error broke_off()
{
    return error(ErrorKind::interrupted, say("Stopped", "已中断"))
        .with_hint(say("The same command goes on where it was.", "再次执行同一命令即可继续。"));
}

class ArchiveBag {
public:
    ArchiveBag(Archive& archive, Archive::State& state, std::string directory, WorkObserver& observer)
        : archive_(archive), state_(state), directory_(std::move(directory)), observer_(observer),
          bag_(*state.environment.files, directory_ + ".part"), metadata_(archive, state, BagMetadataRequest{})
    {
    }

    Result<BaggedArchive> run()
    {
        TRY(begin());
        TRY(bag_.put("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
        TRY(bag_.put("README.txt", readme));
        TRY(bag_.folder("data"));
        TRY(bag_.folder("metadata"));
        TRY(state_.catalog.snapshot([&]() -> Result<void> {
            TRY(metadata_.each_text([&](const std::string& name, const BagMetadata::Producer& produce) {
                return name == list_name ? remember_list(produce) : bag_.stream(name, produce);
            }));
            TRY(metadata_.each_file([&](const BaggedFile& file) -> Result<void> {
                files_.push_back(file);
                total_ += file.size;
                return {};
            }));
            TRY_ASSIGN(const Tallies tallies, state_.catalog.tallies());
            answer_.records = tallies.records;
            return bag_.stream("metadata/audit-log.jsonl", [&](const ByteReceiver& sink) -> Result<void> {
                TRY_ASSIGN(const LogVerdict verdict, LogBook(archive_).write(sink));
                for (const auto& fault : verdict.faults)
                    answer_.problems.push_back(error(ErrorKind::fixity, fault.what).at("audit log"));
                return {};
            });
        }));
        for (const BaggedFile& file : files_) TRY(copy(file));
        TRY(write_list());
        return finish();
    }

private:
    /// A folder of ours that was broken off is gone on with; any other is left alone.
    Result<void> begin()
    {
        FileOps& files = *state_.environment.files;
        const std::string part = directory_ + ".part", mark = part + "/" + std::string(marker);
        if (files.info(directory_).ok())
            return error(ErrorKind::duplicate, say("There is something at that place already", "该位置已有文件或目录"))
                .with_hint(say("Name a folder that does not exist yet.", "请给出尚不存在的目录名。"))
                .at(directory_);
        if (files.info(part).ok()) {
            const auto whose = read_file(files, mark, 4096);
            if (!whose.ok() || *whose != state_.catalog.identity().id)
                return error(ErrorKind::duplicate,
                             say("There is something at the place it is written to first", "临时写入位置已有文件或目录"))
                    .with_hint(say("Remove that folder, or name another one.", "请删除该目录,或另选目录。"))
                    .at(part);
            return bag_.folder("");
        }
        TRY(bag_.folder(""));
        return write_file_durably(files, mark, state_.catalog.identity().id);
    }

    /// It is written when it is known which files are whole.
    Result<void> remember_list(const BagMetadata::Producer& produce)
    {
        return produce([&](std::string_view bytes) -> Result<void> {
            list_ += bytes;
            return {};
        });
    }

    Result<void> copy(const BaggedFile& file)
    {
        if (observer_.stop_requested()) return broke_off();
        const auto advance = [&](std::uint64_t bytes) {
            done_ += bytes;
            observer_.progress(Phase::copying, done_, total_);
        };
        TRY(bag_.folder(file.path.substr(0, file.path.rfind('/'))));
        TRY_ASSIGN(const bool there, bag_.keep(file, advance));
        if (there) return {};
        std::optional<Error> unread;
        auto written = bag_.stream(file.path, [&](const ByteReceiver& sink) -> Result<void> {
            std::optional<Error> unwritten;
            auto read = state_.objects->read(file.digest, [&](std::string_view bytes) -> Result<void> {
                auto taken = sink(bytes);
                if (!taken.ok()) {
                    unwritten = taken.error();
                    return taken;
                }
                advance(bytes.size());
                return observer_.stop_requested() ? Result<void>(broke_off()) : Result<void>();
            });
            if (!read.ok() && !unwritten && read.error().kind != ErrorKind::interrupted) unread = read.error();
            return read;
        });
        if (written.ok()) return {};
        if (!unread) return written;
        unread->where = file.path;
        answer_.problems.push_back(std::move(*unread));
        missing_.insert(file.path);
        return {};
    }

    Result<void> write_list()
    {
        if (missing_.empty()) return bag_.put(std::string(list_name), list_);
        return bag_.stream(std::string(list_name), [&](const ByteReceiver& sink) -> Result<void> {
            TRY(sink(list_.substr(0, list_.find('\n') + 1)));
            bool first = true;
            TRY(each_bagged_record(list_, [&](std::size_t, Result<BaggedRecord> record) -> Result<void> {
                if (!record.ok()) return std::move(record).error();
                for (auto& component : record->components)
                    if (missing_.contains(component.path)) component.path.clear();
                TRY(sink((first ? "" : ",\n") + json_of(*record).dump()));
                first = false;
                return {};
            }));
            return sink(records_json_end);
        });
    }

    Result<BaggedArchive> finish()
    {
        FileOps& files = *state_.environment.files;
        const ArchiveIdentity& identity = state_.catalog.identity();
        TRY(bag_.put("bag-info.txt", "Source-Organization: " + identity.name + "\nExternal-Identifier: " + identity.code +
                                         "\nInternal-Sender-Identifier: " + identity.id + "\nBagging-Date: " +
                                         state_.today().text() + "\nPayload-Oxum: " + std::to_string(bag_.payload_bytes()) +
                                         "." + std::to_string(bag_.payload_files()) + "\n"));
        answer_.bytes = bag_.payload_bytes();
        answer_.files = bag_.payload_files();
        TRY(bag_.put("manifest-sha256.txt", bag_.manifest(true)));
        TRY(bag_.put("tagmanifest-sha256.txt", bag_.manifest(false)));
        std::size_t read = 0;
        const std::uint64_t all = bag_.bytes();
        TRY(bag_.verify([&](std::uint64_t bytes) -> Result<void> {
            observer_.progress(Phase::verifying, read += bytes, all);
            return observer_.stop_requested() ? Result<void>(broke_off()) : Result<void>();
        }));
        TRY(bag_.settle());
        TRY_ASSIGN(const bool placed, files.rename_if_absent(directory_ + ".part", directory_));
        if (!placed)
            return error(ErrorKind::duplicate, say("There is something at that place already", "该位置已有文件或目录"))
                .at(directory_);
        TRY(files.sync_directory(folder_of(directory_)));
        answer_.directory = directory_;
        return std::move(answer_);
    }

    Archive& archive_;
    Archive::State& state_;
    std::string directory_;
    WorkObserver& observer_;
    BagWriter bag_;
    BagMetadata metadata_;
    std::string list_;
    std::vector<BaggedFile> files_;
    std::set<std::string> missing_;
    std::uint64_t done_ = 0, total_ = 0;
    BaggedArchive answer_;
};

}  // namespace

Result<BaggedArchive> BagBook::write(const std::string& given, WorkObserver& observer)
{
    TRY_ASSIGN(const std::string directory, place_outside(given, state_.layout));
    // Nothing that the list names is destroyed or moved while it is copied.
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    return ArchiveBag(archive_, state_, directory, observer).run();
}

}  // namespace fonds
