// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/pdf_update.hpp"

#include <algorithm>
#include <istream>
#include <new>
#include <ostream>
#include <streambuf>

#include <podofo/podofo.h>

#include "indexer/scan/layer_font.hpp"

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

/// Reads the mapped file; PoDoFo's own input from memory copies it.
class MappedInput final : public std::streambuf {
public:
    explicit MappedInput(std::string_view bytes)
    {
        char* const begin = const_cast<char*>(bytes.data());  // only read: there is no put area
        setg(begin, begin, begin + bytes.size());
    }

private:
    pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override
    {
        const off_type size = egptr() - eback();
        const off_type base = from == std::ios_base::beg ? 0 : from == std::ios_base::cur ? gptr() - eback() : size;
        if (offset < -base || offset > size - base) return pos_type(off_type(-1));
        setg(eback(), eback() + base + offset, egptr());
        return base + offset;
    }
    pos_type seekpos(pos_type position, std::ios_base::openmode mode) override
    {
        return seekoff(off_type(position), std::ios_base::beg, mode);
    }
};

/// Takes what PoDoFo writes: compares the old bytes, which it copies first, and keeps the rest.
class TailOutput final : public std::streambuf {
public:
    explicit TailOutput(std::string_view before) : before_(before) {}
    [[nodiscard]] bool prefix_kept() const { return kept_ && at_ >= before_.size(); }
    [[nodiscard]] std::string take() && { return std::move(tail_); }

private:
    std::streamsize xsputn(const char* text, std::streamsize count) override
    {
        std::string_view bytes(text, static_cast<std::size_t>(count));
        if (at_ < before_.size()) {
            const std::string_view old = bytes.substr(0, before_.size() - at_);
            kept_ = kept_ && before_.substr(at_, old.size()) == old;
            at_ += old.size();
            bytes.remove_prefix(old.size());
        }
        at_ += bytes.size();
        tail_ += bytes;
        return count;
    }
    int_type overflow(int_type c) override
    {
        const char byte = traits_type::to_char_type(c);
        if (!traits_type::eq_int_type(c, traits_type::eof())) xsputn(&byte, 1);
        return traits_type::not_eof(c);
    }
    /// Only asked where it is.
    pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override
    {
        const bool here = offset == 0 && from != std::ios_base::beg;
        return here ? pos_type(static_cast<off_type>(at_)) : pos_type(off_type(-1));
    }

    std::string_view before_;
    std::string tail_;
    std::size_t at_ = 0;
    bool kept_ = true;
};

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
    try {
        PoDoFo::PdfError::EnableLogging(false);
        PoDoFo::PdfError::EnableDebug(false);
        MappedInput mapped(bytes);
        std::istream input(&mapped);
        PoDoFo::PdfMemDocument document;
        document.LoadFromDevice(PoDoFo::PdfRefCountedInputDevice(new PoDoFo::PdfInputDevice(&input)), true);
        Update update(document.GetObjects(), font);
        update.make_font(codes);
        for (const PageLayer& layer : layers)
            if (!update.lay(layer)) return {};
        TailOutput tail(bytes);
        std::ostream output(&tail);
        PoDoFo::PdfOutputDevice device(&output);
        document.WriteUpdate(&device);
        if (!tail.prefix_kept()) return {};
        return std::move(tail).take();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const PoDoFo::PdfError& problem) {
        if (problem.GetError() == PoDoFo::ePdfError_OutOfMemory) throw std::bad_alloc();
        return {};
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace fonds
