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
              const std::vector<CaseItem>& left_out, Json content, int offset_minutes, bool in_chinese)
        : paper_(paper), case_(one), signatures_(signatures), left_out_(left_out), content_(std::move(content)),
          offset_minutes_(offset_minutes), in_chinese_(in_chinese)
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
        if (paper_.kind == CasePaperKind::register_ && case_.procedure == CaseProcedure::accounting)
            return pick(say("Destruction register of accounting records", "会计档案销毁清册"));
        if (paper_.kind == CasePaperKind::register_) return pick(say("Destruction register", "档案销毁清册"));
        if (paper_.kind == CasePaperKind::opinion) return pick(say("Appraisal opinion", "档案鉴定意见书"));
        if (paper_.kind == CasePaperKind::certificate) return pick(say("Certificate of destruction", "档案销毁证明"));
        return pick(say("Transfer list", "档案移交清册"));
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

    [[nodiscard]] std::string decision(const Json& record) const
    {
        const auto made = case_decision(record.get("decision").text());
        std::string text = pick(text_of(made.value_or(CaseDecision::none)));
        if (!record.get("until").text().empty()) text += pick(say(" until {}", "至 {}", {record.get("until").text()}));
        return text;
    }

    void signed_lines(CaseStage stage)
    {
        std::vector<std::string> done;
        for (const auto& one : signatures_) {
            if (one.stage != stage || one.round != paper_.round || !one.approved) continue;
            const std::string who = one.full_name.empty() ? one.account : one.full_name;
            form_.signatures.push_back(
                {pick(text_of_office(one.office)),
                 who + " " + Date::of(one.at, offset_minutes_).text() + (one.note.empty() ? "" : " (" + one.note + ")")});
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
        column(say("Reference code", "档号"), 2);
        column(say("Title", "题名"), 3.4);
        column(say("Grade", "等级"), 0.5, true);
        column(say("Period", "保管期限"), 0.8, true);
        column(say("Ended", "届满"), 1, true);
        column(say("Decision", "鉴定结论"), 1.5);
        column(say("Reason", "理由"), 1.8);
        column(say("Appraiser", "鉴定人"), 1);
        const Json records = content_.get("records");
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Json one = records.at(i);
            std::string who = one.get("decided_by").text();
            if (!one.get("seen_by").text().empty()) who += ", " + one.get("seen_by").text();
            form_.rows.push_back({std::to_string(i + 1), one.get("code").text(), one.get("title").text(),
                                  one.get("grade").text(), period(one), one.get("due").text(), decision(one),
                                  one.get("reason").text(), who});
        }
        form_.summary = pick(say("{} records appraised", "共鉴定 {} 件", {records.size()}));
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

    [[nodiscard]] std::vector<std::string> list_row(std::size_t number, const Json& one, const std::string& last) const
    {
        return {std::to_string(number),
                one.get("title").text(),
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
        head(say("Compiled", "编制"), content_.get("compiled_by").text() + " " + content_.get("day").text());
        list_columns(false);
        const Json records = content_.get("records");
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Json one = records.at(i);
            const auto action = case_decision(one.get("action").text()).value_or(CaseDecision::destroy);
            const auto left =
                std::ranges::find(left_out_, one.get("code").text(), [](const CaseItem& item) { return item.code.text(); });
            if (left == left_out_.end())
                form_.rows.push_back(list_row(i + 1, one, pick(text_of(action))));
            else
                form_.rows.push_back(list_row(i + 1, one, pick(say("left out: {}", "剔出:{}", {left->reason}))));
        }
        const Json unsettled = content_.get("unsettled");
        std::string codes;
        for (std::size_t i = 0; i < unsettled.size(); ++i) codes += (i == 0 ? "" : ", ") + unsettled.at(i).text();
        head(say("Unsettled matters", "未了事项"), codes.empty() ? pick(say("none", "无")) : codes);
        form_.summary = pick(say("{} records, {} pages; SHA-256 of the register {}…", "共 {} 件 {} 页;清册 SHA-256:{}…",
                                 {records.size(), content_.get("pages").number(), paper_.digest.hex().substr(0, 16)}));
        signed_lines(CaseStage::approval);
    }

    void certificate()
    {
        head(say("Certificate", "证明编号"), content_.get("number").text());
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
        if (!content_.get("place").text().empty()) head(say("Place", "销毁地点"), content_.get("place").text());
        if (!content_.get("method").text().empty()) head(say("Method", "销毁方式"), content_.get("method").text());
        head(say("Carried out by", "执行人"), content_.get("executor").text());
        const Json proof = content_.get("verification");
        head(say("Verified afterwards", "销毁后核验"),
             pick(say("{} files absent, {} kept for other records, no index entry",
                      "文件已不存在 {} 个,他件共用保留 {} 个,无索引条目",
                      {proof.get("files_absent").number(), proof.get("files_kept_for_others").number()})));
        const Json backups = content_.get("backups_pending");
        std::string copies;
        for (std::size_t i = 0; i < backups.size(); ++i) copies += (i == 0 ? "" : "; ") + backups.at(i).text();
        head(say("Copies elsewhere, pending", "待处理的备份"), copies.empty() ? pick(say("none named", "未申报")) : copies);
        const Json left = content_.get("left_out");
        std::string left_codes;
        for (std::size_t i = 0; i < left.size(); ++i)
            left_codes +=
                (i == 0 ? "" : "; ") + left.at(i).get("code").text() + " (" + left.at(i).get("reason").text() + ")";
        head(say("Left out", "剔出"), left_codes.empty() ? pick(say("none", "无")) : left_codes);
        list_columns(true);
        const Json records = content_.get("records");
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Json one = records.at(i);
            form_.rows.push_back(list_row(i + 1, one, local(one.get("destroyed_at").text()).substr(0, 10)));
        }
        form_.summary =
            pick(say("All {} records of this list were destroyed; register {}…", "本清单所列 {} 件已全部销毁;清册 {}…",
                     {records.size(), content_.get("register_digest").text().substr(0, 16)}));
        signed_lines(CaseStage::after);
    }

    void transfer()
    {
        head(say("To", "接收单位"), content_.get("receiver").text());
        if (!case_.receipt.empty()) head(say("Receipt", "接收凭证"), case_.receipt);
        list_columns(false);
        const Json records = content_.get("records");
        for (std::size_t i = 0; i < records.size(); ++i)
            form_.rows.push_back(list_row(i + 1, records.at(i), pick(text_of(CaseDecision::transfer))));
        form_.summary =
            pick(say("{} records, {} bytes", "共 {} 件,{} 字节", {records.size(), content_.get("bytes").number()}));
        for (const Text& who : {say("Handed over by", "移交人"), say("Received by", "接收人"), say("Witnessed by", "监交人"),
                                say("Date", "日期")})
            form_.signatures.push_back({pick(who), ""});
    }

    const CasePaper& paper_;
    const DispositionCase& case_;
    const std::vector<CaseSignature>& signatures_;
    const std::vector<CaseItem>& left_out_;
    Json content_;
    int offset_minutes_;
    bool in_chinese_;
    Form form_;
};

}  // namespace

Result<Form> form_of_paper(const CasePaper& paper, const DispositionCase& one, const std::vector<CaseSignature>& signatures,
                           const std::vector<CaseItem>& left_out, int offset_minutes, bool in_chinese)
{
    TRY_ASSIGN(Json content, Json::parse(paper.content));
    return PaperForm(paper, one, signatures, left_out, std::move(content), offset_minutes, in_chinese).made();
}

}  // namespace fonds
