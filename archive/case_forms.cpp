// SPDX-License-Identifier: GPL-3.0-or-later
// Papers of a case as forms: 鉴定意见书, 销毁清册 (会计档案管理办法 art. 18: name, number, count, years, reference code,
// period and time kept), 销毁证明, 移交清册.
#include <algorithm>

#include "archive/disposing.hpp"
#include "schema/core/json.hpp"
#include "schema/model/retention_period.hpp"

namespace fonds {

namespace {

/// Fills one paper in one language.
class PaperForm {
public:
    PaperForm(const CasePaper& paper, const DispositionCase& one, const std::vector<CaseSignature>& signatures,
              const std::vector<CaseItem>& left_out, const FullNames& full_names, Json content, int offset_minutes,
              bool in_chinese)
        : paper_(paper), case_(one), signatures_(signatures), left_out_(left_out), full_names_(full_names),
          content_(std::move(content)), offset_minutes_(offset_minutes), in_chinese_(in_chinese)
    {
        form_.in_chinese = in_chinese;
        form_.landscape = true;
    }

    Form made()
    {
        form_.title = title();
        head(say("Fonds", "全宗"),
             content_.get("fonds").get("code").text() + " " + content_.get("fonds").get("name").text());
        head(say("Case", "案号"), case_.number);
        if (!case_.basis.empty()) head(say("Basis", "依据"), case_.basis);
        switch (paper_.kind) {
        case CasePaperKind::opinion: opinion(); break;
        case CasePaperKind::register_: listed(); break;
        case CasePaperKind::certificate: certificate(); break;
        case CasePaperKind::transfer: transfer(); break;
        case CasePaperKind::statement: statement(); break;
        }
        return std::move(form_);
    }

private:
    [[nodiscard]] std::string pick(const Text& text) const { return in_chinese_ ? text.zh : text.en; }
    void head(const Text& label, const std::string& value) { form_.head.push_back({pick(label), value}); }
    /// The day and the time of the clock on the wall.
    [[nodiscard]] std::string local(std::string_view instant) const
    {
        const auto at = parse_instant(instant);
        if (!at.ok()) return std::string(instant);
        std::string shown = to_iso8601(*at + std::chrono::minutes(offset_minutes_)).substr(0, 16);
        shown[10] = ' ';
        return shown;
    }
    void column(const Text& heading, double share, bool centred = false)
    {
        form_.columns.push_back({pick(heading), share, centred});
    }

    [[nodiscard]] std::string title() const
    {
        if (paper_.kind == CasePaperKind::register_) return pick(register_title());
        if (paper_.kind == CasePaperKind::opinion) return pick(say("Appraisal opinion", "档案鉴定意见书"));
        if (paper_.kind == CasePaperKind::certificate) return pick(say("Certificate of destruction", "档案销毁证明"));
        if (paper_.kind == CasePaperKind::statement)
            return pick(say("Statement that nothing was destroyed", "未销毁档案说明(鉴定销毁结案说明)"));
        return pick(say("Transfer list", "档案移交清册"));
    }

    /// After what becomes of the records in it.
    [[nodiscard]] Text register_title() const
    {
        bool destroys = false, transfers = false;
        const Json records = content_.get("records");
        for (std::size_t i = 0; i < records.size(); ++i)
            (records.at(i).get("action").text() == name_of(CaseDecision::transfer) ? transfers : destroys) = true;
        const bool accounting = case_.procedure == CaseProcedure::accounting;
        if (!transfers)
            return accounting ? say("Destruction register of accounting records", "会计档案销毁清册")
                              : say("Destruction register", "档案销毁清册");
        if (!destroys)
            return accounting ? say("Register of accounting records to be transferred", "会计档案拟移交清册")
                              : say("Register of records to be transferred", "档案拟移交清册");
        return accounting ? say("Register of accounting records to be destroyed and transferred", "会计档案销毁、移交清册")
                          : say("Register of records to be destroyed and transferred", "档案销毁、移交清册");
    }

    [[nodiscard]] std::string period(const Json& record) const
    {
        const auto parsed = RetentionPeriod::parse(record.get("period").text());
        return parsed.ok() ? pick(parsed->text()) : record.get("rule").text();
    }

