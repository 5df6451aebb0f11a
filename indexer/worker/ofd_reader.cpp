// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/worker/ofd_reader.hpp"

#include <algorithm>

#include "indexer/worker/china_invoice.hpp"
#include "indexer/worker/decimal.hpp"
#include "indexer/worker/invoice_data.hpp"
#include "indexer/worker/ofd_page.hpp"
#include "indexer/worker/page_collector.hpp"
#include "indexer/worker/zip_member.hpp"

namespace fonds {

namespace {

constexpr float points = 72.0F / 25.4F;

// A location is relative to the folder of the part that has it, or to the package when it begins with a stroke.
std::string resolved(const std::string& part, const std::string& location)
{
    const std::size_t slash = part.rfind('/');
    const std::string path =
        location.starts_with('/') || slash == std::string::npos ? location : part.substr(0, slash + 1) + location;
    std::vector<std::string> steps;
    for (std::size_t from = 0; from <= path.size();) {
        const std::size_t end = std::min(path.find('/', from), path.size());
        const std::string step = path.substr(from, end - from);
        from = end + 1;
        if (step == ".." && !steps.empty()) steps.pop_back();
        if (!step.empty() && step != "." && step != "..") steps.push_back(step);
    }
    std::string result;
    for (const std::string& step : steps) result += (result.empty() ? "" : "/") + step;
    return result;
}

class OfdReader {
public:
    OfdReader(std::string_view bytes, const ReadLimits& limits, bool words) : package_(bytes), limits_(limits), words_(words)
    {
    }

    DocumentText read()
    {
        if (!package_.is_open())
            return unreadable(package_.fault() == ZipPackage::Fault::encrypted ? TextState::encrypted : TextState::failed,
                              package_.note());
        const auto main = tree_of("OFD.xml");
        if (!main || main->name != "OFD")
            return unreadable(TextState::failed, faulty("no OFD document: its part OFD.xml is missing"));
        const auto bodies = main->all("DocBody");
        if (bodies.empty()) return unreadable(TextState::failed, "no OFD document: it has no body");
        // Versions of one document and several documents in one package are rare: each is read.
        for (const XmlNode* body : bodies) read_body(*body);
        if (package_.fault() != ZipPackage::Fault::none) cut_short(package_.note());
        if (document_.pages.empty())
            return unreadable(TextState::failed, document_.note.empty() ? "no page can be read" : document_.note);
        tell_invoice();
        document_.page_count = std::max(claimed_, static_cast<std::int32_t>(document_.pages.size()));
        return std::move(document_);
    }

private:
    std::optional<XmlNode> tree_of(const std::string& part)
    {
        const auto bytes = package_.read(part);
        if (!bytes) {
            if (part != "OFD.xml") cut_short(package_.has(part) ? package_.note() : "the part " + part + " is missing");
            return std::nullopt;
        }
        XmlTree tree = read_xml_tree(*bytes);
        if (tree.fault == XmlTree::Fault::doctype)
            cut_short("the part " + part + " has a DOCTYPE: refused");
        else if (tree.fault != XmlTree::Fault::none)
            cut_short("the part " + part + " is damaged XML");
        return std::move(tree.root);
    }

    std::string faulty(std::string otherwise)
    {
        return package_.fault() == ZipPackage::Fault::none ? std::move(otherwise) : package_.note();
    }

    void cut_short(std::string note)
    {
        if (document_.state == TextState::partial) return;
        document_.state = TextState::partial;
        document_.note = std::move(note);
    }

    void property(const char* name, const std::string& value)
    {
        if (value.empty()) return;
        const bool known = std::any_of(document_.properties.begin(), document_.properties.end(),
                                       [&](const auto& one) { return one.first == name; });
        if (!known) document_.properties.emplace_back(name, value.substr(0, 1000));
    }

