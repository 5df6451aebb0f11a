// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/mail_reader.hpp"

#include <array>
#include <memory>

#include <gmime/gmime.h>

#include "indexer/worker/charset.hpp"
#include "indexer/worker/html_reader.hpp"
#include "indexer/worker/page_collector.hpp"

namespace fonds {

namespace {

// The parser nests on the stack: mails nested deeper than any mail client makes them are not given to it.
constexpr std::size_t most_boundaries = 2000;
constexpr int deepest = 30;

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Object = std::unique_ptr<T, Unref>;

struct FreeOptions {
    void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};
using ParserOptions = std::unique_ptr<GMimeParserOptions, FreeOptions>;

struct FreeText {
    void operator()(char* text) const { g_free(text); }
};

std::string taken(char* text)
{
    const std::unique_ptr<char, FreeText> owner(text);
    return text == nullptr ? std::string() : std::string(text);
}

ParserOptions parser_options()
{
    ParserOptions options(g_mime_parser_options_new());
    // For headers with bare eight-bit bytes, which no standard allows and every mail client writes.
    std::array<const char*, 5> fallbacks{"utf-8", "gb18030", "big5", "iso-8859-1", nullptr};
    g_mime_parser_options_set_fallback_charsets(options.get(), fallbacks.data());
    return options;
}

bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

class MailText {
public:
    MailText(PageCollector& pages, const ReadLimits& limits) : pages_(pages), limits_(limits), options_(parser_options()) {}

    void read_message(GMimeMessage* message, int depth)
    {
        write_headers(message, depth);
        if (GMimeObject* body = g_mime_message_get_mime_part(message)) read_part(body, depth);
    }

    void list_attachments()
    {
        for (const std::string& name : attachments_) {
            pages_.end_line();
            pages_.text("Attachment: " + name);
        }
        pages_.end_line();
    }

    [[nodiscard]] bool has_text() const { return has_text_; }
    [[nodiscard]] bool has_encrypted_part() const { return has_encrypted_part_; }

private:
    std::string addresses(InternetAddressList* list)
    {
        if (list == nullptr || internet_address_list_length(list) == 0) return {};
        return taken(internet_address_list_to_string(list, nullptr, FALSE));
    }

    void write_header(const char* name, const std::string& value)
    {
        if (is_blank(value)) return;
        pages_.text(name);
        pages_.text(": ");
        pages_.words(value);
        pages_.end_line();
    }

    void write_headers(GMimeMessage* message, int depth)
    {
        const char* subject_text = g_mime_message_get_subject(message);
        const std::string subject = subject_text == nullptr ? "" : subject_text;
        const std::string from = addresses(g_mime_message_get_from(message));
        std::string date;
        if (GDateTime* at = g_mime_message_get_date(message)) date = taken(g_date_time_format(at, "%Y-%m-%dT%H:%M:%S%:z"));
        pages_.end_line();
        write_header("From", from);
        write_header("To", addresses(g_mime_message_get_to(message)));
        write_header("Cc", addresses(g_mime_message_get_cc(message)));
        write_header("Subject", subject);
        write_header("Date", date);
        if (depth > 0) return;
        pages_.property("title", subject);
        pages_.property("author", from);
        pages_.property("created", date);
    }

    void read_part(GMimeObject* part, int depth)
    {
        if (depth > deepest) {
            pages_.cut_short("the mail is nested too deeply");
            return;
        }
        if (pages_.full()) return;
        if (GMIME_IS_MESSAGE_PART(part)) {
            if (GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part)))
                read_message(inner, depth + 1);
        } else if (GMIME_IS_MULTIPART(part)) {
            read_multipart(GMIME_MULTIPART(part), depth);
        } else if (GMIME_IS_PART(part)) {
            read_leaf(GMIME_PART(part));
        }
    }

    void read_multipart(GMimeMultipart* multipart, int depth)
    {
        GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
        has_encrypted_part_ |= g_mime_content_type_is_type(type, "multipart", "encrypted") != FALSE;
        const int count = g_mime_multipart_get_count(multipart);
        if (g_mime_content_type_is_type(type, "multipart", "alternative")) {
            if (GMimeObject* best = best_alternative(multipart, count)) read_part(best, depth + 1);
            return;
        }
        for (int i = 0; i < count; ++i) read_part(g_mime_multipart_get_part(multipart, i), depth + 1);
    }

