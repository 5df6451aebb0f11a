// SPDX-License-Identifier: GPL-3.0-or-later
// 四性检测: the pass over records, and their content (A1, A9, A10, I1, I2, I5, I6, U1, U3 to U5, S1).
#include "archive/record_exam.hpp"

#include <algorithm>

#include "indexer/extract/extractor.hpp"
#include "indexer/extract/media_kinds.hpp"
#include "schema/catalog/numbers.hpp"
#include "schema/catalog/order.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::size_t head_size = 4096;  // what media_type_of wants

/// The ending of a file name in lower case, without its point.
std::string suffix_of(std::string_view name)
{
    const auto dot = name.rfind('.');
    std::string suffix(dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1));
    for (char& c : suffix)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return suffix;
}

std::vector<std::string> lines_in(std::string_view text)
{
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        if (end > at) lines.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string file_of(const Component& component)
{
    return to_valid_utf8(component.file_name);
}

}  // namespace

Result<void> RecordExam::begin()
{
    TRY_ASSIGN(const auto categories, state_.catalog.categories());
    for (const Category& category : categories) {
        categories_.emplace(category.code, category);
        if (auto made = CodeTemplate::parse(category.code_template, category.numbering); made.ok())
            templates_.emplace(category.code, std::move(*made));
    }
    TRY_ASSIGN(const auto folders, state_.catalog.folders(""));
    for (const Folder& folder : folders) folders_.insert(folder.category_code + "/" + folder.number);
    TRY_ASSIGN(signed_papers_, Examinations(state_.catalog).signed_papers());
    for (const std::string& key : state_.config.unique_keys) {
        TRY_ASSIGN(alike_[key], Examinations(state_.catalog).alike(key));
    }
    sheet_.evidence("A1",
                    say("every byte was read and hashed (SHA-256), and compared with the catalog and with the log of its "
                        "filing; signatures and time stamps inside of documents are not verified",
                        "逐字节读取并计算 SHA-256,与目录及归档日志比对;文件内部的电子签名、时间戳不在验证之列"));
    sheet_.evidence("A9",
                    say("size and type by the first bytes, against what is recorded; endings of names against the type",
                        "以实际大小、文件头与记录比对,并核对扩展名"));
    sheet_.evidence("U4", say("no file is of a type that nothing is known of", "没有类型不明、需特殊环境的文件"));
    return {};
}

Result<void> RecordExam::examine(const std::vector<RecordId>& ids)
{
    auto loaded = state_.catalog.records(ids);
    std::vector<Record> records;
    if (loaded.ok()) {
        records = std::move(*loaded);
    } else if (loaded.error().kind != ErrorKind::corrupt) {
        return std::move(loaded).error();
    } else {
        // One that cannot be read does not keep the others from being looked at.
        for (const RecordId id : ids) {
            auto one = state_.catalog.record(id);
            if (one.ok()) {
                records.push_back(std::move(*one));
                continue;
            }
            sheet_.seen("U1");
            sheet_.fault("U1", "record " + std::to_string(raw(id)), one.error().what);
        }
    }
    Examinations catalog(state_.catalog);
    TRY_ASSIGN(const auto registered, catalog.registrations(ids));
    TRY_ASSIGN(const auto papers, catalog.with_paper(ids));
    records_ += static_cast<std::int64_t>(ids.size());
    for (const Record& record : records) {
        sheet_.seen("U1");
        examine_metadata(record);
        const auto found = registered.find(record.id);
        const Registration entry = found == registered.end() ? Registration() : found->second;
        sheet_.seen("I1");
        if (!entry.there)
            sheet_.fault("I1", record.code.text(), say("the log does not tell of its filing", "日志中没有其归档登记"));
        examine_content(record, entry, std::ranges::binary_search(papers, record.id));
    }
    scan_files();
    return {};
}

