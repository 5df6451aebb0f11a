// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/print/print_job.hpp"

#include <utility>

#include "archive/print/form_json.hpp"
#include "schema/core/json.hpp"

namespace fonds {

namespace {

Error no_job(std::string_view why)
{
    return error(ErrorKind::bad_input, say("that is no job for printing: {}", "不是有效的打印任务:{}", {why}));
}

Json json_of(const SeparatorJob& job)
{
    return std::move(Json::object().set("paper", job.paper.name).set("count", job.count).set("text", job.text));
}

/// Which places of which sheet.
Json json_of(const LabelSheet& sheet, const PrintOffset& offset, int start)
{
    Json measures = Json::object();
    measures.set("paper", sheet.paper.name).set("columns", sheet.columns).set("rows", sheet.rows);
    measures.set("width", sheet.width).set("height", sheet.height).set("gap_x", sheet.gap_x).set("gap_y", sheet.gap_y);
    Json json = Json::object();
    json.set("sheet", std::move(measures)).set("right", offset.right).set("down", offset.down).set("start", start);
    return json;
}

Json json_of(const LabelJob& job)
{
    Json labels = Json::array();
    for (const Label& label : job.labels) {
        Json one = Json::object();
        for (const auto& [name, value] :
             {std::pair{"qr", &label.qr}, std::pair{"bars", &label.bars}, std::pair{"code", &label.code},
              std::pair{"title", &label.title}, std::pair{"party", &label.party}, std::pair{"category", &label.category},
              std::pair{"date", &label.date}, std::pair{"grade", &label.grade}})
            if (!value->empty()) one.set(name, *value);
        if (label.stands_out) one.set("stands_out", true);
        labels.push(std::move(one));
    }
    Json json = json_of(job.sheet, job.offset, job.start);
    json.set("labels", std::move(labels));
    return json;
}

Json json_of(const StampJob& job)
{
    Json stamps = Json::array();
    for (const StampCells& cells : job.stamps) {
        Json one = Json::array();
        for (const NamedCell& cell : stamp_cells) one.push(cells.*cell.value);
        stamps.push(std::move(one));
    }
    Json json = job.sheet ? json_of(*job.sheet, job.offset, job.start) : Json::object();
    json.set("stamps", std::move(stamps));
    return json;
}

Result<int> whole(const Json& json, const char* name, int most)
{
    const std::int64_t number = json.get(name).number();
    if (number < 1 || number > most) return no_job(name);
    return static_cast<int>(number);
}

Result<double> length(const Json& json, const char* name)
{
    const auto number = json.get(name).real();
    if (!number) return no_job(name);
    return *number;
}

Result<SeparatorJob> separators_of(const Json& json)
{
    SeparatorJob job;
    TRY_ASSIGN(job.paper, paper_named(json.get("paper").text()));
    TRY_ASSIGN(job.count, whole(json, "count", most_sheets));
    job.text = json.get("text").text();
    if (job.text.empty()) return no_job("text");
    return job;
}

Result<void> read_sheet(const Json& json, LabelSheet& sheet, PrintOffset& offset, int& start)
{
    const Json measures = json.get("sheet");
    TRY_ASSIGN(sheet.paper, paper_named(measures.get("paper").text()));
    TRY_ASSIGN(sheet.columns, whole(measures, "columns", most_labels));
    TRY_ASSIGN(sheet.rows, whole(measures, "rows", most_labels));
    TRY_ASSIGN(sheet.width, length(measures, "width"));
    TRY_ASSIGN(sheet.height, length(measures, "height"));
    TRY_ASSIGN(sheet.gap_x, length(measures, "gap_x"));
    TRY_ASSIGN(sheet.gap_y, length(measures, "gap_y"));
    TRY(check(sheet));
    TRY_ASSIGN(offset.right, length(json, "right"));
    TRY_ASSIGN(offset.down, length(json, "down"));
    TRY_ASSIGN(start, whole(json, "start", sheet.labels()));
    return {};
}

Result<StampJob> stamps_of(const Json& json)
{
    StampJob job;
    if (json.has("sheet")) {
        job.sheet.emplace();
        TRY(read_sheet(json, *job.sheet, job.offset, job.start));
        if (job.sheet->width < stamp_width || job.sheet->height < stamp_height) return no_job("sheet");
    }
    const Json stamps = json.get("stamps");
    if (stamps.size() == 0 || stamps.size() > most_labels) return no_job("stamps");
    for (std::size_t i = 0; i < stamps.size(); ++i) {
        const Json one = stamps.at(i);
        if (one.size() != stamp_cells.size()) return no_job("stamps");
        StampCells cells;
        for (std::size_t at = 0; at < stamp_cells.size(); ++at) cells.*stamp_cells[at].value = one.at(at).text();
        job.stamps.push_back(std::move(cells));
    }
    return job;
}

Result<LabelJob> labels_of(const Json& json)
{
    LabelJob job;
    TRY(read_sheet(json, job.sheet, job.offset, job.start));
    const Json labels = json.get("labels");
    if (labels.size() == 0 || labels.size() > most_labels) return no_job("labels");
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const Json one = labels.at(i);
        Label label;
        label.qr = one.get("qr").text();
        if (label.qr.empty()) return no_job("qr");
        label.bars = one.get("bars").text();
        label.code = one.get("code").text();
        label.title = one.get("title").text();
        label.party = one.get("party").text();
        label.category = one.get("category").text();
        label.date = one.get("date").text();
        label.grade = one.get("grade").text();
        label.stands_out = one.get("stands_out").boolean();
        job.labels.push_back(std::move(label));
    }
    return job;
}

}  // namespace

std::string encode(const PrintJob& job)
{
    Json json = Json::object();
    json.set("created", to_iso8601(job.created));
    if (const auto* separators = std::get_if<SeparatorJob>(&job.what)) json.set("separators", json_of(*separators));
    if (const auto* labels = std::get_if<LabelJob>(&job.what)) json.set("labels", json_of(*labels));
    if (const auto* stamps = std::get_if<StampJob>(&job.what)) json.set("stamps", json_of(*stamps));
    if (const auto* forms = std::get_if<FormJob>(&job.what))
        json.set("form", json_of(forms->form).set("right", forms->offset.right).set("down", forms->offset.down));
    return json.dump();
}

Result<PrintJob> decode_print_job(std::string_view text)
{
    TRY_ASSIGN(const Json json, Json::parse(text));
    PrintJob job;
    TRY_ASSIGN(job.created, parse_instant(json.get("created").text()));
    if (json.has("separators")) {
        TRY_ASSIGN(job.what, separators_of(json.get("separators")));
    } else if (json.has("labels")) {
        TRY_ASSIGN(job.what, labels_of(json.get("labels")));
    } else if (json.has("stamps")) {
        TRY_ASSIGN(job.what, stamps_of(json.get("stamps")));
    } else if (json.has("form")) {
        FormJob form;
        TRY_ASSIGN(form.form, form_of(json.get("form")));
        TRY_ASSIGN(form.offset.right, length(json.get("form"), "right"));
        TRY_ASSIGN(form.offset.down, length(json.get("form"), "down"));
        job.what = std::move(form);
    } else {
        return no_job("what");
    }
    return job;
}

}  // namespace fonds
