// SPDX-License-Identifier: GPL-3.0-or-later
// Finding and opening an archive, and what every use case shares.
#include <filesystem>
#include <thread>

#include "archive/drain.hpp"
#include "archive/state.hpp"
#include "archive/store/source_walk.hpp"
#include "indexer/text/fold.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t config_limit = 1 << 20;

Error no_archive(const std::string& directory)
{
    std::error_code problem;
    const auto whole = std::filesystem::absolute(canonical_path(directory), problem);
    return error(ErrorKind::no_archive, say("There is no archive here", "此处没有档案库"))
        .with_hint(say("Name it with -C DIR or FONDS_ARCHIVE, or make one: fonds init DIR --code J001 --name NAME",
                       "请用 -C 目录 或环境变量 FONDS_ARCHIVE 指定,或新建:fonds init 目录 --code J001 --name 名称"))
        .at(problem ? directory : whole.lexically_normal().string());
}

/// An archive is where a catalog is. An error: that cannot be told.
Result<bool> is_archive(const std::string& directory, FileOps& files)
{
    const auto root = files.info(directory);
    if (root.ok() && root->type != FileType::directory) return false;
    const auto catalog = files.info(Layout(directory).catalog());
    if (catalog.ok()) return true;
    if (catalog.error().kind == ErrorKind::not_found) return false;
    return catalog.error();
}

/// Nothing when there is no file: then the defaults apply.
Result<std::optional<Config>> read_config(const Layout& layout, FileOps& files)
{
    const auto toml = read_file(files, layout.config(), config_limit);
    if (!toml.ok() && toml.error().kind == ErrorKind::not_found) return std::optional<Config>();
    if (!toml.ok()) return toml.error();
    TRY_ASSIGN(const Config config, parse_config(*toml, layout.config()));
    return std::optional(config);
}

}  // namespace

Result<std::string> Archive::find(const std::string& directory, FileOps& files)
{
    const std::string first = canonical_path(directory.empty() ? "." : directory);
    std::optional<Error> problem;
    for (std::string here = first;;) {
        auto is = is_archive(here, files);
        if (is.ok() && *is) return here;
        if (!is.ok() && !problem) problem = std::move(is).error();
        const auto slash = here.find_last_of('/');
        if (slash == std::string::npos || here == "/") return problem ? std::move(*problem) : no_archive(first);
        here = slash == 0 ? "/" : here.substr(0, slash);
    }
}

Result<Archive> Archive::open(const std::string& directory, Purpose purpose, const Environment& environment)
{
    FileOps& files = *environment.files;
    const Layout layout(canonical_path(directory));
    TRY_ASSIGN(const bool is, is_archive(layout.root(), files));
    if (!is) return no_archive(directory);
    TRY_ASSIGN(const auto said, read_config(layout, files));
    const Config config = said.value_or(Config{});
    Catalog::Options options;
    options.wait = config.lock_wait;
    options.fold_name = normalise;
    std::optional<Lock> alone;  // while an older catalog is migrated
    options.before_migrating = [&]() -> Result<void> {
        TRY_ASSIGN(alone, Lock::acquire(layout.archive_lock(), LockMode::exclusive, config.lock_wait, environment.program));
        return {};
    };
    TRY_ASSIGN(Catalog catalog,
               Catalog::open(layout.catalog(), purpose == Purpose::writing ? Access::write : Access::read, options));
    if (!said) {
        // fonds init writes the settings last: without them and without a scheme it was cut off.
        TRY_ASSIGN(const auto scheme, catalog.categories());
        if (scheme.empty()) return no_archive(directory);
    }
    const std::string id = catalog.identity().id;
    auto objects = make_cold_store(make_directory_store(layout, files), Volumes(catalog), layout, config.cold, files);
    return Archive(std::make_unique<State>(State{environment, layout, config, std::move(catalog), std::move(objects),
                                                 TextStore(layout, files), ScanStore(layout, files),
                                                 make_xapian_index(layout.index(), id)}));
}

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

const ArchiveIdentity& Archive::identity() const
{
    return state_->catalog.identity();
}

Result<Lock> Archive::State::writers_lock() const
{
    return Lock::acquire(layout.archive_lock(), LockMode::shared, config.lock_wait, environment.program);
}

