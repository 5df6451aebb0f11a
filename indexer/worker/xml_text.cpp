// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/xml_text.hpp"

#include <climits>

#include <libxml/xmlreader.h>

namespace fonds {

struct XmlWalk::Reader {
    xmlTextReaderPtr handle = nullptr;
    ~Reader()
    {
        if (handle != nullptr) xmlFreeTextReader(handle);
    }
};

namespace {

const char* view(const xmlChar* text)
{
    return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

}  // namespace

XmlWalk::XmlWalk(std::string_view bytes) : reader_(std::make_unique<Reader>())
{
    constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
    if (bytes.size() <= INT_MAX)
        reader_->handle = xmlReaderForMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr, options);
    if (reader_->handle == nullptr) fault_ = Fault::damaged;
}

XmlWalk::~XmlWalk() = default;

int XmlWalk::depth() const
{
    return fault_ == Fault::none ? xmlTextReaderDepth(reader_->handle) : 0;
}

bool XmlWalk::next()
{
    if (fault_ != Fault::none) return false;
    if (end_owed_) {
        end_owed_ = false;
        event_ = Event::end;
        return true;
    }
    while (true) {
        const int read = xmlTextReaderRead(reader_->handle);
        if (read != 1) {
            if (read != 0) fault_ = Fault::damaged;
            return false;
        }
        switch (xmlTextReaderNodeType(reader_->handle)) {
        case XML_READER_TYPE_ELEMENT:
            event_ = Event::start;
            name_ = view(xmlTextReaderConstLocalName(reader_->handle));
            end_owed_ = xmlTextReaderIsEmptyElement(reader_->handle) == 1;
            return true;
        case XML_READER_TYPE_END_ELEMENT:
            event_ = Event::end;
            name_ = view(xmlTextReaderConstLocalName(reader_->handle));
            return true;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
            event_ = Event::text;
            text_ = view(xmlTextReaderConstValue(reader_->handle));
            return true;
        case XML_READER_TYPE_DOCUMENT_TYPE: fault_ = Fault::doctype; return false;
        default: break;
        }
    }
}

std::string XmlWalk::attribute(std::string_view name, Prefixed prefixed) const
{
    std::string value;
    if (event_ != Event::start || xmlTextReaderMoveToFirstAttribute(reader_->handle) != 1) return value;
    do {
        if (name != view(xmlTextReaderConstLocalName(reader_->handle))) continue;
        if (prefixed == Prefixed::yes && xmlTextReaderConstPrefix(reader_->handle) == nullptr) continue;
        value = view(xmlTextReaderConstValue(reader_->handle));
        break;
    } while (xmlTextReaderMoveToNextAttribute(reader_->handle) == 1);
    xmlTextReaderMoveToElement(reader_->handle);
    return value;
}

std::string_view XmlWalk::name_space() const
{
    return event_ == Event::start && fault_ == Fault::none ? view(xmlTextReaderConstNamespaceUri(reader_->handle)) : "";
}

std::vector<std::pair<std::string, std::string>> XmlWalk::attributes() const
{
    std::vector<std::pair<std::string, std::string>> all;
    if (event_ != Event::start || xmlTextReaderMoveToFirstAttribute(reader_->handle) != 1) return all;
    do {
        if (xmlTextReaderIsNamespaceDecl(reader_->handle) == 1) continue;
        all.emplace_back(view(xmlTextReaderConstLocalName(reader_->handle)), view(xmlTextReaderConstValue(reader_->handle)));
    } while (xmlTextReaderMoveToNextAttribute(reader_->handle) == 1);
    xmlTextReaderMoveToElement(reader_->handle);
    return all;
}

void XmlWalk::skip()
{
    for (int open = event_ == Event::start ? 1 : 0; open > 0 && next();) {
        if (event_ == Event::start) ++open;
        if (event_ == Event::end) --open;
    }
}

std::string XmlWalk::text_within()
{
    constexpr std::size_t longest = 65536;
    std::string text;
    for (int open = event_ == Event::start ? 1 : 0; open > 0 && next();) {
        if (event_ == Event::start) ++open;
        if (event_ == Event::end) --open;
        if (event_ == Event::text && text.size() < longest) text.append(text_.substr(0, longest - text.size()));
    }
    return text;
}

}  // namespace fonds
