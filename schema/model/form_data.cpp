// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/form_data.hpp"

#include <algorithm>
#include <utility>

#include "schema/core/escape.hpp"
#include "schema/core/text.hpp"
#include "schema/model/category.hpp"
#include "schema/model/code_parts.hpp"
#include "schema/model/said_cell.hpp"

namespace fonds {

namespace {

/// The words of one language.
class Words {
public:
    explicit Words(bool in_chinese) : in_chinese_(in_chinese) {}
    std::string operator()(const char* en, const char* zh) const { return in_chinese_ ? zh : en; }

    /// Y, D30: as people write them (DA/T 22-2015).
    [[nodiscard]] std::string retention(const std::string& code) const
    {
        const Text text = retention_text(code);
        return in_chinese_ ? text.zh : text.en;
    }

    /// "3 items, 12 pages"; where not all are known, of how many they are.
    [[nodiscard]] std::string count(const ListedFolder& folder) const
    {
        const std::size_t items = folder.items.size();
        const std::string first = std::to_string(items) + (in_chinese_ ? " 件" : items == 1 ? " item" : " items");
        const std::string pages = this->pages(folder);
        if (pages.empty()) return first;
        return first + (in_chinese_ ? ",共 " + pages + " 页" : ", " + pages + (pages == "1" ? " page" : " pages")) +
               known(folder);
    }

    /// Of all items whose pages are known; empty where none are.
    [[nodiscard]] static std::string pages(const ListedFolder& folder)
    {
        std::int64_t pages = 0;
        for (const ListedItem& item : folder.items) pages += item.pages;
        return pages == 0 ? std::string() : std::to_string(pages);
    }

