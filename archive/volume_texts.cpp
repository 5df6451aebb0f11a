// SPDX-License-Identifier: GPL-3.0-or-later
#include "archive/volume_texts.hpp"

#include "schema/core/escape.hpp"
#include "schema/model/date.hpp"

namespace fonds {

namespace {

/// A value of bag-info.txt: one line.
std::string line_of(std::string_view text)
{
    std::string out = to_valid_utf8(text);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    return out;
}

}  // namespace

std::string bag_declaration()
{
    return "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
}

std::string bag_info(const VolumeFacts& facts)
{
    std::string text = "Source-Organization: " + line_of(facts.fonds.name) + "\n";
    text += "External-Identifier: " + facts.name + "\n";
    text += "External-Description: Records of fonds " + line_of(facts.fonds.code) + ", sealed by Fonds\n";
    text += "Bagging-Date: " + Date::of(facts.made_at, facts.time_zone_minutes).text() + "\n";
    text += "Payload-Oxum: " + std::to_string(facts.payload_bytes) + "." + std::to_string(facts.payload_files) + "\n";
    text += "Bag-Software-Agent: Fonds\n";
    text += "Fonds-Archive: " + facts.fonds.id + "\n";
    text += "Fonds-Sealed-At: " + to_iso8601(facts.made_at) + "\n";
    text += "Fonds-Previous-Volume-SHA256: " + (facts.previous ? facts.previous->hex() : std::string("none")) + "\n";
    for (const auto& name : facts.replaced) text += "Fonds-Replaced-Volume: " + name + "\n";
    return text;
}

std::string volume_readme(const VolumeFacts& facts)
{
    std::string zh = "冷存卷 " + facts.name +
                     "\n\n本文件是一个 zip 压缩包,内容符合 BagIt 规范(RFC 8493),不需要 Fonds 即可读取和校验:\n\n";
    std::string en =
        "Volume " + facts.name +
        "\n\nThis is a zip archive whose content is a BagIt bag (RFC 8493). It can be read and verified without Fonds:\n\n";
    const std::string commands =
        facts.encrypted
            ? "    7z x " + facts.name + ".zip\n    cd " + facts.name + "\n    sha256sum -c manifest-sha256.txt\n\n"
            : "    unzip " + facts.name + ".zip\n    cd " + facts.name + "\n    sha256sum -c manifest-sha256.txt\n\n";
    zh += commands;
    en += commands;
    if (facts.encrypted) {
        zh += "内容以 AES-256 加密(WinZip AE-2),密码为封卷时所用密钥文件的首行。\n\n";
        en += "It is encrypted with AES-256 (WinZip AE-2); the password is the first line of the key file it was sealed "
              "with.\n\n";
    }
    zh += "data/                     档案文件,每件一个目录,以档号命名\n"
          "manifest-sha256.txt       各文件的 SHA-256\n"
          "tagmanifest-sha256.txt    其余文件的 SHA-256\n"
          "metadata/records.csv      档案目录(可用电子表格打开)\n"
          "metadata/records.json     同上,内容完整,供程序读取\n"
          "metadata/*.csv            门类、案卷、往来单位\n"
          "bag-info.txt              来源、日期、上一卷的 SHA-256\n\n"
          "旁边的 .par2 文件可修复少量损坏:par2 repair " +
          facts.name + ".zip.par2\n";
    en += "data/                     the files, a folder a record, named by its reference code\n"
          "manifest-sha256.txt       their SHA-256\n"
          "tagmanifest-sha256.txt    that of all other files\n"
          "metadata/records.csv      the list of records, for any spreadsheet\n"
          "metadata/records.json     the same, complete, for programs\n"
          "metadata/*.csv            categories, folders, parties\n"
          "bag-info.txt              where it comes from, when, and the SHA-256 of the volume before it\n\n"
          "The .par2 files beside it repair small damage: par2 repair " +
          facts.name + ".zip.par2\n";
    return zh + "\n----\n\n" + en;
}

}  // namespace fonds
