// SPDX-License-Identifier: GPL-3.0-or-later
// Getting things back: records, bytes and text.
#include <algorithm>

#include "archive/saving.hpp"
#include "archive/source_file.hpp"
#include "archive/state.hpp"
#include "archive/store/source_walk.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/json.hpp"

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

Result<void> Archive::State::tell_seen(const ReferenceCode& code, std::string_view what) const
{
    if (!config.log_reading) return {};
    // Whoever reads has opened the catalog for reading alone.
    Catalog::Options options;
    options.wait = config.lock_wait;
    TRY_ASSIGN(Catalog writable, Catalog::open(layout.catalog(), Access::write, options));
    auto told = writable.log("record.seen", code.text(),
                             Json::object().set("what", what).set("by", environment.program).dump(), stamp());
    if (told.ok()) return {};
    Error problem = told.error();
    problem.what =
        say("Reading is logged here, and the log cannot be written: {}", "本库记录查阅,但无法写入日志:{}", {problem.what});
    return problem;
}

void Archive::State::note_use(const Record& record)
{
    const auto wanted = Volumes(catalog).wants_use(record.id, today());
    if (!wanted.ok() || !*wanted) return;
    Catalog::Options options;
    options.wait = std::chrono::milliseconds(0);
    auto writable = Catalog::open(layout.catalog(), Access::write, options);
    if (!writable.ok()) return;
    // Whoever may not write reads all the same, and a week's delay harms nobody.
    static_cast<void>(Volumes(*writable).set_used(record.id, today()));
}

Result<void> Archive::read(const ReferenceCode& code, ComponentNumber component,
                           const std::function<Result<void>(std::string_view)>& sink)
{
    TRY_ASSIGN(const Record found, record(code));
    TRY_ASSIGN(const Component wanted, state_->component(found, component));
    TRY(state_->tell_seen(code, "bytes"));
    state_->note_use(found);
    auto done = state_->objects->read(wanted.digest, sink);
    if (!done.ok() && done.error().kind == ErrorKind::not_found) return missing_bytes(wanted, code);
    return done;
}

Result<void> Archive::save(const ReferenceCode& code, ComponentNumber component, const std::string& path, bool replace)
{
    return save_new_file(*state_->environment.files, path, replace,
                         [&](const ByteReceiver& receiver) { return read(code, component, receiver); });
}

Result<DocumentText> Archive::text(const ReferenceCode& code, ComponentNumber component, const TextRequest& request)
{
    TRY_ASSIGN(const Record found, record(code));
    TRY_ASSIGN(const Component wanted, state_->component(found, component));
    TRY(state_->tell_seen(code, "text"));
    state_->note_use(found);
    if (request.password.empty() && !request.word_boxes && !request.inspect) {
        TRY_ASSIGN(auto stored, state_->texts.get(wanted.digest));
        if (stored) return std::move(*stored);
    }
    DocumentText none;
    none.state = TextState::none;
    if (!has_text_reader(wanted.media_type)) return none;
    auto file = state_->objects->open(wanted.digest);
    if (!file.ok() && file.error().kind != ErrorKind::not_found) return file.error();
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
    TRY_ASSIGN(const std::string media_type, media_type_of_file(files, path));
    DocumentText none;
    none.state = TextState::none;
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
