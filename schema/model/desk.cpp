// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/model/desk.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace fonds {

namespace {

constexpr std::array states{PieceState::waiting, PieceState::accepted, PieceState::rejected, PieceState::merged};

}  // namespace

std::string_view name_of(PieceState state)
{
    switch (state) {
    case PieceState::waiting: return "waiting";
    case PieceState::accepted: return "accepted";
    case PieceState::rejected: return "rejected";
    case PieceState::merged: return "merged";
    }
    return "";
}

std::optional<PieceState> piece_state(std::string_view name)
{
    const auto at = std::ranges::find_if(states, [&](PieceState state) { return name_of(state) == name; });
    return at == states.end() ? std::nullopt : std::optional(*at);
}

std::string_view name_of(Doubt doubt)
{
    switch (doubt) {
    case Doubt::not_looked_at: return "not_looked_at";
    case Doubt::unreadable: return "unreadable";
    case Doubt::encrypted: return "encrypted";
    case Doubt::blank: return "blank";
    case Doubt::separator_alone: return "separator_alone";
    case Doubt::unknown_label: return "unknown_label";
    case Doubt::malformed_label: return "malformed_label";
    case Doubt::several_labels: return "several_labels";
    case Doubt::duplicate: return "duplicate";
    case Doubt::number_filed: return "number_filed";
    case Doubt::looks_like: return "looks_like";
    case Doubt::faulty_data: return "faulty_data";
    case Doubt::bad_defaults: return "bad_defaults";
    case Doubt::unsure: return "unsure";
    case Doubt::poor_scan: return "poor_scan";
    case Doubt::important: return "important";
    case Doubt::arranged: return "arranged";
    case Doubt::not_accepted: return "not_accepted";
    }
    return "";
}

bool is_of_rule(Doubt doubt)
{
    switch (doubt) {
    case Doubt::unsure:
    case Doubt::poor_scan:
    case Doubt::important:
    case Doubt::arranged:
    case Doubt::not_accepted: return true;
    default: return false;
    }
}

Text as_it_is(std::string_view text)
{
    return {std::string(text), std::string(text)};
}

Text earlier_one(PieceId piece, std::string_view code)
{
    return code.empty() ? say("piece {}", "第 {} 号待整理件", {raw(piece)}) : as_it_is(code);
}

Text on_page(std::int32_t page, const Text& what)
{
    const Text where = say("page {}: ", "第 {} 页:", {page});
    return {where.en + what.en, where.zh + what.zh};
}

Text field_text(SuggestedField field)
{
    switch (field) {
    case SuggestedField::title: return {"title", "题名"};
    case SuggestedField::category: return {"category", "门类"};
    case SuggestedField::date: return {"date", "日期"};
    case SuggestedField::amount: return {"amount", "金额"};
    case SuggestedField::currency: return {"currency", "币种"};
    case SuggestedField::party: return {"party", "往来单位"};
    case SuggestedField::number: return {"number", "编号"};
    default: return {std::string(name_of(field)), std::string(name_of(field))};
    }
}

std::string below_inbox(const Arrival& arrival)
{
    return (arrival.folder.empty() ? "" : arrival.folder + "/") + arrival.file_name;
}

const Suggestion* proposal_for(const Piece& piece, SuggestedField field)
{
    constexpr float likely = 0.5F;
    const auto at = std::ranges::find(piece.facts.suggestions, field, &Suggestion::field);
    return at == piece.facts.suggestions.end() || at->confidence < likely ? nullptr : &*at;
}

Text text_of(const WaitReason& reason)
{
    const auto with_detail = [&](const char* en, const char* zh) {
        return Text{en + reason.detail.en, zh + reason.detail.zh};
    };
    switch (reason.doubt) {
    case Doubt::not_looked_at:
        return reason.detail.empty() ? say("its pages have not been looked at yet", "尚未查看其页面")
                                     : with_detail("its pages could not be looked at: ", "无法查看其页面:");
    case Doubt::unreadable: return with_detail("it cannot be read: ", "无法读取:");
    case Doubt::encrypted: return say("it is encrypted", "文件已加密");
    case Doubt::blank: return say("all its pages are blank", "全部为空白页");
    case Doubt::separator_alone: return say("it has nothing but separator sheets", "只有分隔页,没有其他内容");
    case Doubt::unknown_label: return with_detail("its label names no record: ", "标签所指档号不存在:");
    case Doubt::malformed_label: return with_detail("its label cannot be understood: ", "标签无法辨认:");
    case Doubt::several_labels: return with_detail("it has labels of several records: ", "有多件档案的标签:");
    case Doubt::duplicate: return with_detail("the same bytes are filed as ", "相同内容已归档为 ");
    case Doubt::number_filed: return with_detail("its number is filed already: ", "其编号已归档:");
    case Doubt::looks_like: return with_detail("it looks like an earlier one: ", "与之前的文件相似:");
    case Doubt::faulty_data: return with_detail("the data inside it are not right: ", "内嵌数据有误:");
    case Doubt::bad_defaults: return with_detail("the file beside it cannot be used: ", "旁附的设置文件无法使用:");
    case Doubt::unsure: return with_detail("not certain enough: ", "尚不确定:");
    case Doubt::poor_scan: return with_detail("hard to read: ", "难以辨认:");
    case Doubt::important: return say("grade A is for a person to accept", "A 级档案须由人工接收");
    case Doubt::arranged: return say("its pages were arranged by hand", "页面经人工整理,须由人工接收");
    case Doubt::not_accepted: return with_detail("it could not be accepted: ", "无法接收:");
    }
    return {};
}

void DeskDefaults::say_field(std::string_view name, std::string value)
{
    const auto at = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    if (at == fields.end())
        fields.emplace_back(name, std::move(value));
    else
        at->second = std::move(value);
}

const std::string* DeskDefaults::field(std::string_view name) const
{
    const auto at = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    return at == fields.end() ? nullptr : &at->second;
}

bool PieceFacts::has(Doubt doubt) const
{
    return std::ranges::find(reasons, doubt, &WaitReason::doubt) != reasons.end();
}

void PieceFacts::add(Doubt doubt, Text detail)
{
    WaitReason reason{doubt, std::move(detail)};
    if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
}

bool is_whole_file(const Piece& piece)
{
    const auto& pages = piece.pages;
    if (pages.size() == 1 && pages.front().page == 0) return pages.front().turn == 0;
    if (pages.empty() || pages.size() != static_cast<std::size_t>(piece.arrival.pages)) return false;
    for (std::size_t i = 0; i < pages.size(); ++i)
        if (pages[i] != PiecePage{piece.arrival.id, static_cast<std::int32_t>(i + 1), 0}) return false;
    return true;
}

}  // namespace fonds