Result<Lock> Archive::State::lock_alone() const
{
    return Lock::acquire(layout.archive_lock(), LockMode::exclusive, config.lock_wait, environment.program);
}

Result<Lock> Archive::State::cold_lock(Turn turn) const
{
    if (turn == Turn::waited_for)
        return Lock::acquire(layout.cold_lock(), LockMode::exclusive, config.lock_wait, environment.program);
    TRY_ASSIGN(auto lock, Lock::try_acquire(layout.cold_lock(), LockMode::exclusive, environment.program));
    if (lock) return std::move(*lock);
    return error(ErrorKind::locked, say("Another run works on the volumes", "另一个进程正在处理冷存卷"))
        .with_hint(say("Wait until it is done.", "请等待其完成。"))
        .at(layout.cold_lock());
}

Extractor Archive::State::make_extractor() const
{
    Extractor::Options options;
    options.program = environment.extract_program;
    options.workers = config.workers != 0 ? config.workers : std::max(1U, std::thread::hardware_concurrency());
    options.limits.memory = config.worker_memory << 20;
    options.limits.deadline = config.deadline;
    options.limits.pages = config.max_pages;
    options.limits.text = config.max_text << 20;
    return Extractor(std::move(options));
}

Result<std::variant<ExtractJob, DocumentText>> Archive::State::reading_of(const Digest& digest,
                                                                          const std::string& media_type) const
{
    using Reading = std::variant<ExtractJob, DocumentText>;
    DocumentText text;
    text.state = TextState::none;
    if (!has_text_reader(media_type)) return Reading(std::move(text));
    ExtractJob job;
    job.media_type = media_type;
    auto file = objects->open(digest);
    if (!file.ok() && file.error().kind == ErrorKind::not_found) {
        text.state = TextState::failed;
        text.note = note_of_missing_bytes;
        return Reading(std::move(text));
    }
    TRY_ASSIGN(job.file, std::move(file));
    return Reading(std::move(job));
}

Result<DocumentText> Archive::State::extract(const Digest& digest, const std::string& media_type) const
{
    TRY_ASSIGN(auto reading, reading_of(digest, media_type));
    if (auto* const known = std::get_if<DocumentText>(&reading)) return std::move(*known);
    Extractor extractor = make_extractor();
    TRY(extractor.submit(std::move(std::get<ExtractJob>(reading))));
    TRY_ASSIGN(auto answer, extractor.next());
    if (answer) return std::move(answer->text);
    DocumentText text;
    text.state = TextState::none;
    return text;
}

Scanner Archive::State::make_scanner(const std::string& engine) const
{
    constexpr std::uint64_t least_for_one = 1024;  // MiB: models, and what a large page takes
    const unsigned wanted = config.ocr_workers != 0 ? config.ocr_workers : std::max(1U, std::thread::hardware_concurrency());
    Scanner::Options options;
    options.program = environment.scan_program;
    options.engine = engine.empty() ? config.ocr_engine : engine;
    options.models = config.ocr_models.empty() ? environment.ocr_models : config.ocr_models;
    options.workers =
        static_cast<unsigned>(std::clamp<std::uint64_t>(config.ocr_memory / least_for_one, 1, std::max(1U, wanted)));
    options.limits.memory = (config.ocr_memory << 20) / options.workers;
    options.limits.deadline = config.ocr_deadline;
    return Scanner(std::move(options));
}

int Archive::State::filing_year(Instant at) const
{
    return Date::of(at, config.time_zone_minutes).year();
}

Result<Component> Archive::State::component(const Record& record, ComponentNumber number) const
{
    if (number < record.components.size()) return record.components[number];
    return error(ErrorKind::not_found,
                 say(record.components.size() == 1 ? "{} has {} component; there is no number {}"
                                                   : "{} has {} components; there is no number {}",
                     "{} 有 {} 个数字对象,没有第 {} 个", {record.code.text(), record.components.size(), number}))
        .with_hint(say("fonds show {} lists them.", "fonds show {} 可列出全部。", {record.code.text()}));
}

CollectedPaths Archive::collect(const std::vector<std::string>& paths) const
{
    SourceWalk walk = walk_sources(paths, {state_->layout.root(), state_->layout.inbox()});
    return {std::move(walk.files), walk.left_out, walk.own_folders, std::move(walk.problems)};
}

}  // namespace fonds
