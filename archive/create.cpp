// SPDX-License-Identifier: GPL-3.0-or-later
// fonds init: an archive from nothing.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>

#include <cerrno>

#include "archive/archive.hpp"
#include "archive/config/config.hpp"
#include "archive/scheme.hpp"
#include "archive/store/layout.hpp"
#include "archive/store/source_walk.hpp"
#include "indexer/search/search_index.hpp"
#include "schema/catalog/catalog.hpp"
#include "schema/catalog/text_check.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

std::string random_id()
{
    Digest::Bytes bytes{};
    // getrandom(2) of up to 256 bytes cannot fail or come short once the system has booted.
    [[maybe_unused]] const auto got = ::getrandom(bytes.data(), bytes.size(), 0);
    return Digest(bytes).hex().substr(0, 32);
}

/// 全宗号: it stands in every reference code, so it must be a code itself and must not hold a separator.
Result<std::string> checked_code(std::string_view code)
{
    const Text hint =
        say("Choose a code such as J001 or Z109 (DA/T 13-2022).", "请使用 J001、Z109 这样的全宗号(DA/T 13-2022)。");
    if (code.empty()) return error(ErrorKind::usage, say("The archive needs a fonds code", "请给出全宗号")).with_hint(hint);
    const auto parsed = ReferenceCode::parse(code);
    if (!parsed.ok() || parsed->text().find_first_of("-{}") != std::string::npos ||
        parsed->text().find("·") != std::string::npos || parsed->text().size() > 16)
        return error(ErrorKind::usage, say("The fonds code {} may hold only letters and digits, at most 16",
                                           "全宗号 {} 只能由字母和数字组成,最多 16 位", {code}))
            .with_hint(hint);
    return parsed->text();
}

/// Without blanks at its ends.
Result<std::string> checked_name(std::string_view name)
{
    TRY_ASSIGN(const std::string text, clean_text(name, {"Name", "全宗名称"}));
    if (text.empty())
        return error(ErrorKind::usage, say("The archive needs a name", "请给出全宗名称"))
            .with_hint(say("Add --name, the name of the organisation.", "请用 --name 指定单位名称。"));
    return clean_name(text, {"Name", "全宗名称"});
}

Result<void> fill_directory(const Layout& layout, const ArchiveIdentity& identity, const SchemePreset& scheme,
                            const Environment& environment)
{
    FileOps& files = *environment.files;
    TRY_ASSIGN(const Fd filesystem, files.open_filesystem(layout.root()));
    for (const auto& folder :
         {layout.objects(), layout.text(), layout.index(), layout.volumes(), layout.inbox(), layout.staging()})
        TRY(files.make_directory(folder));

    const Stamp stamp{environment.actor, identity.created_at};
    {
        TRY_ASSIGN(Catalog catalog, Catalog::create(layout.catalog(), identity, stamp, {}));
        TRY_ASSIGN(const SchemeReport report,
                   import_scheme(catalog, scheme.csv, false, std::string(CodeTemplate::standard), stamp));
        for (const SchemeRow& row : report.rows)
            if (row.problem) return *row.problem;
    }
    const auto index = make_xapian_index(layout.index(), identity.id);
    {
        TRY_ASSIGN(const auto writer, index->begin_rebuild());
        TRY(writer->commit());
    }
    TRY(index->adopt());
    // Last, so that a directory with a configuration is a whole archive.
    TRY(write_file_durably(files, layout.config(), default_config_text()));
    return files.sync_filesystem(filesystem, layout.root());
}

/// The new archive's directory, held alone while it is filled, so that a failure removes nothing of somebody else's.
class NewDirectory {
public:
    [[nodiscard]] static Result<NewDirectory> make(const std::string& path, FileOps& files)
    {
        NewDirectory directory(files);
        if (!files.info(path).ok()) {
            TRY_ASSIGN(directory.made_, make_directories(path));
        }
        directory.hold_ = Fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
        if (!directory.hold_.valid()) return system_error(errno, "Cannot open the folder", "无法打开目录", path);
        if (::flock(directory.hold_.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
            return error(ErrorKind::locked, say("Another process is making an archive here", "另一进程正在此处新建档案库"))
                .with_hint(say("Wait until it is done, or choose another directory.", "请等待其完成,或另选目录。"))
                .at(path);
        TRY_ASSIGN(const bool empty, is_empty_directory(path));
        if (empty) return directory;
        return error(ErrorKind::refused, say("The directory is not empty", "目录不为空"))
            .with_hint(say("Choose a new or empty directory for the archive.", "请为档案库选择一个新的或空的目录。"))
            .at(path);
    }

    /// Takes away what a failed filling left, and the directories that were made for it; as far as the disk lets us.
    void clear(const Layout& layout) const
    {
        remove_tree(layout.index());
        for (const char* suffix : {"", "-wal", "-shm", "-journal"})
            static_cast<void>(files_->remove(layout.catalog() + suffix));
        for (const char* suffix : {"", ".new"}) static_cast<void>(files_->remove(layout.config() + suffix));
        for (const auto& folder : {layout.objects(), layout.text(), layout.volumes(), layout.inbox(), layout.staging()})
            static_cast<void>(files_->remove_directory(folder));
        for (const auto& directory : made_) static_cast<void>(files_->remove_directory(directory));
    }

private:
    explicit NewDirectory(FileOps& files) : files_(&files) {}

    FileOps* files_;
    std::vector<std::string> made_;  ///< the deepest first
    Fd hold_;
};

}  // namespace

Result<void> Archive::create(const std::string& directory, std::string_view code, std::string_view name,
                             const Environment& environment, std::string_view scheme)
{
    const SchemePreset* preset = preset_named(scheme);
    if (preset == nullptr)
        return error(ErrorKind::usage, say("There is no scheme {}", "没有预置方案 {}", {scheme}))
            .with_hint(say("fonds category presets lists them.", "可用 fonds category presets 查看。"));
    TRY_ASSIGN(const std::string fonds_code, checked_code(code));
    TRY_ASSIGN(const std::string fonds_name, checked_name(name));
    TRY_ASSIGN(const auto place, NewDirectory::make(directory, *environment.files));
    const ArchiveIdentity identity{random_id(), fonds_code, fonds_name, environment.clock->now()};
    const Layout layout(directory);
    auto filled = fill_directory(layout, identity, *preset, environment);
    if (!filled.ok()) place.clear(layout);
    return filled;
}

}  // namespace fonds