    /// How many items a sum of pages leaves out; empty where it leaves none.
    [[nodiscard]] std::string known(const ListedFolder& folder) const
    {
        const auto all = std::ssize(folder.items);
        const auto counted = std::ranges::count_if(folder.items, [](const ListedItem& item) { return item.pages > 0; });
        if (counted == all || counted == 0) return {};
        const std::string few = std::to_string(counted), many = std::to_string(all);
        return in_chinese_ ? "(" + many + " 件中 " + few + " 件页数已知)" : " (" + few + " of " + many + " known)";
    }

private:
    bool in_chinese_;
};

std::string pages_text(std::int64_t pages)
{
    return pages == 0 ? std::string() : std::to_string(pages);
}

/// YYYYMMDD, as catalogues have it.
std::string short_date(std::string date)
{
    std::erase(date, '-');
    return date;
}

/// 件号: what a code ends in.
std::string item_number(const std::string& code)
{
    return code.substr(code.rfind('-') + 1);
}

/// Whole years since the end of the year of `date`; empty where a day is not known.
std::string years_kept(const std::string& date, const std::string& today)
{
    const auto year_of = [](const std::string& day) {
        int year = 0;
        for (const char c : day.substr(0, 4)) year = year * 10 + (c - '0');
        return year;
    };
    if (date.empty() || today.empty()) return {};
    return std::to_string(std::max(0, year_of(today) - year_of(date) - 1));
}

std::string folder_title(const ListedFolder& folder)
{
    return folder.title.empty() ? folder.category_name : folder.title;
}

Form form_named(FormLayout layout, std::string title, bool in_chinese)
{
    Form form;
    form.layout = layout;
    form.title = std::move(title);
    form.in_chinese = in_chinese;
    return form;
}

/// Headings of what stands in a list without being described: an import passes it over where nobody wrote something else.
std::string stand_in_responsible(const Words& t)
{
    return t("printed_responsible", "打印用责任者");
}

}  // namespace

Form cover_of(const std::vector<ListedFolder>& folders, bool in_chinese)
{
    const Words t(in_chinese);
    Form form = form_named(FormLayout::cover, {}, in_chinese);
    for (const ListedFolder& folder : folders) {
        form.title = folder.fonds_name;
        form.pieces.push_back({folder_title(folder),
                               {{t("Category", "类目名称"), folder.category_name},
                                {t("Period", "时间"), folder.period},
                                {t("Retention", "保管期限"), t.retention(folder.retention)},
                                {t("Items", "件数"), std::to_string(folder.items.size())},
                                {t("Pages", "页数"), t.pages(folder) + t.known(folder)},
                                {t("Secrecy", "密级"), folder.secrecy},
                                {t("Fonds code", "全宗号"), folder.fonds_code},
                                {t("Category code", "类别号"), folder.category_code},
                                {t("Folder number", "案卷号"), folder.number},
                                {t("Made by", "立卷单位"), folder.unit}}});
    }
    return form;
}

Form spines_of(const std::vector<ListedFolder>& folders, double width, bool in_chinese)
{
    const Words t(in_chinese);
    Form form = form_named(FormLayout::spines, t("Spines", "卷脊"), in_chinese);
    if (width > 0) form.width = width;
    for (const ListedFolder& folder : folders) {
        std::string range;
        if (!folder.items.empty()) {
            const auto [first, last] =
                std::ranges::minmax(folder.items, {}, [](const ListedItem& item) { return item_number(item.code); });
            range = item_number(first.code);
            if (range != item_number(last.code)) range += "–" + item_number(last.code);
        }
        form.pieces.push_back({folder_title(folder),
                               {{t("Fonds", "全宗号"), folder.fonds_code},
                                {t("Category", "类别号"), folder.category_code},
                                {t("Year", "年度"), folder.year},
                                {t("Retention", "保管期限"), t.retention(folder.retention)},
                                {t("Folder", "案卷号"), folder.number},
                                {t("Items", "起止件号"), range},
                                {t("Box", "盒号"), folder.box}},
                               width > 0          ? width
                               : folder.spine > 0 ? std::clamp(folder.spine, narrowest_spine, widest_spine)
                                                  : form.width});
    }
    return form;
}

Form contents_of(const ListedFolder& folder, bool in_chinese)
{
    const Words t(in_chinese);
    Form form = form_named(FormLayout::list, t("Contents of the folder", "卷内文件目录"), in_chinese);
    form.head = {{t("Fonds", "全宗号"), folder.fonds_code},
                 {t("Category", "类别"), folder.category_code + " " + folder.category_name},
                 {t("Folder", "案卷号"), folder.number},
                 {t("Title", "案卷题名"), folder_title(folder)}};
    form.columns = {{t("No.", "顺序号"), 0.9, true}, {t("Number", "文号"), 1.7},     {t("Responsible", "责任者"), 1.7},
                    {t("Title", "题名"), 3.85},      {t("Date", "日期"), 1.2, true}, {t("Page", "页号"), 1.1, true},
                    {t("Note", "备注"), 1}};
    form.unprinted = {{t("Reference code", "档号"), t("Category", "门类"), t("Folder", "案卷号"), t("Party", "往来单位"),
                       stand_in_responsible(t)}};
    std::int64_t number = 0;
    for (const ListedItem& item : folder.items) {
        form.unprinted.push_back({item.code, item.category, item.folder, literal_text(item.party),
                                  item.signed_by ? std::string() : literal_text(item.responsible)});
        const bool last = ++number == std::ssize(folder.items);
        form.rows.push_back({std::to_string(number), item.number, item.responsible, item.title, short_date(item.date),
                             last ? item.range.text() : pages_text(item.range.first), item.note});
    }
    if (!folder.items.empty()) form.summary = t.count(folder);  // else it is written by hand
    return form;
}

Form file_note_of(const ListedFolder& folder, bool in_chinese)
{
    const Words t(in_chinese);
    Form form = form_named(FormLayout::sheet, t("File note", "卷内备考表"), in_chinese);
    form.head = {{t("Fonds", "全宗号"), folder.fonds_code},
                 {t("Category", "类别号"), folder.category_code},
                 {t("Folder", "案卷号"), folder.number}};
    form.columns = {{"", 1}};
    form.rows = {{t("State of the folder:", "本卷情况说明：") + "\n\n" + folder_title(folder) + "\n" + t.count(folder) +
                  std::string(26, '\n')}};
    form.signatures = {{t("Filed by", "立卷人"), ""}, {t("Checked by", "检查人"), ""}, {t("Date", "立卷时间"), ""}};
    return form;
}

Form catalogue_of(const ListedFolder& all, bool in_chinese)
{
    const Words t(in_chinese);
    Form form = form_named(FormLayout::list, t("Catalogue of filed records", "归档文件目录"), in_chinese);
    form.landscape = true;
    form.has_front = true;
    form.head = {{t("Fonds code", "全宗号"), all.fonds_code},
                 {t("Fonds", "全宗名称"), all.fonds_name},
                 {t("Year", "年度"), all.year},
                 {t("Retention", "保管期限"), t.retention(all.retention)},
                 {t("Office (matter)", "机构(问题)"), all.organisation.empty() ? all.category_name : all.organisation}};
    form.columns = {{t("No.", "序号"), 0.6, true},     {t("Reference code", "档号"), 2.4}, {t("Number", "文号"), 1.6},
                    {t("Responsible", "责任者"), 1.8}, {t("Title", "题名"), 3.9},          {t("Date", "日期"), 1.05, true},
                    {t("Secrecy", "密级"), 1.3, true}, {t("Pages", "页数"), 0.8, true},    {t("Note", "备注"), 1}};
    form.unprinted = {{t("Category", "门类"), t("Folder", "案卷号"), t("Party", "往来单位"), stand_in_responsible(t),
                       t("paper_pages", "打印用页数")}};  // in an English list "pages" are those of files
    std::int64_t number = 0;
    for (const ListedItem& item : all.items) {
        form.rows.push_back({std::to_string(++number), item.code, item.number, item.responsible, item.title,
                             short_date(item.date), item.secrecy, pages_text(item.pages), item.note});
        form.unprinted.push_back({item.category, item.folder, literal_text(item.party),
                                  item.signed_by ? std::string() : literal_text(item.responsible),
                                  item.counted != in_chinese ? pages_text(item.pages) : std::string()});
    }
    if (!all.items.empty()) form.summary = t.count(all);  // else it is written by hand
    return form;
}

Form transfer_of(const ListedFolder& all, bool in_chinese)
{
    const Words t(in_chinese);
    Form form = form_named(FormLayout::list, t("Transfer register", "档案移交清册"), in_chinese);
    form.landscape = true;
    form.head = {{t("Handing over", "移交单位"), all.fonds_name},
                 {t("Receiving", "接收单位"), ""},
                 {t("Date", "移交日期"), ""},
                 {t("Fonds", "全宗号"), all.fonds_code}};
    form.columns = {{t("No.", "序号"), 0.55, true},
                    {t("Reference code", "档号"), 2.5},
                    {t("Title", "题名"), 3.3},
                    {t("Folder", "案卷号"), 0.85, true},
                    {t("Item", "件号"), 0.75, true},
                    {t("Count", "册数"), 0.8, true},
                    {t("Year", "年度"), 0.75, true},
                    {t("To keep", "应保管期限"), 1.15, true},
                    {t("Years kept", "已保管年数"), 1.2, true},
                    {t("Pages", "页数"), 0.8, true},
                    {t("Location", "存放位置"), 1.3},
                    {t("Note", "备注"), 0.8}};
    std::int64_t number = 0;
    for (const ListedItem& item : all.items) {
        const std::string own = retention_in(item.code);  // a number keeps what was so when it was assigned
        form.rows.push_back({std::to_string(++number), item.code, item.title, item.folder, item_number(item.code), "1",
                             item.date.substr(0, 4), t.retention(own.empty() ? all.retention : own),
                             years_kept(item.date, all.today), pages_text(item.pages), item.location, item.note});
    }
    if (!all.items.empty()) form.summary = t.count(all);  // else it is written by hand
    form.signatures = {{t("Handed over by", "移交人"), ""}, {t("Received by", "接收人"), ""}, {t("Witness", "监交人"), ""}};
    return form;
}

namespace {

/// What a cell of a slip takes; more is told below the slip, in full.
constexpr std::size_t most_of_slip_cell = 240;

bool is_long(std::string_view text)
{
    std::size_t at = 0, count = 0;
    for (; at < text.size() && count <= most_of_slip_cell; ++count) static_cast<void>(next_code_point(text, at));
    return count > most_of_slip_cell;
}

/// The slip is one page, to be cut in two: what is longer is in the record.
constexpr std::size_t most_of_slip_line = 80;

std::string shortened(const std::string& text)
{
    std::size_t at = 0, end = 0;
    for (std::size_t count = 0; at < text.size(); ++count) {
        if (count == most_of_slip_line) return text.substr(0, end) + "…";
        static_cast<void>(next_code_point(text, at));
        if (count + 2 <= most_of_slip_line) end = at;
    }
    return text;
}

std::string cell_of(const std::string& text, const Words& t)
{
    return is_long(text) ? t("see below", "见下") : text;
}

std::string below_slip(const LoanNote& loan, const Words& t)
{
    std::string below;
    if (is_long(loan.purpose)) below = t("Purpose: ", "事由/用途:") + loan.purpose;
    if (is_long(loan.note)) below += (below.empty() ? "" : "\n") + t("Note: ", "备注:") + loan.note;
    return below;
}

}  // namespace

Form slip_of(const ListedItem& whole, const LoanNote& told, bool in_chinese)
{
    const Words t(in_chinese);
    ListedItem item = whole;
    LoanNote loan = told;
    for (std::string* const line : {&item.title, &item.responsible, &item.location, &loan.reader, &loan.department,
                                    &loan.contact, &loan.approver, &loan.handled_by})
        *line = shortened(*line);
    Form form = form_named(FormLayout::sheet, t("Loan slip", "档案借阅单"), in_chinese);
    form.head = {{t("Loan number", "借阅序号"), loan.number}};
    form.columns = {{"", 1, true}, {"", 2.2}, {"", 1, true}, {"", 2.2}};
    form.rows = {{t("Reference code", "档号"), item.code, t("Location", "存放位置"), item.location},
                 {t("Title", "题名"), item.title, t("Responsible", "责任者"), item.responsible},
                 {t("Pages", "页数"), pages_text(item.pages), t("Secrecy", "密级"), item.secrecy},
                 {t("Reader", "借阅人"), loan.reader, t("Department", "部门/单位"), loan.department},
                 {t("Contact", "联系方式"), loan.contact, t("Manner", "借阅方式"),
                  loan.manner.empty() ? t("□ read here  □ lend  □ copy", "□ 阅览  □ 外借  □ 复制") : loan.manner},
                 {t("Purpose", "事由/用途"), cell_of(loan.purpose, t) + "\n\n", t("Approved by", "批准人"), loan.approver},
                 {t("Decision", "批准意见"), "\n", t("Handled by", "经办人"), loan.handled_by},
                 {t("Lent on", "借阅日期"), loan.lent_on, t("Due on", "应还日期"), loan.due_on},
                 {t("Returned on", "实还日期"), "", t("Check on return", "归还检查"),
                  t("□ complete  □ pages missing", "□ 完好  □ 缺页")},
                 {t("Note", "备注"), cell_of(loan.note, t), t("Received by", "接收人"), ""}};
    form.summary = below_slip(loan, t);
    form.signatures = {{t("Reader", "借阅人签字"), ""}, {t("Approved by", "批准人签字"), ""}};
    form.pieces = {{t("Loan slip: counterfoil (stays in the place of the paper)", "档案借阅单存根(代卷卡,置于原位)"),
                    {{t("Loan number", "借阅序号"), loan.number},
                     {t("Reference code", "档号"), item.code},
                     {t("Title", "题名"), item.title},
                     {t("Location", "存放位置"), item.location},
                     {t("Pages", "页数"), pages_text(item.pages)},
                     {t("Reader", "借阅人"), loan.reader},
                     {t("Department", "部门/单位"), loan.department},
                     {t("Lent on", "借阅日期"), loan.lent_on},
                     {t("Due on", "应还日期"), loan.due_on},
                     {t("Handled by", "经办人"), loan.handled_by}}}};
    return form;
}

Form signs_of(const std::vector<FormPiece>& signs)
{
    Form form;
    form.layout = FormLayout::signs;
    form.pieces = signs;
    return form;
}

}  // namespace fonds
