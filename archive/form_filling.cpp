// SPDX-License-Identifier: GPL-3.0-or-later
// Forms filled with what the catalog knows, and printed.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "archive/foldering.hpp"
#include "archive/lending.hpp"
#include "archive/placing.hpp"
#include "archive/print/drawing.hpp"
#include "archive/retaining.hpp"
#include "archive/state.hpp"
#include "schema/catalog/doubles.hpp"
#include "schema/model/kept_period.hpp"

namespace fonds {

namespace {

std::string in_words(std::optional<Security> security, bool in_chinese)
{
    if (!security) return {};
    const Text text = text_of(*security);
    return in_chinese ? text.zh : text.en;
}

ListedItem item_of(const Record& record, bool in_chinese)
{
    ListedItem item;
    item.code = record.code.text();
    item.number = record.metadata.number;
    // Whose paper it is, where nobody said who wrote it.
    item.responsible = record.metadata.responsible.empty() ? record.metadata.party : record.metadata.responsible;
    item.signed_by = !record.metadata.responsible.empty();
    item.party = record.metadata.party;
    item.counted = record.metadata.paper_pages > 0;
    item.secrecy = in_words(record.metadata.security, in_chinese);
    item.unit = record.metadata.unit;
    item.folder = record.metadata.folder;
    item.category = record.metadata.category;
    item.range = record.metadata.page_range;
    item.title = record.metadata.title;
    if (record.metadata.date) item.date = record.metadata.date->text();
    item.pages = pages_of(record);
    return item;
}

/// "2024", "2022–2024"; nothing without dates.
std::string years_of(const std::vector<ListedItem>& items)
{
    std::string first, last;
    for (const ListedItem& item : items) {
        const std::string year = item.date.substr(0, 4);
        if (year.empty()) continue;
        if (first.empty() || year < first) first = year;
        if (year > last) last = year;
    }
    return first == last ? first : first + "–" + last;
}

std::string name_of(const Category& category, bool in_chinese)
{
    const std::string& wanted = in_chinese ? category.name_zh : category.name_en;
    const std::string& other = in_chinese ? category.name_en : category.name_zh;
    return !wanted.empty() ? wanted : !other.empty() ? other : category.code;
}

Error nothing_named()
{
    return error(ErrorKind::usage, say("It is not said for what to print this form", "未指明为哪些档案打印"))
        .with_hint(say("Name --category, and --folder for one folder; or reference codes.",
                       "请给出 --category,单个案卷再加 --folder;或给出档号。"));
}

/// Fills what a request names.
class Filling {
public:
    Filling(Archive& archive, const FormRequest& request) : archive_(archive), request_(request) {}

    /// The folder, or all records that are asked for as if they were one.
    [[nodiscard]] Result<ListedFolder> all()
    {
        ListedFolder list = head();
        if (!request_.codes.empty()) {
            for (const ReferenceCode& code : request_.codes) {
                TRY_ASSIGN(const Record record, archive_.record(code));
                add_item(record, list);
                if (list.category_code.empty()) TRY(add_category(record.metadata.category, list));
            }
        } else {
            if (request_.category.empty()) return nothing_named();
            TRY(add_category(request_.category, list));
            TRY(add_items(request_.folder, list));
        }
        TRY(finish(list));
        return list;
    }

    /// The folder, or each folder of the category.
    [[nodiscard]] Result<std::vector<ListedFolder>> folders()
    {
        if (request_.category.empty()) return nothing_named();
        std::vector<Folder> wanted;
        if (!request_.folder.empty()) {
            TRY_ASSIGN(Folder one, archive_.folder(request_.category, request_.folder));
            wanted.push_back(std::move(one));
        } else {
            TRY_ASSIGN(wanted, archive_.folders(request_.category));
        }
        if (wanted.empty()) return error(ErrorKind::not_found, say("{} has no folders", "{} 没有案卷", {request_.category}));
        std::vector<ListedFolder> lists;
        for (const Folder& folder : wanted) {
            ListedFolder list = head();
            TRY(add_category(request_.category, list));
            TRY(add_items(folder.number, list));
            list.box = box_of(folder);
            list.spine = static_cast<double>(folder.spine);
            TRY(finish(list));
            lists.push_back(std::move(list));
        }
        return lists;
    }

