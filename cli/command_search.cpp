// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/views.hpp"

namespace fonds::cli {

namespace {

Json json_of(const std::vector<FacetValue>& facet)
{
    Json values = Json::array();
    for (const auto& each : facet) values.push(std::move(Json::object().set("value", each.value).set("count", each.count)));
    return values;
}

Json json_of(const SearchResult& result, Language language)
{
    Json hits = Json::array();
    for (const auto& hit : result.hits) {
        const RecordMetadata& said = hit.record.metadata;
        Json one = Json::object();
        one.set("code", hit.record.code.text()).set("title", said.title);
        one.set("category", said.category);
        one.set("party", said.party.empty() ? Json() : Json(said.party));
        one.set("date", said.date ? Json(said.date->text()) : Json());
        one.set("grade", text_of(said.grade));
        one.set("amount", said.amount ? Json(said.amount->text()) : Json());
        one.set("currency", said.currency.empty() ? Json() : Json(said.currency));
        Json pages = Json::array();
        for (const auto page : hit.pages) pages.push(static_cast<std::int64_t>(page));
        one.set("pages", std::move(pages)).set("snippet", html_of(hit.snippet)).set("score", hit.score);
        hits.push(std::move(one));
    }
    Json facets = Json::object();
    facets.set("category", json_of(result.facets.category)).set("year", json_of(result.facets.year));
    facets.set("party", json_of(result.facets.party)).set("grade", json_of(result.facets.grade));
    Json relaxed = Json::array();
    for (const auto& each : result.relaxed)
        relaxed.push(std::move(Json::object().set("query", each.query).set("reason", pick(each.reason, language))));
    return std::move(Json::object()
                         .set("total", result.total)
                         .set("hits", std::move(hits))
                         .set("facets", std::move(facets))
                         .set("relaxed", std::move(relaxed)));
}

void print_hit(Output& output, const SearchHit& hit)
{
    const RecordMetadata& said = hit.record.metadata;
    output.line(output.bold(hit.record.code.text()) + "  " + output.shown(said.title));
    std::string facts;
    const auto add = [&](const std::string& text) {
        if (!text.empty()) facts += (facts.empty() ? "" : " · ") + text;
    };
    add(output.shown(said.party));
    add(said.date ? said.date->text() : "");
    add(output.pick(said.grade == Grade::A ? say("grade A, important", "重要 A")
                                           : say("grade {}", "{} 级", {text_of(said.grade)})));
    add(said.amount ? said.amount->grouped() + " " + said.currency : "");
    std::string pages;
    for (std::size_t i = 0; i < hit.pages.size() && i < 8; ++i) pages += (i == 0 ? "" : ", ") + std::to_string(hit.pages[i]);
    if (hit.pages.size() > 8) pages += " …";
    if (!pages.empty()) add(output.pick(say("page {}", "第 {} 页", {pages})));
    output.line("  " + output.dim(facts));
    std::string snippet;
    for (const auto& part : hit.snippet)
        snippet += part.highlighted ? output.marked(output.shown(part.text)) : output.shown(part.text);
    if (!snippet.empty()) output.line("  " + snippet);
}

void print_facet(Output& output, const Text& name, const std::vector<FacetValue>& values)
{
    if (values.empty()) return;
    std::string line = output.pick(name) + ": ";
    for (std::size_t i = 0; i < values.size(); ++i)
        line += (i == 0 ? "" : ", ") + output.shown(values[i].value) + " " + std::to_string(values[i].count);
    output.line(line);
}

SortOrder sort_order(const std::string& name)
{
    if (name == "date") return SortOrder::date;
    if (name == "code") return SortOrder::code;
    return name == "amount" ? SortOrder::amount : SortOrder::relevance;
}

}  // namespace

Result<int> run_search(Context& context)
{
    const Options& options = context.options;
    Output& output = context.output;
    SearchRequest request;
    for (const auto& word : options.arguments) request.query += (request.query.empty() ? "" : " ") + word;
    request.sort = sort_order(options.search.sort);
    request.direction = options.search.reverse ? SortDirection::reversed : SortDirection::best_first;
    request.limit = options.limit.value_or(10);
    request.offset = options.offset;
    request.facets = options.json || options.search.facets;
    request.relax = options.search.no_relax ? Relaxation::forbidden : Relaxation::allowed;
    TRY_ASSIGN(const SearchResult result, context.archive->search(request));
    const int code = result.total > 0 ? exit_ok : exit_not_found;
    if (options.json) {
        output.json(json_of(result, output.language()));
        return code;
    }
    for (const auto& each : result.relaxed)
        output.remark(say("Nothing has all of that; searched for {} ({})", "没有完全符合的结果,改为查找 {}({})",
                          {output.shown(each.query), output.pick(each.reason)}));
    for (const auto& hit : result.hits) print_hit(output, hit);
    if (options.search.facets) {
        print_facet(output, say("category", "门类"), result.facets.category);
        print_facet(output, say("year", "年度"), result.facets.year);
        print_facet(output, say("party", "往来单位"), result.facets.party);
        print_facet(output, say("grade", "重要性"), result.facets.grade);
    }
    const auto last = request.offset + result.hits.size();
    if (result.total == 0)
        output.remark(
            say("Nothing found. Fewer or shorter words find more; fonds search --help explains the query language.",
                "未找到。减少或缩短词语可扩大范围;fonds search --help 说明查询语法。"));
    else if (std::cmp_greater_equal(request.offset, result.total))
        output.remark(say("There are only {}; --offset {} leaves them all out.", "共有 {} 条,--offset {} 已略过全部。",
                          {result.total, request.offset}));
    else
        output.remark(say("{}–{} of {}", "第 {}–{} 条,共 {} 条", {std::min(request.offset + 1, last), last, result.total}));
    return code;
}

}  // namespace fonds::cli
