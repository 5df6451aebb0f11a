// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/searchable.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "indexer/extract/media_kinds.hpp"
#include "indexer/scan/layer_content.hpp"
#include "indexer/scan/page_frame.hpp"
#include "indexer/scan/pdf_update.hpp"
#include "indexer/scan/qpdf_source.hpp"

namespace fonds {

namespace {

bool has_layer(const ScannedPage& page)
{
    return !page.engine.empty() && page.layer != LayerVerdict::kept && !page.lines.empty();
}

bool has_font_called(QPDFObjectHandle page, const std::string& name)
{
    QPDFObjectHandle resources = QPDFPageObjectHelper(page).getAttribute("/Resources", false);
    QPDFObjectHandle fonts = resources.isDictionary() ? resources.getKey("/Font") : QPDFObjectHandle::newNull();
    return fonts.isDictionary() && fonts.hasKey(name);
}

struct Layers {
    std::vector<PageLayer> pages;
    LayerCodes codes;
    std::string font = "FondsLayer";  ///< a name that no font of these pages has
    std::size_t page_count = 0;
    bool sound = true;  ///< the document is one that an update can build on
};

Layers layers_for(std::string_view bytes, const std::string& password, const std::vector<ScannedPage>& scans)
{
    const auto document = open_with_qpdf(bytes, password);
    const auto& pages = document->getAllPages();
    Layers layers;
    layers.page_count = pages.size();
    std::map<std::size_t, const ScannedPage*> wanted;
    for (const ScannedPage& scan : scans) {
        const auto index = static_cast<std::size_t>(scan.number) - 1;
        if (has_layer(scan) && index < pages.size()) wanted.emplace(index, &scan);
    }
    const auto has_font = [&](const auto& one) { return has_font_called(pages[one.first], "/" + layers.font); };
    for (int number = 2; std::any_of(wanted.begin(), wanted.end(), has_font); ++number)
        layers.font = "FondsLayer" + std::to_string(number);
    for (const auto& [index, scan] : wanted) {
        const QPDFObjectHandle page = pages[index];
        std::string content = layer_content(*scan, frame_of(page), layers.font, layers.codes);
        if (!content.empty()) layers.pages.push_back({page.getObjectID(), page.getGeneration(), std::move(content)});
    }
    layers.sound = !document->anyWarnings() && !document->isEncrypted();
    return layers;
}

/// Do others than PoDoFo understand what it has written, and see the same pages?
bool is_good(std::string_view bytes, std::string_view update, const Layers& layers)
{
    const auto document = open_updated_with_qpdf(bytes, update);
    const auto& pages = document->getAllPages();
    if (document->anyWarnings() || pages.size() != layers.page_count) return false;
    return std::all_of(layers.pages.begin(), layers.pages.end(), [&](const PageLayer& layer) {
        QPDFObjectHandle page = document->getObjectByID(layer.object, layer.generation);
        QPDFObjectHandle contents = page.isDictionary() ? page.getKey("/Contents") : QPDFObjectHandle::newNull();
        return contents.isArray() && contents.getArrayNItems() > 0 && contents.getArrayItem(0).isStream();
    });
}

/// False: not by an update of these bytes.
bool add_by_update(std::string_view bytes, const Layers& layers, const PieceSink& sink)
{
    if (!layers.sound) return false;
    std::string update;
    if (!layers.pages.empty()) {
        update = update_of(bytes, layers.pages, layers.font, layers.codes);
        if (update.empty()) return false;
        bool good = false;
        const auto looked = catching_qpdf("the result", [&]() -> Result<void> {
            good = is_good(bytes, update, layers);
            return {};
        });
        if (!looked.ok() || !good) return false;
    }
    if (!sink(bytes) || !sink(update)) throw OutputStopped{};
    return true;
}

Result<void> add_to_pdf(std::string_view bytes, const std::string& password, const std::vector<ScannedPage>& scans,
                        const PieceSink& sink)
{
    return catching_qpdf("the file", [&]() -> Result<void> {
        if (add_by_update(bytes, layers_for(bytes, password, scans), sink)) return {};
        const std::string anew = written_anew(bytes, password);
        if (add_by_update(anew, layers_for(anew, {}, scans), sink)) return {};
        return error(ErrorKind::bad_input, say("the file cannot take a text layer", "该文件无法加入文本层"));
    });
}

}  // namespace

Result<void> add_text_layer(const SourceBytes& source, const std::vector<ScannedPage>& scans, const PieceSink& sink)
{
    const TextReader kind = media_kind(source.media_type).reader;
    if (kind == TextReader::pdf) return add_to_pdf(source.bytes, source.password, scans, sink);
    if (kind != TextReader::image)
        return error(ErrorKind::bad_input, say("the file is neither a PDF nor an image", "该文件既不是 PDF 也不是图像"));
    std::string pdf;
    TRY(assemble_image(source, [&](std::string_view piece) {
        pdf += piece;
        return true;
    }));
    return add_to_pdf(pdf, {}, scans, sink);
}

}  // namespace fonds