    /// As the request says, and else as the paper that is out was lent.
    [[nodiscard]] LoanNote loan() const
    {
        LoanNote note = request_.loan;
        if (!lent_) return note;
        const auto take = [](std::string& target, const std::string& value) {
            if (target.empty()) target = value;
        };
        const Text manner = loan_text(lent_->manner);
        take(note.reader, lent_->reader);
        take(note.department, lent_->unit);
        take(note.contact, lent_->contact);
        take(note.purpose, lent_->purpose);
        take(note.manner, request_.in_chinese ? manner.zh : manner.en);
        take(note.approver, lent_->approved_by);
        take(note.handled_by, lent_->lent_by);
        take(note.lent_on, Lending(archive_).day_of(lent_->lent_at).text());
        take(note.due_on, lent_->due.text());
        take(note.number, std::to_string(raw(lent_->id)));
        take(note.note, lent_->note);
        return note;
    }

    /// How long each item is kept, in the column for that.
    void put_kept(Form& form) const
    {
        const auto column = std::ranges::find_if(
            form.columns, [](const FormColumn& each) { return each.heading == "To keep" || each.heading == "应保管期限"; });
        if (column == form.columns.end()) return;
        const auto at = static_cast<std::size_t>(column - form.columns.begin());
        for (std::size_t i = 0; i < kept_.size() && i < form.rows.size(); ++i)
            if (!kept_[i].empty()) form.rows[i][at] = kept_[i];
    }

private:
    [[nodiscard]] std::string in_words(const Text& text) const { return request_.in_chinese ? text.zh : text.en; }

    [[nodiscard]] ListedFolder head() const
    {
        ListedFolder list;
        list.fonds_code = archive_.identity().code;
        list.fonds_name = archive_.identity().name;
        list.unit = list.fonds_name;
        list.today = Lending(archive_).today().text();
        return list;
    }

    [[nodiscard]] Result<void> add_category(const std::string& code, ListedFolder& list)
    {
        TRY_ASSIGN(const Category category, archive_.category(code));
        list.category_code = category.code;
        list.category_name = name_of(category, request_.in_chinese);
        list.retention = category.retention;
        return {};
    }

    [[nodiscard]] Result<void> add_items(const std::string& folder, ListedFolder& list)
    {
        if (!folder.empty()) {
            TRY_ASSIGN(const Folder found, archive_.folder(request_.category, folder));
            list.number = found.number;
            list.title = found.title;
            list.period = found.period;
            if (list.period.empty() && found.first)
                list.period = found.first->text() + (found.first == found.last ? "" : "–" + found.last->text());
            TRY_ASSIGN(const FolderContents held, Foldering(archive_).contents(request_.category, folder));
            for (const FolderItem& item : held.items) places_.emplace(item.code.text(), places_.size());
        }
        ListRequest wanted;
        wanted.category = request_.category;
        wanted.folder = folder;
        wanted.year = request_.year;
        wanted.order = ListOrder::code;
        wanted.limit = std::numeric_limits<std::int32_t>::max();
        TRY_ASSIGN(const auto records, archive_.list(wanted));
        for (const Record& record : records) add_item(record, list);
        return {};
    }

    /// 盒号: the box it stands in; empty where it stands in none.
    [[nodiscard]] std::string box_of(const Folder& folder) const
    {
        const auto where = Placing(archive_).whereabouts({folder.category_code, folder.number});
        if (!where.ok() || where->path.empty() || where->path.back().kind != LocationKind::box) return {};
        return where->path.back().part;
    }

    void add_item(const Record& record, ListedFolder& list)
    {
        ListedItem item = item_of(record, request_.in_chinese);
        if (request_.kind == FormKind::transfer || request_.kind == FormKind::slip) {
            // A paper without a place is listed all the same.
            const auto where = Placing(archive_).whereabouts({"", record.code.text()});
            if (where.ok()) {
                item.location = where->place.location;
                lent_ = where->loan;
            }
            if (lent_) item.location = where->place.home;
            if (lent_ && request_.kind == FormKind::transfer) item.note = request_.in_chinese ? "借出" : "on loan";
        }
        list.items.push_back(std::move(item));
        if (record.metadata.security) highest_ = std::max(highest_.value_or(Security::open), *record.metadata.security);
    }

