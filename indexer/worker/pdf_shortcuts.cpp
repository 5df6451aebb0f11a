// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_shortcuts.hpp"

#include <algorithm>
#include <optional>

#include <Object.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <XRef.h>
#include <zlib.h>

namespace fonds {

namespace {

constexpr int deepest = 8;                          // forms within forms, colour spaces within colour spaces
constexpr int most_entries = 2'000;                 // of one dictionary
constexpr std::size_t most_packed = 16U << 20;      // bytes of one stream; larger ones are left to poppler
constexpr std::uint64_t most_inflated = 96U << 20;  // bytes of one document

/// Inflates a whole zlib stream; nothing when it is damaged or larger than `limit`. The check sum is not looked at, as
/// poppler does not either.
std::optional<std::string> inflate_all(const std::string& packed, std::uint64_t limit)
{
    if (packed.size() < 2) return std::nullopt;
    z_stream state{};
    if (inflateInit2(&state, -MAX_WBITS) != Z_OK) return std::nullopt;
    state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data() + 2));
    state.avail_in = static_cast<uInt>(packed.size() - 2);
    std::string bytes;
    int result = Z_OK;
    while (result == Z_OK && bytes.size() < limit) {
        const std::size_t before = bytes.size();
        bytes.resize(std::min<std::uint64_t>(limit, std::max<std::uint64_t>(before * 2, packed.size() * 3 + 1024)));
        state.next_out = reinterpret_cast<Bytef*>(bytes.data() + before);
        state.avail_out = static_cast<uInt>(bytes.size() - before);
        result = inflate(&state, Z_NO_FLUSH);
        bytes.resize(bytes.size() - state.avail_out);
        if (result == Z_OK && state.avail_out > 0) break;  // the input ended too early
    }
    inflateEnd(&state);
    if (result != Z_STREAM_END) return std::nullopt;
    return bytes;
}

/// The bytes before the outermost filter.
std::optional<std::string> packed_bytes(Stream* source)
{
    std::string bytes;
    std::string piece(32768, '\0');
    source->reset();
    while (bytes.size() <= most_packed) {
        const int got = source->doGetChars(static_cast<int>(piece.size()), reinterpret_cast<unsigned char*>(piece.data()));
        if (got <= 0) break;
        bytes.append(piece, 0, static_cast<std::size_t>(got));
    }
    source->close();
    if (bytes.size() > most_packed) return std::nullopt;
    return bytes;
}

}  // namespace

void PdfShortcuts::open(PDFDoc& document)
{
    xref_ = document.getXRef();
    const Object catalog = xref_->getCatalog();
    if (!catalog.isDict() || catalog.getDict()->lookupNF("OutputIntents").isNull()) return;
    catalog.getDict()->remove("OutputIntents");
    xref_->setModifiedObject(&catalog, xref_->getRoot());
}

std::uint64_t PdfShortcuts::prepare(Page& page)
{
    largest_image_ = 0;
    take_resources(page.getResourceDict(), 0);
    return largest_image_;
}

bool PdfShortcuts::first_sight(const Object& entry)
{
    return !entry.isRef() || seen_.insert(entry.getRef().num).second;
}

void PdfShortcuts::take_resources(Dict* resources, int depth)
{
    if (resources == nullptr || depth > deepest) return;
    const auto each = [&](const char* category, auto take) {
        const Object entries = resources->lookup(category);
        if (!entries.isDict()) return;
        for (int i = 0; i < std::min(entries.dictGetLength(), most_entries); ++i) take(entries.dictGetValNF(i));
    };
    each("Font", [&](const Object& entry) { take_font(entry, depth); });
    each("ColorSpace", [&](const Object& entry) { take_colour_space(entry, 0); });
    each("XObject", [&](const Object& entry) { take_form(entry, depth); });
}

void PdfShortcuts::take_font(const Object& entry, int depth)
{
    if (depth > deepest || !first_sight(entry)) return;
    const Object font = entry.fetch(xref_);
    if (!font.isDict()) return;
    keep_parsed(entry, font);
    inflate_once(font.dictLookupNF("ToUnicode"));
    inflate_once(font.dictLookupNF("Encoding"));
    const Object& descriptor_entry = font.dictLookupNF("FontDescriptor");
    const Object descriptor = descriptor_entry.fetch(xref_);
    if (descriptor.isDict()) {
        if (first_sight(descriptor_entry)) keep_parsed(descriptor_entry, descriptor);
        // Of a CID font's program poppler looks at the first bytes only; a Chinese one is large and would be unpacked in
        // vain.
        const Object subtype = font.dictLookup("Subtype");
        if (!subtype.isName("CIDFontType0") && !subtype.isName("CIDFontType2"))
            for (const char* program : {"FontFile", "FontFile2", "FontFile3"})
                inflate_once(descriptor.dictLookupNF(program));
    }
    const Object descendants = font.dictLookup("DescendantFonts");
    if (descendants.isArray() && descendants.arrayGetLength() > 0) take_font(descendants.arrayGetNF(0), depth + 1);
}

