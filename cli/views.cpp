// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/views.hpp"

#include <cstdio>

#include "cli/exit_code.hpp"
#include "schema/core/escape.hpp"

namespace fonds::cli {

namespace {

Json or_null(const std::string& text)
{
    return text.empty() ? Json() : Json(text);
}

}  // namespace

void set_bytes(Json& object, const char* name, const std::string& bytes)
{
    object.set(name, bytes);
    if (to_valid_utf8(bytes) == bytes) return;
    constexpr const char* digits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        hex.push_back(digits[static_cast<unsigned char>(c) >> 4]);
        hex.push_back(digits[static_cast<unsigned char>(c) & 15]);
    }
    object.set(std::string(name) + "_bytes", hex);
}

Json json_of(const Record& record)
{
    const RecordMetadata& said = record.metadata;
    Json json = Json::object();
    json.set("code", record.code.text());
    json.set("title", said.title);
    json.set("category", said.category);
    json.set("folder", or_null(said.folder));
    json.set("party", or_null(said.party));
    json.set("date", said.date ? Json(said.date->text()) : Json());
    json.set("grade", text_of(said.grade));
    json.set("number", or_null(said.number));
    json.set("amount", said.amount ? Json(said.amount->text()) : Json());
    json.set("currency", or_null(said.currency));
    json.set("note", or_null(said.note));
    Json tags = Json::array();
    for (const auto& tag : said.tags) tags.push(tag);
    json.set("tags", std::move(tags));
    json.set("responsible", or_null(said.responsible));
    json.set("security", said.security ? Json(name_of(*said.security)) : Json());
    json.set("unit", or_null(said.unit));
    json.set("project", or_null(said.project));
    json.set("paper_pages", static_cast<std::int64_t>(said.paper_pages));
    json.set("page_from", static_cast<std::int64_t>(said.page_range.first));
    json.set("page_to", static_cast<std::int64_t>(said.page_range.last));
    json.set("filed_at", to_iso8601(record.filed_at));
    json.set("filed_by", record.filed_by);
    json.set("revision", record.revision);
    Json components = Json::array();
    for (std::size_t i = 0; i < record.components.size(); ++i) {
        const Component& component = record.components[i];
        Json one = Json::object();
        one.set("number", static_cast<std::int64_t>(i));
        one.set("role", name_of(component.role));
        one.set("sha256", component.digest.hex());
        one.set("size", component.size);
        one.set("media_type", component.media_type);
        set_bytes(one, "file_name", component.file_name);
        one.set("text", name_of(component.text));
        one.set("text_note", or_null(component.text_note));
        one.set("pages", static_cast<std::int64_t>(component.pages));
        components.push(std::move(one));
    }
    json.set("components", std::move(components));
    return json;
}

Json json_of(const Category& category)
{
    return std::move(
        Json::object()
            .set("code", category.code)
            .set("name_zh", category.name_zh)
            .set("name_en", category.name_en)
            .set("retention", category.retention)
            .set("grade", text_of(category.default_grade))
            .set("template", category.code_template)
            .set("numbering", category.numbering == Numbering::by_template ? "template" : name_of(category.numbering))
            .set("scope", category.scope_note)
            .set("records", category.records)
            .set("auto", category.auto_accept)
            .set("parent", category.parent.empty() ? Json() : Json(category.parent))
            .set("from", category.effective_from ? Json(category.effective_from->text()) : Json())
            .set("until", category.effective_until ? Json(category.effective_until->text()) : Json())
            .set("mixed_folders", category.mixed_folders)
            .set("meanings_zh", category.grade_meanings_zh)
            .set("meanings_en", category.grade_meanings_en)
            .set("rules", category.grade_rules)
            .set("expects", category.expects));
}

Json json_of(const Folder& folder)
{
    return std::move(Json::object()
                         .set("category", folder.category_code)
                         .set("number", folder.number)
                         .set("title", folder.title)
                         .set("period", folder.period)
                         .set("open", folder.open)
                         .set("records", folder.records)
                         .set("first", folder.first ? Json(folder.first->text()) : Json())
                         .set("last", folder.last ? Json(folder.last->text()) : Json())
                         .set("most_records", folder.most_pieces > 0 ? Json(folder.most_pieces) : Json())
                         .set("most_pages", folder.most_pages > 0 ? Json(folder.most_pages) : Json())
                         .set("spine", folder.spine > 0 ? Json(folder.spine) : Json())
                         .set("mixed", folder.mixed)
                         .set("by_hand", folder.by_hand));
}

Json json_of(const Party& party)
{
    return std::move(Json::object()
                         .set("name", party.name)
                         .set("aliases", party.aliases)
                         .set("initials", party.initials)
                         .set("note", party.note)
                         .set("records", party.records));
}

Json json_of(const FieldChange& change)
{
    return std::move(Json::object()
                         .set("at", to_iso8601(change.at))
                         .set("actor", change.actor)
                         .set("field", change.field)
                         .set("before", change.before)
                         .set("after", change.after));
}

Json json_of(const Error& error, Language language)
{
    Json json = Json::object();
    json.set("kind", name_of(error.kind));
    json.set("message", pick(error.what, language));
    json.set("hint", error.hint.empty() ? Json() : Json(pick(error.hint, language)));
    return json;
}

std::string html_of(const std::vector<SnippetPart>& snippet)
{
    std::string html;
    for (const auto& part : snippet) {
        const std::string safe = escape_for_html(part.text);
        html += part.highlighted ? "<mark>" + safe + "</mark>" : safe;
    }
    return html;
}

