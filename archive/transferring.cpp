// SPDX-License-Identifier: GPL-3.0-or-later
// 移交: a package for another archive, as a BagIt bag (RFC 8493) that is read back before it gets its name.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "archive/bag_names.hpp"
#include "archive/bag_writer.hpp"
#include "archive/disposing.hpp"
#include "archive/holding.hpp"
#include "archive/place_outside.hpp"
#include "archive/retaining.hpp"
#include "archive/state.hpp"
#include "schema/catalog/cases.hpp"
#include "schema/core/escape.hpp"
#include "schema/core/file_ops.hpp"
#include "schema/core/json.hpp"
#include "schema/model/sheet.hpp"

namespace fonds {

namespace {

std::string xml(std::string_view text)
{
    std::string out;
    // Control characters have no place in XML 1.0.
    for (const char c : to_valid_utf8(text))
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    return escape_for_html(out);
}

/// Has it the files that were signed for?
bool has_listed_files(const Json& listed, const Record& record)
{
    std::set<std::string> signed_for, there;
    const Json files = listed.get("files");
    for (std::size_t i = 0; i < files.size(); ++i)
        if (files.at(i).get("role").text() != "scan") signed_for.insert(files.at(i).get("digest").text());
    for (const auto& component : record.components) there.insert(component.digest.hex());
    return std::ranges::includes(signed_for, there) && listed.get("title").text() == record.metadata.title;
}

/// One record after the scheme of DA/T 48-2009: the files stand beside it and are named with their digests.
std::string encapsulation(const Json& listed, const Record& record, const std::vector<BaggedFile>& files,
                          std::string_view fonds_code, std::string_view fonds_name, std::string_view created)
{
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<电子文件封装包>\n"
        "  <封装包格式描述>本封装包采用XML,元数据参照DA/T 48-2009,数字对象以相对路径与SHA-256引用</封装包格式描述>\n"
        "  <版本>1</版本>\n  <封装包类型>原始型</封装包类型>\n";
    const auto element = [&](int depth, std::string_view name, std::string_view value) {
        out += std::string(static_cast<std::size_t>(depth) * 2, ' ') + "<" + std::string(name) + ">" + xml(value) + "</" +
               std::string(name) + ">\n";
    };
    element(1, "封装包创建时间", created);
    element(1, "封装包创建单位", fonds_name);
    out += "  <封装内容>\n    <文件实体块>\n      <文件实体>\n";
    element(4, "聚合层次", "件");
    element(4, "全宗号", fonds_code);
    element(4, "档号", record.code.text());
    element(4, "类别", listed.get("category").text());
    element(4, "题名", record.metadata.title);
    if (!record.metadata.number.empty()) element(4, "文件编号", record.metadata.number);
    if (!record.metadata.responsible.empty()) element(4, "责任者", record.metadata.responsible);
    if (!record.metadata.party.empty()) element(4, "往来单位", record.metadata.party);
    if (record.metadata.date) element(4, "日期", record.metadata.date->text());
    if (record.metadata.security) element(4, "密级", text_of(*record.metadata.security).zh);
    element(4, "保管期限", listed.get("period").text());
    element(4, "等级", text_of(record.metadata.grade));
    if (!record.metadata.folder.empty()) element(4, "案卷号", record.metadata.folder);
    if (!record.metadata.note.empty()) element(4, "附注", record.metadata.note);
    element(4, "归档时间", to_iso8601(record.filed_at));
    element(4, "归档人", record.filed_by);
    for (const BaggedFile& file : files) {
        out += "        <文档>\n";
        element(5, "计算机文件名", file.path);
        element(5, "计算机文件大小", std::to_string(file.size));
        element(5, "数字摘要算法", "SHA-256");
        element(5, "数字摘要", file.digest.hex());
        out += "        </文档>\n";
    }
    return out + "      </文件实体>\n    </文件实体块>\n  </封装内容>\n</电子文件封装包>\n";
}

}  // namespace

Result<PackedTransfer> Disposing::pack(std::string_view number, const std::string& given)
{
    TRY_ASSIGN(const std::string directory, place_outside(given, state_.layout));
    if (state_.environment.files->info(directory + ".part").ok())
        return error(ErrorKind::duplicate,
                     say("There is something at the place it is written to first", "临时写入位置已有文件或目录"))
            .with_hint(say("If a packing broke off there, remove that folder; else name another one.",
                           "如为中断的打包,请删除该目录;否则请另选目录。"))
            .at(directory + ".part");
    TRY_ASSIGN(const auto wound, Retaining(archive_).wind(false));
    static_cast<void>(wound);
    bool begun = false;
    auto packed = pack_into(number, directory, begun);
    // What is not finished is not left behind; what is not ours is not touched.
    std::error_code ignored;
    if (!packed.ok() && begun) std::filesystem::remove_all(directory + ".part", ignored);
    return packed;
}

Result<PackedTransfer> Disposing::pack_into(std::string_view number, const std::string& directory, bool& begun)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    FileOps& files = *state_.environment.files;
    Cases cases(state_.catalog);
    TRY_ASSIGN(const DispositionCase one, cases.get(number));
    if (one.state < CaseState::approved || one.state > CaseState::handed_over)
        return error(ErrorKind::refused, say("{} is not approved: {}", "{} 尚未批准:{}", {one.number, text_of(one.state)}))
            .with_hint(say("fonds case show {} tells the next step.", "可用 fonds case show {} 查看下一步。", {one.number}));
    if (files.info(directory).ok())
        return error(ErrorKind::duplicate, say("There is something at that place already", "该位置已有文件或目录"))
            .with_hint(say("Name a folder that does not exist yet.", "请给出尚不存在的目录名。"))
            .at(directory);
    TRY_ASSIGN(const CasePaper listed, cases.paper(number, CasePaperKind::register_));
    TRY_ASSIGN(const Json content, Json::parse(listed.content));
    TRY_ASSIGN(const auto items, cases.items(number, CaseDecision::transfer, most_case_items, 0));
    if (items.empty())
        return error(ErrorKind::not_found, say("Nothing of {} is to be transferred", "{} 中没有要移交的档案", {one.number}));
    TRY_ASSIGN(const auto joined, join_standing_holds(state_));
    static_cast<void>(joined);
    PackedTransfer packed;
    TRY_ASSIGN(packed.left, cases.may_not_go(number, state_.clock_day()));
    std::set<std::string> left;
    for (const LeftOut& each : packed.left) left.insert(each.code.text());
    if (!left.empty() && static_cast<std::int64_t>(left.size()) >= one.counts.transfer - one.counts.transferred)
        return error(ErrorKind::refused, say("Nothing of {} may go now; {}: {}", "{} 目前没有可移交的档案;{}:{}",
                                             {one.number, packed.left.front().code.text(), packed.left.front().why}))
            .with_hint(say("Pack when that has ended, or send the case back: fonds case reopen {} --reason TEXT.",
                           "请待其解除后再打包,或退回鉴定:fonds case reopen {} --reason 原因。", {one.number}))
            .at(packed.left.front().code.text());
    std::map<std::string, Json> rows;
    const Json records = content.get("records");
    for (std::size_t i = 0; i < records.size(); ++i) rows.emplace(records.at(i).get("code").text(), records.at(i));

