// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume/volume_writer.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>

#include <zip.h>

#include "archive/volume/deflated_spool.hpp"
#include "archive/volume/member_feed.hpp"

namespace fonds {

namespace {

constexpr std::size_t write_at_once = 1 << 20;
constexpr zip_uint32_t plain_file = 0100644U << 16;  ///< the mode of an extracted member

/// The file that libzip writes to: every byte goes through the seam, and what breaks is remembered, since libzip keeps no
/// more of it than a number.
class Target {
public:
    Target(FileOps& ops, const Fd& file, const std::string& path) : ops_(ops), file_(file), path_(path) {}

    [[nodiscard]] std::uint64_t position() const { return position_ + buffer_.size(); }
    [[nodiscard]] const std::optional<Error>& problem() const { return problem_; }
    [[nodiscard]] Result<void> flush()
    {
        if (buffer_.empty()) return {};
        TRY(ops_.write(file_, buffer_, path_));
        // The disk works while the next bytes are hashed: what is left to the sync at the end is little.
        ops_.start_writeback(file_, position_, buffer_.size());
        position_ += buffer_.size();
        buffer_.clear();
        return {};
    }

    static zip_int64_t call(void* self, void* data, zip_uint64_t size, zip_source_cmd_t command)
    {
        return static_cast<Target*>(self)->answer(data, size, command);
    }

private:
    zip_int64_t answer(void* data, zip_uint64_t size, zip_source_cmd_t command)
    {
        switch (command) {
        case ZIP_SOURCE_SUPPORTS:
            return zip_source_make_command_bitmap(
                ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE,
                ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_REMOVE, -1);
        case ZIP_SOURCE_ERROR: return zip_error_to_data(&error_, data, size);
        case ZIP_SOURCE_STAT:
            // Nothing has been there before.
            zip_error_set(&error_, ZIP_ER_READ, ENOENT);
            return -1;
        case ZIP_SOURCE_WRITE: return write(std::string_view(static_cast<const char*>(data), size));
        case ZIP_SOURCE_TELL_WRITE: return static_cast<zip_int64_t>(position());
        case ZIP_SOURCE_SEEK_WRITE: return seek(data, size);
        case ZIP_SOURCE_COMMIT_WRITE: return keep(flush());
        case ZIP_SOURCE_BEGIN_WRITE:
        case ZIP_SOURCE_ROLLBACK_WRITE:
        case ZIP_SOURCE_REMOVE:
        case ZIP_SOURCE_CLOSE:
        case ZIP_SOURCE_FREE: return 0;
        default: zip_error_set(&error_, ZIP_ER_OPNOTSUPP, 0); return -1;
        }
    }

    zip_int64_t keep(Result<void> done)
    {
        if (done.ok()) return 0;
        if (!problem_) problem_ = std::move(done).error();
        zip_error_set(&error_, ZIP_ER_WRITE, EIO);
        return -1;
    }

    zip_int64_t write(std::string_view bytes)
    {
        buffer_.append(bytes);
        if (buffer_.size() >= write_at_once && keep(flush()) != 0) return -1;
        return static_cast<zip_int64_t>(bytes.size());
    }

    zip_int64_t seek(void* data, zip_uint64_t size)
    {
        if (keep(flush()) != 0) return -1;
        const auto target = zip_source_seek_compute_offset(position_, std::max(position_, end_), data, size, &error_);
        if (target < 0) return -1;
        end_ = std::max(end_, position_);
        if (::lseek(file_.get(), target, SEEK_SET) < 0) {
            zip_error_set(&error_, ZIP_ER_SEEK, errno);
            return -1;
        }
        position_ = static_cast<std::uint64_t>(target);
        return 0;
    }

