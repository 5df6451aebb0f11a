// SPDX-License-Identifier: GPL-3.0-or-later
// climate, incident.
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/place_views.hpp"

namespace fonds::cli {

namespace {

std::vector<std::string> cells_of(Output& output, const ClimateReading& reading)
{
    std::string faults;
    for (const ClimateFault fault : reading.faults)
        faults += (faults.empty() ? "" : output.pick(say("; ", ";"))) + output.pick(text_of(fault));
    return {
        output.shown(reading.location),          to_iso8601(reading.at),       text_of_tenths(reading.temperature) + " °C",
        text_of_tenths(reading.humidity) + " %", output.shown(reading.reader), output.marked(faults)};
}

std::string first_of(const Options& options)
{
    return options.arguments.empty() ? "" : options.arguments.front();
}

}  // namespace

Result<int> run_climate_add(Context& context)
{
    const Options& options = context.options;
    ClimateReading reading;
    reading.location = options.arguments.at(0);
    TRY_ASSIGN(reading.temperature, parse_tenths(options.arguments.at(1), {"The temperature", "温度"}));
    TRY_ASSIGN(reading.humidity, parse_tenths(options.arguments.at(2), {"The humidity", "湿度"}));
    reading.reader = options.places.reader;
    TRY_ASSIGN(const ClimateReading told, Placing(*context.archive).add_climate(reading, options.places.at));
    if (options.json) {
        context.output.json(json_of(told));
    } else {
        Table table;
        table.row(cells_of(context.output, told));
        table.print(context.output);
        const ClimateLimits& limits = climate_limits(told.climate);
        if (!told.faults.empty())
            context.output.remark(
                say("Right for {}: {} to {} °C, {} to {} %.", "{} 的标准:{} 至 {} ℃,{} 至 {}%。",
                    {context.output.language() == Language::chinese ? limits.zh : limits.en, text_of_tenths(limits.coldest),
                     text_of_tenths(limits.hottest), text_of_tenths(limits.driest), text_of_tenths(limits.dampest)}));
    }
    return told.faults.empty() ? exit_ok : exit_partial;
}

Result<int> run_climate_list(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const auto readings, Placing(*context.archive)
                                        .climate(first_of(options), options.places.faults ? Readings::faulty : Readings::all,
                                                 options.limit.value_or(50), options.offset));
    if (options.json) {
        context.output.json(json_list("readings", readings));
        return exit_ok;
    }
    Table table;
    for (const ClimateReading& reading : readings) table.row(cells_of(context.output, reading));
    table.print(context.output);
    return exit_ok;
}

Result<int> run_incident_add(Context& context)
{
    const Options& options = context.options;
    Incident incident;
    incident.location = options.arguments.at(0);
    incident.kind = options.arguments.at(1);
    for (std::size_t i = 2; i < options.arguments.size(); ++i) incident.text += (i > 2 ? " " : "") + options.arguments[i];
    incident.reader = options.places.reader;
    TRY(Placing(*context.archive).add_incident(incident, options.places.at));
    return exit_ok;
}

Result<int> run_incident_list(Context& context)
{
    const Options& options = context.options;
    TRY_ASSIGN(const auto incidents,
               Placing(*context.archive).incidents(first_of(options), options.limit.value_or(50), options.offset));
    if (options.json) {
        context.output.json(json_list("incidents", incidents));
        return exit_ok;
    }
    Table table;
    for (const Incident& incident : incidents)
        table.row({context.output.shown(incident.location), to_iso8601(incident.at),
                   context.output.pick(incident_text(incident.kind)), context.output.shown(incident.reader),
                   context.output.shown(incident.text)});
    table.print(context.output);
    return exit_ok;
}

}  // namespace fonds::cli
