// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/examination.hpp"

#include <algorithm>

namespace fonds {

namespace {

constexpr std::string_view report_format = "fonds-properties/1";

constexpr std::array stages{std::string_view("intake"), std::string_view("demand"), std::string_view("transfer"),
                            std::string_view("schedule")};
constexpr std::array results{std::string_view("pass"), std::string_view("fail"), std::string_view("not_applicable")};
constexpr std::array groups{std::string_view("authenticity"), std::string_view("integrity"), std::string_view("usability"),
                            std::string_view("safety")};

using enum ExamGroup;
constexpr std::array kinds{
    ExamKind{"A1", authenticity, "fixed information: digests hold", "固化信息有效性"},
    ExamKind{"A2", authenticity, "length of metadata", "元数据数据长度"},
    ExamKind{"A3", authenticity, "types and formats of metadata", "元数据数据类型、格式"},
    ExamKind{"A4", authenticity, "values are of their lists", "元数据值域符合度"},
    ExamKind{"A5", authenticity, "values are plausible", "元数据值合理性"},
    ExamKind{"A6", authenticity, "no odd characters", "元数据特殊字符"},
    ExamKind{"A7", authenticity, "reference codes are well formed", "档号规范性"},
    ExamKind{"A8", authenticity, "nothing is there twice", "数据重复性"},
    ExamKind{"A9", authenticity, "files are as they are recorded", "内容电子属性一致性"},
    ExamKind{"A10", authenticity, "metadata point to content", "元数据与内容关联一致性"},
    ExamKind{"A11", authenticity, "package: its form", "归档信息包规范性"},
    ExamKind{"A12", authenticity, "package: received as sent", "归档信息包一致性"},
    ExamKind{"I1", integrity, "number of records as registered", "总件数相符性"},
    ExamKind{"I2", integrity, "bytes as registered", "总字节数相符性"},
    ExamKind{"I3", integrity, "required metadata are there", "元数据项完整性"},
    ExamKind{"I5", integrity, "no gaps in numbers", "连续性元数据项"},
    ExamKind{"I6", integrity, "every record has its content", "内容数据完整性"},
    ExamKind{"I7", integrity, "package: metadata and content", "归档信息包内容完整性"},
    ExamKind{"U1", usability, "metadata can be read", "元数据可访问性"},
    ExamKind{"U3", usability, "formats for long keeping", "内容数据格式长期可用性"},
    ExamKind{"U4", usability, "no unknown environment is needed", "软硬件环境合规性"},
    ExamKind{"U5", usability, "not encrypted, not packed", "内容数据无加密、无压缩"},
    ExamKind{"S1", safety, "no malware", "恶意代码检测"},
};

Json both(const Text& text)
{
    return std::move(Json::object().set("en", text.en).set("zh", text.zh));
}

Text text_in(const Json& json)
{
    return {json.get("en").text(), json.get("zh").text()};
}

template <class Names>
int place_of(const Names& names, std::string_view name)
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

}  // namespace

std::string_view name_of(ExamStage stage)
{
    return stages.at(static_cast<std::size_t>(stage));
}

Text text_of(ExamStage stage)
{
    switch (stage) {
    case ExamStage::intake: return say("at filing", "归档");
    case ExamStage::demand: return say("on demand", "日常");
    case ExamStage::transfer: return say("at transfer", "移交与接收");
    case ExamStage::schedule: return say("in keeping", "长期保存");
    }
    return {};
}

std::optional<ExamStage> exam_stage(std::string_view name)
{
    const int place = place_of(stages, name);
    if (place < 0) return std::nullopt;
    return static_cast<ExamStage>(place);
}

std::string_view name_of(ExamResult result)
{
    return results.at(static_cast<std::size_t>(result));
}

Text text_of(ExamResult result)
{
    switch (result) {
    case ExamResult::pass: return say("pass", "通过");
    case ExamResult::fail: return say("FAIL", "不通过");
    case ExamResult::not_applicable: return say("n/a", "不适用");
    }
    return {};
}

std::string_view name_of(ExamGroup group)
{
    return groups.at(static_cast<std::size_t>(group));
}

Text text_of(ExamGroup group)
{
    switch (group) {
    case authenticity: return say("authenticity", "真实性");
    case integrity: return say("integrity", "完整性");
    case usability: return say("usability", "可用性");
    case safety: return say("safety", "安全性");
    }
    return {};
}

std::span<const ExamKind> exam_kinds()
{
    return kinds;
}

Json stored_report(const Examination& examination)
{
    Json checks = Json::array();
    for (const ExamCheck& check : examination.checks) {
        Json faults = Json::array();
        for (const ExamFault& fault : check.faults)
            faults.push(Json::object().set("subject", fault.subject).set("why", both(fault.why)));
        const auto kind = std::ranges::find(kinds, check.id, &ExamKind::id);
        checks.push(Json::object()
                        .set("id", check.id)
                        .set("group", kind == kinds.end() ? "" : name_of(kind->group))
                        .set("result", name_of(check.result))
                        .set("examined", check.examined)
                        .set("failed", check.failed)
                        .set("evidence", both(check.evidence))
                        .set("faults", std::move(faults)));
    }
    Json scanner;
    if (!examination.scanner.name.empty())
        scanner = Json::object()
                      .set("name", examination.scanner.name)
                      .set("version", examination.scanner.version)
                      .set("signatures", examination.scanner.signatures);
    return std::move(Json::object()
                         .set("format", report_format)
                         .set("stage", name_of(examination.stage))
                         .set("scope", examination.scope)
                         .set("records", examination.records)
                         .set("failed", examination.failed)
                         .set("scanner", std::move(scanner))
                         .set("checks", std::move(checks)));
}

Result<Examination> read_report(std::string_view text)
{
    const auto json = Json::parse(text);
    const auto stage = json.ok() ? exam_stage(json->get("stage").text()) : std::nullopt;
    if (!stage || json->get("format").text() != report_format)
        return error(ErrorKind::corrupt, say("The report of a check cannot be read", "检测报告无法读取"))
            .with_hint(say("Run fonds check --full and restore catalog.db from a backup.",
                           "请执行 fonds check --full,并从备份恢复 catalog.db。"));
    Examination examination;
    examination.stage = *stage;
    examination.scope = json->get("scope").text();
    examination.records = json->get("records").number();
    examination.failed = json->get("failed").number();
    const Json scanner = json->get("scanner"), checks = json->get("checks");
    if (!scanner.is_null())
        examination.scanner = {scanner.get("name").text(), scanner.get("version").text(), scanner.get("signatures").text()};
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const Json one = checks.at(i), faults = one.get("faults");
        ExamCheck& check = examination.checks.emplace_back();
        check.id = one.get("id").text();
        const int result = place_of(results, one.get("result").text());
        check.result = result < 0 ? ExamResult::not_applicable : static_cast<ExamResult>(result);
        check.examined = one.get("examined").number();
        check.failed = one.get("failed").number();
        check.evidence = text_in(one.get("evidence"));
        for (std::size_t at = 0; at < faults.size(); ++at)
            check.faults.push_back({faults.at(at).get("subject").text(), text_in(faults.at(at).get("why"))});
    }
    return examination;
}

}  // namespace fonds