    // The same text in several forms: plain text that says something, else the last, which is the richest.
    GMimeObject* best_alternative(GMimeMultipart* multipart, int count)
    {
        GMimeObject* best = nullptr;
        for (int i = 0; i < count; ++i) {
            GMimeObject* part = g_mime_multipart_get_part(multipart, i);
            GMimeContentType* type = g_mime_object_get_content_type(part);
            if (GMIME_IS_PART(part) && g_mime_content_type_is_type(type, "text", "plain") &&
                !is_blank(bytes_of(GMIME_PART(part))))
                return part;
            if (GMIME_IS_MULTIPART(part) || g_mime_content_type_is_type(type, "text", "*")) best = part;
        }
        return best;
    }

    void read_leaf(GMimePart* part)
    {
        GMimeContentType* type = g_mime_object_get_content_type(GMIME_OBJECT(part));
        const char* name = g_mime_part_get_filename(part);
        const char* smime = g_mime_content_type_get_parameter(type, "smime-type");
        const bool enveloped = smime != nullptr && std::string_view(smime) == "enveloped-data";
        has_encrypted_part_ |= enveloped;
        const bool text = g_mime_content_type_is_type(type, "text", "*");
        if (!text || g_mime_part_is_attachment(part)) {
            if (name != nullptr && attachments_.size() < 10'000) attachments_.emplace_back(name);
            return;
        }
        const char* declared = g_mime_content_type_get_parameter(type, "charset");
        const std::string charset = declared == nullptr ? "" : declared;
        const std::string bytes = bytes_of(part);
        has_text_ |= !is_blank(bytes);
        pages_.end_line();
        if (g_mime_content_type_is_type(type, "text", "html")) {
            collect_html(bytes, charset, limits_.text, pages_);
        } else {
            const DecodedText decoded = decode_text(bytes, charset, limits_.text);
            if (!is_blank(decoded.text)) pages_.text(decoded.text);
            if (!decoded.complete) pages_.cut_short("more than " + std::to_string(limits_.text) + " bytes of text");
        }
        pages_.end_line();
    }

    // The part's content with its transfer encoding undone.
    std::string bytes_of(GMimePart* part)
    {
        GMimeDataWrapper* content = g_mime_part_get_content(part);
        if (content == nullptr) return {};
        const Object<GMimeStream> stream(g_mime_stream_mem_new());
        g_mime_data_wrapper_write_to_stream(content, stream.get());
        const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
        if (array == nullptr || array->len == 0) return {};
        return {reinterpret_cast<const char*>(array->data), array->len};
    }

    PageCollector& pages_;
    ReadLimits limits_;
    ParserOptions options_;
    std::vector<std::string> attachments_;
    bool has_text_ = false;
    bool has_encrypted_part_ = false;
};

bool is_nested_absurdly(std::string_view bytes)
{
    std::size_t count = 0;
    for (const std::string_view mark : {"oundary=", "OUNDARY=", "essage/rfc822", "ESSAGE/RFC822"})
        for (auto at = bytes.find(mark); at != std::string_view::npos; at = bytes.find(mark, at + mark.size())) ++count;
    return count > most_boundaries;
}

Object<GMimeMessage> parse(std::string_view bytes)
{
    static const bool initialised = (g_mime_init(), true);
    static_cast<void>(initialised);
    const Object<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Object<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const ParserOptions options = parser_options();
    return Object<GMimeMessage>(g_mime_parser_construct_message(parser.get(), options.get()));
}

DocumentText read(std::string_view bytes, const ReadLimits& limits)
{
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    // A mail cut out of a mailbox keeps the mailbox's line.
    if (bytes.starts_with("From ")) bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
    if (is_nested_absurdly(bytes)) return unreadable(TextState::failed, "the mail is nested too deeply");
    const Object<GMimeMessage> message = parse(bytes);
    if (message == nullptr) return unreadable(TextState::failed, "no mail");
    PageCollector pages(limits);
    MailText mail(pages, limits);
    mail.read_message(message.get(), 0);
    mail.list_attachments();
    DocumentText document = pages.finish();
    if (mail.has_encrypted_part() && !mail.has_text()) {
        document.state = TextState::encrypted;
        document.note = "the text of the mail is encrypted";
    }
    return document;
}

}  // namespace

DocumentText read_mail(std::string_view bytes, const ReadLimits& limits)
{
    return guarded([&] { return read(bytes, limits); });
}

}  // namespace fonds
