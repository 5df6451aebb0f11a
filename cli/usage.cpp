// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/usage.hpp"

#include <algorithm>

#include "cli/output.hpp"
#include "schema/core/escape.hpp"

namespace fonds::cli {

namespace {

constexpr std::size_t columns = 100;
constexpr std::size_t widest_name = 30;

struct Row {
    std::string name, description;
};

bool begins_like(std::string_view text, std::string_view what)
{
    return text.substr(0, what.size()) == what;
}

std::string name_of(const CLI::Option& option)
{
    if (option.get_positional()) {
        const std::string words = option.get_name(true);
        return option.get_required() || begins_like(words, "[") ? words : "[" + words + "]";
    }
    std::string name;
    for (const auto& letter : option.get_snames()) name += (name.empty() ? "-" : ", -") + letter;
    for (const auto& word : option.get_lnames()) name += (name.empty() ? "--" : ", --") + word;
    if (option.get_items_expected_max() > 0 && !option.get_type_name().empty()) name += " " + option.get_type_name();
    return name;
}

std::string table(const std::string& heading, const std::vector<Row>& rows)
{
    if (rows.empty()) return {};
    std::size_t width = 0;
    for (const auto& row : rows) width = std::max(width, std::min(display_width(row.name), widest_name));
    const std::size_t indent = width + 4;
    std::string text = "\n" + heading + ":\n";
    for (const auto& row : rows) {
        text += "  " + pad(row.name, width);
        text += display_width(row.name) > width ? "\n" + std::string(indent, ' ') : "  ";
        text += wrapped(row.description, indent, columns) + "\n";
    }
    return text;
}

/// `text` up to `end`, or all of it.
std::string before(const std::string& text, std::string_view end)
{
    return text.substr(0, text.find(end));
}

/// A positional's name without the dots that say "more".
std::string plain(std::string name)
{
    std::erase(name, '.');
    return name;
}

const CLI::App& innermost(const CLI::App& app)
{
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
    return *at;
}

Error unexpected(const CLI::App& app)
{
    const CLI::App& command = innermost(app);
    const auto words = app.remaining(true);
    const std::string word = words.empty() ? std::string() : words.front();
    if (begins_like(word, "-")) return error(ErrorKind::usage, say("There is no option {}", "没有选项 {}", {word}));
    if (!command.get_subcommands({}).empty())
        return error(ErrorKind::usage, say("There is no command {}", "没有命令 {}", {word}));
    return error(ErrorKind::usage, say("{} is one word too many", "多余的参数:{}", {word}));
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width)
{
    std::string lines;
    std::size_t used = indent, begin = 0, fits = 0;
    const auto break_line = [&](std::size_t end) {
        lines += text.substr(begin, end - begin);
        begin = end;
        while (begin < text.size() && text[begin] == ' ') ++begin;
        lines += "\n" + std::string(indent, ' ');
        used = indent;
        fits = begin;
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = next_code_point(text, at);
        if (c == '\n') {
            used = indent;
            fits = at;
            continue;
        }
        // A line may end before a blank and behind a Han character.
        if (c == ' ') fits = here;
        used += display_width(text.substr(here, at - here));
        if (used > width && fits > begin) {
            const std::size_t end = fits;
            break_line(end);
            if (at < begin) at = begin;
            used = indent + display_width(text.substr(begin, at - begin));
        }
        if (c >= 0x2E80) fits = at;
    }
    return lines + std::string(text.substr(begin));
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode) const
{
    const auto t = [this](std::string_view en, std::string_view zh) {
        return std::string(language_ == Language::chinese ? zh : en);
    };
    std::vector<Row> arguments, options, commands;
    for (const CLI::Option* option : app->get_options()) {
        Row row{name_of(*option), option->get_description()};
        (option->get_positional() ? arguments : options).push_back(std::move(row));
    }
    for (const CLI::App* command : app->get_subcommands({}))
        commands.push_back({command->get_name(), command->get_description()});

    std::string text = app->get_description() + "\n" + t("Usage: ", "用法:") + name;
    if (!commands.empty()) text += t(" COMMAND", " 命令");
    for (const auto& row : arguments) text += " " + row.name;
    text += t(" [OPTIONS]", " [选项]") + "\n";
    text += table(t("Arguments", "参数"), arguments) + table(t("Options", "选项"), options) +
            table(t("Commands", "命令"), commands);
    const std::string footer = app->get_footer();
    if (!footer.empty()) text += "\n" + wrapped(footer, 0, columns) + "\n";
    return text;
}

Error usage_error(const CLI::ParseError& mistake, const CLI::App& app)
{
    std::string called = "fonds";
    const CLI::App* at = &app;
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        called += " " + at->get_name();
    }
    const std::string said = mistake.what();
    const auto colon = said.find(": ");  // in front of it, the option's name
    const std::string subject = said.substr(0, colon);
    const auto to_error = [&]() -> Error {
        if (dynamic_cast<const CLI::ExtrasError*>(&mistake) != nullptr) return unexpected(app);
        if (dynamic_cast<const CLI::RequiredError*>(&mistake) != nullptr) {
            if (const auto left = app.remaining(true); !left.empty() && at != &app)
                return error(ErrorKind::usage, say("There is no command {}", "没有命令 {}", {called + " " + left.front()}));
            if (!at->get_subcommands({}).empty())
                return error(ErrorKind::usage, say("A command is missing behind {}", "{} 之后缺少命令", {called}));
            return error(ErrorKind::usage, say("{} is missing", "缺少 {}", {plain(before(said, " is required"))}));
        }
        if (dynamic_cast<const CLI::ExcludesError*>(&mistake) != nullptr)
            return error(ErrorKind::usage,
                         say("Of two options that exclude each other only one can be given: {}", "互斥的选项只能给出一个:{}",
                             {before(said, " excludes") + ", " + said.substr(said.rfind(' ') + 1)}));
        if (dynamic_cast<const CLI::ArgumentMismatch*>(&mistake) != nullptr) {
            if (said.find("At Most") != std::string::npos && !begins_like(subject, "-"))
                return error(ErrorKind::usage, say("More than one {} was given", "{} 只能有一个", {subject}));
            if (said.find("At Most") != std::string::npos)
                return error(ErrorKind::usage, say("{} can be given only once", "{} 只能给出一次", {subject}));
            if (begins_like(subject, "-")) return error(ErrorKind::usage, say("{} needs a value", "{} 缺少值", {subject}));
            return error(ErrorKind::usage, say("Something is missing of {}", "参数不全:{}", {plain(subject)}));
        }
        return error(ErrorKind::usage, say("{}", "{}", {said.substr(colon == std::string::npos ? 0 : colon + 2)}));
    };
    return to_error().with_hint(say("{} --help shows how it is used.", "用法见 {} --help。", {called}));
}

}  // namespace fonds::cli
