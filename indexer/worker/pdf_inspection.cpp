// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_inspection.hpp"

#include <algorithm>
#include <cstdint>
#include <istream>
#include <limits>
#include <new>
#include <streambuf>
#include <vector>

#include <podofo/podofo.h>

#include "indexer/worker/pdf_properties.hpp"

namespace fonds {

namespace {

using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;

constexpr std::size_t most_file_names = 50;
constexpr std::size_t longest_file_names = 4000;
constexpr int longest_reference_chain = 8;

/// A stream over the mapped file; PoDoFo's own input from memory copies it twice.
class MappedBytes final : public std::streambuf {
public:
    explicit MappedBytes(std::string_view bytes)
    {
        char* const begin = const_cast<char*>(bytes.data());  // only read: there is no put area
        setg(begin, begin, begin + bytes.size());
    }

private:
    pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode) override
    {
        const off_type base = from == std::ios_base::beg   ? 0
                              : from == std::ios_base::cur ? gptr() - eback()
                                                           : egptr() - eback();
        const off_type size = egptr() - eback();
        if (offset < -base || offset > size - base) return pos_type(off_type(-1));
        setg(eback(), eback() + base + offset, egptr());
        return base + offset;
    }
    pos_type seekpos(pos_type position, std::ios_base::openmode mode) override
    {
        return seekoff(off_type(position), std::ios_base::beg, mode);
    }
};

struct Findings {
    std::uint64_t objects = 0;
    std::uint64_t damaged = 0;
    std::uint64_t pages = 0;
    std::uint64_t images = 0;
    std::uint64_t pixels = 0;
    std::uint64_t bare_fonts = 0;
    std::uint64_t signature_fields = 0;
    std::string file_names;
    std::size_t file_count = 0;
    bool forms = false;
    bool active = false;
};

class ObjectWalk {
public:
    ObjectWalk(PoDoFo::PdfVecObjects& objects, Findings& found) : objects_(objects), found_(found) {}

    /// False when time ran out.
    [[nodiscard]] bool run(const LateCheck& late)
    {
        found_.objects = objects_.GetSize();
        for (const PdfObject* const object : objects_) {
            if (late && late()) return false;
            try {
                look_through(*object);
            } catch (const PoDoFo::PdfError&) {
                ++found_.damaged;
            }
        }
        return true;
    }

    void look_at_catalog(const PdfObject* trailer)
    {
        const PdfDictionary* const catalog = trailer != nullptr ? dictionary(*trailer, "Root") : nullptr;
        const PdfDictionary* const form = catalog != nullptr ? dictionary(*catalog, "AcroForm") : nullptr;
        if (form == nullptr) return;
        const PdfObject* const fields = value(*form, "Fields");
        found_.forms = form->HasKey("XFA") || (fields != nullptr && fields->IsArray() && !fields->GetArray().empty());
    }

private:
    /// An object and all that is written within it; of any depth, so without recursion.
    void look_through(const PdfObject& object)
    {
        std::vector<const PdfObject*> left{&object};
        while (!left.empty()) {
            const PdfObject& next = *left.back();
            left.pop_back();
            if (next.IsDictionary()) {
                look_at(next.GetDictionary());
                for (const auto& [name, inner] : next.GetDictionary().GetKeys()) left.push_back(inner);
            } else if (next.IsArray()) {
                for (const PdfObject& inner : next.GetArray()) left.push_back(&inner);
            }
        }
    }

    void look_at(const PdfDictionary& dictionary)
    {
        const std::string type = name(dictionary, type_);
        if (type == "Page") ++found_.pages;
        if (type == "Font") look_at_font(dictionary);
        if (name(dictionary, subtype_) == "Image" && dictionary.HasKey("Width")) look_at_image(dictionary);
        if (name(dictionary, "FT") == "Sig") ++found_.signature_fields;
        if (dictionary.HasKey("EF")) look_at_file(dictionary);
        const std::string action = name(dictionary, action_);
        if (action == "JavaScript" || action == "Launch" || dictionary.HasKey(script_)) found_.active = true;
    }

