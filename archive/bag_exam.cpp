// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/bag_exam.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "archive/bag_names.hpp"
#include "indexer/extract/extractor.hpp"
#include "schema/core/digest.hpp"
#include "schema/core/escape.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t most_of_tag_file = std::uint64_t{256} << 20;
constexpr std::size_t read_at_once = 1 << 16, head_size = 4096, scanned_at_once = 500;

struct Seen {
    std::string digest;  ///< hexadecimal; empty: not read
    std::uint64_t size = 0;
    std::string media_type;
    bool encrypted = false;
};

class BagExam {
public:
    BagExam(const BagExamRequest& request, FileOps& files, const MalwareScan& scanner, ExamSheet& sheet)
        : request_(request), files_(files), scanner_(scanner), sheet_(sheet)
    {
    }

    Result<std::int64_t> run()
    {
        TRY(list_files());
        examine_declaration();
        TRY(read_files());
        examine_manifests();
        examine_info();
        examine_metadata();
        scan();
        return records_;
    }

private:
    [[nodiscard]] std::string full(const std::string& path) const { return request_.directory + "/" + path; }

    [[nodiscard]] std::optional<std::string> tag_file(const std::string& name)
    {
        auto text = read_file(files_, full(name), most_of_tag_file);
        if (!text.ok()) return std::nullopt;
        return std::move(*text);
    }

    Result<void> list_files()
    {
        namespace fs = std::filesystem;
        TRY_ASSIGN(const FileInfo top, files_.info(request_.directory));
        if (top.type != FileType::directory)
            return error(ErrorKind::usage, say("A package is a folder", "移交包应为目录"))
                .with_hint(
                    say("Unpack it first and name the folder with bagit.txt in it.", "请先解开,并给出含 bagit.txt 的目录。"))
                .at(request_.directory);
        std::error_code failure;
        auto at = fs::recursive_directory_iterator(request_.directory, failure);
        for (; !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
            std::string path = at->path().string().substr(request_.directory.size());
            path.erase(0, path.find_first_not_of('/'));
            std::error_code unknown;
            const auto status = at->symlink_status(unknown);
            if (unknown || (!fs::is_regular_file(status) && !fs::is_directory(status)))
                sheet_.fault("A11", path, say("it is neither a file nor a folder", "既非文件也非目录"));
            else if (fs::is_regular_file(status))
                seen_.emplace(path, Seen());
        }
        if (failure) return system_error(failure.value(), "Cannot list", "无法列出", request_.directory);
        return {};
    }

    void examine_declaration()
    {
        sheet_.seen("A11");
        const auto text = tag_file("bagit.txt");
        if (!text) return sheet_.fault("A11", "bagit.txt", say("it is not there", "缺少该文件"));
        const auto lines = lines_of(*text);
        if (lines.size() != 2 || !lines[0].starts_with("BagIt-Version: ") ||
            lines[1] != "Tag-File-Character-Encoding: UTF-8")
            sheet_.fault("A11", "bagit.txt", say("it does not declare a bag", "不是有效的 BagIt 声明"));
        if (seen_.contains("fetch.txt"))
            sheet_.fault("A11", "fetch.txt", say("parts of the package are elsewhere", "部分内容须另行获取"));
    }

    Result<void> read_files()
    {
        std::string buffer(read_at_once, '\0');
        for (auto& [path, seen] : seen_) {
            if (request_.stop_requested && request_.stop_requested())
                return error(ErrorKind::interrupted, say("The check was stopped", "检测已中断"));
            const auto file = files_.open_read(full(path));
            if (!file.ok()) {
                sheet_.fault("A12", path, file.error().what);
                continue;
            }
            Hasher hasher;
            std::string head, carried;
            bool whole = true;
            for (;;) {
                const auto count = files_.read(*file, buffer.data(), buffer.size(), path);
                if (!count.ok()) {
                    sheet_.fault("A12", path, count.error().what);
                    whole = false;
                    break;
                }
                if (*count == 0) break;
                const std::string_view bytes(buffer.data(), *count);
                hasher.update(bytes);
                seen.size += bytes.size();
                if (head.size() < head_size) head.append(bytes.substr(0, head_size - head.size()));
                // The trailer of an encrypted PDF names /Encrypt; it may lie across two pieces.
                constexpr std::string_view mark = "/Encrypt";
                carried.append(bytes);
                if (head.starts_with("%PDF-") && carried.find(mark) != std::string::npos) seen.encrypted = true;
                carried.erase(0, carried.size() - std::min(carried.size(), mark.size() - 1));
            }
            if (whole) seen.digest = hasher.finish().hex();
            seen.media_type = media_type_of(head, path);
        }
        return {};
    }

