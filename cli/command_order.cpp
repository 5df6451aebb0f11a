// SPDX-License-Identifier: GPL-3.0-or-later
// check order: what an archivist still has to do.
#include <algorithm>
#include <array>
#include <limits>

#include "archive/foldering.hpp"
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/finding_views.hpp"

namespace fonds::cli {

namespace {

struct KindTitle {
    std::string_view kind;
    const char *en, *zh;
};
constexpr std::array titles{
    KindTitle{"number.duplicate", "numbers given twice", "重号"},
    KindTitle{"number.gap", "numbers given out that no record has", "已编号而无档案"},
    KindTitle{"number.open", "numbers leapt over", "跳号"},
    KindTitle{"number.category", "numbers of another category's form", "档号属于另一门类的编号规则"},
    KindTitle{"number.year", "numbers that tell another year", "档号所载年度与件不符"},
    KindTitle{"number.unit", "numbers that tell another unit", "档号所载机构与件不符"},
    KindTitle{"number.project", "numbers that tell another project", "档号所载项目与件不符"},
    KindTitle{"number.shape", "numbers that no template makes", "与编号规则不符的旧号"},
    KindTitle{"number.retention", "numbers whose retention has no meaning", "档号中的保管期限没有含义"},
    KindTitle{"number.width", "numbers with too few or too many digits", "序号位数不符"},
    KindTitle{"order.below_law", "categories kept shorter than the law has them", "门类保管期限低于法定"},
    KindTitle{"order.no_date", "records without a date", "缺日期"},
    KindTitle{"order.no_party", "records without a party", "缺往来单位"},
    KindTitle{"order.no_folder", "records without a folder", "未入案卷"},
    KindTitle{"order.same_document", "documents that may be filed twice", "疑似重复归档"},
    KindTitle{"order.grade_below_rule", "grades below what the rules say", "重要性低于规则"},
    KindTitle{"order.paper_absent", "expected papers that are absent", "应有材料缺失"},
    KindTitle{"order.folder_overfull", "folders that are too full", "案卷超容量"},
    KindTitle{"order.folder_mixed", "folders that mix what they must not", "案卷混放"},
    KindTitle{"order.folder_pages", "folders whose page numbers do not fit", "卷内页号有误"},
    KindTitle{"order.pages_unknown", "records of folders whose pages are not known", "卷内件页数不明"},
    KindTitle{"order.grade_a_lent", "originals of grade A on loan", "重要 A 原件借出"},
    KindTitle{"order.grade_a_unlocated", "originals of grade A without a place", "重要 A 原件无库位"},
    KindTitle{"order.loan_overdue", "overdue loans", "逾期未还"},
    KindTitle{"order.pages_lost", "papers that came back from a loan with fewer pages", "归还时缺页"},
    KindTitle{"order.location_overfull", "locations that are too full", "库位超容量"},
    KindTitle{"order.no_place", "papers without a place", "没有库位"},
};

std::string title_of(const Output& output, const std::string& kind)
{
    const auto* const title = std::ranges::find(titles, kind, &KindTitle::kind);
    return title == titles.end() ? std::string() : output.pick(say(title->en, title->zh));
}

/// The findings of one kind under its name, what to do about them once, where it is the same for all.
void print_kind(Output& output, const std::string& kind, std::int64_t count, const std::vector<const Finding*>& listed)
{
    if (listed.empty()) return;
    output.line(output.bold(output.pick(text_of(listed.front()->severity))) + "  " + kind + "  " + title_of(output, kind) +
                " (" + std::to_string(count) + ")");
    const auto hint = [&](const Finding& finding) { return output.pick(finding.hint); };
    const std::string common = hint(*listed.front());
    const bool same = std::ranges::all_of(listed, [&](const Finding* each) { return hint(*each) == common; });
    for (const Finding* const finding : listed) {
        const std::string& what = output.pick(finding->what);
        const bool named = what.find(finding->subject) != std::string::npos;
        output.line("  " + (named ? "" : output.shown(finding->subject) + ": ") + output.shown(what));
        if (!same && !hint(*finding).empty()) output.line("    → " + hint(*finding));
    }
    const std::int64_t more = count - std::ssize(listed);
    if (more > 0) output.line(output.pick(say("  … and {} more (--limit)", "  ……另有 {} 项(--limit)", {more})));
    if (same && !common.empty()) output.line("  → " + common);
    output.line("");
}

}  // namespace

Result<int> run_check_order(Context& context)
{
    Output& output = context.output;
    const std::size_t all = std::numeric_limits<std::int64_t>::max();
    const std::size_t most = context.options.limit.value_or(context.options.json ? all : 20);
    TRY_ASSIGN(const OrderReport report, Foldering(*context.archive).order(most));
    const int code = report.counts.empty() ? exit_ok : exit_partial;
    if (context.options.json) {
        Json counts = Json::object();
        for (const auto& [kind, count] : report.counts) counts.set(kind, count);
        output.json(Json::object().set("findings", json_of(output, report.findings)).set("counts", std::move(counts)));
        return code;
    }
    for (const auto& [kind, count] : report.counts) {
        std::vector<const Finding*> listed;
        for (const Finding& finding : report.findings)
            if (finding.kind == kind) listed.push_back(&finding);
        print_kind(output, kind, count, listed);
    }
    Table table;
    for (const auto& [kind, count] : report.counts) table.row({kind, std::to_string(count), title_of(output, kind)});
    table.print(output);
    if (report.counts.empty()) output.line(say("All is in order.", "整理完好,没有发现问题。"));
    return code;
}

}  // namespace fonds::cli