std::string size_text(std::uint64_t bytes)
{
    constexpr const char* units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1000 && unit + 1 < std::size(units)) {
        value /= 1000;
        ++unit;
    }
    char text[32];
    std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return text;
}

Text text_of(TextState state)
{
    switch (state) {
    case TextState::pending: return say("text pending", "文本待提取");
    case TextState::done: return say("text read", "文本已提取");
    case TextState::partial: return say("text read in part", "文本部分提取");
    case TextState::needs_ocr: return say("scan, needs OCR", "扫描件,待识别");
    case TextState::none: return say("no text", "无文本");
    case TextState::encrypted: return say("encrypted", "已加密");
    case TextState::failed: return say("unreadable", "无法读取");
    }
    return {};
}

int tell_searchable(Output& output, const std::optional<Error>& why_not)
{
    if (!why_not) return exit_ok;
    Error problem = *why_not;
    if (problem.hint.empty()) problem.hint = say("Run fonds index when it is mended.", "排除问题后请执行 fonds index。");
    output.problem(problem);
    output.remark(say("The change is made, but searches do not see it yet.", "已更改,但暂时无法检索到。"));
    return exit_partial;
}

Error no_key(const std::string& note, bool password_given)
{
    if (note == "the password is wrong")
        return error(ErrorKind::bad_input, say("The password is wrong", "密码不正确"))
            .with_hint(say("Try another one with --password.", "请用 --password 给出正确的密码。"));
    Error locked = error(ErrorKind::bad_input, say("The file is encrypted", "文件已加密"));
    locked.hint = password_given ? say("Fonds can open PDFs alone with a password.", "目前仅支持用密码打开 PDF 文件。")
                                 : say("Give its password with --password.", "请用 --password 给出密码。");
    return locked;
}

void tell_rest(Output& output, std::size_t offset, std::size_t shown, std::int64_t total)
{
    const std::size_t next = offset + shown;
    if (static_cast<std::int64_t>(next) >= total) return;
    if (shown == 0)
        output.remark(say("{} in all.", "共 {} 条。", {total}));
    else
        output.remark(say("{}–{} of {}; --offset {} goes on.", "第 {}–{} 条,共 {} 条;加 --offset {} 可继续。",
                          {offset + 1, next, total, next}));
}

void print_record(Output& output, const Record& record, const RecordAsides& asides)
{
    const RecordMetadata& said = record.metadata;
    output.line(output.bold(record.code.text()) + "  " + output.shown(said.title));
    Table table;
    const auto row = [&](const char* en, const char* zh, const std::string& value) {
        if (!value.empty()) table.row({"  " + output.pick(say(en, zh)), value});
    };
    row("category", "门类", said.category);
    row("folder", "案卷", output.shown(said.folder));
    row("pages in the folder", "卷内页号", said.page_range.text());
    row("party", "往来单位", output.shown(said.party));
    row("responsible", "责任者", output.shown(said.responsible));
    row("date", "日期", said.date ? said.date->text() : "");
    row("grade", "重要性",
        std::string(text_of(said.grade)) + (asides.grade_meaning.empty() ? "" : "  " + output.shown(asides.grade_meaning)));
    row("number", "文件编号", output.shown(said.number));
    row("amount", "金额", said.amount ? said.amount->grouped() + " " + said.currency : "");
    row("project", "项目号", output.shown(said.project));
    row("unit", "机构(问题)", said.unit);
    row("security", "密级", said.security ? output.pick(text_of(*said.security)) : "");
    row("kept", "保管", asides.kept);
    if (!asides.holds.empty()) row("on hold", "冻结", output.marked(asides.holds));
    row("paper", "纸质原件", asides.place);
    row("paper pages", "纸质页数", said.paper_pages > 0 ? std::to_string(said.paper_pages) : "");
    for (const auto& loss : asides.lost_pages) row("pages lost", "缺页", output.marked(loss));
    std::string tags;
    for (const auto& tag : said.tags) tags += (tags.empty() ? "" : ", ") + output.shown(tag);
    row("tags", "标签", tags);
    row("note", "备注", output.shown(said.note));
    row("filed", "归档", to_iso8601(record.filed_at) + "  " + output.shown(record.filed_by));
    table.print(output);
    if (record.components.empty() && !asides.gone)
        output.line(output.pick(say("  of paper alone: no file yet", "  仅有纸质原件,尚无文件")));
    for (std::size_t i = 0; i < record.components.size(); ++i) {
        const Component& component = record.components[i];
        const Text role = component.role == ComponentRole::original     ? say("original", "原件")
                          : component.role == ComponentRole::attachment ? say("attachment", "附件")
                                                                        : say("derivative", "衍生件");
        std::string line = "  " + std::to_string(i) + " " + output.pick(role) + "  " + output.shown(component.file_name) +
                           "  " + component.media_type + "  " + size_text(component.size);
        if (component.pages > 0)
            line += "  " + output.pick(say(component.pages == 1 ? "{} page" : "{} pages", "{} 页", {component.pages}));
        line += "  " + output.pick(text_of(component.text));
        if (!component.text_note.empty()) line += " (" + output.shown(component.text_note) + ")";
        output.line(line);
        output.line(output.dim("    sha256 " + component.digest.hex()));
    }
}

void print_records(Output& output, const std::vector<Record>& records)
{
    Table table;
    for (const auto& record : records) {
        const RecordMetadata& said = record.metadata;
        table.row({record.code.text(), said.date ? said.date->text() : "", std::string(text_of(said.grade)),
                   fit(output.shown(said.party), 24), output.shown(said.title)});
    }
    table.print(output);
}

}  // namespace fonds::cli