void RecordExam::examine_content(const Record& record, const Registration& registered, bool has_paper)
{
    const std::string& code = record.code.text();
    sheet_.seen("I6");
    if (record.components.empty() && !has_paper)
        sheet_.fault("I6", code, say("it has no file, and no paper is known of", "既无电子文件,也无纸质原件信息"));
    if (!record.components.empty() && record.components.front().role != ComponentRole::original)
        sheet_.fault("I6", code, say("it has no original", "没有原件"));
    if (const auto category = categories_.find(record.metadata.category); category != categories_.end())
        for (const std::string& name : lines_in(category->second.expects))
            if (!has_expected_paper(record, name)) sheet_.fault("I6", code, say("{} is not there", "缺少“{}”", {name}));
    for (const Component& component : record.components) examine_component(record, component);

    if (!registered.digest || record.components.empty()) return;
    const Component& original = record.components.front();
    registered_bytes_ += static_cast<std::uint64_t>(registered.size);
    sheet_.seen("I2");
    if (original.digest.hex() != *registered.digest)
        sheet_.fault("A1", code, say("the log registered an original with another digest", "原件摘要与归档登记不符"));
    const auto size = state_.objects->size_of(original.digest);
    if (size.ok()) found_bytes_ += *size;
    if (!size.ok() || *size != static_cast<std::uint64_t>(registered.size))
        sheet_.fault("I2", code,
                     size.ok() ? say("{} bytes, {} were registered", "实有 {} 字节,登记为 {} 字节", {*size, registered.size})
                               : say("no bytes, {} were registered", "没有数据,登记为 {} 字节", {registered.size}));
}

std::optional<std::string> RecordExam::read_component(const Record& record, const Component& component)
{
    sheet_.seen("A1");
    std::string head;
    const auto read = state_.objects->read(component.digest, [&](std::string_view bytes) {
        if (head.size() < head_size) head.append(bytes.substr(0, head_size - head.size()));
        return Result<void>();
    });
    if (read.ok()) return head;
    sheet_.fault("A1", record.code.text(), say("{}: {}", "{}:{}", {file_of(component), read.error().what}));
    return std::nullopt;
}

void RecordExam::examine_component(const Record& record, const Component& component)
{
    const std::string& code = record.code.text();
    const std::string name = file_of(component);
    const auto fault = [&](std::string_view id, const Text& why) {
        sheet_.fault(id, code, say("{}: {}", "{}:{}", {name, why}));
    };
    for (const auto* id : {"A9", "A10", "U3", "U4", "U5"}) sheet_.seen(id);

    std::string kind = kind_of_media(component.media_type);
    const std::string suffix = suffix_of(component.file_name);
    if (kind == "bin") kind = suffix.empty() ? "?" : suffix;
    const auto& accepted = state_.config.accepted_formats;
    // What was signed of a case stands beside its PDF, byte for byte (docs/decisions/0023).
    const bool beside_layout =
        component.role == ComponentRole::attachment && signed_papers_.contains(component.digest.hex());
    if (beside_layout)
        ++papers_;
    else if (std::ranges::find(accepted, kind) == accepted.end())
        fault("U3", say("{} is not on the list of accepted formats", "格式 {} 不在长期保存格式列表内", {kind}));
    if (component.media_type == "application/octet-stream" && std::ranges::find(accepted, kind) == accepted.end())
        fault("U4", say("nothing is known of what reads it", "文件类型不明,读取所需的软硬件环境未知"));
    if (component.text == TextState::encrypted) fault("U5", say("it is encrypted", "已加密"));
    for (const auto* packed : {"zip", "7z", "rar", "gz"})
        if (kind == packed) fault("U5", say("it is packed ({})", "为压缩包({})", {kind}));
    if (component.file_name.empty()) fault("A9", say("its name is not recorded", "未记录文件名"));

    const auto size = state_.objects->size_of(component.digest);
    if (!size.ok()) {
        fault("A10", size.error().kind == ErrorKind::not_found
                         ? say("its bytes are not where they should be", "数据不在存储位置")
                         : size.error().what);
        return;
    }
    if (*size != component.size)
        fault("A9", say("{} bytes, recorded are {}", "实际 {} 字节,记录为 {} 字节", {*size, component.size}));
    if (scanner_.found()) to_scan_.emplace_back(state_.layout.object(component.digest), code);
    const auto head = read_component(record, component);
    if (!head) return;
    const std::string seen = media_type_of(*head, component.file_name);
    if (seen != component.media_type)
        fault("A9", say("by its bytes it is {}, recorded is {}", "按内容为 {},记录为 {}", {seen, component.media_type}));
    if (seen == "application/pdf" && head->substr(0, 1024).find("%PDF-") == std::string::npos)
        fault("A9", say("it does not begin as a PDF", "内容开头不是 PDF"));
    // Texts may be called anything; what has a beginning of its own may not.
    const MediaKind& named = media_kind_of_suffix(suffix);
    const std::string is = kind_of_media(seen);
    if (named.kind != "bin" && named.kind != is && named.reader != TextReader::plain && is != "bin")
        fault("A9", say("it is called .{} and is {}", "扩展名为 .{},内容为 {}", {suffix, is}));
}

