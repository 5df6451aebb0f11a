// SPDX-License-Identifier: GPL-3.0-or-later
// Another component of a record: the same order of writes as a filing.
#include <algorithm>

#include "archive/drain.hpp"
#include "archive/source_file.hpp"
#include "archive/store/source_walk.hpp"
#include "schema/catalog/doubles.hpp"

namespace fonds {

namespace {

Result<void> judge(const Record& record, const StagedObject& object, const std::string& path)
{
    if (object.size == 0) return error(ErrorKind::bad_input, say("The file is empty", "文件为空")).at(path);
    if (std::ranges::find(record.components, object.digest, &Component::digest) == record.components.end()) return {};
    return error(ErrorKind::duplicate, say("{} has the same bytes already", "{} 已含有相同内容", {record.code.text()}))
        .with_hint(say("fonds show lists its components.", "可用 fonds show 查看其数字对象。"))
        .at(path);
}

/// What the index and the catalog say of the attachment's words by now.
Result<void> describe_text(Archive::State& state, RecordId record, const Digest& digest, AttachOutcome& outcome)
{
    TRY_ASSIGN(const bool owed, state.catalog.owes({record}));
    TRY_ASSIGN(const Record now, state.catalog.record(record));
    const auto component = std::ranges::find(now.components, digest, &Component::digest);
    if (owed || component == now.components.end()) return {};
    outcome.text = component->text;
    outcome.text_note = component->text_note;
    return {};
}

}  // namespace

Result<AttachOutcome> Archive::attach(const ReferenceCode& code, const std::string& path, WorkObserver& observer)
{
    State& state = *state_;
    TRY_ASSIGN(const Lock lock, state.writers_lock());
    TRY_ASSIGN(const Record record, state.catalog.record(code));
    TRY(Doubles(state.catalog).refuse_gone(code));  // before bytes are stored
    TRY_ASSIGN(const Fd source, open_source(path, state.layout));
    TRY_ASSIGN(const auto intake, state.objects->begin_intake());
    TRY_ASSIGN(const StagedObject object, intake->add(source, path));
    TRY(judge(record, object, path));
    TRY_ASSIGN(const auto damaged, intake->publish());
    AttachOutcome outcome;
    for (const auto& each : damaged) {
        if (each.problem) {
            static_cast<void>(intake->finish());  // nothing was published: the batch is no unfinished filing
            return *each.problem;
        }
        outcome.restored = true;
    }
    NewComponent component;
    component.role = ComponentRole::attachment;
    component.digest = object.digest;
    component.size = object.size;
    component.file_name = path == "-" ? "" : file_name_of(path);
    component.media_type = media_type_of(object.head, component.file_name);
    if (!has_text_reader(component.media_type)) component.text = TextState::none;
    const Stamp stamp = state.stamp();
    TRY(state.catalog.transaction([&]() -> Result<void> {
        if (outcome.restored) TRY(state.catalog.log("object.restored", object.digest.hex(), "{}", stamp));
        return state.catalog.attach(code, component, stamp);
    }));
    // The attachment is durable by now, so nothing below may call it failed: an intent that stays is swept by repair, and
    // what the index is owed it is still owed.
    static_cast<void>(intake->finish());
    DrainRequest request;
    request.records = {record.id};
    auto drained = drain_outbox(state, request, observer);
    auto described = drained.ok() ? describe_text(state, record.id, object.digest, outcome) : Result<void>();
    if (!drained.ok())
        outcome.index_problem = std::move(drained).error();
    else if (drained->problem)
        outcome.index_problem = std::move(drained->problem);
    else if (!described.ok())
        outcome.index_problem = std::move(described).error();
    return outcome;
}

}  // namespace fonds