    [[nodiscard]] std::string years(std::int64_t count) const
    {
        return pick(count == 1 ? say("{} year", "{} 年", {count}) : say("{} years", "{} 年", {count}));
    }

    [[nodiscard]] static Text many_records(std::int64_t count)
    {
        return say(count == 1 ? "{} record" : "{} records", "{} 件", {count});
    }
    [[nodiscard]] static Text many_pages(std::int64_t count)
    {
        return say(count == 1 ? "{} page" : "{} pages", "{} 页", {count});
    }
    [[nodiscard]] static Text many_files(std::int64_t count)
    {
        return say(count == 1 ? "{} file" : "{} files", "{} 个文件", {count});
    }
    /// What the form asks for and nobody has told is seen to be missing.
    [[nodiscard]] std::string or_missing(const std::string& value) const
    {
        return value.empty() ? pick(say("(not stated)", "(未填)")) : value;
    }

    [[nodiscard]] std::string decision(const Json& record) const
    {
        const auto made = case_decision(record.get("decision").text());
        std::string text = pick(text_of(made.value_or(CaseDecision::none)));
        if (!record.get("until").text().empty()) text += pick(say(" until {}", "至 {}", {record.get("until").text()}));
        return text;
    }

    /// 王芳 (wang): whom an account stands for.
    [[nodiscard]] std::string person(const std::string& account) const
    {
        const auto known = full_names_.find(account);
        return known == full_names_.end() || known->second.empty() ? account : known->second + " (" + account + ")";
    }

    [[nodiscard]] static std::string signer(const CaseSignature& one)
    {
        return one.full_name.empty() ? one.account : one.full_name;
    }

    /// Office, name and time of each who signed at a stage.
    [[nodiscard]] std::string told_signers(CaseStage stage) const
    {
        std::string all;
        for (const auto& one : signatures_) {
            if (one.stage != stage || one.round != paper_.round || !one.approved) continue;
            all += (all.empty() ? "" : "; ") + pick(text_of_office(one.office)) + " " + signer(one) + " " +
                   local(to_iso8601(one.at));
        }
        return all;
    }

    void signed_lines(CaseStage stage)
    {
        std::vector<std::string> done;
        for (const auto& one : signatures_) {
            if (one.stage != stage || one.round != paper_.round || !one.approved) continue;
            form_.signatures.push_back(
                {pick(text_of_office(one.office)), signer(one) + " " + Date::of(one.at, offset_minutes_).text() +
                                                       (one.note.empty() ? "" : " (" + one.note + ")")});
            done.push_back(one.office);
        }
        for (const auto office : offices_needed(case_.procedure, stage, case_.electronic))
            if (std::ranges::find(done, office) == done.end())
                form_.signatures.push_back({pick(text_of_office(office)), ""});
    }

    void opinion()
    {
        head(say("Appraised by", "参加人员"), content_.get("participants").text());
        if (!content_.get("opinion").text().empty()) head(say("Opinion", "鉴定意见"), content_.get("opinion").text());
        const Json unsettled = content_.get("unsettled");
        std::string codes;
        for (std::size_t i = 0; i < unsettled.size(); ++i) codes += (i == 0 ? "" : ", ") + unsettled.at(i).text();
        head(say("Unsettled matters", "未了事项"), codes.empty() ? pick(say("none", "无")) : codes);
        head(say("Day", "日期"), content_.get("day").text());
        column(say("No.", "序号"), 0.5, true);
        column(say("Reference code", "档号"), 2.5);
        column(say("Title", "题名"), 2.7);
        column(say("Grade", "等级"), 0.7, true);
        column(say("Period", "保管期限"), 0.8, true);
        column(say("Ended", "届满"), 1, true);
        column(say("Decision", "鉴定结论"), 1.5);
        column(say("Reason", "理由"), 1.8);
        column(say("Appraiser", "鉴定人"), 1);
        const Json records = content_.get("records");
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Json one = records.at(i);
            std::string who = person(one.get("decided_by").text());
            if (!one.get("seen_by").text().empty()) who += ", " + person(one.get("seen_by").text());
            form_.rows.push_back({std::to_string(i + 1), one.get("code").text(), one.get("title").text(),
                                  one.get("grade").text(), period(one), one.get("due").text(), decision(one),
                                  pick(reason_in(one)), who});
        }
        form_.summary = pick(say("{} appraised", "共鉴定 {}", {many_records(static_cast<std::int64_t>(records.size()))}));
        form_.signatures.push_back({pick(say("Archives", "档案管理机构")), ""});
        form_.signatures.push_back({pick(say("Appraisers", "鉴定人员")), ""});
        form_.signatures.push_back({pick(say("Date", "日期")), ""});
    }

