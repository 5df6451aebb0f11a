// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/media_kinds.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "indexer/extract/extractor.hpp"

namespace fonds {

namespace {

constexpr std::array kinds{
    MediaKind{"application/octet-stream", "bin", "", TextReader::none},
    MediaKind{"application/pdf", "pdf", "", TextReader::pdf},
    MediaKind{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "docm dotx",
              TextReader::office},
    MediaKind{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "xlsm xltx", TextReader::office},
    MediaKind{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", "pptm ppsx",
              TextReader::office},
    MediaKind{"application/vnd.oasis.opendocument.text", "odt", "ott", TextReader::office},
    MediaKind{"application/vnd.oasis.opendocument.spreadsheet", "ods", "ots", TextReader::office},
    MediaKind{"application/vnd.oasis.opendocument.presentation", "odp", "otp", TextReader::office},
    MediaKind{"application/msword", "doc", "dot", TextReader::none},
    MediaKind{"application/vnd.ms-excel", "xls", "xlt", TextReader::none},
    MediaKind{"application/vnd.ms-powerpoint", "ppt", "pps", TextReader::none},
    MediaKind{"application/vnd.ms-outlook", "msg", "", TextReader::none},
    MediaKind{"application/x-ole-storage", "ole", "", TextReader::none},
    MediaKind{"application/ofd", "ofd", "", TextReader::ofd},
    MediaKind{"application/rtf", "rtf", "", TextReader::none},
    MediaKind{"message/rfc822", "eml", "mht mhtml", TextReader::mail},
    MediaKind{"text/html", "html", "htm xhtml", TextReader::html},
    MediaKind{"text/plain", "txt", "text log ini conf", TextReader::plain},
    MediaKind{"text/markdown", "md", "markdown", TextReader::plain},
    MediaKind{"text/csv", "csv", "tsv", TextReader::plain},
    MediaKind{"application/json", "json", "", TextReader::plain},
    MediaKind{"application/xml", "xml", "", TextReader::plain},
    MediaKind{"image/jpeg", "jpg", "jpeg jpe", TextReader::image},
    MediaKind{"image/png", "png", "", TextReader::image},
    MediaKind{"image/tiff", "tif", "tiff", TextReader::image},
    MediaKind{"image/gif", "gif", "", TextReader::none},
    MediaKind{"image/bmp", "bmp", "", TextReader::none},
    MediaKind{"image/webp", "webp", "", TextReader::none},
    MediaKind{"video/mp4", "mp4", "m4v", TextReader::none},
    MediaKind{"application/zip", "zip", "", TextReader::none},
    MediaKind{"application/gzip", "gz", "tgz", TextReader::none},
    MediaKind{"application/x-7z-compressed", "7z", "", TextReader::none},
    MediaKind{"application/vnd.rar", "rar", "", TextReader::none},
};

bool has_suffix(const MediaKind& kind, std::string_view suffix)
{
    if (kind.kind == suffix) return true;
    std::string_view rest = kind.suffixes;
    while (!rest.empty()) {
        const std::size_t space = std::min(rest.find(' '), rest.size());
        if (rest.substr(0, space) == suffix) return true;
        rest.remove_prefix(std::min(space + 1, rest.size()));
    }
    return false;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

}  // namespace

const MediaKind& media_kind(std::string_view media_type)
{
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const MediaKind& kind) { return kind.media_type == media_type; });
    return found == kinds.end() ? kinds.front() : *found;
}

const MediaKind& media_kind_of_suffix(std::string_view suffix)
{
    const std::string wanted = lower(suffix);
    const auto found =
        std::find_if(kinds.begin() + 1, kinds.end(), [&](const MediaKind& kind) { return has_suffix(kind, wanted); });
    return found == kinds.end() || wanted.empty() ? kinds.front() : *found;
}

std::string kind_of_media(std::string_view media_type)
{
    return std::string(media_kind(media_type).kind);
}

bool has_text_reader(std::string_view media_type)
{
    return media_kind(media_type).reader != TextReader::none;
}

}  // namespace fonds
