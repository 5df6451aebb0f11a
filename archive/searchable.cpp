// SPDX-License-Identifier: GPL-3.0-or-later
// Copies of scans whose words can be searched: made from the bytes and what was recognised, kept nowhere.
#include <algorithm>

#include "archive/locked_original.hpp"
#include "archive/saving.hpp"
#include "archive/state.hpp"
#include "indexer/extract/page_maker.hpp"

namespace fonds {

namespace {

/// Whether there is something to make, and all of it.
Result<void> check_recognised(const std::vector<ScannedPage>& scans, bool waiting, const ReferenceCode& code)
{
    const bool any = std::any_of(scans.begin(), scans.end(), [](const ScannedPage& page) {
        return !page.engine.empty() || page.layer == LayerVerdict::kept;
    });
    if (any && !waiting) return {};
    return error(ErrorKind::unavailable,
                 !any ? say("Nothing was recognised on the pages of {}", "{} 的页面尚未识别文字", {code.text()})
                      : say("Some pages of {} are not recognised yet", "{} 还有页面未识别文字", {code.text()}))
        .with_hint(say("fonds ocr {} reads them; a document with text of its own needs no copy.",
                       "请先执行 fonds ocr {};本身带有文本的文件无需生成副本。", {code.text()}));
}

}  // namespace

Result<std::vector<ScannedPage>> Archive::State::recognised(const ReferenceCode& code, const Component& component)
{
    TRY_ASSIGN(auto seen, scans.get(component.digest));
    TRY_ASSIGN(const auto text, texts.get(component.digest));
    TRY(check_recognised(seen, text && text->state == TextState::needs_ocr, code));
    return seen;
}

Result<void> Archive::read_searchable(const ReferenceCode& code, ComponentNumber component, const std::string& password,
                                      const std::function<Result<void>(std::string_view)>& sink)
{
    TRY_ASSIGN(const Record found, record(code));
    TRY_ASSIGN(const Component wanted, state_->component(found, component));
    TRY_ASSIGN(const auto seen, state_->recognised(code, wanted));
    // The worker reads the object by itself: damage is found before.
    TRY(read(code, component, [](std::string_view) { return Result<void>(); }));
    PageMaker maker;
    maker.program = state_->environment.scan_program;
    PageSource source;
    TRY_ASSIGN(source.file, state_->objects->open(wanted.digest));
    source.media_type = wanted.media_type;
    source.password = password;
    auto made = make_searchable(maker, source, seen, sink);
    if (!made.ok()) return told_how_to_open(std::move(made).error(), code, "--searchable", password);
    return made;
}

Result<void> Archive::save_searchable(const ReferenceCode& code, ComponentNumber component, const std::string& password,
                                      const std::string& path, bool replace)
{
    return save_new_file(*state_->environment.files, path, replace,
                         [&](const ByteReceiver& receiver) { return read_searchable(code, component, password, receiver); });
}

}  // namespace fonds