    void read_body(const XmlNode& body)
    {
        property("title", body.text_at("DocInfo/Title"));
        property("author", body.text_at("DocInfo/Author"));
        property("creator", body.text_at("DocInfo/Creator"));
        property("created", body.text_at("DocInfo/CreationDate"));
        if (const XmlNode* datas = body.at("DocInfo/CustomDatas"); datas != nullptr)
            for (const XmlNode* one : datas->all("CustomData")) custom_.emplace(one->attribute("Name"), one->text);
        if (body.child("Signatures") != nullptr) property("signed", "yes");
        const std::string root = resolved("", body.text_at("DocRoot"));
        const auto document = root.empty() ? std::nullopt : tree_of(root);
        if (!document) return;
        std::array<float, 4> size{0, 0, 210, 297};
        if (const XmlNode* area = document->at("CommonData/PageArea"); area != nullptr) size = size_of(*area, size);
        std::map<std::string, std::string> templates;
        if (const XmlNode* common = document->child("CommonData"); common != nullptr)
            for (const XmlNode* one : common->all("TemplatePage"))
                templates.emplace(one->attribute("ID"), resolved(root, std::string(one->attribute("BaseLoc"))));
        if (const XmlNode* pages = document->child("Pages"); pages != nullptr)
            for (const XmlNode* page : pages->all("Page")) {
                ++claimed_;
                if (!full_) read_page(resolved(root, std::string(page->attribute("BaseLoc"))), size, templates);
            }
        read_attachments(*document, root);
        if (const std::string tags = document->text_at("CustomTags"); !tags.empty()) read_tags(resolved(root, tags));
    }

    static std::array<float, 4> size_of(const XmlNode& area, std::array<float, 4> otherwise)
    {
        const auto box = ofd::parse_box(area.text_at("PhysicalBox"));
        return box ? *box : otherwise;
    }

    void read_page(const std::string& part, std::array<float, 4> size, const std::map<std::string, std::string>& templates)
    {
        if (document_.pages.size() >= limits_.pages) {
            full_ = true;
            return cut_short("more than " + std::to_string(limits_.pages) + " pages");
        }
        PageText page;
        const auto tree = tree_of(part);
        if (tree) {
            if (const XmlNode* area = tree->child("Area"); area != nullptr) size = size_of(*area, size);
            std::vector<ofd::Run> runs;
            // What stands below the page: forms have their labels there.
            for (const XmlNode* one : tree->all("Template"))
                if (const auto found = templates.find(std::string(one->attribute("TemplateID"))); found != templates.end())
                    if (const auto below = tree_of(found->second); below && below->child("Content") != nullptr)
                        ofd::collect_runs(*below->child("Content"), runs, by_id_);
            if (const XmlNode* content = tree->child("Content"); content != nullptr)
                ofd::collect_runs(*content, runs, by_id_);
            ofd::write_lines(std::move(runs), words_, page);
        }
        page.width = size[2] * points;
        page.height = size[3] * points;
        // Without text it is a picture.
        page.layer = page.text.empty() ? TextLayer::absent : TextLayer::trusted;
        const std::uint64_t room = limits_.text - std::min(used_, limits_.text);
        if (page.text.size() > room) {
            std::size_t end = static_cast<std::size_t>(room);
            while (end > 0 && (static_cast<unsigned char>(page.text[end]) & 0xC0) == 0x80) --end;
            page.text.resize(end);
            full_ = true;
            cut_short("more than " + std::to_string(limits_.text) + " bytes of text");
        }
        used_ += page.text.size();
        document_.pages.push_back(std::move(page));
    }

    void read_attachments(const XmlNode& document, const std::string& root)
    {
        const std::string list = document.text_at("Attachments");
        if (list.empty()) return;
        const std::string part = resolved(root, list);
        const auto tree = package_.has(part) ? tree_of(part) : std::nullopt;
        if (!tree) return;
        constexpr std::size_t most = 20;
        std::size_t count = 0;
        std::string names;
        for (const XmlNode* one : tree->all("Attachment")) {
            if (++count > most) break;
            const std::string name(one->attribute("Name"));
            if (!name.empty()) names += (names.empty() ? "" : "\n") + name;
            const std::string file = resolved(part, one->text_at("FileLoc"));
            if (invoice_ || !package_.has(file)) continue;
            if (const auto bytes = package_.read(file)) invoice_ = read_invoice_xml(*bytes);
        }
        property("attachments", names);
    }