    /// As the rules say: a number tells what was so when it was assigned. A folder is kept as long as anything in it.
    [[nodiscard]] Result<void> tell_kept(ListedFolder& list)
    {
        kept_.clear();
        if (request_.kind != FormKind::catalogue && request_.kind != FormKind::transfer &&
            request_.kind != FormKind::cover && request_.kind != FormKind::spine)
            return {};
        Retaining retaining(archive_);
        std::optional<RetentionClock> longest;
        std::vector<std::string> several;
        for (const ListedItem& item : list.items) {
            TRY_ASSIGN(const auto code, ReferenceCode::parse(item.code));
            TRY_ASSIGN(auto clock, retaining.clock(code));
            const std::string& told = kept_.emplace_back(in_words(kept_for(clock)));
            if (!told.empty() && std::ranges::find(several, told) == several.end()) several.push_back(told);
            if (!longest || keeps_longer(clock, *longest)) longest = std::move(clock);
        }
        if (several.empty()) return {};
        if (request_.kind != FormKind::catalogue) several = {in_words(kept_for(*longest))};
        list.retention.clear();
        for (const std::string& each : several)
            list.retention += (list.retention.empty() ? "" : request_.in_chinese ? "、" : ", ") + each;
        return {};
    }

    [[nodiscard]] Result<void> finish(ListedFolder& list)
    {
        // A folder is as secret as the most secret paper in it; one unit is a unit of all.
        list.secrecy = fonds::in_words(std::exchange(highest_, std::nullopt), request_.in_chinese);
        const auto other = [&](const ListedItem& item) { return item.unit != list.items.front().unit; };
        if (!list.items.empty() && std::ranges::none_of(list.items, other)) list.organisation = list.items.front().unit;
        // A folder in its own order; other contents by date, what has none last; a catalogue goes by its codes.
        const auto place_of = [&](const ListedItem& item) {
            return places_.contains(item.code) ? places_.at(item.code) : 0;
        };
        if (!places_.empty() && request_.kind != FormKind::catalogue)
            std::ranges::stable_sort(list.items, {}, place_of);
        else if (request_.kind == FormKind::contents)
            std::ranges::stable_sort(list.items, {},
                                     [](const ListedItem& item) { return std::pair(item.date.empty(), item.date); });
        places_.clear();
        list.year = request_.year ? std::to_string(*request_.year) : years_of(list.items);
        if (list.period.empty()) list.period = list.year;
        return tell_kept(list);
    }

    Archive& archive_;
    const FormRequest& request_;
    std::optional<Loan> lent_;                   ///< of the last item
    std::optional<Security> highest_;            ///< of the items of the list at hand
    std::map<std::string, std::size_t> places_;  ///< in the order of their folder, by code
    std::vector<std::string> kept_;              ///< how long, of the items of the list at hand
};

Result<Form> one_folder(Filling& filling, const FormRequest& request, Form (*make)(const ListedFolder&, bool))
{
    TRY_ASSIGN(const ListedFolder list, filling.all());
    if (list.items.size() > most_form_rows)
        return error(ErrorKind::usage, say("{} records are too many for one list; at most {}",
                                           "{} 件过多,一份清单最多 {} 件", {list.items.size(), most_form_rows}))
            .with_hint(say("Say which year with --year, or which folder.", "请用 --year 限定年度,或限定案卷。"));
    return make(list, request.in_chinese);
}

}  // namespace

Result<Form> Archive::form(const FormRequest& request)
{
    for (const ReferenceCode& code : request.codes) TRY(Doubles(state_->catalog).refuse_gone(code));
    Filling filling(*this, request);
    switch (request.kind) {
    case FormKind::contents: return one_folder(filling, request, contents_of);
    case FormKind::note: return one_folder(filling, request, file_note_of);
    case FormKind::catalogue: return one_folder(filling, request, catalogue_of);
    case FormKind::transfer: {
        TRY_ASSIGN(Form form, one_folder(filling, request, transfer_of));
        filling.put_kept(form);
        return form;
    }
    case FormKind::cover: {
        TRY_ASSIGN(const auto folders, filling.folders());
        return cover_of(folders, request.in_chinese);
    }
    case FormKind::spine: {
        TRY_ASSIGN(const auto folders, filling.folders());
        return spines_of(folders, request.width, request.in_chinese);
    }
    case FormKind::slip: {
        TRY_ASSIGN(const ListedFolder list, filling.all());
        if (list.items.size() != 1)
            return error(ErrorKind::usage, say("A loan slip is for one record", "借阅单每次一件档案"));
        return slip_of(list.items.front(), filling.loan(), request.in_chinese);
    }
    case FormKind::sign: break;
    }
    std::vector<FormPiece> signs;
    for (const std::string& text : request.texts) signs.push_back({text, {}});
    if (signs.empty()) return error(ErrorKind::usage, say("It is not said what the sign says", "未给出标识的文字"));
    return signs_of(signs);
}

Result<std::string> Archive::print(const Form& form, const std::optional<PrintOffset>& offset)
{
    return draw(state_->environment.draw_program,
                {FormJob{form, offset.value_or(state_->config.print_offset)}, state_->environment.clock->now()});
}

}  // namespace fonds
