// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/pdf_update.hpp"

#include <algorithm>

#include <podofo/podofo.h>

#include "indexer/scan/layer_font.hpp"
#include "indexer/scan/pdf_tail.hpp"

namespace fonds {

namespace {

using PoDoFo::pdf_int64;
using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfVariant;

constexpr int deepest_tree = 64;
constexpr int longest_reference_chain = 8;

class Update {
public:
    Update(PoDoFo::PdfVecObjects& objects, const std::string& font) : objects_(objects), font_name_(font) {}

    void make_font(const LayerCodes& codes)
    {
        const PdfName name("FondsInvisible");
        const std::string program = empty_font();
        PdfObject* const file = stream(program);
        file->GetDictionary().AddKey(PdfName("Length1"), PdfVariant(static_cast<pdf_int64>(program.size())));
        PdfObject* const descriptor = objects_.CreateObject("FontDescriptor");
        PdfDictionary& facts = descriptor->GetDictionary();
        facts.AddKey(PdfName("FontName"), name);
        facts.AddKey(PdfName("FontBBox"), box());
        constexpr pdf_int64 fixed_pitch_and_symbolic = 5;
        for (const auto& [key, value] : {std::pair<const char*, pdf_int64>{"Flags", fixed_pitch_and_symbolic},
                                         {"ItalicAngle", 0},
                                         {"Ascent", thousandths(layer_ascent)},
                                         {"Descent", -thousandths(layer_descent)},
                                         {"CapHeight", thousandths(layer_ascent)},
                                         {"StemV", 80}})
            facts.AddKey(PdfName(key), PdfVariant(value));
        facts.AddKey(PdfName("FontFile2"), file->Reference());

        PdfObject* const descendant = objects_.CreateObject("Font");
        PdfDictionary& cid = descendant->GetDictionary();
        PdfDictionary system;
        system.AddKey(PdfName("Registry"), PoDoFo::PdfString("Adobe"));
        system.AddKey(PdfName("Ordering"), PoDoFo::PdfString("Identity"));
        system.AddKey(PdfName("Supplement"), PdfVariant(pdf_int64{0}));
        cid.AddKey(PdfName("Subtype"), PdfName("CIDFontType2"));
        cid.AddKey(PdfName("BaseFont"), name);
        cid.AddKey(PdfName("CIDSystemInfo"), system);
        cid.AddKey(PdfName("DW"), PdfVariant(thousandths(layer_advance)));
        cid.AddKey(PdfName("CIDToGIDMap"), stream(one_glyph_for_all())->Reference());
        cid.AddKey(PdfName("FontDescriptor"), descriptor->Reference());

        font_ = objects_.CreateObject("Font");
        PdfDictionary& font = font_->GetDictionary();
        PdfArray descendants;
        descendants.push_back(descendant->Reference());
        font.AddKey(PdfName("Subtype"), PdfName("Type0"));
        font.AddKey(PdfName("BaseFont"), name);
        font.AddKey(PdfName("Encoding"), PdfName("Identity-H"));
        font.AddKey(PdfName("DescendantFonts"), descendants);
        font.AddKey(PdfName("ToUnicode"), stream(to_unicode(codes.others()))->Reference());
    }

    /// False when the page is none that can be changed.
    [[nodiscard]] bool lay(const PageLayer& layer)
    {
        PdfObject* const page = objects_.GetObject(PoDoFo::PdfReference(static_cast<PoDoFo::pdf_objnum>(layer.object),
                                                                        static_cast<PoDoFo::pdf_gennum>(layer.generation)));
        if (page == nullptr || !page->IsDictionary()) return false;
        PdfDictionary& entries = page->GetDictionary();
        PdfArray contents;
        contents.push_back(stream(layer.content)->Reference());
        if (const PdfObject* const old = entries.GetKey(PdfName("Contents")); old != nullptr) {
            const PdfObject* const array = resolved(old);
            if (array != nullptr && array->IsArray())
                for (const PdfObject& part : array->GetArray()) contents.push_back(part);
            else if (array != nullptr && old->IsReference())
                contents.push_back(*old);
        }
        // Resources may be inherited, or shared with other pages: this page gets its own list of the same things.
        PdfDictionary resources = copy_of(inherited(*page, PdfName("Resources")));
        PdfDictionary fonts = copy_of(resolved(resources.GetKey(PdfName("Font"))));
        fonts.AddKey(font_name_, font_->Reference());
        resources.AddKey(PdfName("Font"), fonts);
        entries.AddKey(PdfName("Resources"), resources);
        entries.AddKey(PdfName("Contents"), contents);
        return true;
    }

private:
    static pdf_int64 thousandths(double part) { return static_cast<pdf_int64>(part * 1000 + 0.5); }

    static PdfArray box()
    {
        PdfArray array;
        for (const pdf_int64 value :
             {pdf_int64{0}, -thousandths(layer_descent), thousandths(layer_advance), thousandths(layer_ascent)})
            array.push_back(PdfVariant(value));
        return array;
    }

    PdfObject* stream(const std::string& bytes)
    {
        PdfObject* const object = objects_.CreateObject();
        object->GetStream()->Set(bytes.data(), static_cast<PoDoFo::pdf_long>(bytes.size()));
        return object;
    }

    [[nodiscard]] const PdfObject* resolved(const PdfObject* object) const
    {
        for (int i = 0; i < longest_reference_chain && object != nullptr && object->IsReference(); ++i)
            object = objects_.GetObject(object->GetReference());
        return object;
    }

    [[nodiscard]] const PdfObject* inherited(const PdfObject& page, const PdfName& key) const
    {
        const PdfObject* at = &page;
        for (int depth = 0; depth < deepest_tree && at != nullptr && at->IsDictionary(); ++depth) {
            const PdfObject* const found = resolved(at->GetDictionary().GetKey(key));
            if (found != nullptr) return found;
            at = resolved(at->GetDictionary().GetKey(PdfName("Parent")));
        }
        return nullptr;
    }

    static PdfDictionary copy_of(const PdfObject* object)
    {
        return object != nullptr && object->IsDictionary() ? object->GetDictionary() : PdfDictionary();
    }

    PoDoFo::PdfVecObjects& objects_;
    PdfName font_name_;
    PdfObject* font_ = nullptr;
};

}  // namespace

std::string update_of(std::string_view bytes, const std::vector<PageLayer>& layers, const std::string& font,
                      const LayerCodes& codes)
{
    return tail_of_update(bytes, [&](PoDoFo::PdfMemDocument& document) {
        Update update(document.GetObjects(), font);
        update.make_font(codes);
        return std::ranges::all_of(layers, [&](const PageLayer& layer) { return update.lay(layer); });
    });
}

}  // namespace fonds
