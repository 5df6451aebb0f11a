// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/page_assembly.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "indexer/extract/media_kinds.hpp"
#include "indexer/image/image_file.hpp"
#include "indexer/scan/image_page.hpp"
#include "indexer/scan/qpdf_source.hpp"

namespace fonds {

namespace {

/// Degrees clockwise, 0 for what is none.
int rotation_of(QPDFObjectHandle page)
{
    QPDFObjectHandle rotate = QPDFPageObjectHelper(page).getAttribute("/Rotate", false);
    const long long degrees = rotate.isInteger() ? rotate.getIntValue() % 360 : 0;
    return degrees % 90 == 0 ? static_cast<int>((degrees + 360) % 360) : 0;
}

/// Array `name` of `to` gets the elements of the same one of `from`.
void append(QPDFObjectHandle to, QPDFObjectHandle from, const std::string& name)
{
    QPDFObjectHandle items = from.getKey(name);
    if (!items.isArray()) return;
    if (!to.getKey(name).isArray()) to.replaceKey(name, QPDFObjectHandle::newArray());
    for (const QPDFObjectHandle& item : items.aitems()) to.getKey(name).appendItem(item);
}

class Assembly {
public:
    explicit Assembly(const std::vector<SourceBytes>& sources) : sources_(sources) { result_.emptyPDF(); }

    [[nodiscard]] Result<void> add(const protocol::Assemble::Pick& pick)
    {
        const SourceBytes& source = sources_.at(pick.source);
        const TextReader kind = media_kind(source.media_type).reader;
        if (kind == TextReader::pdf) return add_pdf_page(pick);
        if (kind == TextReader::image) return add_image(pick);
        return error(ErrorKind::bad_input,
                     say("{} is neither a PDF nor an image", "{} 既不是 PDF 也不是图像", {name(pick)}));
    }

    void write(const PieceSink& sink) { write_with_qpdf(result_, version_, sink); }

    static std::string name(const protocol::Assemble::Pick& pick) { return "file " + std::to_string(pick.source + 1); }

private:
    [[nodiscard]] Result<void> add_pdf_page(const protocol::Assemble::Pick& pick)
    {
        QPDF& source = opened(pick.source);
        const auto& pages = source.getAllPages();
        if (pick.page > pages.size())
            return error(ErrorKind::not_found, say("{} has no page {}", "{} 没有第 {} 页", {name(pick), pick.page}));
        const QPDFObjectHandle page = pages[pick.page - 1];
        const int rotation = rotation_of(page);
        const bool again = !taken_.insert({pick.source, pick.page}).second;
        result_.addPage(page, false);
        // Fields are drawn as their form says, so the fields of the page come along with it.
        if (auto& form = forms_.at(pick.source); form->hasAcroForm())
            form_of_result().fixCopiedAnnotations(result_.getAllPages().back(), page, *form);
        finish_page((rotation + static_cast<int>(pick.turn)) % 360, again || pick.turn != 0);
        return {};
    }

    [[nodiscard]] Result<void> add_image(const protocol::Assemble::Pick& pick)
    {
        auto page = image_page(result_, sources_.at(pick.source).bytes, static_cast<int>(pick.page));
        if (!page.ok() && page.error().kind == ErrorKind::not_found)
            return error(ErrorKind::not_found, say("{} has no page {}", "{} 没有第 {} 页", {name(pick), pick.page}));
        if (!page.ok()) return std::move(page).error();
        result_.addPage(*page, false);
        finish_page(static_cast<int>(pick.turn), pick.turn != 0);
        return {};
    }

    void finish_page(int rotation, bool turn)
    {
        QPDFObjectHandle page = result_.getAllPages().back();
        for (const char* const left_behind : {"/StructParents", "/B", "/DPart"}) page.removeKey(left_behind);
        if (turn) page.replaceKey("/Rotate", QPDFObjectHandle::newInteger(rotation));
    }

    QPDF& opened(std::uint32_t number)
    {
        auto& document = opened_[number];
        if (!document) {
            const SourceBytes& source = sources_.at(number);
            document = open_with_qpdf(source.bytes, source.password);
            version_ = std::max(version_, document->getPDFVersion());
            forms_.emplace(number, std::make_unique<QPDFAcroFormDocumentHelper>(*document));
            take_output_intents(*document);
            take_layers(*document);
        }
        return *document;
    }

    QPDFAcroFormDocumentHelper& form_of_result()
    {
        if (!form_of_result_) form_of_result_ = std::make_unique<QPDFAcroFormDocumentHelper>(result_);
        return *form_of_result_;
    }

    /// How colours are meant that say nothing of it themselves: as the first document that tells has it.
    void take_output_intents(QPDF& source)
    {
        QPDFObjectHandle intents = source.getRoot().getKey("/OutputIntents");
        if (!intents.isArray() || result_.getRoot().hasKey("/OutputIntents")) return;
        if (!intents.isIndirect()) intents = source.makeIndirectObject(intents);
        result_.getRoot().replaceKey("/OutputIntents", result_.copyForeignObject(intents));
    }

    /// What the document hides (ISO 32000-1, 8.11) stays hidden.
    void take_layers(QPDF& source)
    {
        QPDFObjectHandle theirs = source.getRoot().getKey("/OCProperties");
        if (!theirs.isDictionary()) return;
        theirs = result_.copyForeignObject(theirs.isIndirect() ? theirs : source.makeIndirectObject(theirs));
        QPDFObjectHandle root = result_.getRoot();
        if (!root.hasKey("/OCProperties")) {
            root.replaceKey("/OCProperties", theirs);
            return;
        }
        QPDFObjectHandle ours = root.getKey("/OCProperties");
        append(ours, theirs, "/OCGs");
        if (!ours.getKey("/D").isDictionary()) ours.replaceKey("/D", QPDFObjectHandle::newDictionary());
        QPDFObjectHandle settings = theirs.getKey("/D");
        if (!settings.isDictionary()) return;
        append(ours.getKey("/D"), settings, "/OFF");
        append(ours.getKey("/D"), settings, "/AS");
    }

    const std::vector<SourceBytes>& sources_;
    std::map<std::uint32_t, std::unique_ptr<QPDF>> opened_;
    std::map<std::uint32_t, std::unique_ptr<QPDFAcroFormDocumentHelper>> forms_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> taken_;
    QPDF result_;  // reads from the sources while it is written
    std::unique_ptr<QPDFAcroFormDocumentHelper> form_of_result_;
    std::string version_ = "1.5";
};

}  // namespace

Result<void> assemble(const std::vector<SourceBytes>& sources, const std::vector<protocol::Assemble::Pick>& picks,
                      const PieceSink& sink)
{
    std::unique_ptr<Assembly> assembly;
    TRY(catching_qpdf("the result", [&]() -> Result<void> {
        assembly = std::make_unique<Assembly>(sources);
        return {};
    }));
    for (const auto& pick : picks) TRY(catching_qpdf(Assembly::name(pick), [&] { return assembly->add(pick); }));
    return catching_qpdf("a file", [&]() -> Result<void> {
        assembly->write(sink);
        return {};
    });
}

Result<void> assemble_image(const SourceBytes& source, const PieceSink& sink)
{
    TRY_ASSIGN(const ImageFile file, ImageFile::open(source.bytes));
    std::vector<protocol::Assemble::Pick> picks;
    for (int page = 1; page <= file.pages(); ++page) picks.push_back({0, static_cast<std::uint32_t>(page), 0});
    return assemble({source}, picks, sink);
}

}  // namespace fonds
