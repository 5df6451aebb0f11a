// SPDX-License-Identifier: GPL-3.0-or-later
// 四性检测: what is said of a record (A2 to A8, I3).
#include <algorithm>

#include "archive/record_exam.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

// As the catalog takes them (schema/catalog/text_check.hpp).
constexpr std::size_t most_of_line = 1'000, most_of_name = 200, most_of_text = 100'000, most_of_unit = 12;

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

struct Field {
    Text name;
    const std::string& value;
    std::size_t most;
};

std::vector<Field> fields_of(const RecordMetadata& facts)
{
    std::vector<Field> fields{{{"title", "题名"}, facts.title, most_of_line},
                              {{"number", "文号"}, facts.number, most_of_line},
                              {{"responsible", "责任者"}, facts.responsible, most_of_line},
                              {{"party", "往来单位"}, facts.party, most_of_name},
                              {{"folder", "案卷号"}, facts.folder, most_of_name},
                              {{"project", "项目号"}, facts.project, most_of_name},
                              {{"unit", "机构"}, facts.unit, most_of_unit},
                              {{"note", "备注"}, facts.note, most_of_text}};
    for (const std::string& tag : facts.tags) fields.push_back({{"tag", "标签"}, tag, most_of_name});
    return fields;
}

/// What has no place in what people wrote; empty: nothing.
Text odd_sign(std::string_view text, bool lines)
{
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (lines && (c == '\n' || c == '\t')) continue;
        if (c == invalid_code_point) return say("bytes that are not UTF-8", "含非 UTF-8 字节");
        if (c == 0xFFFD) return say("U+FFFD, which stands for lost characters", "含 U+FFFD(乱码替代符)");
        if (is_control_character(c) || c == 0xFEFF) return say("a control character", "含控制字符");
        if ((c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000) return say("a private-use character", "含私用区字符");
        if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)) return say("a character that is none", "含非字符");
    }
    return {};
}

bool is_blank(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (c != ' ' && c != '\t' && c != 0x3000 && c != 0xA0) return false;
    }
    return true;
}

}  // namespace

void RecordExam::examine_metadata(const Record& record)
{
    examine_lengths(record);
    examine_forms(record);
    examine_values(record);
    examine_sense(record);
    examine_signs(record);
    examine_code(record);
    examine_required(record);
    const std::string& code = record.code.text();
    if (!alike_.empty()) sheet_.seen("A8");
    for (const auto& [key, records] : alike_) {
        const auto found = records.find(record.id);
        if (found == records.end()) continue;
        const Text what = key == "number"  ? say("number and party", "文号与往来单位")
                          : key == "title" ? say("title, date and party", "题名、日期与往来单位")
                                           : say("bytes", "文件内容");
        sheet_.fault("A8", code, say("{} are those of {}", "{}与 {} 相同", {what, found->second}));
    }
}

void RecordExam::examine_lengths(const Record& record)
{
    sheet_.seen("A2");
    for (const Field& field : fields_of(record.metadata))
        if (const auto length = characters(field.value); length > field.most)
            sheet_.fault("A2", record.code.text(),
                         say("{} has {} characters, {} at most", "{}为 {} 字,最多 {} 字", {field.name, length, field.most}));
}

void RecordExam::examine_forms(const Record& record)
{
    sheet_.seen("A3");
    const RecordMetadata& facts = record.metadata;
    const std::string& code = record.code.text();
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (facts.amount.has_value() == facts.currency.empty())
        sheet_.fault("A3", code, say("an amount and its currency belong together", "金额与币种须同时填写"));
    if (!facts.currency.empty() && (facts.currency.size() != 3 || !std::ranges::all_of(facts.currency, is_capital)))
        sheet_.fault("A3", code, say("{} is no code of a currency", "币种代码 {} 不规范", {facts.currency}));
    if (!parse_unit(facts.unit).ok() && !facts.unit.empty())
        sheet_.fault("A3", code, say("{} is no code of a unit", "机构代码 {} 不规范", {facts.unit}));
    for (const Component& component : record.components) {
        const auto slash = component.media_type.find('/');
        if (slash == std::string::npos || slash == 0 || slash + 1 == component.media_type.size())
            sheet_.fault("A3", code, say("{} is no media type", "文件类型 {} 不规范", {component.media_type}));
    }
}

void RecordExam::examine_values(const Record& record)
{
    sheet_.seen("A4");
    const RecordMetadata& facts = record.metadata;
    const std::string& code = record.code.text();
    const auto found = categories_.find(facts.category);
    if (found == categories_.end())
        return sheet_.fault("A4", code, say("there is no category {}", "没有门类 {}", {facts.category}));
    const Category& category = found->second;
    if (!is_retention(category.retention))
        sheet_.fault("A4", code,
                     say("{} is no code of a retention period", "保管期限代码 {} 不在值域内", {category.retention}));
    if (!facts.folder.empty() && !folders_.contains(facts.category + "/" + facts.folder))
        sheet_.fault("A4", code, say("there is no folder {}/{}", "没有案卷 {}/{}", {facts.category, facts.folder}));
    const Date day = facts.date.value_or(Date::of(record.filed_at, state_.config.time_zone_minutes));
    if ((category.effective_from && day < *category.effective_from) ||
        (category.effective_until && day > *category.effective_until))
        sheet_.fault("A4", code, say("{} takes no documents of {}", "门类 {} 不收 {} 的文件", {category.code, day.text()}));
}

