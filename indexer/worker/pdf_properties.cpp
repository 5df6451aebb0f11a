// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_properties.hpp"

#include <algorithm>
#include <string_view>

#include <Catalog.h>
#include <FileSpec.h>
#include <PDFDoc.h>

#include "indexer/worker/charset.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t longest_value = 2000;  // characters enough for any title; the rest is abuse
constexpr int most_attachments = 200;

std::string utf16be(std::string_view bytes)
{
    std::string text;
    const auto unit = [&](std::size_t at) {
        return static_cast<char32_t>(static_cast<unsigned char>(bytes[at]) << 8 | static_cast<unsigned char>(bytes[at + 1]));
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        char32_t c = unit(at);
        const bool high = c >= 0xD800 && c < 0xDC00;
        if (high && at + 3 < bytes.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
            at += 2;
        }
        append_utf8(text, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
    return text;
}

std::string raw_entry(const Object& info, const char* key)
{
    if (!info.isDict()) return {};
    const Object value = info.dictLookup(key);
    return value.isString() ? value.getString()->toStr() : std::string{};
}

bool is_signed(Catalog& catalog)
{
    Object* const form = catalog.getAcroForm();
    if (form == nullptr || !form->isDict()) return false;
    const Object flags = form->dictLookup("SigFlags");
    return flags.isInt() && (flags.getInt() & 1) != 0;
}

std::string attachments(Catalog& catalog)
{
    std::string names;
    for (int i = 0; i < std::min(catalog.numEmbeddedFiles(), most_attachments) && names.size() < longest_value; ++i) {
        const auto file = catalog.embeddedFile(i);
        if (!file || !file->isOk() || file->getFileName() == nullptr) continue;
        const std::string name = text_of_pdf_string(file->getFileName()->toStr());
        if (!name.empty()) names += (names.empty() ? "" : "\n") + name;
    }
    return names;
}

}  // namespace

std::string text_of_pdf_string(std::string_view bytes)
{
    bytes = bytes.substr(0, longest_value);
    std::string text;
    if (bytes.starts_with("\xFE\xFF"))
        text = utf16be(bytes.substr(2));
    else
        text = decode_text(bytes, "", longest_value * 4).text;
    // Titles are one line each.
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

std::string iso_date_of_pdf(std::string_view date)
{
    if (date.starts_with("D:")) date.remove_prefix(2);
    const auto digits = [&](std::size_t count) {
        std::string value;
        if (date.size() >= count && std::all_of(date.begin(), date.begin() + static_cast<std::ptrdiff_t>(count),
                                                [](char c) { return c >= '0' && c <= '9'; })) {
            value = date.substr(0, count);
            date.remove_prefix(count);
        }
        return value;
    };
    const auto number = [](const std::string& text) { return (text[0] - '0') * 10 + text[1] - '0'; };

    std::string iso = digits(4);
    if (iso.empty()) return {};
    struct Part {
        char before;
        int least, most;
    };
    for (const Part part : {Part{'-', 1, 12}, Part{'-', 1, 31}, Part{'T', 0, 23}, Part{':', 0, 59}, Part{':', 0, 59}}) {
        const std::string value = digits(2);
        if (value.empty()) return part.before == ':' && iso.size() == 13 ? iso + ":00" : iso;
        if (number(value) < part.least || number(value) > part.most) return {};
        iso += part.before + value;
    }
    if (date.starts_with("Z")) return iso + "Z";
    if (!date.starts_with("+") && !date.starts_with("-")) return iso;
    const char sign = date.front();
    date.remove_prefix(1);
    const std::string hours = digits(2);
    if (hours.empty() || number(hours) > 23) return iso;
    if (date.starts_with("'")) date.remove_prefix(1);
    const std::string minutes = digits(2);
    return iso + sign + hours + ":" + (minutes.empty() || number(minutes) > 59 ? "00" : minutes);
}

PageSink::Properties pdf_properties(PDFDoc& document)
{
    PageSink::Properties properties;
    const auto put = [&](const char* name, std::string value) {
        if (!value.empty()) properties.emplace_back(name, std::move(value));
    };
    const Object info = document.getDocInfo();
    for (const auto& [key, name] :
         {std::pair{"Title", "title"}, std::pair{"Author", "author"}, std::pair{"Subject", "subject"},
          std::pair{"Keywords", "keywords"}, std::pair{"Creator", "creator"}, std::pair{"Producer", "producer"}})
        put(name, text_of_pdf_string(raw_entry(info, key)));
    put("created", iso_date_of_pdf(raw_entry(info, "CreationDate")));
    put("modified", iso_date_of_pdf(raw_entry(info, "ModDate")));
    put("pdf_version", std::to_string(document.getPDFMajorVersion()) + "." + std::to_string(document.getPDFMinorVersion()));
    put("encrypted", document.isEncrypted() ? "yes" : "");
    put("signed", is_signed(*document.getCatalog()) ? "yes" : "");
    put("attachments", attachments(*document.getCatalog()));
    return properties;
}

}  // namespace fonds