    // Tags name the text objects that carry a fact: <InvoiceNo><ObjectRef PageRef="1">68</ObjectRef></InvoiceNo>.
    void read_tags(const std::string& list)
    {
        const auto tags = package_.has(list) ? tree_of(list) : std::nullopt;
        if (!tags) return;
        for (const XmlNode* one : tags->all("CustomTag")) {
            const std::string part = resolved(list, one->text_at("FileLoc"));
            if (const auto tree = package_.has(part) ? tree_of(part) : std::nullopt) collect_tags(*tree);
        }
    }

    void collect_tags(const XmlNode& node)
    {
        std::string text;
        for (const XmlNode* reference : node.all("ObjectRef"))
            if (const auto found = by_id_.find(reference->text); found != by_id_.end()) text += found->second;
        if (!text.empty()) tagged_.emplace(node.name, text);
        for (const XmlNode& one : node.children) collect_tags(one);
    }

    void tell_invoice()
    {
        const auto custom = [&](const char* name) { return value_in(custom_, name); };
        const auto tagged = [&](const char* name) { return value_in(tagged_, name); };
        const std::string number = custom("发票号码").empty() ? tagged("InvoiceNo") : custom("发票号码");
        if (!invoice_ && number.empty()) return;
        InvoiceData data = invoice_ ? *invoice_ : InvoiceData{};
        data.form = "ofd";
        const auto fill = [](std::string& field, const std::string& value) {
            if (field.empty()) field = value;
        };
        fill(data.number, number);
        fill(data.currency, "CNY");
        fill(data.date, china_day(custom("开票日期")));
        fill(data.date, china_day(tagged("IssueDate")));
        fill(data.seller, tagged("SellerName"));
        fill(data.buyer, tagged("BuyerName"));
        fill(data.seller_tax_id, custom("销售方纳税人识别号"));
        fill(data.seller_tax_id, tagged("SellerTaxID"));
        fill(data.buyer_tax_id, custom("购买方纳税人识别号"));
        fill(data.buyer_tax_id, tagged("BuyerTaxID"));
        // 合计金额 is without tax.
        const auto net = parse_decimal(custom("合计金额")), tax = parse_decimal(custom("合计税额"));
        const std::string total = net ? (*net + tax.value_or(Decimal{})).text() : std::string();
        std::string said = tagged("TaxInclusiveTotalAmount");
        said.erase(0, std::min(said.find_first_of("-0123456789"), said.size()));
        if (const auto shown = parse_decimal(said)) fill(data.total, shown->text());
        fill(data.total, total);
        if (data.fault.empty() && !number.empty() && number != data.number)
            data.fault = "the data says number " + data.number + ", the package says " + number;
        if (data.fault.empty() && !total.empty() && total != data.total)
            data.fault = "the data says a total of " + data.total + ", the package says " + total;
        if (data.fault.empty() && data.date.empty()) data.fault = "the date of issue is missing or is no day";
        if (data.fault.empty() && data.total.empty()) data.fault = "the total with tax is missing or is no number";
        for (const auto& [name, value] : invoice_properties(data)) document_.properties.emplace_back(name, value);
    }

    static std::string value_in(const std::map<std::string, std::string>& all, const char* name)
    {
        const auto found = all.find(name);
        return found == all.end() ? std::string() : found->second;
    }

    ZipPackage package_;
    ReadLimits limits_;
    bool words_;
    DocumentText document_;
    std::int32_t claimed_ = 0;
    std::uint64_t used_ = 0;
    bool full_ = false;
    std::map<std::string, std::string> by_id_, custom_, tagged_;
    std::optional<InvoiceData> invoice_;
};

}  // namespace

DocumentText read_ofd(std::string_view bytes, const ReadLimits& limits, bool words)
{
    return guarded([&] { return OfdReader(bytes, limits, words).read(); });
}

}  // namespace fonds