void RecordExam::scan_files()
{
    if (to_scan_.empty()) return;
    std::vector<std::string> paths;
    for (const auto& [path, code] : to_scan_) paths.push_back(path);
    const auto found = scanner_.scan(paths);
    sheet_.seen("S1", static_cast<std::int64_t>(paths.size()));
    if (!found.ok())
        sheet_.fault("S1", to_scan_.front().second,
                     say(paths.size() == 1 ? "{} file was not scanned: {}" : "{} files were not scanned: {}",
                         "{} 个文件未能扫描:{}", {paths.size(), found.error().what}));
    else
        for (const auto& [path, name] : *found)
            for (const auto& [scanned, code] : to_scan_)
                if (scanned == path) sheet_.fault("S1", code, say("{} found", "发现 {}", {name}));
    to_scan_.clear();
}

Result<void> RecordExam::end(bool all)
{
    if (all) {
        TRY_ASSIGN(const auto missing, Examinations(state_.catalog).registered_but_missing(most_exam_faults + 1));
        for (const std::string& code : missing)
            sheet_.fault("I1", code, say("the log tells of its filing, and it is not there", "日志有归档登记,目录中没有"));
    }
    sheet_.evidence("I1", say(records_ == 1 ? "{} record, looked for in the log, which is the register of filings"
                                            : "{} records, each looked for in the log, which is the register of filings",
                              "共 {} 件,逐件与归档登记(日志)核对", {records_}));
    sheet_.evidence("I2", say("{} bytes of originals registered, {} found", "原件登记 {} 字节,实有 {} 字节",
                              {registered_bytes_, found_bytes_}));
    if (papers_ > 0)
        sheet_.evidence(
            "U3", say("{} {paper of a case is|papers of cases are} JSON beside the PDF, as signed: text after RFC 8259, "
                      "described in docs/formats/disposition.md; structured data beside the layout file, DA/T 94-2022 6.4",
                      "{} 份鉴定销毁文书除 PDF 外附有签署时的 JSON 原文(RFC 8259 文本,格式见 docs/formats/disposition.md;"
                      "版式文件之外并存结构化数据,见 DA/T 94-2022 6.4)",
                      {papers_}));
    sheet_.seen("I5", static_cast<std::int64_t>(sequences_.size()));
    TRY_ASSIGN(const auto findings, Numbers(state_.catalog).check());
    for (const Finding& finding : findings) {
        if (finding.kind != "number.open") continue;
        std::string prefix = finding.subject;
        prefix.resize(prefix.find_last_not_of("0123456789") + 1);
        if (all || sequences_.contains(prefix)) sheet_.fault("I5", finding.subject, finding.what);
    }
    sheet_.evidence("I5", say("{} sequences of numbers", "共 {} 个号序", {sequences_.size()}));
    return {};
}

}  // namespace fonds
