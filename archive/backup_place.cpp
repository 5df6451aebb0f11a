// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/backup_place.hpp"

#include <algorithm>
#include <filesystem>

#include "archive/bag_names.hpp"
#include "archive/store/source_walk.hpp"
#include "archive/store/staging.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_waiting = 500;
constexpr std::uint64_t most_waiting_bytes = std::uint64_t{256} << 20;
constexpr std::size_t read_at_once = 1 << 18;
constexpr std::string_view mark_name = "fonds-backup.json";
constexpr std::string_view list_name = "snapshot.json", manifest_name = "manifest-sha256.txt";
constexpr std::string_view schema = "fonds-snapshot:1";
constexpr std::uint64_t most_of_list = std::uint64_t{4} << 30;

constexpr std::string_view readme = R"(本目录是 Fonds 档案库的备份。不需要 Fonds 即可校验和取回。
  每个文件按其 SHA-256 存于 files/ 前两位/全值,只存一份;snapshots/时间/ 是当时的整个档案库:
  snapshot.json 逐行列出每个文件在档案库中的路径、大小与 SHA-256。
  校验:  在本目录执行  sha256sum -c snapshots/时间/manifest-sha256.txt
  恢复:  fonds backup restore 本目录 新目录;
         没有 Fonds 时,按 snapshot.json 把 files/ 中的文件复制到所列路径(catalog.db 是 SQLite 数据库)。
  注意:  已销毁档案的数据会留在此处,直到执行 fonds backup forget。请像保管档案库一样保管本目录。

This folder is a backup of an archive of Fonds. No program of ours is needed to verify it or to take things out.
  Each file is stored once, as files/ and its SHA-256; snapshots/TIME/ is the whole archive at that moment:
  snapshot.json has a line for each file, with its path in the archive, its size and its SHA-256.
  verify:   in this folder   sha256sum -c snapshots/TIME/manifest-sha256.txt
  restore:  fonds backup restore THIS-FOLDER NEW-FOLDER;
            without Fonds, copy the files of snapshot.json from files/ to their paths (catalog.db is an SQLite database).
  mind:     the bytes of records that were destroyed stay here until fonds backup forget. Keep this folder as you keep
            the archive.
)";

Error is_damaged(Text what, const std::string& where)
{
    return error(ErrorKind::corrupt, std::move(what))
        .with_hint(
            say("Take another snapshot: fonds backup list shows them.", "请改用其他快照,可用 fonds backup list 查看。"))
        .at(where);
}

Json json_of(const BackedFile& file)
{
    Json json = Json::object();
    json.set("path", file.path).set("size", file.size).set("sha256", file.digest.hex());
    json.set("mode", static_cast<std::int64_t>(file.mode)).set("changed", file.changed);
    if (file.is_beside) json.set("beside", true);
    return json;
}

Result<BackedFile> file_of_json(const Json& json)
{
    BackedFile file;
    file.path = json.get("path").text();
    TRY_ASSIGN(file.digest, Digest::parse(json.get("sha256").text()));
    file.size = static_cast<std::uint64_t>(json.get("size").number());
    file.mode = static_cast<unsigned>(json.get("mode").number()) & 0770U;
    file.changed = json.get("changed").number();
    file.is_beside = json.get("beside").boolean();
    if (!stays_below(file.path))
        return error(ErrorKind::refused, say("A path of the snapshot leads elsewhere", "快照中的路径指向别处"))
            .at(file.path);
    return file;
}

}  // namespace

