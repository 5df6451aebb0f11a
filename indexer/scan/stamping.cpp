// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/stamping.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFAcroFormDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "indexer/extract/media_kinds.hpp"
#include "indexer/scan/blank_place.hpp"
#include "indexer/scan/page_frame.hpp"
#include "indexer/scan/qpdf_source.hpp"
#include "indexer/scan/stamp_update.hpp"
#include "indexer/worker/pdf_document.hpp"
#include "indexer/worker/pdf_page_image.hpp"

namespace fonds {

namespace {

constexpr double points_a_millimetre = 72 / 25.4;
constexpr std::array<const char*, 3> names_of_places{"right", "centre", "left"};

/// What qpdf knows of the document.
struct Target {
    StampOnPage stamp;
    double unit = 1;  ///< of user space, in points (ISO 32000-1, UserUnit)
    std::size_t pages = 0;
    bool sound = true;  ///< an update can build on it
    bool is_signed = false;
};

bool has_signature(QPDF& document)
{
    QPDFAcroFormDocumentHelper form(document);
    if (!form.hasAcroForm()) return false;
    auto fields = form.getFormFields();
    return std::any_of(fields.begin(), fields.end(), [](QPDFFormFieldObjectHelper& field) {
        return field.getFieldType() == "/Sig" && field.getValue().isDictionary();
    });
}

Result<Target> target_in(std::string_view bytes, const std::string& password)
{
    const auto document = open_with_qpdf(bytes, password);
    const auto& pages = document->getAllPages();
    if (pages.empty()) return error(ErrorKind::bad_input, say("the file has no page", "该文件没有页面"));
    QPDFObjectHandle page = pages.front();
    Target target;
    target.pages = pages.size();
    target.stamp.object = page.getObjectID();
    target.stamp.generation = page.getGeneration();
    target.stamp.frame = frame_of(page);
    if (target.stamp.frame.rotation % 90 != 0) target.stamp.frame.rotation = 0;
    if (QPDFObjectHandle unit = page.getKey("/UserUnit"); unit.isNumber() && unit.getNumericValue() > 0)
        target.unit = unit.getNumericValue();
    target.is_signed = has_signature(*document);
    target.sound = !document->anyWarnings() && !document->isEncrypted();
    return target;
}

/// Looks at the page, and takes the corner of one that cannot be shown.
BlankPlace place_on(std::string_view bytes, const Target& target)
{
    const PageFrame& frame = target.stamp.frame;
    const PageImage nothing;
    SeenPage shown{nothing, frame.right - frame.left, frame.top - frame.bottom};
    if (frame.rotation % 180 != 0) std::swap(shown.width, shown.height);
    const double width = stamp_width * points_a_millimetre / target.unit;
    const double height = stamp_height * points_a_millimetre / target.unit;
    const auto document = PdfDocument::open(bytes);
    PdfPictureLimits limits;
    limits.pixels = 3'000'000;
    limits.least_dpi = limits.most_dpi = 150;
    if (document.ok())
        if (const auto seen = picture_of_page(document->poppler(), 1, limits); seen.ok())
            return blank_place({seen->image, shown.width, shown.height, seen->left, seen->top, seen->x_scale, seen->y_scale},
                               width, height);
    BlankPlace place = blank_place(shown, width, height);
    place.covers = true;
    return place;
}

/// Do others than PoDoFo understand what it has written, and see the same pages and the stamp?
bool is_good(std::string_view bytes, std::string_view update, const Target& target)
{
    bool good = false;
    const auto looked = catching_qpdf("the result", [&]() -> Result<void> {
        const auto document = open_updated_with_qpdf(bytes, update);
        const auto& pages = document->getAllPages();
        if (document->anyWarnings() || pages.size() != target.pages) return {};
        QPDFObjectHandle page = document->getObjectByID(target.stamp.object, target.stamp.generation);
        QPDFObjectHandle notes = page.isDictionary() ? page.getKey("/Annots") : QPDFObjectHandle::newNull();
        if (!notes.isArray() || notes.getArrayNItems() < 1) return {};
        QPDFObjectHandle last = notes.getArrayItem(notes.getArrayNItems() - 1);
        good = last.isDictionary() && last.getKey("/Subtype").isName() && last.getKey("/AP").getKey("/N").isStream();
        return {};
    });
    return looked.ok() && good;
}

/// The update, and how it went; nothing when there can be none.
struct Stamped {
    std::string update;
    StampOutcome outcome;
};
Result<std::optional<Stamped>> stamped(std::string_view bytes, const std::string& password, std::string_view drawing,
                                       const std::string& words)
{
    TRY_ASSIGN(Target target, target_in(bytes, password));
    if (!target.sound) return std::optional<Stamped>();
    const BlankPlace place = place_on(bytes, target);
    StampOnPage& stamp = target.stamp;
    stamp.left = place.left;
    stamp.top = place.top;
    stamp.width = stamp_width * points_a_millimetre / target.unit * place.scale;
    stamp.height = stamp_height * points_a_millimetre / target.unit * place.scale;
    stamp.words = words;
    Stamped result{stamp_update(bytes, std::string(drawing), stamp), {}};
    if (result.update.empty() || !is_good(bytes, result.update, target)) return std::optional<Stamped>();
    result.outcome = {names_of_places[static_cast<std::size_t>(place.where)], place.covers, place.scale < 1, false,
                      target.is_signed};
    return std::optional(std::move(result));
}

Result<StampOutcome> stamp_pdf(std::string_view bytes, const std::string& password, std::string_view drawing,
                               const std::string& words, const PieceSink& sink)
{
    StampOutcome outcome;
    TRY(catching_qpdf("the file", [&]() -> Result<void> {
        const auto send = [&](std::string_view before, const Stamped& made) -> Result<void> {
            if (!sink(before) || !sink(made.update)) throw OutputStopped{};
            const bool anew = outcome.written_anew;
            outcome = made.outcome;
            outcome.written_anew = anew;
            return {};
        };
        TRY_ASSIGN(const auto made, stamped(bytes, password, drawing, words));
        if (made) return send(bytes, *made);
        const std::string anew = written_anew(bytes, password);
        outcome.written_anew = true;
        TRY_ASSIGN(const auto again, stamped(anew, {}, drawing, words));
        if (again) return send(anew, *again);
        return error(ErrorKind::bad_input, say("the file cannot take a stamp", "该文件无法加盖归档章"));
    }));
    return outcome;
}

}  // namespace

Result<StampOutcome> add_stamp(const SourceBytes& source, std::string_view drawing, const std::string& words,
                               const PieceSink& sink)
{
    const TextReader kind = media_kind(source.media_type).reader;
    if (kind == TextReader::pdf) return stamp_pdf(source.bytes, source.password, drawing, words, sink);
    if (kind != TextReader::image)
        return error(ErrorKind::bad_input, say("the file is neither a PDF nor an image", "该文件既不是 PDF 也不是图像"));
    std::string pdf;
    TRY(assemble_image(source, [&](std::string_view piece) {
        pdf += piece;
        return true;
    }));
    return stamp_pdf(pdf, {}, drawing, words, sink);
}

}  // namespace fonds