    void list_columns(bool destroyed)
    {
        column(say("No.", "序号"), 0.5, true);
        column(say("Name", "名称(题名)"), 3.2);
        column(say("Folder", "卷号"), 0.8, true);
        column(say("Pieces", "册(件)数"), 0.6, true);
        column(say("Year", "起止年度"), 0.7, true);
        column(say("Reference code", "档案编号(档号)"), 2.1);
        column(say("Period due", "应保管期限"), 0.9, true);
        column(say("Kept", "已保管期限"), 0.8, true);
        column(destroyed ? say("Destroyed", "销毁时间") : say("Action", "处置"), 1, true);
    }

    /// What was merged into it goes with it, and is named with it.
    [[nodiscard]] std::string title_with_merged(const Json& one) const
    {
        std::string text = one.get("title").text();
        const Json merged = one.get("merged"), titles = one.get("merged_titles");
        for (std::size_t i = 0; i < merged.size(); ++i) {
            const std::string named = merged.at(i).text() + (i < titles.size() ? " " + titles.at(i).text() : std::string());
            text += pick(say("\n+ merged: {}", "\n+ 并入:{}", {named}));
        }
        return text;
    }

    [[nodiscard]] std::vector<std::string> list_row(std::size_t number, const Json& one, const std::string& last) const
    {
        return {std::to_string(number),
                title_with_merged(one),
                one.get("folder").text(),
                "1",
                std::to_string(one.get("year").number()),
                one.get("code").text(),
                period(one),
                years(one.get("kept_years").number()),
                last};
    }

    void listed()
    {
        const auto first = content_.get("first_year").number(), last = content_.get("last_year").number();
        head(say("Years", "起止年度"),
             first == last ? std::to_string(first) : std::to_string(first) + "–" + std::to_string(last));
        head(say("Compiled", "编制"), person(content_.get("compiled_by").text()) + " " + content_.get("day").text());
        list_columns(false);
        const Json records = content_.get("records");
        std::int64_t left_count = 0, pages = 0;
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Json one = records.at(i);
            const auto action = case_decision(one.get("action").text()).value_or(CaseDecision::destroy);
            const auto left =
                std::ranges::find(left_out_, one.get("code").text(), [](const CaseItem& item) { return item.code.text(); });
            if (left == left_out_.end()) {
                form_.rows.push_back(list_row(i + 1, one, pick(text_of(action))));
                pages += one.get("pages").number();
            } else {
                form_.rows.push_back(list_row(i + 1, one, pick(say("left out: {}", "剔出:{}", {pick(left->reason)}))));
                ++left_count;
            }
        }
        const auto going = static_cast<std::int64_t>(records.size()) - left_count;
        const Text left_told = left_count == 0 ? Text{} : say(" (besides, {} left out)", "(另剔出 {} 件)", {left_count});
        const Json unsettled = content_.get("unsettled");
        std::string codes;
        for (std::size_t i = 0; i < unsettled.size(); ++i) codes += (i == 0 ? "" : ", ") + unsettled.at(i).text();
        head(say("Unsettled matters", "未了事项"), codes.empty() ? pick(say("none", "无")) : codes);
        form_.summary = pick(say("{}, {}{}; SHA-256 of the register {}…", "共 {} {}{};清册 SHA-256:{}…",
                                 {many_records(going), many_pages(pages), left_told, paper_.digest.hex().substr(0, 16)}));
        signed_lines(CaseStage::approval);
    }