Result<BackupPlace> BackupPlace::open(const std::string& given, Use use, const Environment& environment)
{
    std::string folder = given;
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    FileOps& files = *environment.files;
    const std::string mark = folder + "/" + std::string(mark_name);
    const bool is_one = files.info(mark).ok();
    if (!is_one && use != Use::write)
        return error(ErrorKind::not_found, say("There is no backup here", "此处没有备份"))
            .with_hint(say("fonds backup create DIR makes one.", "可用 fonds backup create 目录 创建。"))
            .at(folder);
    if (!is_one) {
        if (files.info(folder).ok()) {
            TRY_ASSIGN(const auto names, names_in(folder));
            // What a run that was broken off at once may have left.
            for (const auto& name : names)
                if (name != "lock" && name != "README.txt" && name != "README.txt.new" &&
                    name != std::string(mark_name) + ".new")
                    return error(ErrorKind::refused,
                                 say("The folder is not empty, and no backup", "目录不为空,且不是备份目录"))
                        .with_hint(say("Choose a new or empty folder.", "请选择新的或空的目录。"))
                        .at(folder);
        } else {
            TRY(make_directories(folder));
        }
    }
    TRY_ASSIGN(Lock lock, Lock::acquire(folder + "/lock", use == Use::read ? LockMode::shared : LockMode::exclusive,
                                        std::chrono::milliseconds(2000), environment.program));
    BackupPlace place(folder, files, std::move(lock));
    if (use == Use::read) return place;
    TRY_ASSIGN(place.hold_, files.open_filesystem(folder));
    remove_tree(place.incoming());
    if (!is_one) {
        TRY(write_file_durably(files, folder + "/README.txt", readme));
        TRY(write_file_durably(files, mark, Json::object().set("schema", "fonds-backup:1").dump() + "\n"));
    }
    for (const auto& name : {folder + "/files", folder + "/snapshots", place.incoming()}) TRY(files.make_directory(name));
    return place;
}

std::string BackupPlace::file_of(const Digest& digest)
{
    const std::string hex = digest.hex();
    return "files/" + hex.substr(0, 2) + "/" + hex;
}

bool BackupPlace::has(const Digest& digest, std::uint64_t size) const
{
    const auto there = files_->info(folder_ + "/" + file_of(digest));
    return there.ok() && there->type == FileType::regular && there->size == size;
}

Result<void> BackupPlace::drop_damaged(const Digest& digest, std::uint64_t size)
{
    if (!has(digest, size)) return {};
    const auto whole = read({"", digest, size}, [](std::string_view) { return Result<void>(); });
    if (whole.ok()) return {};
    return files_->remove(folder_ + "/" + file_of(digest));
}

std::string BackupPlace::new_name()
{
    return incoming() + "/" + std::to_string(++serial_);
}

Result<BackupPlace::Stored> BackupPlace::keep(const std::string& part, const Digest& digest, std::uint64_t size)
{
    if (has(digest, size) || std::ranges::any_of(waiting_, [&](const Waiting& each) { return each.digest == digest; })) {
        TRY(files_->remove(part));
        return Stored{digest, size, false};
    }
    waiting_.push_back({part, digest});
    waiting_bytes_ += size;
    if (waiting_.size() >= most_waiting || waiting_bytes_ >= most_waiting_bytes) TRY(settle());
    return Stored{digest, size, true};
}

Result<BackupPlace::Stored> BackupPlace::store(const std::optional<Digest>& known,
                                               const std::function<Result<void>(const ByteReceiver&)>& produce)
{
    const std::string part = new_name();
    Hasher hasher;
    std::uint64_t size = 0;
    const auto write = [&]() -> Result<void> {
        TRY_ASSIGN(const Fd file, files_->create_read_only(part));
        TRY(produce([&](std::string_view bytes) -> Result<void> {
            if (!known) hasher.update(bytes);
            size += bytes.size();
            return files_->write(file, bytes, part);
        }));
        files_->start_writeback(file, 0, size);
        return {};
    };
    auto written = write();
    const Digest digest = known ? *known : hasher.finish();
    if (!written.ok()) {
        static_cast<void>(files_->remove(part));
        return std::move(written).error();
    }
    return keep(part, digest, size);
}

