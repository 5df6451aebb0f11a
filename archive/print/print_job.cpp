// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/print/print_job.hpp"

#include <utility>

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
    const LabelSheet& sheet = job.sheet;
    Json measures = Json::object();
    measures.set("paper", sheet.paper.name).set("columns", sheet.columns).set("rows", sheet.rows);
    measures.set("width", sheet.width).set("height", sheet.height).set("gap_x", sheet.gap_x).set("gap_y", sheet.gap_y);
    Json json = Json::object();
    json.set("sheet", std::move(measures)).set("right", job.offset.right).set("down", job.offset.down);
    json.set("start", job.start).set("labels", std::move(labels));
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

Result<LabelJob> labels_of(const Json& json)
{
    LabelJob job;
    const Json measures = json.get("sheet");
    TRY_ASSIGN(job.sheet.paper, paper_named(measures.get("paper").text()));
    TRY_ASSIGN(job.sheet.columns, whole(measures, "columns", most_labels));
    TRY_ASSIGN(job.sheet.rows, whole(measures, "rows", most_labels));
    TRY_ASSIGN(job.sheet.width, length(measures, "width"));
    TRY_ASSIGN(job.sheet.height, length(measures, "height"));
    TRY_ASSIGN(job.sheet.gap_x, length(measures, "gap_x"));
    TRY_ASSIGN(job.sheet.gap_y, length(measures, "gap_y"));
    TRY(check(job.sheet));
    TRY_ASSIGN(job.offset.right, length(json, "right"));
    TRY_ASSIGN(job.offset.down, length(json, "down"));
    TRY_ASSIGN(job.start, whole(json, "start", job.sheet.labels()));
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
    } else {
        return no_job("what");
    }
    return job;
}

}  // namespace fonds