void PdfShortcuts::take_colour_space(const Object& entry, int depth)
{
    constexpr int most_parts = 5;  // [/Indexed base hival lookup], [/DeviceN names alternate tint attributes]
    if (depth > deepest) return;
    const Object space = entry.fetch(xref_);
    if (!space.isArray() || space.arrayGetLength() < 2) return;
    const Object name = space.arrayGet(0);
    if (!name.isName("ICCBased")) {
        for (int i = 1; i < std::min(space.arrayGetLength(), most_parts); ++i) {
            if (space.arrayGetNF(i).isArray() || space.arrayGetNF(i).isRef())
                take_colour_space(space.arrayGetNF(i), depth + 1);
        }
        return;
    }
    const Object& profile_entry = space.arrayGetNF(1);
    if (!profile_entry.isRef() || !first_sight(profile_entry)) return;
    const Object profile = profile_entry.fetch(xref_);
    if (profile.isStream()) replace(profile_entry, profile, {});  // poppler then takes the alternative space
}

void PdfShortcuts::take_form(const Object& entry, int depth)
{
    if (!entry.isRef()) return;
    const Object form = entry.fetch(xref_);
    if (!form.isStream()) return;
    Dict* const dictionary = form.getStream()->getDict();
    const Object subtype = dictionary->lookup("Subtype");
    if (subtype.isName("Image")) {
        const Object width = dictionary->lookup("Width");
        const Object height = dictionary->lookup("Height");
        const auto length = [](const Object& value) {
            return value.isNum() ? static_cast<std::uint64_t>(std::clamp(value.getNum(), 0.0, 1e9)) : 1;
        };
        largest_image_ = std::max({largest_image_, std::uint64_t{1}, length(width) * length(height)});
        return;
    }
    if (!subtype.isName("Form") || depth >= deepest) return;
    if (!first_sight(entry) && depth > 0) return;  // forms in a circle
    const Object group = dictionary->lookup("Group");
    if (group.isDict()) take_colour_space(group.dictLookupNF("CS"), 0);
    const Object resources = dictionary->lookup("Resources");
    if (resources.isDict()) take_resources(resources.getDict(), depth + 1);
}

void PdfShortcuts::inflate_once(const Object& entry)
{
    if (!entry.isRef() || !first_sight(entry) || inflated_ >= most_inflated) return;
    const Object stream = entry.fetch(xref_);
    if (!stream.isStream() || stream.getStream()->getKind() != strFlate) return;
    const Dict* const dictionary = stream.getStream()->getDict();
    for (const char* predictor : {"DecodeParms", "DP", "F", "FFilter"})
        if (!dictionary->lookupNF(predictor).isNull()) return;
    Stream* const source = stream.getStream()->getNextStream();
    if (source == nullptr) return;
    const auto packed = packed_bytes(source);
    if (!packed) return;
    auto bytes = inflate_all(*packed, most_inflated - inflated_);
    if (bytes) replace(entry, stream, std::move(*bytes));
}

void PdfShortcuts::keep_parsed(const Object& entry, const Object& value)
{
    if (entry.isRef()) xref_->setModifiedObject(&value, entry.getRef());
}

void PdfShortcuts::replace(const Object& entry, const Object& old_stream, std::string bytes)
{
    inflated_ += bytes.size();
    replacements_.push_back(std::make_unique<std::string>(std::move(bytes)));
    const std::string& kept = *replacements_.back();
    Dict* const dictionary = old_stream.getStream()->getDict()->copy(xref_);
    dictionary->remove("Filter");
    dictionary->set("Length", Object(static_cast<int>(kept.size())));
    const auto size = static_cast<Goffset>(kept.size());
    const Object stream(static_cast<Stream*>(new MemStream(kept.data(), 0, size, Object(dictionary))));
    xref_->setModifiedObject(&stream, entry.getRef());
}

}  // namespace fonds
