// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/text_display.hpp"

#include <algorithm>

#include "cli/exit_code.hpp"
#include "cli/views.hpp"

namespace fonds::cli {

namespace {

Json json_of(const DocumentText& text, std::optional<int> only, bool words)
{
    Json pages = Json::array();
    for (std::size_t i = 0; i < text.pages.size(); ++i) {
        if (only && static_cast<int>(i) + 1 != *only) continue;
        const PageText& page = text.pages[i];
        Json one = Json::object();
        one.set("page", static_cast<std::int64_t>(i + 1));
        one.set("width", static_cast<double>(page.width)).set("height", static_cast<double>(page.height));
        one.set("needs_ocr", page.needs_ocr()).set("recognised", page.layer == TextLayer::recognised);
        one.set("text", page.text);
        if (!page.words.empty() && words) {
            Json list = Json::array();
            for (const auto& word : page.words)
                list.push(std::move(Json::object()
                                        .set("x", static_cast<double>(word.x))
                                        .set("y", static_cast<double>(word.y))
                                        .set("width", static_cast<double>(word.width))
                                        .set("height", static_cast<double>(word.height))
                                        .set("text", word.text)));
            one.set("words", std::move(list));
        }
        pages.push(std::move(one));
    }
    Json properties = Json::object();
    for (const auto& [name, value] : text.properties) properties.set(name, value);
    return std::move(Json::object()
                         .set("state", name_of(text.state))
                         .set("note", text.note.empty() ? Json() : Json(text.note))
                         .set("page_count", static_cast<std::int64_t>(text.page_count))
                         .set("properties", std::move(properties))
                         .set("pages", std::move(pages)));
}

void print_properties(const DocumentText& text, Output& output)
{
    std::size_t widest = 0;
    for (const auto& [name, value] : text.properties) widest = std::max(widest, display_width(name));
    for (const auto& [name, value] : text.properties)
        output.line(pad(output.shown(name), widest) + "  " + output.shown(value));
}

/// What the exit code and a remark tell when there is no text to print.
Result<int> verdict(const DocumentText& text, const std::string& what, const std::string& password)
{
    switch (text.state) {
    case TextState::encrypted: return no_key(text.note, !password.empty()).at(what);
    case TextState::failed:
        return error(ErrorKind::bad_input, say("The text cannot be read: {}", "无法读取文本:{}", {text.note})).at(what);
    case TextState::none:
        return error(ErrorKind::bad_input, say("Files of this kind have no text", "此类文件没有文本")).at(what);
    case TextState::partial: return exit_partial;
    default: return exit_ok;
    }
}

}  // namespace

Result<int> show_text(Context& context, const DocumentText& text, const std::string& what, const std::string& ocr)
{
    const Options& options = context.options;
    Output& output = context.output;
    const auto pages = static_cast<int>(text.pages.size());
    if (options.page && (*options.page < 1 || *options.page > pages) && pages > 0)
        return error(ErrorKind::not_found,
                     say("There is no page {}; the document has {}", "没有第 {} 页,共 {} 页", {*options.page, pages}));
    if (options.json) {
        output.json(json_of(text, options.page, options.words));
        return verdict(text, what, options.password);
    }
    if (options.inspect) {
        print_properties(text, output);
        return verdict(text, what, options.password);
    }
    for (int i = 0; i < pages; ++i) {
        if (options.page && i + 1 != *options.page) continue;
        const std::string& page = text.pages[static_cast<std::size_t>(i)].text;
        output.text(page);
        if (!page.empty() && page.back() != '\n') output.raw("\n");
        if (!options.page) output.raw("\f");
    }
    if (text.state == TextState::partial) output.remark(say("Read in part: {}", "部分提取:{}", {output.shown(text.note)}));
    if (text.state == TextState::needs_ocr)
        output.remark(say("Some pages are pictures without text: they need OCR ({}).",
                          "部分页面为图像,没有文本层,需要识别({})。", {ocr}));
    return verdict(text, what, options.password);
}

}  // namespace fonds::cli
