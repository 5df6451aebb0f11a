// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/print/form_json.hpp"

#include <optional>
#include <utility>

namespace fonds {

namespace {

constexpr std::size_t most_columns = 40;

Json json_of_fields(const std::vector<FormField>& fields)
{
    Json all = Json::array();
    for (const FormField& field : fields) {
        Json one = Json::array();
        one.push(field.label).push(field.value);
        all.push(std::move(one));
    }
    return all;
}

std::vector<FormField> fields_of(const Json& json)
{
    std::vector<FormField> fields;
    for (std::size_t i = 0; i < json.size(); ++i) fields.push_back({json.at(i).at(0).text(), json.at(i).at(1).text()});
    return fields;
}

Json json_of_charts(const std::vector<FormChart>& charts)
{
    Json all = Json::array();
    for (const FormChart& chart : charts) {
        Json bars = Json::array();
        for (const FormBar& bar : chart.bars)
            bars.push(Json::object()
                          .set("label", bar.label)
                          .set("value", bar.value)
                          .set("told", bar.told)
                          .set("marked", bar.marked));
        all.push(Json::object().set("title", chart.title).set("upright", chart.upright).set("bars", std::move(bars)));
    }
    return all;
}

/// Nothing when they cannot be drawn.
std::optional<std::vector<FormChart>> charts_of(const Json& json)
{
    constexpr std::size_t most_charts = 20;
    if (json.size() > most_charts) return std::nullopt;
    std::vector<FormChart> charts;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const Json one = json.at(i), bars = one.get("bars");
        if (bars.size() > most_form_bars) return std::nullopt;
        FormChart& chart = charts.emplace_back();
        chart.title = one.get("title").text();
        chart.upright = one.get("upright").boolean();
        for (std::size_t at = 0; at < bars.size(); ++at) {
            const Json bar = bars.at(at);
            const double value = bar.get("value").real().value_or(-1);
            if (!(value >= 0)) return std::nullopt;
            chart.bars.push_back({bar.get("label").text(), value, bar.get("told").text(), bar.get("marked").boolean()});
        }
    }
    return charts;
}

Json json_of_columns(const std::vector<FormColumn>& all)
{
    Json columns = Json::array();
    for (const FormColumn& column : all) {
        Json one = Json::object();
        one.set("heading", column.heading).set("share", column.share).set("centred", column.centred);
        columns.push(std::move(one));
    }
    return columns;
}

Json json_of_rows(const std::vector<std::vector<std::string>>& all)
{
    Json rows = Json::array();
    for (const auto& cells : all) {
        Json row = Json::array();
        for (const std::string& cell : cells) row.push(cell);
        rows.push(std::move(row));
    }
    return rows;
}

Error no_form(const char* why)
{
    return error(ErrorKind::bad_input, say("that is no form for printing: {}", "不是有效的打印表单:{}", {why}));
}

bool is_width(double width)
{
    return width >= narrowest_spine && width <= widest_spine;
}

Result<void> read_table(const Json& json, std::vector<FormColumn>& into_columns,
                        std::vector<std::vector<std::string>>& into_rows)
{
    const Json columns = json.get("columns"), rows = json.get("rows");
    if (columns.size() > most_columns) return no_form("columns");
    if (rows.size() > most_form_rows) return no_form("rows");
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Json one = columns.at(i);
        into_columns.push_back(
            {one.get("heading").text(), one.get("share").real().value_or(0), one.get("centred").boolean()});
        if (!(into_columns.back().share > 0)) return no_form("share");
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Json cells = rows.at(i);
        if (cells.size() > columns.size()) return no_form("cells");
        auto& row = into_rows.emplace_back();
        for (std::size_t at = 0; at < cells.size(); ++at) row.push_back(cells.at(at).text());
    }
    return {};
}

}  // namespace

Json json_of(const Form& form)
{
    Json json = Json::object();
    json.set("layout", static_cast<std::int64_t>(form.layout)).set("landscape", form.landscape);
    json.set("chinese", form.in_chinese).set("front", form.has_front).set("title", form.title);
    json.set("summary", form.summary).set("width", form.width);
    json.set("head", json_of_fields(form.head)).set("signatures", json_of_fields(form.signatures));
    Json more = Json::array();
    for (const FormTable& table : form.more)
        more.push(Json::object()
                      .set("title", table.title)
                      .set("columns", json_of_columns(table.columns))
                      .set("rows", json_of_rows(table.rows)));
    Json pieces = Json::array();
    for (const FormPiece& piece : form.pieces) {
        Json one = Json::object();
        one.set("title", piece.title).set("fields", json_of_fields(piece.fields)).set("width", piece.width);
        pieces.push(std::move(one));
    }
    json.set("charts", json_of_charts(form.charts)).set("foot", form.foot).set("blank_rows", form.blank_rows);
    json.set("columns", json_of_columns(form.columns)).set("rows", json_of_rows(form.rows));
    json.set("more", std::move(more)).set("pieces", std::move(pieces));
    return json;
}

Result<Form> form_of(const Json& json)
{
    Form form;
    const std::int64_t layout = json.get("layout").number();
    if (layout < 0 || layout > static_cast<std::int64_t>(FormLayout::signs)) return no_form("layout");
    form.layout = static_cast<FormLayout>(layout);
    form.landscape = json.get("landscape").boolean();
    form.in_chinese = json.get("chinese").boolean();
    form.has_front = json.get("front").boolean();
    form.title = json.get("title").text();
    form.summary = json.get("summary").text();
    form.width = json.get("width").real().value_or(0);
    if (!is_width(form.width)) return no_form("width");
    form.head = fields_of(json.get("head"));
    form.signatures = fields_of(json.get("signatures"));
    auto charts = charts_of(json.get("charts"));
    if (!charts) return no_form("charts");
    form.charts = std::move(*charts);
    form.foot = json.get("foot").text();
    form.blank_rows = !json.has("blank_rows") || json.get("blank_rows").boolean();
    TRY(read_table(json, form.columns, form.rows));
    const Json more = json.get("more"), pieces = json.get("pieces");
    if (more.size() > most_columns) return no_form("tables");
    for (std::size_t i = 0; i < more.size(); ++i) {
        FormTable& table = form.more.emplace_back();
        table.title = more.at(i).get("title").text();
        TRY(read_table(more.at(i), table.columns, table.rows));
    }
    if (pieces.size() > most_form_rows) return no_form("rows");
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Json one = pieces.at(i);
        form.pieces.push_back({one.get("title").text(), fields_of(one.get("fields")), one.get("width").real().value_or(0)});
        if (form.pieces.back().width != 0 && !is_width(form.pieces.back().width)) return no_form("width");
    }
    return form;
}

}  // namespace fonds
