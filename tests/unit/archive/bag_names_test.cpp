// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <catch2/catch.hpp>

#include "archive/bag_names.hpp"

using namespace fonds;

namespace {

ReferenceCode code(const std::string& text)
{
    const auto parsed = ReferenceCode::parse(text);
    REQUIRE(parsed.ok());
    return *parsed;
}

}  // namespace

TEST_CASE("paths of manifests go there and back")
{
    for (const std::string path : {"data/a b.pdf", "data/100%.pdf", "data/a\nb", "data/a\rb", "data/%0A", "data/合同.pdf"}) {
        CHECK(path_in_manifest(manifest_path(path)) == path);
        CHECK(manifest_path(path).find('\n') == std::string::npos);
    }
    CHECK(manifest_path("a%b\nc") == "a%25b%0Ac");
    CHECK(path_in_manifest("a%0ab") == "a\nb");
    CHECK(path_in_manifest("a%41%") == "a%41%");
}

TEST_CASE("a path that may lead out of its folder does not stay below")
{
    for (const char* path : {"data/1.pdf", "a", "data/合同/甲.pdf", "data/a..b", "data/...", "data/.hidden"})
        CHECK(stays_below(path));
    for (const char* path : {"", "/etc/passwd", "..", "../a", "a/..", "a/../b", "a/./b", "./a", "a//b", "a/", "~/a", "C:/a",
                             "c:a", "a\\b", "a\nb", "a\x7f"}) {
        CAPTURE(path);
        CHECK_FALSE(stays_below(path));
    }
    CHECK_FALSE(stays_below(std::string_view("a\0b", 3)));
}

TEST_CASE("names are such that every system takes them")
{
    CHECK(portable_name("合同.pdf") == "合同.pdf");
    CHECK(portable_name("a:b*c?.pdf") == "a_b_c_.pdf");
    CHECK(portable_name("a/b\\c") == "a_b_c");
    CHECK(portable_name("con") == "_con");
    CHECK(portable_name("NUL.txt") == "_NUL.txt");
    CHECK(portable_name("com7.pdf") == "_com7.pdf");
    CHECK(portable_name("common.pdf") == "common.pdf");
    CHECK(portable_name("name. ") == "name");
    CHECK(portable_name(" .") == "file");
    CHECK(portable_name("") == "file");
    CHECK(portable_name(".profile") == "file.profile");
    const std::string cut = portable_name(std::string(100, 'x') + "合同合同合同合同合同合同合同合同合同.pdf");
    CHECK(cut.size() <= 120);
    CHECK(cut.ends_with(".pdf"));
    CHECK(portable_name(cut) == cut);  // no character was cut in two
}

TEST_CASE("two codes never have one folder")
{
    std::set<std::string> folders;
    const std::vector<std::string> codes{"J001-HT·2024-D30-0001",
                                         "J001-HT-2024-D30-0001",
                                         "CON",
                                         "_CON",
                                         "__CON",
                                         "NUL·1",
                                         "_NUL·1",
                                         "A·",
                                         "A·_",
                                         "A_",
                                         "A__",
                                         "A",
                                         "COM1",
                                         "永久-1"};
    for (const auto& text : codes) {
        const std::string folder = bag_folder(code(text));
        CAPTURE(text, folder);
        CHECK(folders.insert(folder).second);
        CHECK(portable_name(folder) == folder);
    }
    CHECK(bag_folder(code("J001-HT·2024-D30-0001")) == "J001-HT.2024-D30-0001");
}

TEST_CASE("a file in a bag has a number and a plain extension")
{
    CHECK(bag_path(code("J001-1"), 1, "合同.PDF") == "data/J001-1/1.pdf");
    CHECK(bag_path(code("J001-1"), 12, "a.b/c") == "data/J001-1/12.bin");
    CHECK(bag_path(code("J001-1"), 2, "name") == "data/J001-1/2.bin");
    CHECK(bag_path(code("J001-1"), 2, "name.") == "data/J001-1/2.bin");
    CHECK(bag_path(code("J001-1"), 2, "name.verylongextension") == "data/J001-1/2.bin");
    CHECK(bag_path(code("J001-1"), 3, "../../x.sh\n") == "data/J001-1/3.bin");
}