    FileOps& ops_;
    const Fd& file_;
    const std::string& path_;
    std::string buffer_;
    std::uint64_t position_ = 0, end_ = 0;
    zip_error_t error_{};
    std::optional<Error> problem_;
};

/// What all members of a volume being written share.
struct Run {
    const std::vector<NewMember>& members;
    const std::vector<std::optional<MemberFeed::Range>>& spooled;
    const std::vector<std::uint64_t>& stored_sizes;
    const DeflatedSpool& spool;
    const VolumeOptions& options;
    Target& target;
    MemberFeed& feed;
    std::vector<WrittenMember>& written;
    std::optional<Error> problem{};
    std::optional<std::size_t> bad{};
};

/// A member as libzip reads it.
class Member {
public:
    Member(Run& run, std::size_t number) : run_(run), number_(number) {}

    static zip_int64_t call(void* self, void* data, zip_uint64_t size, zip_source_cmd_t command)
    {
        return static_cast<Member*>(self)->answer(data, size, command);
    }

private:
    [[nodiscard]] const DeflatedBytes* deflated() const
    {
        if (const auto& made = run_.spool.members[number_]) return &made->bytes;
        const auto& given = run_.members[number_].deflated;
        return given ? &*given : nullptr;
    }

    zip_int64_t answer(void* data, zip_uint64_t size, zip_source_cmd_t command)
    {
        switch (command) {
        case ZIP_SOURCE_SUPPORTS:
            return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                                  ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
        case ZIP_SOURCE_ERROR: return zip_error_to_data(&error_, data, size);
        case ZIP_SOURCE_OPEN: return 0;
        case ZIP_SOURCE_READ: return read(static_cast<char*>(data), size);
        case ZIP_SOURCE_STAT: return tell(static_cast<zip_stat_t*>(data));
        case ZIP_SOURCE_CLOSE:
        case ZIP_SOURCE_FREE: return 0;
        default: zip_error_set(&error_, ZIP_ER_OPNOTSUPP, 0); return -1;
        }
    }

    zip_int64_t tell(zip_stat_t* stat)
    {
        zip_stat_init(stat);
        stat->size = run_.members[number_].size;
        stat->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD | ZIP_STAT_MTIME;
        stat->encryption_method = ZIP_EM_NONE;
        stat->mtime = static_cast<std::time_t>(seconds_of(run_.options.written_at));
        stat->comp_method = ZIP_CM_STORE;
        if (const auto* bytes = deflated()) {
            stat->comp_method = ZIP_CM_DEFLATE;
            stat->comp_size = bytes->stored_size;
            stat->crc = bytes->crc;
            stat->valid |= ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC;
        }
        return sizeof *stat;
    }

    static std::int64_t seconds_of(Instant at)
    {
        return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
    }

    zip_int64_t read(char* out, zip_uint64_t size)
    {
        if (!begun_) {
            begun_ = true;
            WrittenMember& written = run_.written[number_];
            const bool hidden = !run_.options.password.empty() && run_.members[number_].secret;
            written.offset = hidden ? 0 : run_.target.position();
            written.stored_size = run_.stored_sizes[number_];
            written.deflated = deflated() != nullptr;
        }
        if (at_ == piece_.size() && !ended_) {
            auto next = run_.feed.next(number_);
            if (!next.ok()) return failed(std::move(next).error());
            piece_.swap(*next);  // a move from an empty text would keep the old one's room, for every member
            at_ = 0;
            ended_ = piece_.empty();
            if (run_.options.go_on && !run_.options.go_on(piece_.size()))
                return failed(error(ErrorKind::interrupted, say("Stopped", "已停止")));
        }
        const std::size_t count = std::min<std::size_t>(size, piece_.size() - at_);
        std::memcpy(out, piece_.data() + at_, count);
        at_ += count;
        return static_cast<zip_int64_t>(count);
    }

    zip_int64_t failed(Error problem)
    {
        if (!run_.problem) {
            if (problem.kind == ErrorKind::fixity || problem.kind == ErrorKind::not_found) run_.bad = number_;
            run_.problem = std::move(problem);
        }
        zip_error_set(&error_, ZIP_ER_READ, EIO);
        return -1;
    }

