// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/extract/extractor.hpp"
#include "indexer/extract/media_kinds.hpp"

namespace fonds {

namespace {

using namespace std::string_view_literals;

struct Magic {
    std::size_t offset;
    std::string_view bytes;
    std::string_view media_type;
};

constexpr std::array magics{
    Magic{0, "\xFF\xD8\xFF"sv, "image/jpeg"},
    Magic{0, "\x89PNG\r\n\x1A\n"sv, "image/png"},
    Magic{0, "II*\0"sv, "image/tiff"},
    Magic{0, "MM\0*"sv, "image/tiff"},
    Magic{0, "II+\0"sv, "image/tiff"},
    Magic{0, "MM\0+"sv, "image/tiff"},
    Magic{0, "GIF87a"sv, "image/gif"},
    Magic{0, "GIF89a"sv, "image/gif"},
    Magic{8, "WEBP"sv, "image/webp"},
    Magic{4, "ftyp"sv, "video/mp4"},
    Magic{0, "\x1F\x8B\x08"sv, "application/gzip"},
    Magic{0, "7z\xBC\xAF\x27\x1C"sv, "application/x-7z-compressed"},
    Magic{0, "Rar!\x1A\x07"sv, "application/vnd.rar"},
    Magic{0, "{\\rtf"sv, "application/rtf"},
};

std::string_view suffix_of(std::string_view file_name)
{
    const std::size_t slash = file_name.rfind('/');
    if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
    const std::size_t dot = file_name.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : file_name.substr(dot + 1);
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

bool equal_ignoring_case(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

/// Packages say what they are in their first entry (OpenDocument) or by the names of their entries; failing that, by suffix.
std::string zip_type(std::string_view head, std::string_view suffix)
{
    // ZIP local header: 30 bytes, then the name. OpenDocument stores the entry "mimetype" first, uncompressed.
    if (head.size() > 38 && head.substr(30, 8) == "mimetype") {
        const std::string_view value = head.substr(38);
        for (const std::string_view type :
             {"application/vnd.oasis.opendocument.text"sv, "application/vnd.oasis.opendocument.spreadsheet"sv,
              "application/vnd.oasis.opendocument.presentation"sv}) {
            if (value.starts_with(type)) return std::string(type);
        }
    }
    if (contains(head, "OFD.xml") || contains(head, "Doc_0/Document.xml")) return "application/ofd";
    const auto office = [](std::string_view kind) { return std::string(media_kind_of_suffix(kind).media_type); };
    if (contains(head, "word/")) return office("docx");
    if (contains(head, "xl/")) return office("xlsx");
    if (contains(head, "ppt/")) return office("pptx");
    const MediaKind& named = media_kind_of_suffix(suffix);
    if (named.reader == TextReader::office || named.kind == "ofd") return std::string(named.media_type);
    return "application/zip";
}

std::string ole_type(std::string_view suffix)
{
    const MediaKind& named = media_kind_of_suffix(suffix);
    for (const std::string_view kind : {"doc"sv, "xls"sv, "ppt"sv, "msg"sv})
        if (named.kind == kind) return std::string(named.media_type);
    // An encrypted docx is an OLE file; its reader says that it needs a password.
    if (named.reader == TextReader::office) return std::string(named.media_type);
    return "application/x-ole-storage";
}

/// No control characters but white space, whatever the encoding; UTF-16 by its byte order mark.
bool looks_like_text(std::string_view head)
{
    if (head.empty()) return false;
    if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return true;
    return std::none_of(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && (byte < '\t' || byte > '\r') && byte != 0x1B) || byte == 0x7F;
    });
}

/// At least two header lines of those that mails carry, one of them decisive, before the first empty line.
bool looks_like_mail(std::string_view head)
{
    constexpr std::array decisive{"received"sv,    "message-id"sv,   "mime-version"sv,
                                  "return-path"sv, "delivered-to"sv, "from"sv};
    constexpr std::array usual{"date"sv,     "subject"sv, "to"sv,       "content-type"sv,
                               "x-mailer"sv, "cc"sv,      "reply-to"sv, "sender"sv};
    int strong = 0;
    int weak = 0;
    for (int line_number = 0; line_number < 100 && !head.empty(); ++line_number) {
        const std::size_t end = std::min(head.find('\n'), head.size());
        std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 1, head.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) break;
        if (line.front() == ' ' || line.front() == '\t') continue;
        if (line_number == 0 && line.starts_with("From ")) continue;  // as mailboxes begin
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0 || contains(line.substr(0, colon), " ")) return false;
        const std::string_view name = line.substr(0, colon);
        const auto is = [&](std::string_view wanted) { return equal_ignoring_case(name, wanted); };
        strong += std::any_of(decisive.begin(), decisive.end(), is) ? 1 : 0;
        weak += std::any_of(usual.begin(), usual.end(), is) ? 1 : 0;
    }
    return strong >= 1 && strong + weak >= 2;
}

std::string_view without_white_space(std::string_view head)
{
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\f"), head.size()));
    return head;
}

bool begins_with_tag(std::string_view head, std::string_view tag)
{
    return head.size() >= tag.size() && equal_ignoring_case(head.substr(0, tag.size()), tag);
}

std::string text_type(std::string_view head, std::string_view suffix)
{
    const MediaKind& named = media_kind_of_suffix(suffix);
    const std::string_view start = without_white_space(head);
    if (begins_with_tag(start, "<!doctype html") || begins_with_tag(start, "<html")) return "text/html";
    if (begins_with_tag(start, "<?xml")) {
        if (contains(start.substr(0, 1024), "<html") || named.reader == TextReader::html) return "text/html";
        return "application/xml";
    }
    if (named.reader == TextReader::mail || looks_like_mail(head)) return "message/rfc822";
    if (named.reader == TextReader::html || named.reader == TextReader::plain) return std::string(named.media_type);
    return "text/plain";
}

bool is_bitmap(std::string_view head)
{
    // "BM" alone begins many texts: the offset of the pixels must be there, too.
    return head.size() >= 14 && head.starts_with("BM") && head.substr(6, 4) == "\0\0\0\0"sv;
}

}  // namespace

std::string media_type_of(std::string_view head, std::string_view file_name)
{
    const std::string_view suffix = suffix_of(file_name);
    if (head.starts_with("%PDF-")) return "application/pdf";
    for (const Magic& magic : magics)
        if (head.size() >= magic.offset && head.substr(magic.offset).starts_with(magic.bytes))
            return std::string(magic.media_type);
    if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv)) return zip_type(head, suffix);
    if (head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return ole_type(suffix);
    if (is_bitmap(head)) return "image/bmp";

    // Readers of PDF accept bytes before the header; mails and texts that quote one do not become PDFs by that.
    const bool pdf_within = contains(head.substr(0, 1024), "%PDF-");
    const MediaKind& named = media_kind_of_suffix(suffix);
    if (pdf_within && (named.reader == TextReader::none || named.reader == TextReader::pdf)) return "application/pdf";
    if (looks_like_text(head)) {
        if (named.reader == TextReader::pdf) return "application/pdf";  // damaged, and its reader says so
        return text_type(head, suffix);
    }
    // Content says nothing: a name that promises bytes we could not recognise still tells what it was meant to be.
    if (named.reader == TextReader::pdf || named.reader == TextReader::plain || named.reader == TextReader::mail ||
        named.reader == TextReader::html)
        return std::string(named.media_type);
    return std::string(media_kind("").media_type);
}

}  // namespace fonds
