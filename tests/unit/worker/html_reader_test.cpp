// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/html_reader.hpp"

using namespace fonds;
using namespace std::string_literals;

namespace {

std::string text_of(std::string_view html)
{
    const auto document = read_html(html, {});
    REQUIRE(document.pages.size() == 1);
    return document.pages.front().text;
}

std::string property_of(const DocumentText& document, std::string_view wanted)
{
    for (const auto& [name, value] : document.properties)
        if (name == wanted) return value;
    return {};
}

}  // namespace

TEST_CASE("the title is a property and the first line")
{
    const auto document = read_html("<html><head><title> 采购 合同\n</title><meta name=author content=李娜></head>"
                                    "<body><p>正文</p></body></html>",
                                    {});
    CHECK(document.pages.at(0).text == "采购 合同\n正文\n");
    CHECK(property_of(document, "title") == "采购 合同");
    CHECK(property_of(document, "author") == "李娜");
}

TEST_CASE("block elements end lines and white space within a line is one space")
{
    CHECK(text_of("<p>one\n   two</p><div>three<br>four <b>five</b>six</div>") == "one two\nthree\nfour fivesix\n");
    CHECK(text_of("<ul><li>甲</li><li>乙</li></ul>丙") == "甲\n乙\n丙\n");
}

TEST_CASE("words of neighbouring cells are not glued together")
{
    CHECK(text_of("<table><tr><th>品名</th><th>数量</th></tr><tr><td>螺栓</td><td>12</td></tr></table>") ==
          "品名\t数量\n螺栓\t12\n");
}

TEST_CASE("scripts, styles, comments and hidden parts are not text")
{
    CHECK(text_of("<style>p{color:red}</style><script>var a='<p>no</p>';</script><p>yes</p><!-- no -->"
                  "<div hidden>no<p>no</p></div><div style='color:red; DISPLAY : none'>no</div>"
                  "<template>no</template><input type=hidden value=no><span>end</span>") == "yes\nend\n");
}

TEST_CASE("entities are decoded and alternative texts of images are read")
{
    CHECK(text_of("<p>A&amp;B &lt;c&gt; &#21512;&#x540C; &yen;5</p><img alt='公司印章'>x") ==
          "A&B <c> 合同 ¥5\n公司印章 x\n");
}

TEST_CASE("a GBK page is read, whether it says so or not")
{
    CHECK(text_of("<meta charset=gb2312><p>\xBA\xCF\xCD\xAC\xB5\xB5\xB0\xB8</p>") == "合同档案\n");
    CHECK(text_of("<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; charset=GBK\"><p>\xBA\xCF\xCD\xAC</p>") == "合同\n");
    CHECK(text_of("<p>\xBA\xCF\xCD\xAC\xB5\xB5\xB0\xB8</p>") == "合同档案\n");
}

TEST_CASE("a page that claims another charset than it has is still read")
{
    CHECK(text_of("<meta charset=gb2312><p>合同</p>") == "合同\n");
    CHECK(text_of("<meta charset=utf-16><p>合同</p>") == "合同\n");
    CHECK(text_of("<meta charset=nonsense><p>合同</p>") == "合同\n");
    CHECK(text_of("<?xml version='1.0' encoding='iso-8859-1'?><html><p>合同</p></html>").find("合同") != std::string::npos);
}

TEST_CASE("UTF-16 pages are read by their mark")
{
    std::string bytes = "\xFF\xFE";
    for (const char c : "<p>abc</p>"s) bytes.append({c, '\0'});
    CHECK(text_of(bytes) == "abc\n");
}

TEST_CASE("a hundred thousand nested tags are read")
{
    std::string html;
    for (int i = 0; i < 100'000; ++i) html += "<div>";
    CHECK(text_of(html + "deep").find("deep") != std::string::npos);
    std::string spans;
    for (int i = 0; i < 100'000; ++i) spans += "<span hidden>";
    CHECK(text_of("before" + spans + "never") == "before\n");
}

TEST_CASE("an entity declared in a DOCTYPE expands to nothing")
{
    const std::string html = "<!DOCTYPE html [<!ENTITY a 'lollollol'><!ENTITY b '&a;&a;&a;'>"
                             "<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>safe &b;&x;</p>";
    const std::string text = text_of(html);
    CHECK(text.find("safe") != std::string::npos);
    CHECK(text.find("lollollollol") == std::string::npos);
    CHECK(text.find("root:") == std::string::npos);
}

TEST_CASE("zero bytes do not end the page")
{
    CHECK(text_of("<p>one\0two</p><p>three</p>"s) == "one two\nthree\n");
}

TEST_CASE("broken markup gives what text there is")
{
    CHECK(text_of("<p>a<b>b</p></i><table><td>c<tr>d").find("c") != std::string::npos);
    CHECK(text_of("just text & more < text").find("just text & more") != std::string::npos);
    CHECK(text_of("").empty());
    CHECK(text_of("<").size() <= 2);
    CHECK(text_of("<p attr=\"unclosed").empty());
}

TEST_CASE("a page with more text than the limit is partial")
{
    std::string html;
    for (int i = 0; i < 10'000; ++i) html += "<p>words and words</p>";
    const auto document = read_html(html, ReadLimits{1, 100});
    CHECK(document.state == TextState::partial);
    CHECK(document.pages.at(0).text.size() <= 101);
}

TEST_CASE("one enormous text node is read whole")
{
    const std::string words(20'000'000, 'w');
    CHECK(text_of("<p>" + words + "</p>").size() == words.size() + 1);
}

TEST_CASE("every cut of a page is read without harm")
{
    const std::string html = "<html><head><title>题名</title></head><body><table><tr><td hidden>x</td><td>格&nbsp;</td></tr>"
                             "</table><script>if(a<b){}</script><p>末</p></body></html>";
    for (std::size_t size = 0; size < html.size(); ++size)
        CHECK(read_html(std::string_view(html).substr(0, size), {}).pages.size() == 1);
}
