// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/paperless_manifest.hpp"

#include <algorithm>

namespace fonds {

namespace {

/// A currency of three capital letters before the number, as in EUR12.30, or none.
std::optional<Money> money_of(std::string_view text)
{
    Money money;
    const bool named =
        text.size() > 3 && std::ranges::all_of(text.substr(0, 3), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (named) {
        const auto currency = parse_currency(text.substr(0, 3));
        if (!currency.ok()) return std::nullopt;
        money.currency = *currency;
        text.remove_prefix(3);
    }
    const auto amount = Amount::parse(text);
    if (!amount.ok()) return std::nullopt;
    money.amount = *amount;
    return money;
}

/// The label of a choice: options were plain texts chosen by place, and are objects chosen by id.
std::string chosen(const Json& field, const Json& value)
{
    const Json options = field.get("extra_data").get("select_options");
    for (std::size_t i = 0; i < options.size(); ++i) {
        const Json option = options.at(i);
        if (!option.get("id").text().empty() && option.get("id").text() == value.text()) return option.get("label").text();
    }
    if (value.text().empty() && value.real()) return options.at(static_cast<std::size_t>(value.number())).text();
    return value.text();
}

std::string plain(const Json& value)
{
    if (!value.text().empty()) return value.text();
    return value.is_null() || value.dump() == "\"\"" ? std::string() : value.dump();
}

/// Minutes east of Greenwich of Z, +02:00 or -0330; none for anything else.
std::optional<int> offset_of(std::string_view text)
{
    if (text == "Z") return 0;
    std::string digits;
    for (const char c : text.substr(std::min<std::size_t>(1, text.size())))
        if (c != ':') digits += c;
    if (text.empty() || (text[0] != '+' && text[0] != '-') || digits.size() != 4 ||
        digits.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    const int minutes = (digits[0] - '0') * 600 + (digits[1] - '0') * 60 + (digits[2] - '0') * 10 + digits[3] - '0';
    return text[0] == '-' ? -minutes : minutes;
}

}  // namespace

std::optional<Date> day_of_moment(std::string_view text, int offset_minutes)
{
    constexpr std::size_t day_length = 10, second_length = 19;
    if (text.size() <= day_length) {
        const auto day = Date::parse(text);
        return day.ok() ? std::optional(*day) : std::nullopt;
    }
    const std::size_t end = text.find_first_not_of("0123456789.", std::min(second_length, text.size()));
    if (end == std::string_view::npos) return std::nullopt;
    const auto offset = offset_of(text.substr(end));
    std::string moment(text.substr(0, second_length));
    moment[day_length] = 'T';
    const auto there = parse_instant(moment + ".000Z");
    if (!offset || !there.ok()) return std::nullopt;
    return Date::of(*there, offset_minutes - *offset);
}

Result<void> PaperlessManifest::add(std::string_view text)
{
    TRY_ASSIGN(const Json list, Json::parse(text));
    if (list.size() > 0 && list.at(0).get("model").text().empty())
        return error(ErrorKind::bad_input, say("Not a manifest of paperless-ngx", "不是 paperless-ngx 的清单"))
            .with_hint(say("Name the folder that document_exporter wrote, or its manifest.json.",
                           "请给出 document_exporter 写出的目录或其中的 manifest.json。"));
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Json object = list.at(i);
        const std::string model = object.get("model").text();
        const std::int64_t key = object.get("pk").number();
        const Json fields = object.get("fields");
        const auto named = [&](std::map<std::int64_t, std::string>& table) { table[key] = fields.get("name").text(); };
        if (model == "documents.document")
            documents_[key] = object;
        else if (model == "documents.correspondent")
            named(correspondents_);
        else if (model == "documents.documenttype")
            named(types_);
        else if (model == "documents.tag")
            named(tags_);
        else if (model == "documents.storagepath")
            named(paths_);
        else if (model == "documents.customfield")
            fields_[key] = fields;
        else if (model == "documents.customfieldinstance")
            values_[fields.get("document").number()].push_back(fields);
        else if (model == "documents.note")
            notes_[fields.get("document").number()].push_back(fields);
    }
    return {};
}

void PaperlessManifest::add_field(PaperlessDocument& document, const Json& instance) const
{
    const auto at = fields_.find(instance.get("field").number());
    if (at == fields_.end()) return;
    const Json& field = at->second;
    const std::string name = field.get("name").text(), type = field.get("data_type").text();
    if (type == "monetary") {
        const std::string value = plain(instance.get("value_monetary"));
        if (const auto money = money_of(value))
            document.amounts.emplace_back(name, *money);
        else if (!value.empty())
            document.fields.emplace_back(name, value);
        return;
    }
    if (type == "select") {
        const Json value = instance.get("value_select");
        if (!value.is_null()) document.fields.emplace_back(name, chosen(field, value));
        return;
    }
    constexpr std::pair<std::string_view, std::string_view> members[] = {
        {"string", "value_text"},  {"longtext", "value_long_text"},
        {"url", "value_url"},      {"date", "value_date"},
        {"boolean", "value_bool"}, {"integer", "value_int"},
        {"float", "value_float"},  {"documentlink", "value_document_ids"}};
    for (const auto& [kind, member] : members) {
        if (kind != type) continue;
        if (const std::string value = plain(instance.get(member)); !value.empty()) document.fields.emplace_back(name, value);
    }
}

Result<PaperlessDocument> PaperlessManifest::document(const Json& object) const
{
    const Json fields = object.get("fields");
    PaperlessDocument document;
    document.id = object.get("pk").number();
    document.title = fields.get("title").text();
    const auto name_in = [&](const std::map<std::int64_t, std::string>& table, const Json& key) {
        const auto at = table.find(key.number());
        return key.is_null() || at == table.end() ? std::string() : at->second;
    };
    document.correspondent = name_in(correspondents_, fields.get("correspondent"));
    document.type = name_in(types_, fields.get("document_type"));
    document.storage_path = name_in(paths_, fields.get("storage_path"));
    document.created = fields.get("created").text().substr(0, 10);  // a day, or a moment that begins with it
    document.added = fields.get("added").text();
    document.original_name = fields.get("original_filename").text();
    document.file = object.get("__exported_file_name__").text();
    document.archive_file = object.get("__exported_archive_name__").text();
    document.checksum = fields.get("checksum").text();
    document.archive_checksum = fields.get("archive_checksum").text();
    if (fields.get("archive_serial_number").real()) document.serial = fields.get("archive_serial_number").number();
    const Json tags = fields.get("tags");
    for (std::size_t i = 0; i < tags.size(); ++i)
        if (auto tag = name_in(tags_, tags.at(i)); !tag.empty()) document.tags.push_back(std::move(tag));
    if (const auto at = values_.find(document.id); at != values_.end())
        for (const Json& each : at->second) add_field(document, each);
    if (const auto at = notes_.find(document.id); at != notes_.end())
        for (const Json& each : at->second) document.notes.push_back(each.get("note").text());
    if (!fields.get("deleted_at").is_null())
        return error(ErrorKind::refused, say("It was in the wastebasket there", "该文档已在回收站")).at(document.title);
    if (document.file.empty())
        return error(ErrorKind::bad_input, say("The manifest names no file of it", "清单未列出其文件"))
            .with_hint(say("Export with the files: without --data-only.", "导出时请勿使用 --data-only。"))
            .at(document.title);
    return document;
}

Result<void> PaperlessManifest::each(const std::function<Result<void>(Result<PaperlessDocument>)>& visit) const
{
    for (const auto& [key, object] : documents_) TRY(visit(document(object)));
    return {};
}

}  // namespace fonds