Result<BackupPlace::Stored> BackupPlace::take(const std::string& path)
{
    Hasher hasher;
    std::uint64_t size = 0;
    {
        std::string buffer(read_at_once, '\0');
        TRY_ASSIGN(const Fd file, files_->open_read(path));
        for (;;) {
            TRY_ASSIGN(const std::size_t count, files_->read(file, buffer.data(), buffer.size(), path));
            if (count == 0) break;
            hasher.update(std::string_view(buffer).substr(0, count));
            size += count;
        }
    }
    return keep(path, hasher.finish(), size);
}

Result<void> BackupPlace::settle()
{
    if (waiting_.empty()) return {};
    TRY(files_->sync_filesystem(hold_, folder_));
    for (const Waiting& each : waiting_) {
        const std::string path = folder_ + "/" + file_of(each.digest);
        TRY(files_->make_directory(folder_of(path)));
        TRY(files_->rename(each.part, path));
    }
    waiting_.clear();
    waiting_bytes_ = 0;
    return {};
}

Result<void> BackupPlace::read(const BackedFile& file, const ByteReceiver& sink) const
{
    const std::string path = folder_ + "/" + file_of(file.digest);
    std::string buffer(read_at_once, '\0');
    const Text help = say("fonds backup create --full replaces it, if the archive has these bytes.",
                          "如档案库仍有该内容,执行 fonds backup create --full 可将其替换。");
    auto there = files_->open_read(path);
    if (!there.ok() && there.error().kind == ErrorKind::not_found)
        return error(ErrorKind::fixity, say("A file of the backup is missing", "备份中缺少文件")).with_hint(help).at(path);
    TRY_ASSIGN(const Fd opened, std::move(there));
    Hasher hasher;
    for (;;) {
        TRY_ASSIGN(const std::size_t count, files_->read(opened, buffer.data(), buffer.size(), path));
        if (count == 0) break;
        const auto piece = std::string_view(buffer).substr(0, count);
        hasher.update(piece);
        TRY(sink(piece));
    }
    if (hasher.finish() == file.digest) return {};
    return error(ErrorKind::fixity, say("A file of the backup is damaged", "备份中的文件已损坏")).with_hint(help).at(path);
}

Result<std::vector<std::string>> BackupPlace::snapshots() const
{
    TRY_ASSIGN(auto names, names_in(folder_ + "/snapshots"));
    std::ranges::reverse(names);
    return names;
}

Result<std::string> BackupPlace::snapshot_named(const std::string& name) const
{
    TRY_ASSIGN(const auto names, snapshots());
    if (name.empty() && !names.empty()) return names.front();
    if (std::ranges::find(names, name) != names.end()) return name;
    return error(ErrorKind::not_found, name.empty() ? say("The backup has no snapshot yet", "备份中尚无快照")
                                                    : say("There is no snapshot {}", "没有快照 {}", {name}))
        .with_hint(say("fonds backup list shows them.", "可用 fonds backup list 查看。"))
        .at(folder_);
}

Result<BackupSnapshot> BackupPlace::snapshot(const std::string& name) const
{
    return each_file(name, {});
}

Result<BackupSnapshot> BackupPlace::each_file(const std::string& name,
                                              const std::function<Result<void>(const BackedFile&)>& visit) const
{
    const std::string path = folder_ + "/snapshots/" + name + "/" + std::string(list_name);
    TRY_ASSIGN(const std::string text, read_file(*files_, path, most_of_list));
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto head = Json::parse(text.substr(0, end) + "]}");
    if (!head.ok() || head->get("schema").text() != schema)
        return is_damaged(say("The snapshot cannot be understood", "快照无法识别"), path);
    BackupSnapshot snapshot;
    snapshot.name = name;
    TRY_ASSIGN(snapshot.made_at, parse_instant(head->get("made_at").text()));
    const Json archive = head->get("archive"), log = head->get("log"), missing = head->get("missing");
    snapshot.archive.id = archive.get("id").text();
    snapshot.archive.code = archive.get("code").text();
    snapshot.archive.name = archive.get("name").text();
    snapshot.log = {log.get("event").number(), log.get("hash").text()};
    snapshot.records = head->get("records").number();
    snapshot.files = head->get("file_count").number();
    snapshot.bytes = static_cast<std::uint64_t>(head->get("bytes").number());
    for (std::size_t i = 0; i < missing.size(); ++i) snapshot.missing.push_back(missing.at(i).text());
    if (!visit) return snapshot;
    for (std::size_t at = end + 1; at < text.size();) {
        const std::size_t stop = std::min(text.find('\n', at), text.size());
        std::string_view line = std::string_view(text).substr(at, stop - at);
        at = stop + 1;
        if (line == "]}") return snapshot;
        if (line.ends_with(',')) line.remove_suffix(1);
        if (line.empty()) continue;
        TRY_ASSIGN(const Json json, Json::parse(line));
        TRY_ASSIGN(const BackedFile file, file_of_json(json));
        TRY(visit(file));
    }
    return is_damaged(say("The snapshot breaks off", "快照不完整"), path);
}