void RecordExam::examine_sense(const Record& record)
{
    constexpr int first_year = 1000;
    sheet_.seen("A5");
    const RecordMetadata& facts = record.metadata;
    const std::string& code = record.code.text();
    const Date today = state_.today(), filed = Date::of(record.filed_at, state_.config.time_zone_minutes);
    if (facts.date && *facts.date > today)
        sheet_.fault("A5", code, say("its date {} is in the future", "文件日期 {} 晚于今天", {facts.date->text()}));
    else if (facts.date && *facts.date > filed)
        sheet_.fault("A5", code,
                     say("it is dated {}, after it was filed ({})", "文件日期 {} 晚于归档日期 {}",
                         {facts.date->text(), filed.text()}));
    if (facts.date && facts.date->year() < first_year)
        sheet_.fault("A5", code, say("its date {} is too early", "文件日期 {} 过早", {facts.date->text()}));
    if (filed > today)
        sheet_.fault("A5", code, say("it was filed on {}, which has not come", "归档日期 {} 晚于今天", {filed.text()}));
    if (!facts.page_range.open() && facts.page_range.last < facts.page_range.first)
        sheet_.fault("A5", code, say("its pages end before they begin", "止页号小于起页号"));
    if (!check_page_count(facts.page_range, facts.paper_pages).ok())
        sheet_.fault("A5", code,
                     say("it has {} {page|pages}, and its range in the folder has {}", "页数 {} 与起止页号({} 页)不符",
                         {facts.paper_pages, facts.page_range.count()}));
    for (const Component& component : record.components)
        if (component.added_at < record.filed_at)
            sheet_.fault("A5", code, say("a file was added before the record was filed", "文件加入时间早于归档时间"));
}

void RecordExam::examine_signs(const Record& record)
{
    sheet_.seen("A6");
    for (const Field& field : fields_of(record.metadata)) {
        const Text odd = odd_sign(field.value, field.most == most_of_text);
        if (!odd.empty()) sheet_.fault("A6", record.code.text(), say("{}: {}", "{}:{}", {field.name, odd}));
    }
}

void RecordExam::examine_code(const Record& record)
{
    sheet_.seen("A7");
    const std::string& fonds = state_.catalog.identity().code;
    std::string prefix = record.code.text();
    prefix.resize(prefix.find_last_not_of("0123456789") + 1);
    sequences_.insert(std::move(prefix));
    const auto makes_it = [&](const std::pair<const std::string, CodeTemplate>& one) {
        return one.second.shaped_number(record.code, fonds, one.first).has_value();
    };
    const auto own = templates_.find(record.metadata.category);
    if (own != templates_.end() && makes_it(*own)) return;
    if (std::ranges::any_of(templates_, makes_it)) return;  // it was filed elsewhere, and its code stays
    sheet_.fault("A7", record.code.text(), say("no category's template makes such a code", "不符合任何门类的档号模板"));
}

void RecordExam::examine_required(const Record& record)
{
    const RecordMetadata& facts = record.metadata;
    const auto is_said = [&](std::string_view field) {
        if (field == "title") return !is_blank(facts.title) && facts.title != "—";
        if (field == "date") return facts.date.has_value();
        if (field == "responsible") return !is_blank(facts.responsible) || !is_blank(facts.party);
        if (field == "party") return !is_blank(facts.party);
        if (field == "number") return !is_blank(facts.number);
        if (field == "folder") return !facts.folder.empty();
        if (field == "security") return facts.security.has_value();
        if (field == "unit") return !facts.unit.empty();
        if (field == "pages") return pages_of(record) > 0;
        return true;
    };
    const auto name_of_field = [](std::string_view field) {
        if (field == "title") return say("title", "题名");
        if (field == "date") return say("date", "日期");
        if (field == "responsible") return say("who wrote it, or a party", "责任者(或往来单位)");
        if (field == "party") return say("party", "往来单位");
        if (field == "number") return say("number", "文号");
        if (field == "folder") return say("folder", "案卷号");
        if (field == "security") return say("security", "密级");
        if (field == "unit") return say("unit", "机构");
        return say("pages", "页数");
    };
    sheet_.seen("I3");
    for (const std::string& field : state_.config.required_fields)
        if (!is_said(field)) sheet_.fault("I3", record.code.text(), say("not said: {}", "缺少:{}", {name_of_field(field)}));
}

}  // namespace fonds
