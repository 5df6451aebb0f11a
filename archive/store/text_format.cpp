// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/store/text_format.hpp"

#include <limits>
#include <span>

#include "archive/store/little_endian.hpp"
#include "archive/store/zstd_frames.hpp"
#include "schema/core/json.hpp"
#include "schema/model/record.hpp"

namespace fonds {

namespace {

constexpr std::string_view magic = "FONDSTXT";
constexpr std::uint32_t version = 1;
constexpr std::size_t group_text = 64 * 1024;
constexpr std::size_t fixed_size = 8 + Digest::size + 5 * 4;
constexpr std::size_t entry_size = 5 * 4;  // of a group, and of a page

std::string_view as_text(const Digest::Bytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string head_of(const Digest& digest, const DocumentText& text)
{
    Json properties = Json::array();
    for (const auto& [name, value] : text.properties) properties.push(Json::array().push(name).push(value));
    return Json::object()
               .set("format", "fonds text")
               .set("version", static_cast<int>(version))
               .set("component", digest.hex())
               .set("state", name_of(text.state))
               .set("note", text.note)
               .set("page_count", text.page_count)
               .set("properties", std::move(properties))
               .dump() +
           "\n";
}

std::optional<DocumentText> read_head(std::string_view head)
{
    const auto json = Json::parse(head);
    if (!json.ok()) return std::nullopt;
    DocumentText text;
    const auto state = text_state(json->get("state").text());
    const std::int64_t pages = json->get("page_count").number();
    if (!state || pages < 0 || pages > std::numeric_limits<std::int32_t>::max()) return std::nullopt;
    text.state = *state;
    text.note = json->get("note").text();
    text.page_count = static_cast<std::int32_t>(pages);
    const Json properties = json->get("properties");
    for (std::size_t i = 0; i < properties.size(); ++i) {
        const Json pair = properties.at(i);
        text.properties.emplace_back(pair.at(0).text(), pair.at(1).text());
    }
    return text;
}

void put_word(std::string& bytes, const WordBox& word)
{
    for (const float number : {word.x, word.y, word.width, word.height}) put_float(bytes, number);
    put_u32(bytes, static_cast<std::uint32_t>(word.text.size()));
    bytes += word.text;
}

/// Packs the pages of one group behind each other and appends the frames to `body`.
Result<TextIndex::Group> put_group(FramePacker& packer, std::span<const PageText> pages, std::string& body)
{
    std::string text, words;
    for (const auto& page : pages) {
        text += page.text;
        text += '\f';
        for (const auto& word : page.words) put_word(words, word);
    }
    TextIndex::Group group;
    group.pages = static_cast<std::uint32_t>(pages.size());
    TRY_ASSIGN(const std::string text_frame, packer.pack(text));
    group.text = {0, static_cast<std::uint32_t>(text_frame.size()), static_cast<std::uint32_t>(text.size())};
    body += text_frame;
    if (!words.empty()) {
        TRY_ASSIGN(const std::string words_frame, packer.pack(words));
        group.words = {0, static_cast<std::uint32_t>(words_frame.size()), static_cast<std::uint32_t>(words.size())};
        body += skippable_header(group.words.packed);
        body += words_frame;
    }
    return group;
}

std::string encode_index(const Digest& digest, const TextIndex& index)
{
    std::string bytes(magic);
    bytes += as_text(digest.bytes());
    put_u32(bytes, version);
    put_u32(bytes, static_cast<std::uint32_t>(index.groups.size()));
    put_u32(bytes, static_cast<std::uint32_t>(index.pages.size()));
    put_u32(bytes, index.head.packed);
    put_u32(bytes, index.head.unpacked);
    for (const auto& group : index.groups)
        for (const auto number :
             {group.pages, group.text.packed, group.text.unpacked, group.words.packed, group.words.unpacked})
            put_u32(bytes, number);
    for (const auto& page : index.pages) {
        put_float(bytes, page.width);
        put_float(bytes, page.height);
        for (const auto number : {page.layer, page.text_length, page.words}) put_u32(bytes, number);
    }
    return bytes + std::string(as_text(Digest::of(bytes).bytes()));
}

/// Lays the frames out behind each other, and checks that groups and pages agree.
bool lay_out(TextIndex& index, std::size_t payload_size)
{
    std::uint64_t offset = skippable_header_size + payload_size;
    index.head.offset = offset;
    offset += index.head.packed;
    std::size_t page = 0;
    for (auto& group : index.groups) {
        group.text.offset = offset;
        offset += group.text.packed;
        if (group.words.packed != 0) {
            group.words.offset = offset + skippable_header_size;
            offset = group.words.offset + group.words.packed;
        }
        if (group.pages == 0 || group.pages > index.pages.size() - page) return false;
        std::uint64_t text = 0;
        for (const std::size_t end = page + group.pages; page < end; ++page) text += index.pages[page].text_length + 1ULL;
        if (text != group.text.unpacked) return false;
    }
    index.file_size = offset;
    return page == index.pages.size();
}

bool read_words(LittleEndianReader& reader, std::uint32_t count, std::vector<WordBox>& words)
{
    if (count > reader.left() / entry_size) return false;
    words.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        WordBox word;
        word.x = reader.real();
        word.y = reader.real();
        word.width = reader.real();
        word.height = reader.real();
        word.text = reader.bytes(reader.u32());
        words.push_back(std::move(word));
    }
    return reader.ok();
}

/// Adds the pages of one group to `text`.
bool read_group(const TextIndex& index, std::size_t number, std::string_view file, DocumentText& text)
{
    const TextIndex::Group& group = index.groups[number];
    const std::size_t first = text.pages.size();
    auto texts = decode_group(index, number, first, file.substr(group.text.offset, group.text.packed));
    if (!texts) return false;
    std::string words;
    if (group.words.packed != 0) {
        const auto header = file.substr(group.words.offset - skippable_header_size, skippable_header_size);
        if (skippable_payload(header) != group.words.packed) return false;
        auto unpacked = unpack_frame(file.substr(group.words.offset, group.words.packed), group.words.unpacked);
        if (!unpacked) return false;
        words = std::move(*unpacked);
    }
    LittleEndianReader reader(words);
    for (std::size_t i = 0; i < texts->size(); ++i) {
        const TextIndex::Page& known = index.pages[first + i];
        PageText page;
        page.text = std::move((*texts)[i]);
        page.width = known.width;
        page.height = known.height;
        page.layer = static_cast<TextLayer>(known.layer);
        if (!read_words(reader, known.words, page.words)) return false;
        text.pages.push_back(std::move(page));
    }
    return reader.left() == 0;
}

}  // namespace

Result<std::string> encode_text(const Digest& digest, const DocumentText& text)
{
    FramePacker packer;
    TextIndex index;
    const std::string head = head_of(digest, text);
    TRY_ASSIGN(std::string body, packer.pack(head));
    index.head = {0, static_cast<std::uint32_t>(body.size()), static_cast<std::uint32_t>(head.size())};
    const std::span<const PageText> pages(text.pages);
    for (std::size_t begin = 0; begin < pages.size();) {
        std::size_t end = begin, bytes = 0;
        for (; end < pages.size() && (end == begin || bytes + pages[end].text.size() <= group_text); ++end)
            bytes += pages[end].text.size() + 1;
        TRY_ASSIGN(auto group, put_group(packer, pages.subspan(begin, end - begin), body));
        index.groups.push_back(group);
        begin = end;
    }
    for (const auto& page : pages)
        index.pages.push_back({page.width, page.height, static_cast<std::uint32_t>(page.layer),
                               static_cast<std::uint32_t>(page.text.size()), static_cast<std::uint32_t>(page.words.size())});
    const std::string payload = encode_index(digest, index);
    return skippable_header(static_cast<std::uint32_t>(payload.size())) + payload + body;
}

std::optional<TextIndex> decode_index(const Digest& digest, std::string_view payload)
{
    if (payload.size() < fixed_size + Digest::size) return std::nullopt;
    const std::string_view body = payload.substr(0, payload.size() - Digest::size);
    if (as_text(Digest::of(body).bytes()) != payload.substr(body.size())) return std::nullopt;
    LittleEndianReader reader(body);
    if (reader.bytes(magic.size()) != magic || reader.bytes(Digest::size) != as_text(digest.bytes()) ||
        reader.u32() != version)
        return std::nullopt;
    TextIndex index;
    const std::uint64_t groups = reader.u32();
    const std::uint64_t pages = reader.u32();
    if (groups > pages || (groups + pages) * entry_size + fixed_size != body.size()) return std::nullopt;
    index.head.packed = reader.u32();
    index.head.unpacked = reader.u32();
    index.groups.resize(groups);
    for (auto& group : index.groups)
        for (std::uint32_t* number :
             {&group.pages, &group.text.packed, &group.text.unpacked, &group.words.packed, &group.words.unpacked})
            *number = reader.u32();
    index.pages.resize(pages);
    for (auto& page : index.pages) {
        page.width = reader.real();
        page.height = reader.real();
        for (std::uint32_t* number : {&page.layer, &page.text_length, &page.words}) *number = reader.u32();
        if (page.layer > static_cast<std::uint32_t>(TextLayer::recognised)) return std::nullopt;
    }
    if (!reader.ok() || !lay_out(index, payload.size())) return std::nullopt;
    return index;
}

std::optional<std::vector<std::string>> decode_group(const TextIndex& index, std::size_t group, std::size_t first,
                                                     std::string_view frame)
{
    const auto unpacked = unpack_frame(frame, index.groups[group].text.unpacked);
    if (!unpacked) return std::nullopt;
    std::vector<std::string> texts;
    std::string_view rest = *unpacked;
    for (std::size_t page = first; page < first + index.groups[group].pages; ++page) {
        texts.emplace_back(rest.substr(0, index.pages[page].text_length));
        rest.remove_prefix(index.pages[page].text_length + 1);
    }
    return texts;
}

std::optional<DocumentText> decode_text(const Digest& digest, std::string_view file)
{
    const auto payload = skippable_payload(file.substr(0, skippable_header_size));
    if (!payload || *payload > file.size() - skippable_header_size) return std::nullopt;
    const auto index = decode_index(digest, file.substr(skippable_header_size, *payload));
    if (!index || index->file_size != file.size()) return std::nullopt;
    const auto head = unpack_frame(file.substr(index->head.offset, index->head.packed), index->head.unpacked);
    if (!head) return std::nullopt;
    auto text = read_head(*head);
    if (!text) return std::nullopt;
    text->pages.reserve(index->pages.size());
    for (std::size_t group = 0; group < index->groups.size(); ++group)
        if (!read_group(*index, group, file, *text)) return std::nullopt;
    return text;
}

}  // namespace fonds
