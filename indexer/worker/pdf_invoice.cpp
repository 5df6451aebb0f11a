// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/pdf_invoice.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include <Catalog.h>
#include <PDFDoc.h>
#include <Stream.h>

#include "indexer/worker/cross_industry_invoice.hpp"
#include "indexer/worker/invoice_data.hpp"
#include "indexer/worker/pdf_properties.hpp"
#include "indexer/worker/xml_tree.hpp"

namespace fonds {

namespace {

constexpr std::size_t most_files = 200;
constexpr std::size_t most_bytes = std::size_t{16} << 20;  // of one attachment; invoices have kilobytes
constexpr int deepest_tree = 16;

struct Attachment {
    std::string name;
    std::string relationship;  // AFRelationship
    bool associated = false;   // with the document, by /AF
    bool xml_type = false;     // says it is XML
    Object stream;
};

std::string name_of(const Object& dict, const char* key)
{
    const Object value = dict.dictLookup(key);
    return value.isName() ? value.getName() : std::string();
}

std::string text_of(const Object& dict, const char* key)
{
    const Object value = dict.dictLookup(key);
    return value.isString() ? text_of_pdf_string(value.getString()->toStr()) : std::string();
}

std::optional<Attachment> attachment_of(const Object& spec)
{
    if (!spec.isDict()) return std::nullopt;
    Attachment file;
    file.name = text_of(spec, "UF");
    if (file.name.empty()) file.name = text_of(spec, "F");
    file.relationship = name_of(spec, "AFRelationship");
    const Object streams = spec.dictLookup("EF");
    if (!streams.isDict()) return std::nullopt;
    for (const char* key : {"F", "UF"}) {
        Object stream = streams.dictLookup(key);
        if (!stream.isStream()) continue;
        const Object type = stream.getStream()->getDict()->lookup("Subtype");
        file.xml_type = type.isName() && std::string_view(type.getName()).ends_with("xml");
        file.stream = std::move(stream);
        return file;
    }
    return std::nullopt;
}

/// Files of the name tree and of /AF, each once.
class Attachments {
public:
    explicit Attachments(PDFDoc& document)
    {
        const Object catalog = document.getXRef()->getCatalog();
        if (!catalog.isDict()) return;
        const Object associated = catalog.dictLookup("AF");
        if (associated.isArray())
            for (int i = 0; i < associated.arrayGetLength(); ++i)
                add(associated.arrayGetNF(i), associated.arrayGet(i), true);
        const Object names = catalog.dictLookup("Names");
        if (names.isDict()) walk(names.dictLookup("EmbeddedFiles"), 0);
    }
    [[nodiscard]] std::vector<Attachment>& files() { return files_; }

private:
    void add(const Object& reference, const Object& spec, bool associated)
    {
        if (files_.size() >= most_files) return;
        if (reference.isRef() && !seen_.insert(reference.getRef().num).second) return;
        if (auto file = attachment_of(spec)) {
            file->associated = associated;
            files_.push_back(std::move(*file));
        }
    }

    void walk(const Object& node, int depth)
    {
        if (!node.isDict() || depth > deepest_tree || ++nodes_ > most_files) return;
        const Object names = node.dictLookup("Names");
        if (names.isArray())
            for (int i = 1; i < names.arrayGetLength() && files_.size() < most_files; i += 2)
                add(names.arrayGetNF(i), names.arrayGet(i), false);
        const Object kids = node.dictLookup("Kids");
        if (kids.isArray())
            for (int i = 0; i < kids.arrayGetLength() && nodes_ <= most_files; ++i) walk(kids.arrayGet(i), depth + 1);
    }

