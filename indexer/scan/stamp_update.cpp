// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/scan/stamp_update.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <stdexcept>

#include <podofo/podofo.h>

#include "indexer/scan/pdf_tail.hpp"

namespace fonds {

namespace {

using PoDoFo::pdf_int64;
using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfReference;
using PoDoFo::PdfVariant;
using PoDoFo::PdfVecObjects;

constexpr int deepest = 32;  // of a drawing of our own
constexpr pdf_int64 printed_and_locked = 4 | 128 | 512;

struct FreeBuffer {
    void operator()(char* bytes) const { PoDoFo::podofo_free(bytes); }
};

std::string bytes_of(const PdfObject& object)
{
    if (!object.HasStream()) return {};
    char* bytes = nullptr;
    PoDoFo::pdf_long size = 0;
    object.GetStream()->GetFilteredCopy(&bytes, &size);
    const std::unique_ptr<char, FreeBuffer> owner(bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

void set_stream(PdfObject& object, const std::string& bytes)
{
    object.GetStream()->Set(bytes.data(), static_cast<PoDoFo::pdf_long>(bytes.size()));
}

const PdfObject* resolved(const PdfVecObjects& objects, const PdfObject* object)
{
    for (int i = 0; i < 8 && object != nullptr && object->IsReference(); ++i)
        object = objects.GetObject(object->GetReference());
    return object;
}

/// Takes objects of one document into another, each once.
class Copier {
public:
    Copier(const PdfVecObjects& from, PdfVecObjects& to) : from_(from), to_(to) {}

    PdfObject copy(const PdfObject& value, int depth = 0)
    {
        if (depth > deepest) throw std::runtime_error("too deep");
        if (value.IsReference()) return PdfObject(reference(value.GetReference(), depth));
        if (value.IsArray()) {
            PdfArray array;
            for (const PdfObject& item : value.GetArray()) array.push_back(copy(item, depth + 1));
            return PdfObject(PdfVariant(array));
        }
        if (value.IsDictionary()) return PdfObject(PdfVariant(copy_entries(value.GetDictionary(), depth)));
        return PdfObject(static_cast<const PdfVariant&>(value));
    }

private:
    PdfDictionary copy_entries(const PdfDictionary& entries, int depth)
    {
        PdfDictionary result;
        for (const auto& [key, value] : entries.GetKeys()) result.AddKey(key, copy(*value, depth + 1));
        return result;
    }

    PdfVariant reference(const PdfReference& old, int depth)
    {
        if (const auto known = taken_.find(old); known != taken_.end()) return known->second;
        const PdfObject* const object = from_.GetObject(old);
        if (object == nullptr) return {};
        PdfObject content = copy(*object, depth + 1);
        if (object->HasStream())
            for (const char* const key : {"Length", "Filter", "DecodeParms"})
                content.GetDictionary().RemoveKey(PdfName(key));
        PdfObject* const made = to_.CreateObject(static_cast<const PdfVariant&>(content));
        if (object->HasStream()) set_stream(*made, bytes_of(*object));
        return taken_.emplace(old, made->Reference()).first->second;
    }

    const PdfVecObjects& from_;
    PdfVecObjects& to_;
    std::map<PdfReference, PdfReference> taken_;
};

PdfArray array_of(std::initializer_list<double> numbers)
{
    PdfArray array;
    for (const double number : numbers) array.push_back(PdfVariant(number));
    return array;
}

/// The area of the page's user space that shows as the stamp's.
PdfArray area_of(const StampOnPage& stamp)
{
    const PageFrame& frame = stamp.frame;
    const double x0 = stamp.left, x1 = stamp.left + stamp.width, y0 = stamp.top, y1 = stamp.top + stamp.height;
    switch (frame.rotation) {
    case 90: return array_of({frame.left + y0, frame.bottom + x0, frame.left + y1, frame.bottom + x1});
    case 180: return array_of({frame.right - x1, frame.bottom + y0, frame.right - x0, frame.bottom + y1});
    case 270: return array_of({frame.right - y1, frame.top - x1, frame.right - y0, frame.top - x0});
    default: return array_of({frame.left + x0, frame.top - y1, frame.left + x1, frame.top - y0});
    }
}

/// Turns the drawing back by what viewers turn the page.
PdfArray turn_of(int rotation)
{
    switch (rotation) {
    case 90: return array_of({0, 1, -1, 0, 0, 0});
    case 180: return array_of({-1, 0, 0, -1, 0, 0});
    case 270: return array_of({0, -1, 1, 0, 0, 0});
    default: return array_of({1, 0, 0, 1, 0, 0});
    }
}

/// The first page of the drawing as a form of the document; null when it has none.
PdfObject* form_of(const std::string& drawing, int rotation, PdfVecObjects& objects)
{
    PoDoFo::PdfMemDocument source;
    source.LoadFromBuffer(drawing.data(), static_cast<long>(drawing.size()));
    if (source.GetPageCount() < 1) return nullptr;
    const PdfVecObjects& from = source.GetObjects();
    PoDoFo::PdfPage& page = *source.GetPage(0);
    const PdfObject* const contents = resolved(from, page.GetObject()->GetDictionary().GetKey(PdfName("Contents")));
    const PdfObject* const resources = resolved(from, page.GetInheritedKey(PdfName("Resources")));
    const PdfObject* const box = resolved(from, page.GetInheritedKey(PdfName("MediaBox")));
    if (contents == nullptr || resources == nullptr || box == nullptr) return nullptr;
    std::string bytes = bytes_of(*contents);
    if (contents->IsArray())
        for (const PdfObject& part : contents->GetArray())
            if (const PdfObject* const stream = resolved(from, &part); stream != nullptr) bytes += bytes_of(*stream) + "\n";
    Copier copier(from, objects);
    const PdfObject copied = copier.copy(*resources);
    PdfObject* const form = objects.CreateObject("XObject");
    PdfDictionary& entries = form->GetDictionary();
    entries.AddKey(PdfName("Subtype"), PdfName("Form"));
    entries.AddKey(PdfName("BBox"), *box);
    entries.AddKey(PdfName("Matrix"), turn_of(rotation));
    entries.AddKey(PdfName("Resources"), copied);
    set_stream(*form, bytes);
    return form;
}

bool add_stamp(PdfVecObjects& objects, const std::string& drawing, const StampOnPage& stamp)
{
    PdfObject* const page = objects.GetObject(
        PdfReference(static_cast<PoDoFo::pdf_objnum>(stamp.object), static_cast<PoDoFo::pdf_gennum>(stamp.generation)));
    if (page == nullptr || !page->IsDictionary()) return false;
    const PdfObject* const form = form_of(drawing, stamp.frame.rotation, objects);
    if (form == nullptr) return false;
    PdfObject* const annotation = objects.CreateObject("Annot");
    PdfDictionary& entries = annotation->GetDictionary();
    PdfDictionary appearance;
    appearance.AddKey(PdfName("N"), form->Reference());
    const auto* const words = reinterpret_cast<const PoDoFo::pdf_utf8*>(stamp.words.c_str());
    entries.AddKey(PdfName("Subtype"), PdfName("Stamp"));
    entries.AddKey(PdfName("Name"), PdfName("FondsArchiveStamp"));
    entries.AddKey(PdfName("Rect"), area_of(stamp));
    entries.AddKey(PdfName("P"), page->Reference());
    entries.AddKey(PdfName("F"), PdfVariant(printed_and_locked));
    entries.AddKey(PdfName("Contents"), PoDoFo::PdfString(words));
    entries.AddKey(PdfName("AP"), appearance);
    PdfArray annotations;
    if (const PdfObject* const old = resolved(objects, page->GetDictionary().GetKey(PdfName("Annots")));
        old != nullptr && old->IsArray())
        annotations = old->GetArray();
    annotations.push_back(annotation->Reference());
    page->GetDictionary().AddKey(PdfName("Annots"), annotations);
    return true;
}

}  // namespace

std::string stamp_update(std::string_view bytes, const std::string& drawing, const StampOnPage& stamp)
{
    return tail_of_update(
        bytes, [&](PoDoFo::PdfMemDocument& document) { return add_stamp(document.GetObjects(), drawing, stamp); });
}

}  // namespace fonds