    void certificate()
    {
        head(say("Certificate", "证明编号"), content_.get("number").text());
        const Json owner = content_.get("owner");
        head(say("Owner", "档案所有单位"), owner.get("name").text());
        head(say("Address", "地址"), or_missing(owner.get("address").text()));
        head(say("Destroyed", "销毁时间"),
             local(content_.get("begun_at").text()) + " – " + local(content_.get("ended_at").text()));
        std::string approved;
        const Json signers = content_.get("signatures");
        for (std::size_t i = 0; i < signers.size(); ++i) {
            const Json one = signers.at(i);
            const std::string full = one.get("full_name").text();
            approved += (i == 0 ? "" : "; ") + pick(text_of_office(one.get("office").text())) + " " +
                        (full.empty() ? one.get("account").text() : full);
        }
        head(say("Approved by", "批准"), approved);
        head(say("Place", "销毁地点"), or_missing(content_.get("place").text()));
        head(say("Method", "销毁方式"), or_missing(content_.get("method").text()));
        head(say("Carried out by", "执行人"), person(content_.get("executor").text()));
        head(say("Watched before", "销毁前监销查验"), told_signers(CaseStage::before));
        head(say("Holds before", "销毁前冻结核查"),
             pick(say("none of these records was on hold; asked {}", "所列档案均未被冻结;核查时间 {}",
                      {local(content_.get("begun_at").text())})));
        const Json proof = content_.get("verification");
        head(say("Verified afterwards", "销毁后核验"),
             pick(say("{} absent, {} kept for other records, no index entry", "{}已不存在,{}因他件共用保留,无索引条目",
                      {many_files(proof.get("files_absent").number()),
                       many_files(proof.get("files_kept_for_others").number())})));
        const Json backups = content_.get("backups_pending");
        std::string copies;
        for (std::size_t i = 0; i < backups.size(); ++i) copies += (i == 0 ? "" : "; ") + backups.at(i).text();
        head(say("Copies elsewhere, pending", "待处理的备份"), copies.empty() ? pick(say("none named", "未申报")) : copies);
        add_left_out();
        list_columns(true);
        const Json records = content_.get("records");
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Json one = records.at(i);
            form_.rows.push_back(list_row(i + 1, one, local(one.get("destroyed_at").text()).substr(0, 10)));
        }
        add_digests(records);
        form_.summary =
            pick(say("Everything in this list was destroyed: {}; register {}…", "本清单所列 {}已全部销毁;清册 {}…",
                     {many_records(static_cast<std::int64_t>(records.size())),
                      content_.get("register_digest").text().substr(0, 16)}));
        signed_lines(CaseStage::after);
    }

    /// A few in the head, more in a table of their own.
    void add_left_out()
    {
        constexpr std::size_t most_in_head = 3;
        const Json left = content_.get("left_out");
        std::string codes;
        for (std::size_t i = 0; i < left.size() && left.size() <= most_in_head; ++i)
            codes += (i == 0 ? "" : "; ") + left.at(i).get("code").text() + " (" + pick(reason_in(left.at(i))) + ")";
        if (left.size() > most_in_head) {
            codes = pick(say("{} records, listed below", "{} 件,见后表", {left.size()}));
            FormTable& table = form_.more.emplace_back();
            table.title = pick(say("Left out", "剔出档案"));
            table.columns = {{pick(say("Reference code", "档号")), 1, false}, {pick(say("Why", "原因")), 2.5, false}};
            for (std::size_t i = 0; i < left.size(); ++i)
                table.rows.push_back({left.at(i).get("code").text(), pick(reason_in(left.at(i)))});
        }
        head(say("Left out", "剔出"), codes.empty() ? pick(say("none", "无")) : codes);
    }

    void add_digests(const Json& records)
    {
        FormTable table;
        table.title = pick(say("Files, and their digests before the destruction", "文件及其销毁前的数字摘要"));
        table.columns = {{pick(say("No.", "序号")), 0.5, true},
                         {pick(say("Reference code", "档号")), 2, false},
                         {pick(say("File", "文件")), 0.9, true},
                         {pick(say("Bytes", "字节")), 0.9, true},
                         {"SHA-256", 5, false},
                         {pick(say("Before", "销毁前")), 0.9, true},
                         {pick(say("After", "销毁后")), 1.1, true}};
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Json files = records.at(i).get("files");
            for (std::size_t at = 0; at < files.size(); ++at) {
                const Json file = files.at(at);
                table.rows.push_back(
                    {std::to_string(i + 1), records.at(i).get("code").text(), pick(role_text(file.get("role").text())),
                     std::to_string(file.get("size").number()), file.get("digest").text(),
                     pick(found_text(file.get("before").text())),
                     pick(file.get("shared").boolean() ? say("kept for others", "他件共用保留") : say("gone", "已清除"))});
            }
        }
        if (!table.rows.empty()) form_.more.push_back(std::move(table));
    }

    [[nodiscard]] static Text role_text(std::string_view role)
    {
        if (role == "original") return say("original", "原件");
        if (role == "scan") return say("scanned stack", "扫描原文件");
        return say("attachment", "附件");
    }
    [[nodiscard]] static Text found_text(std::string_view found)
    {
        if (found == "verified") return say("verified", "校验相符");
        if (found == "damaged") return say("damaged", "已损坏");
        return say("missing", "缺失");
    }

    /// Of a case under which nothing went.
    void statement()
    {
        head(say("Owner", "档案所有单位"), content_.get("owner").get("name").text());
        head(say("Address", "地址"), or_missing(content_.get("owner").get("address").text()));
        head(say("Closed", "结案时间"),
             local(content_.get("closed_at").text()) + " " + person(content_.get("closed_by").text()));
        const Json left = content_.get("left_out"), kept = content_.get("kept");
        head(
            say("Statement", "说明"),
            pick(kept.size() == 0
                     ? say("Nothing was destroyed or handed over: every record of this case was left out, for the reasons "
                           "below. All of them are still here.",
                           "本案未销毁、未移交任何档案:所列档案已全部剔出,原因如下;档案均仍在库。")
                     : say("Nothing was destroyed or handed over: every record of this case was left out or is kept longer, "
                           "for the reasons below. All of them are still here.",
                           "本案未销毁、未移交任何档案:所列档案已剔出或续存,原因如下;档案均仍在库。")));
        column(say("No.", "序号"), 0.5, true);
        column(say("Reference code", "档号"), 2);
        column(say("Title", "题名"), 3);
        column(say("Decision", "结论"), 1.3);
        column(say("Why", "原因"), 3);
        for (const Json& all : {left, kept})
            for (std::size_t i = 0; i < all.size(); ++i)
                form_.rows.push_back({std::to_string(form_.rows.size() + 1), all.at(i).get("code").text(),
                                      all.at(i).get("title").text(), decision(all.at(i)), pick(reason_in(all.at(i)))});
        form_.summary = pick(say(
            "{} left out, {} kept longer; nothing destroyed", "剔出 {},续存 {};销毁 0 件",
            {many_records(static_cast<std::int64_t>(left.size())), many_records(static_cast<std::int64_t>(kept.size()))}));
        form_.signatures.push_back({pick(say("Archives", "档案管理机构")), ""});
        form_.signatures.push_back({pick(say("Date", "日期")), ""});
    }

    void transfer()
    {
        head(say("To", "接收单位"), content_.get("receiver").text());
        if (!case_.receipt.empty()) head(say("Receipt", "接收凭证"), case_.receipt);
        list_columns(false);
        const Json records = content_.get("records");
        for (std::size_t i = 0; i < records.size(); ++i)
            form_.rows.push_back(list_row(i + 1, records.at(i), pick(text_of(CaseDecision::transfer))));
        form_.summary = pick(say("{}, {} {byte|bytes}", "共 {},{} 字节",
                                 {many_records(static_cast<std::int64_t>(records.size())), content_.get("bytes").number()}));
        for (const Text& who : {say("Handed over by", "移交人"), say("Received by", "接收人"), say("Witnessed by", "监交人"),
                                say("Date", "日期")})
            form_.signatures.push_back({pick(who), ""});
    }

    const CasePaper& paper_;
    const DispositionCase& case_;
    const std::vector<CaseSignature>& signatures_;
    const std::vector<CaseItem>& left_out_;
    const FullNames& full_names_;
    Json content_;
    int offset_minutes_;
    bool in_chinese_;
    Form form_;
};

}  // namespace

Result<Form> form_of_paper(const CasePaper& paper, const DispositionCase& one, const std::vector<CaseSignature>& signatures,
                           const std::vector<CaseItem>& left_out, const FullNames& full_names, int offset_minutes,
                           bool in_chinese)
{
    TRY_ASSIGN(Json content, Json::parse(paper.content));
    return PaperForm(paper, one, signatures, left_out, full_names, std::move(content), offset_minutes, in_chinese).made();
}

}  // namespace fonds