    void look_at_font(const PdfDictionary& font)
    {
        const std::string subtype = name(font, subtype_);
        if (subtype == "Type0" || subtype == "Type3") return;  // its descendant has the program; it is drawn by the file
        const PdfDictionary* const descriptor = dictionary(font, "FontDescriptor");
        const bool embedded = descriptor != nullptr && (descriptor->HasKey("FontFile") || descriptor->HasKey("FontFile2") ||
                                                        descriptor->HasKey("FontFile3"));
        if (!embedded) ++found_.bare_fonts;
    }

    void look_at_image(const PdfDictionary& image)
    {
        ++found_.images;
        const std::uint64_t pixels = length(image, "Width") * length(image, "Height");
        const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - found_.pixels;
        found_.pixels += std::min(pixels, room);
    }

    void look_at_file(const PdfDictionary& file)
    {
        if (++found_.file_count > most_file_names) return;
        const PdfObject* stated = string(file, "UF");
        if (stated == nullptr) stated = string(file, "F");
        if (stated == nullptr) return;
        const PoDoFo::PdfString& text = stated->GetString();
        if (!text.IsValid()) return;
        const std::string name = text.IsUnicode()
                                     ? text.GetStringUtf8()
                                     : text_of_pdf_string({text.GetString(), static_cast<std::size_t>(text.GetLength())});
        if (name.empty() || found_.file_names.size() + name.size() > longest_file_names) return;
        found_.file_names += (found_.file_names.empty() ? "" : "; ") + name;
    }

    /// What a key holds, references followed.
    const PdfObject* value(const PdfDictionary& dictionary, const PdfName& key) const
    {
        const PdfObject* found = dictionary.GetKey(key);
        for (int i = 0; i < longest_reference_chain && found != nullptr && found->IsReference(); ++i)
            found = objects_.GetObject(found->GetReference());
        return found;
    }
    const PdfDictionary* dictionary(const PdfDictionary& outer, const PdfName& key) const
    {
        const PdfObject* const found = value(outer, key);
        return found != nullptr && found->IsDictionary() ? &found->GetDictionary() : nullptr;
    }
    const PdfDictionary* dictionary(const PdfObject& outer, const PdfName& key) const
    {
        return outer.IsDictionary() ? dictionary(outer.GetDictionary(), key) : nullptr;
    }
    const PdfObject* string(const PdfDictionary& dictionary, const PdfName& key) const
    {
        const PdfObject* const found = value(dictionary, key);
        return found != nullptr && (found->IsString() || found->IsHexString()) ? found : nullptr;
    }
    std::string name(const PdfDictionary& dictionary, const PdfName& key) const
    {
        const PdfObject* const found = value(dictionary, key);
        return found != nullptr && found->IsName() ? found->GetName().GetName() : std::string{};
    }
    std::uint64_t length(const PdfDictionary& dictionary, const PdfName& key) const
    {
        const PdfObject* const found = value(dictionary, key);
        if (found == nullptr || !found->IsNumber()) return 0;
        return static_cast<std::uint64_t>(
            std::clamp<std::int64_t>(found->GetNumber(), 0, std::numeric_limits<std::int32_t>::max()));
    }