    std::vector<Attachment> files_;
    std::set<int> seen_;
    std::size_t nodes_ = 0;
};

// Empty when it is larger than any invoice.
std::string bytes_of(Object& stream)
{
    std::string bytes;
    std::array<unsigned char, 16384> chunk;
    stream.streamReset();
    for (int got = 1; got > 0;) {
        got = stream.streamGetChars(static_cast<int>(chunk.size()), chunk.data());
        if (got > 0) bytes.append(reinterpret_cast<const char*>(chunk.data()), static_cast<std::size_t>(got));
        if (bytes.size() > most_bytes) return {};
    }
    return bytes;
}

/// What the XMP metadata say about the attached invoice.
struct Metadata {
    bool found = false;
    std::string file_name, type, level;
};

bool is_invoice_space(std::string_view uri)
{
    return uri.find(":pdfa:CrossIndustryDocument:") != std::string_view::npos;
}

void collect(const XmlNode& node, Metadata& metadata)
{
    const auto take = [&](std::string_view name, std::string_view value) {
        if (name == "DocumentFileName") metadata.file_name = value;
        if (name == "DocumentType") metadata.type = value;
        if (name == "ConformanceLevel") metadata.level = value;
        metadata.found = metadata.found || name == "DocumentFileName" || name == "ConformanceLevel";
    };
    // As elements, or as attributes of the description; the latter carry no namespace here, but their names are telling.
    if (is_invoice_space(node.name_space)) take(node.name, node.text);
    if (node.name == "Description")
        for (const auto& [name, value] : node.attributes) take(name, value);
    for (const XmlNode& one : node.children) collect(one, metadata);
}

Metadata metadata_of(PDFDoc& document)
{
    Metadata metadata;
    const std::unique_ptr<GooString> packet = document.getCatalog()->readMetadata();
    if (packet && packet->toStr().size() <= most_bytes) collect(read_xml_tree(packet->toStr()).root, metadata);
    return metadata;
}

constexpr std::array<std::string_view, 4> names_of_standard{"factur-x.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml",
                                                            "xrechnung.xml"};

std::string broken_attachment(const Attachment& file, const Metadata& metadata, const InvoiceData& data,
                              InvoiceProfile profile)
{
    const bool first = data.form == "zugferd-1";
    const bool known = std::find(names_of_standard.begin(), names_of_standard.end(), file.name) != names_of_standard.end();
    if (!known || first != (file.name == "ZUGFeRD-invoice.xml"))
        return "the data is attached as " + (file.name.empty() ? std::string("a file without a name") : file.name) +
               ", which is not the name its standard fixes";
    if (!file.associated) return "the data is attached, but not associated with the document (AF)";
    if (file.relationship != "Data" && file.relationship != "Source" && file.relationship != "Alternative")
        return "the data is related to the document as " + (file.relationship.empty() ? "nothing" : file.relationship) +
               ", not as Data, Source or Alternative";
    if (!metadata.found) return "the XMP metadata do not name the invoice data";
    if (metadata.file_name != file.name)
        return "the XMP metadata name the file " + metadata.file_name + ", not " + file.name;
    if (!metadata.type.empty() && metadata.type != "INVOICE")
        return "the XMP metadata call the data " + metadata.type + ", not INVOICE";
    const InvoiceProfile named = profile_of_conformance(metadata.level);
    if (metadata.level.empty()) return {};
    if (named == InvoiceProfile::unknown) return "the XMP metadata name no known profile: " + metadata.level;
    // Restrictions of EN 16931 go by either name.
    const auto core = [](InvoiceProfile one) { return one == InvoiceProfile::other ? InvoiceProfile::en16931 : one; };
    if (core(named) != core(profile))
        return "the XMP metadata name the profile " + metadata.level + ", the data has another one";
    return {};
}

}  // namespace

PageSink::Properties pdf_invoice_properties(PDFDoc& document)
{
    Attachments attachments(document);
    const Attachment* found = nullptr;
    InvoiceData data;
    InvoiceProfile profile = InvoiceProfile::unknown;
    for (Attachment& file : attachments.files()) {
        const bool may_be = file.xml_type || file.name.ends_with(".xml") || file.name.ends_with(".XML") || file.name.empty();
        if (!may_be) continue;
        const std::string bytes = bytes_of(file.stream);
        auto one = read_invoice_xml(bytes);
        const bool named =
            std::find(names_of_standard.begin(), names_of_standard.end(), file.name) != names_of_standard.end();
        if (!one && named && found == nullptr) {
            // Called an invoice, and none: a correct one beside it does not make that good.
            found = &file;
            data.form = file.name == "ZUGFeRD-invoice.xml" ? "zugferd-1" : "factur-x";
            data.fault = "the attachment " + file.name + " is no invoice data";
            continue;
        }
        if (!one) continue;
        if (found != nullptr) {
            data.fault = "more than one electronic invoice is attached: " + found->name + " and " + file.name;
            break;
        }
        found = &file;
        data = std::move(*one);
        if (data.form == "zugferd-1" || data.form == "factur-x") profile = profile_of(read_xml_tree(bytes).root);
    }
    if (found == nullptr) return {};
    const bool european = data.form == "zugferd-1" || data.form == "factur-x";
    if (data.fault.empty() && european) data.fault = broken_attachment(*found, metadata_of(document), data, profile);
    return invoice_properties(data);
}

}  // namespace fonds
