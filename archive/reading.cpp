// SPDX-License-Identifier: GPL-3.0-or-later
// Getting things back: records, bytes and text.
#include <unistd.h>

#include <algorithm>

#include "archive/state.hpp"
#include "archive/store/source_walk.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

/// Adds to a "no such code" error the codes that resemble it.
Error with_suggestions(Error problem, Catalog& catalog, const ReferenceCode& code)
{
    if (problem.kind != ErrorKind::not_found) return problem;
    const auto tail = code.text().substr(std::min(code.text().size(), code.text().rfind('-') + 1));
    const auto like = catalog.codes_like(tail, 3);
    if (!like.ok() || like->empty()) return problem;
    std::string list;
    for (const auto& each : *like) list += (list.empty() ? "" : ", ") + each.text();
    return std::move(problem).with_hint(say("Did you mean {}?", "是否指 {}?", {list}));
}

Error missing_bytes(const Component& component, const ReferenceCode& code)
{
    return error(ErrorKind::fixity, say("The bytes of {} are missing", "{} 的数据缺失", {code.text()}))
        .with_hint(say("fonds check --full tells what is damaged; restore the object from a backup.",
                       "请执行 fonds check --full 查看损坏情况,并从备份恢复。"))
        .at(component.digest.hex());
}

Error exists_already(const std::string& path)
{
    return error(ErrorKind::duplicate, say("The file exists already", "文件已存在"))
        .with_hint(say("Choose another name, or add --force to replace it.", "请换一个文件名,或加 --force 覆盖。"))
        .at(path);
}

/// May a file take the place of what is at `path`?
Result<void> check_target(const std::string& path, FileType there, bool replace)
{
    if (there == FileType::directory)
        return error(ErrorKind::usage, say("That is a folder", "这是一个目录"))
            .with_hint(say("Name the file in it, too: -o DIR/NAME.", "请同时给出文件名:-o 目录/文件名。"))
            .at(path);
    if (there != FileType::regular)
        return error(ErrorKind::usage, say("That is not a regular file", "不是普通文件"))
            .with_hint(say("Choose another name, or -o - for standard output.", "请换一个文件名,或用 -o - 输出到标准输出。"))
            .at(path);
    return replace ? Result<void>() : exists_already(path);
}

/// A new file in `folder` under a name that nobody has.
Result<Fd> create_beside(FileOps& files, const std::string& folder, std::string& path)
{
    constexpr int most_tries = 1000;
    for (int number = 0;; ++number) {
        path = folder + "/.fonds-" + std::to_string(::getpid()) + "-" + std::to_string(number) + ".part";
        auto file = files.create(path);
        if (file.ok() || number == most_tries || !files.info(path).ok()) return file;
    }
}

ExtractJob job_for(const TextRequest& request, Fd file, std::string media_type)
{
    ExtractJob job;
    job.file = std::move(file);
    job.media_type = std::move(media_type);
    job.password = request.password;
    job.words = request.word_boxes ? WordBoxes::wanted : WordBoxes::skipped;
    job.inspection = request.inspect ? Inspection::wanted : Inspection::skipped;
    return job;
}

}  // namespace

Result<Record> Archive::record(const ReferenceCode& code)
{
    auto record = state_->catalog.record(code);
    if (!record.ok()) return with_suggestions(std::move(record).error(), state_->catalog, code);
    return record;
}

Result<std::vector<FieldChange>> Archive::history(const ReferenceCode& code)
{
    return state_->catalog.history(code);
}

Result<std::vector<Record>> Archive::list(const ListRequest& request)
{
    return state_->catalog.list(request);
}

Result<std::int64_t> Archive::count(const ListRequest& request)
{
    return state_->catalog.count(request);
}

Result<void> Archive::read(const ReferenceCode& code, ComponentNumber component,
                           const std::function<Result<void>(std::string_view)>& sink)
{
    TRY_ASSIGN(const Record found, record(code));
    TRY_ASSIGN(const Component wanted, state_->component(found, component));
    auto done = state_->objects->read(wanted.digest, sink);
    if (!done.ok() && done.error().kind == ErrorKind::not_found) return missing_bytes(wanted, code);
    return done;
}

Result<void> Archive::save(const ReferenceCode& code, ComponentNumber component, const std::string& path, bool replace)
{
    FileOps& files = *state_->environment.files;
    if (const auto there = files.info(path); there.ok()) TRY(check_target(path, there->type, replace));
    const auto slash = path.find_last_of('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
    std::string part;
    TRY_ASSIGN(const Fd file, create_beside(files, folder, part));
    auto written = [&]() -> Result<void> {
        TRY(read(code, component, [&](std::string_view bytes) { return files.write(file, bytes, part); }));
        TRY(files.sync(file, part));
        if (replace) return files.rename(part, path);
        TRY_ASSIGN(const bool placed, files.rename_if_absent(part, path));
        return placed ? Result<void>() : exists_already(path);
    }();
    if (!written.ok()) {
        // What went wrong first is what matters.
        [[maybe_unused]] const auto removed = files.remove(part);
        return written;
    }
    return files.sync_directory(folder);
}

Result<DocumentText> Archive::text(const ReferenceCode& code, ComponentNumber component, const TextRequest& request)
{
    TRY_ASSIGN(const Record found, record(code));
    TRY_ASSIGN(const Component wanted, state_->component(found, component));
    if (request.password.empty() && !request.word_boxes && !request.inspect) {
        TRY_ASSIGN(auto stored, state_->texts.get(wanted.digest));
        if (stored) return std::move(*stored);
    }
    DocumentText none;
    none.state = TextState::none;
    if (!has_text_reader(wanted.media_type)) return none;
    auto file = state_->objects->open(wanted.digest);
    if (!file.ok()) return missing_bytes(wanted, code);
    Extractor extractor = state_->make_extractor();
    TRY(extractor.submit(job_for(request, std::move(*file), wanted.media_type)));
    TRY_ASSIGN(auto answer, extractor.next());
    return answer ? std::move(answer->text) : none;
}

Result<DocumentText> text_of_file(const std::string& path, const TextRequest& request, const Environment& environment)
{
    FileOps& files = *environment.files;
    TRY_ASSIGN(const FileInfo info, files.info(path));
    if (info.type != FileType::regular)
        return error(ErrorKind::bad_input, say("Not a regular file", "不是普通文件")).at(path);
    std::string head(4096, '\0');
    {
        TRY_ASSIGN(const Fd peek, files.open_read(path));
        TRY_ASSIGN(const std::size_t size, files.read(peek, head.data(), head.size(), path));
        head.resize(size);
    }
    DocumentText none;
    none.state = TextState::none;
    const std::string media_type = media_type_of(head, file_name_of(path));
    if (!has_text_reader(media_type)) return none;
    TRY_ASSIGN(Fd file, files.open_read(path));
    Extractor::Options options;
    options.program = environment.extract_program;
    Extractor extractor(std::move(options));
    TRY(extractor.submit(job_for(request, std::move(file), media_type)));
    TRY_ASSIGN(auto answer, extractor.next());
    return answer ? std::move(answer->text) : none;
}

}  // namespace fonds