    Run& run_;
    std::size_t number_;
    std::string piece_;
    std::size_t at_ = 0;
    bool begun_ = false, ended_ = false;
    zip_error_t error_{};
};

Error zip_failed(const char* why, const std::string& path)
{
    return error(ErrorKind::io, say("The volume cannot be written: {}", "无法写入冷存卷:{}", {why})).at(path);
}

Result<void> add_member(zip_t* zip, const NewMember& member, bool deflated, const VolumeOptions& options, Member& source,
                        const std::string& path)
{
    zip_source_t* const bytes = zip_source_function(zip, &Member::call, &source);
    if (bytes == nullptr) return zip_failed(zip_strerror(zip), path);
    const zip_int64_t index = zip_file_add(zip, member.path.c_str(), bytes, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(bytes);
        return zip_failed(zip_strerror(zip), path);
    }
    const auto at = static_cast<zip_uint64_t>(index);
    if (zip_set_file_compression(zip, at, deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) != 0 ||
        zip_file_set_external_attributes(zip, at, 0, ZIP_OPSYS_UNIX, plain_file) != 0)
        return zip_failed(zip_strerror(zip), path);
    if (!options.password.empty() && member.secret &&
        zip_file_set_encryption(zip, at, ZIP_EM_AES_256, options.password.c_str()) != 0)
        return zip_failed(zip_strerror(zip), path);
    return {};
}

Result<void> write_zip(Run& run, const std::string& path)
{
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t* const target = zip_source_function_create(&Target::call, &run.target, &problem);
    zip_t* const zip = target == nullptr ? nullptr : zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &problem);
    if (zip == nullptr) {
        const std::string why = zip_error_strerror(&problem);
        if (target != nullptr) zip_source_free(target);
        zip_error_fini(&problem);
        return zip_failed(why.c_str(), path);
    }
    zip_error_fini(&problem);
    std::vector<Member> sources;
    sources.reserve(run.members.size());
    for (std::size_t i = 0; i < run.members.size(); ++i) {
        sources.emplace_back(run, i);
        const bool deflated = run.spool.members[i].has_value() || run.members[i].deflated.has_value();
        if (auto added = add_member(zip, run.members[i], deflated, run.options, sources.back(), path); !added.ok()) {
            zip_discard(zip);
            return added;
        }
    }
    if (zip_close(zip) == 0) return {};
    const std::string why = zip_strerror(zip);
    zip_discard(zip);
    if (run.problem) return *run.problem;
    if (run.target.problem()) return *run.target.problem();
    return zip_failed(why.c_str(), path);
}

}  // namespace

Result<WrittenVolume> write_volume(FileOps& ops, const std::string& path, const std::vector<NewMember>& members,
                                   const VolumeOptions& options, std::optional<std::size_t>& bad_member)
{
    TRY_ASSIGN(const DeflatedSpool spool, deflate_members(ops, members, options, bad_member));
    std::vector<std::optional<MemberFeed::Range>> spooled(members.size());
    std::vector<std::uint64_t> stored_sizes(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        stored_sizes[i] = members[i].deflated ? members[i].deflated->stored_size : members[i].size;
        if (const auto& made = spool.members[i]) {
            spooled[i] = MemberFeed::Range{&spool.files[made->file], made->offset};
            stored_sizes[i] = made->bytes.stored_size;
        }
    }
    TRY_ASSIGN(Fd file, ops.create(path));
    std::vector<WrittenMember> written(members.size());
    auto done = [&]() -> Result<void> {
        Target target(ops, file, path);
        MemberFeed feed(ops, members, spooled, stored_sizes);
        Run run{members, spooled, stored_sizes, spool, options, target, feed, written};
        auto wrote = write_zip(run, path);
        bad_member = run.bad;
        return wrote;
    }();
    if (done.ok()) return WrittenVolume{std::move(written), std::move(file)};
    // What was begun helps nobody; an error of removing it would hide the first one.
    static_cast<void>(ops.remove(path));
    return done.error();
}

}  // namespace fonds