    const std::string part = directory + ".part";
    const std::string created = to_iso8601(state_.environment.clock->now());
    BagWriter bag(files, part);
    begun = true;
    TRY(bag.folder(""));
    TRY(bag.folder("data"));
    TRY(bag.put("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
    Json listing = Json::array();
    std::string csv = "\xEF\xBB\xBF" + csv_row(std::vector<std::string>{"档号", "题名", "日期", "类别", "往来单位",
                                                                        "保管期限", "文件", "SHA-256", "字节"});
    std::size_t serial = 0;
    for (const CaseItem& item : items) {
        if (item.outcome != CaseOutcome::none || left.contains(item.code.text())) continue;
        TRY_ASSIGN(const Record record, state_.catalog.record(item.code));
        const auto row = rows.find(item.code.text());
        if (row == rows.end() || !has_listed_files(row->second, record))
            return error(ErrorKind::refused,
                         say("{} is not what the register says any more", "{} 与清册所列不一致", {item.code.text()}))
                .with_hint(say("Send the case back: fonds case reopen {} --reason TEXT.",
                               "请退回鉴定:fonds case reopen {} --reason 原因。", {one.number}))
                .at(item.code.text());
        const Json& facts = row->second;
        const std::string folder =
            "data/" + std::to_string(100000 + ++serial).substr(1) + "_" + portable_name(item.code.text());
        TRY(bag.folder(folder));
        std::vector<BaggedFile> components;
        Json told = Json::array();
        for (std::size_t i = 0; i < record.components.size(); ++i) {
            const Component& component = record.components[i];
            const std::string name = folder + "/" + std::to_string(i + 1) + "_" + portable_name(component.file_name);
            TRY(bag.stream(name, [&](const ByteReceiver& sink) { return state_.objects->read(component.digest, sink); }));
            components.push_back({name, component.digest, component.size});
            told.push(Json::object()
                          .set("path", name)
                          .set("role", name_of(component.role))
                          .set("sha256", component.digest.hex())
                          .set("size", component.size));
            csv += csv_row(std::vector<std::string>{record.code.text(), record.metadata.title,
                                                    record.metadata.date ? record.metadata.date->text() : "",
                                                    record.metadata.category, record.metadata.party, item.period, name,
                                                    component.digest.hex(), std::to_string(component.size)});
            ++packed.files;
        }
        if (record.components.empty())
            csv += csv_row(std::vector<std::string>{
                record.code.text(), record.metadata.title, record.metadata.date ? record.metadata.date->text() : "",
                record.metadata.category, record.metadata.party, item.period, "", "", ""});
        TRY(bag.put(folder + "/eep.xml", encapsulation(facts, record, components, state_.catalog.identity().code,
                                                       state_.catalog.identity().name, created)));
        Json entry = facts;
        listing.push(entry.set("components", std::move(told)).set("encapsulation", folder + "/eep.xml"));
        ++packed.records;
    }
    if (packed.records == 0)
        return error(ErrorKind::refused, say("All of {} was handed over already", "{} 的档案均已移交", {one.number}));
    packed.bytes = bag.payload_bytes();
    const Json list = std::move(
        Json::object()
            .set("format", "fonds-transfer/1")
            .set("case", one.number)
            .set("fonds",
                 Json::object().set("code", state_.catalog.identity().code).set("name", state_.catalog.identity().name))
            .set("receiver", one.receiver)
            .set("created_at", created)
            .set("created_by", state_.environment.actor)
            .set("bytes", packed.bytes)
            .set("records", std::move(listing)));
    TRY(bag.put("data/metadata.json", list.dump_pretty()));
    TRY(bag.put("data/metadata.csv", csv));
    TRY(bag.put("bag-info.txt", "Source-Organization: " + state_.catalog.identity().name +
                                    "\nExternal-Identifier: " + one.number + "\nExternal-Description: " + one.title +
                                    "\nBagging-Date: " + state_.today().text() + "\nPayload-Oxum: " +
                                    std::to_string(bag.payload_bytes()) + "." + std::to_string(bag.payload_files()) + "\n"));
    TRY(bag.put("manifest-sha256.txt", bag.manifest(true)));
    TRY(bag.put("tagmanifest-sha256.txt", bag.manifest(false)));
    TRY(bag.settle());
    TRY(bag.verify());
    TRY(cases.packed(number, list.dump(), state_.stamp()));
    TRY_ASSIGN(const bool placed, files.rename_if_absent(part, directory));
    if (!placed)
        return error(ErrorKind::duplicate, say("There is something at that place already", "该位置已有文件或目录"))
            .at(directory);
    TRY(files.sync_directory(folder_of(directory)));
    packed.directory = directory;
    return packed;
}

}  // namespace fonds