    PoDoFo::PdfVecObjects& objects_;
    Findings& found_;
    const PdfName type_{"Type"};  // asked of every dictionary
    const PdfName subtype_{"Subtype"};
    const PdfName action_{"S"};
    const PdfName script_{"JS"};
};

/// The version as the first bytes have it; 1.4 of %PDF-1.4.
std::string header_version(std::string_view bytes)
{
    constexpr std::string_view mark = "%PDF-";
    const std::size_t at = bytes.substr(0, 1024).find(mark);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = bytes.substr(at + mark.size(), 8);
    return std::string(rest.substr(0, std::min(rest.find_first_not_of("0123456789."), rest.size())));
}

std::string described(const PoDoFo::PdfError& failure)
{
    const char* text = PoDoFo::PdfError::ErrorMessage(failure.GetError());
    if (text == nullptr) text = PoDoFo::PdfError::ErrorName(failure.GetError());
    return text != nullptr ? text : "unknown";
}

/// Opens the file and walks it; says what went wrong, or nothing.
std::string look_into(std::string_view bytes, const std::string& password, const LateCheck& late, Findings& found,
                      bool& encrypted)
{
    MappedBytes mapped(bytes);
    std::istream stream(&mapped);
    PoDoFo::PdfVecObjects objects;
    objects.SetAutoDelete(true);
    PoDoFo::PdfParser parser(&objects);  // lives as long as the objects are read: they come when they are asked for
    try {
        parser.ParseFile(PoDoFo::PdfRefCountedInputDevice(new PoDoFo::PdfInputDevice(&stream)), true);
    } catch (const PoDoFo::PdfError& failure) {
        if (failure.GetError() != PoDoFo::ePdfError_InvalidPassword) throw;
        encrypted = true;
        if (password.empty()) return "a password is needed";
        parser.SetPassword(password);
    }
    encrypted = encrypted || parser.GetEncrypted();
    ObjectWalk walk(objects, found);
    if (!walk.run(late)) return "no time for all objects";
    walk.look_at_catalog(parser.GetTrailer());
    return {};
}

PageSink::Properties as_properties(const Findings& found)
{
    const auto yes_or_no = [](bool truth) { return std::string(truth ? "yes" : "no"); };
    PageSink::Properties values{
        {"pdf.objects", std::to_string(found.objects)},
        {"pdf.damaged_objects", std::to_string(found.damaged)},
        {"pdf.pages", std::to_string(found.pages)},
        {"pdf.images", std::to_string(found.images)},
        {"pdf.image_pixels", std::to_string(found.pixels)},
        {"pdf.fonts_not_embedded", std::to_string(found.bare_fonts)},
        {"pdf.embedded_files", std::to_string(found.file_count)},
        {"pdf.forms", yes_or_no(found.forms)},
        {"pdf.active_content", yes_or_no(found.active)},
        {"pdf.signature_fields", std::to_string(found.signature_fields)},
    };
    if (!found.file_names.empty()) values.emplace_back("pdf.embedded_file_names", found.file_names);
    return values;
}

}  // namespace

PdfInspection inspect_pdf(std::string_view bytes, const std::string& password, const LateCheck& late)
{
    PoDoFo::PdfError::EnableLogging(false);
    PoDoFo::PdfError::EnableDebug(false);
    PdfInspection result;
    Findings found;
    bool encrypted = false;
    std::string trouble;
    try {
        trouble = look_into(bytes, password, late, found, encrypted);
    } catch (const PoDoFo::PdfError& failure) {
        result.out_of_memory = failure.GetError() == PoDoFo::ePdfError_OutOfMemory;
        // RC4 and AES-128 need ciphers that OpenSSL 3 has put away; PoDoFo then forgets the trailer, too.
        const bool cipher = failure.GetError() == PoDoFo::ePdfError_InternalLogic && bytes.find("/Encrypt") != bytes.npos;
        encrypted = encrypted || cipher;
        trouble = cipher ? "its encryption is not supported" : described(failure);
    } catch (const std::bad_alloc&) {
        result.out_of_memory = true;
        trouble = "not enough memory";
    } catch (const std::exception&) {
        trouble = "it broke off";
    }
    if (found.objects > 0) result.values = as_properties(found);
    if (encrypted || found.objects > 0) result.values.emplace_back("pdf.encrypted", encrypted ? "yes" : "no");
    if (std::string version = header_version(bytes); !version.empty())
        result.values.emplace_back("pdf.header_version", std::move(version));
    result.values.emplace_back("pdf.inspection", trouble.empty() ? "done" : "failed: " + trouble);
    return result;
}

}  // namespace fonds