Result<void> BackupPlace::add(const BackupSnapshot& snapshot, const std::vector<BackedFile>& files)
{
    TRY(settle());
    const std::string part = incoming() + "/snapshot", place = folder_ + "/snapshots/" + snapshot.name;
    TRY(files_->make_directory(part));
    Json missing = Json::array();
    for (const auto& each : snapshot.missing) missing.push(each);
    std::string head = Json::object()
                           .set("schema", schema)
                           .set("made_at", to_iso8601(snapshot.made_at))
                           .set("archive", Json::object()
                                               .set("id", snapshot.archive.id)
                                               .set("code", snapshot.archive.code)
                                               .set("name", snapshot.archive.name))
                           .set("log", Json::object().set("event", snapshot.log.event).set("hash", snapshot.log.hash))
                           .set("records", snapshot.records)
                           .set("file_count", snapshot.files)
                           .set("bytes", snapshot.bytes)
                           .set("missing", std::move(missing))
                           .set("files", Json::array())
                           .dump();
    head.resize(head.size() - 2);  // ]}
    std::vector<std::string> lines;
    Hasher hasher;
    const auto list_part = part + "/" + std::string(list_name), manifest_part = part + "/" + std::string(manifest_name);
    {
        TRY_ASSIGN(const Fd list, files_->create(list_part));
        const auto put = [&](const std::string& text) {
            hasher.update(text);
            return files_->write(list, text, list_part);
        };
        TRY(put(head + "\n"));
        std::string text;
        for (const BackedFile& each : files) {
            lines.push_back(each.digest.hex() + "  " + file_of(each.digest) + "\n");
            text += (&each == &files.front() ? "" : ",\n") + json_of(each).dump();
            if (text.size() < read_at_once) continue;
            TRY(put(text));
            text.clear();
        }
        TRY(put(text + "\n]}\n"));
        TRY(files_->sync(list, list_part));
    }
    std::ranges::sort(lines);
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    {
        TRY_ASSIGN(const Fd manifest, files_->create(manifest_part));
        std::string text = hasher.finish().hex() + "  snapshots/" + snapshot.name + "/" + std::string(list_name) + "\n";
        for (const auto& line : lines) text += line;
        TRY(files_->write(manifest, text, manifest_part));
        TRY(files_->sync(manifest, manifest_part));
    }
    TRY(files_->sync_directory(part));
    TRY(files_->sync_filesystem(hold_, folder_));
    TRY_ASSIGN(const bool placed, files_->rename_if_absent(part, place));
    if (!placed)
        return error(ErrorKind::duplicate, say("There is a snapshot of this second already", "同一秒的快照已存在"))
            .at(place);
    return files_->sync_directory(folder_ + "/snapshots");
}

Result<void> BackupPlace::remove_snapshot(const std::string& name)
{
    const std::string place = folder_ + "/snapshots/" + name, gone = incoming() + "/gone-" + name;
    TRY(files_->rename(place, gone));
    TRY(files_->sync_directory(folder_ + "/snapshots"));
    remove_tree(gone);
    return {};
}

}  // namespace fonds