    /// What a manifest lists, by path.
    [[nodiscard]] std::optional<std::map<std::string, std::string>> manifest(const std::string& name)
    {
        constexpr std::size_t hex_size = 64;
        const auto text = tag_file(name);
        if (!text) return std::nullopt;
        std::map<std::string, std::string> listed;
        for (const std::string& line : lines_of(*text)) {
            if (line.empty()) continue;
            std::size_t at = line.find_first_of(" \t");
            std::string digest = line.substr(0, at);
            std::ranges::transform(digest, digest.begin(),
                                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
            at = std::min(line.find_first_not_of(" \t*", std::min(at, line.size())), line.size());
            const std::string path = path_in_manifest(line.substr(at));
            if (digest.size() != hex_size || digest.find_first_not_of("0123456789abcdef") != std::string::npos ||
                !stays_below(path))
                sheet_.fault("A11", name, say("a line is none of a manifest: {}", "清单行无效:{}", {line}));
            else if (!listed.emplace(path, digest).second)
                sheet_.fault("A11", name, say("{} is listed twice", "{} 重复列出", {path}));
        }
        return listed;
    }

    void compare(const std::string& name, const std::map<std::string, std::string>& listed)
    {
        for (const auto& [path, digest] : listed) {
            sheet_.seen("A12");
            const auto found = seen_.find(path);
            if (found == seen_.end())
                sheet_.fault("A12", path, say("it is listed in {} and not there", "{} 中列有,但不存在", {name}));
            else if (!found->second.digest.empty() && found->second.digest != digest)
                sheet_.fault("A12", path, say("its bytes are not what {} says", "内容与 {} 不符", {name}));
        }
    }

    void examine_manifests()
    {
        const auto payload = manifest("manifest-sha256.txt");
        if (!payload) {
            sheet_.fault("A11", "manifest-sha256.txt",
                         say("it is not there; packages are checked by SHA-256", "缺少该文件;本程序按 SHA-256 校验"));
        } else {
            compare("manifest-sha256.txt", *payload);
            for (const auto& [path, digest] : *payload)
                if (!path.starts_with("data/"))
                    sheet_.fault("A11", path,
                                 say("it is no payload, and its manifest lists it", "不属 data/,却列入内容清单"));
            for (const auto& [path, seen] : seen_)
                if (path.starts_with("data/") && !payload->contains(path))
                    sheet_.fault("A12", path, say("it is there and not listed", "存在但未列入清单"));
        }
        if (const auto tags = manifest("tagmanifest-sha256.txt")) {
            compare("tagmanifest-sha256.txt", *tags);
            for (const auto& [path, digest] : *tags)
                if (path.starts_with("data/") || path.starts_with("tagmanifest-"))
                    sheet_.fault("A11", path, say("a tag manifest does not list it", "标签清单不应列出该文件"));
        }
        for (const auto& [path, seen] : seen_) {
            if (!path.starts_with("data/")) continue;
            sheet_.seen("U5");
            if (seen.encrypted) sheet_.fault("U5", path, say("it is encrypted", "已加密"));
            const std::string kind = kind_of_media(seen.media_type);
            if (kind == "zip" || kind == "7z" || kind == "rar" || kind == "gz")
                sheet_.fault("U5", path, say("it is packed ({})", "为压缩包({})", {kind}));
        }
    }

    void examine_info()
    {
        std::uint64_t bytes = 0, count = 0;
        for (const auto& [path, seen] : seen_) {
            if (!path.starts_with("data/")) continue;
            bytes += seen.size;
            ++count;
        }
        const auto text = tag_file("bag-info.txt");
        if (!text) return;
        constexpr std::string_view label = "Payload-Oxum: ";
        for (const std::string& line : lines_of(*text)) {
            if (!line.starts_with(label)) continue;
            sheet_.seen("I2");
            const std::string told = line.substr(label.size()), is = std::to_string(bytes) + "." + std::to_string(count);
            if (told != is)
                sheet_.fault("I2", "bag-info.txt",
                             say("Payload-Oxum is {}, the payload is {}", "Payload-Oxum 为 {},实际为 {}", {told, is}));
            sheet_.evidence("I2", say(count == 1 ? "payload of {} bytes in {} file" : "payload of {} bytes in {} files",
                                      "内容共 {} 字节、{} 个文件", {bytes, count}));
        }
    }

    void examine_metadata()
    {
        sheet_.seen("I7");
        sheet_.seen("U1");
        const auto text = tag_file("data/metadata.json");
        if (!text) {
            sheet_.fault("I7", "data/metadata.json", say("there is no metadata", "缺少元数据"));
            return sheet_.fault("U1", "data/metadata.json", say("there is no metadata", "缺少元数据"));
        }
        const auto json = Json::parse(*text);
        const Json records = json.ok() ? json->get("records") : Json();
        if (!json.ok() || records.size() == 0) {
            sheet_.fault("I7", "data/metadata.json", say("it tells of no records", "未记载任何档案"));
            return sheet_.fault("U1", "data/metadata.json", say("it cannot be read", "无法读取"));
        }
        std::set<std::string> told{"data/metadata.json", "data/metadata.csv"};
        for (std::size_t i = 0; i < records.size(); ++i) examine_entry(records.at(i), told);
        records_ = static_cast<std::int64_t>(records.size());
        for (const auto& [path, seen] : seen_)
            if (path.starts_with("data/") && !told.contains(path))
                sheet_.fault("I7", path, say("no metadata tell of it", "元数据中没有该文件"));
        compare_with_list(*json);
        sheet_.evidence("I7", say(records_ == 1 ? "{} record" : "{} records", "共 {} 件", {records_}));
    }

    void examine_entry(const Json& record, std::set<std::string>& told)
    {
        const std::string code = record.get("code").text();
        sheet_.seen("I1");
        sheet_.seen("I7");
        if (code.empty() || record.get("title").text().empty())
            sheet_.fault("I7", code.empty() ? "data/metadata.json" : code,
                         say("code or title is missing", "缺少档号或题名"));
        const Json components = record.get("components");
        for (std::size_t i = 0; i < components.size(); ++i) {
            const Json one = components.at(i);
            const std::string path = one.get("path").text();
            told.insert(path);
            const auto found = seen_.find(path);
            if (found == seen_.end())
                sheet_.fault("I7", code, say("{} is not in the package", "{} 不在包内", {path}));
            else if (found->second.digest != one.get("sha256").text() ||
                     found->second.size != static_cast<std::uint64_t>(one.get("size").number()))
                sheet_.fault("A12", path, say("it is not what the metadata say", "与元数据记载不符"));
        }
        const std::string wrapper = record.get("encapsulation").text();
        if (wrapper.empty()) return;
        told.insert(wrapper);
        if (!seen_.contains(wrapper)) sheet_.fault("I7", code, say("{} is not in the package", "{} 不在包内", {wrapper}));
    }

    /// Is it what this archive sent?
    void compare_with_list(const Json& metadata)
    {
        const std::string number = metadata.get("case").text();
        const auto sent =
            number.empty() || !request_.list_sent ? Result<std::string>(std::string()) : request_.list_sent(number);
        if (!sent.ok() || sent->empty())
            return sheet_.evidence("A12", say("by its own manifests; this archive has no transfer list of it",
                                              "按包内清单校验;本库没有对应的移交清单"));
        sheet_.evidence("A12", say("by its own manifests, and against the transfer list of {}",
                                   "按包内清单及 {} 的移交清单校验", {number}));
        if (Digest::of(metadata.dump()).hex() != *sent)
            sheet_.fault("A12", "data/metadata.json",
                         say("it is not the list that {} sent", "与 {} 的移交清单不符", {number}));
    }

    void scan()
    {
        if (!scanner_.found()) return;
        std::vector<std::string> paths;
        const auto flush = [&] {
            if (paths.empty()) return;
            sheet_.seen("S1", static_cast<std::int64_t>(paths.size()));
            const auto found = scanner_.scan(paths);
            if (!found.ok())
                sheet_.fault("S1", request_.directory,
                             say(paths.size() == 1 ? "{} file was not scanned: {}" : "{} files were not scanned: {}",
                                 "{} 个文件未能扫描:{}", {paths.size(), found.error().what}));
            else
                for (const auto& [path, name] : *found)
                    sheet_.fault("S1", path.substr(std::min(path.size(), request_.directory.size() + 1)),
                                 say("{} found", "发现 {}", {name}));
            paths.clear();
        };
        std::error_code unknown;
        for (const auto& [path, seen] : seen_) {
            const auto whole = std::filesystem::absolute(full(path), unknown);
            if (path.find('\n') == std::string::npos) paths.push_back(unknown ? full(path) : whole.string());
            if (paths.size() == scanned_at_once) flush();
        }
        flush();
    }

    const BagExamRequest& request_;
    FileOps& files_;
    const MalwareScan& scanner_;
    ExamSheet& sheet_;
    std::map<std::string, Seen> seen_;  ///< by path from the top
    std::int64_t records_ = 0;
};

}  // namespace

Result<std::int64_t> examine_bag(const BagExamRequest& request, FileOps& files, const MalwareScan& scanner, ExamSheet& sheet)
{
    BagExamRequest trimmed = request;
    while (trimmed.directory.size() > 1 && trimmed.directory.ends_with('/')) trimmed.directory.pop_back();
    return BagExam(trimmed, files, scanner, sheet).run();
}

}  // namespace fonds
