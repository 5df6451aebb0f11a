// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "indexer/worker/mail_reader.hpp"

using namespace fonds;
using namespace std::string_literals;

namespace {

std::string text_of(const DocumentText& document)
{
    REQUIRE(document.pages.size() == 1);
    return document.pages.front().text;
}

std::string property_of(const DocumentText& document, std::string_view wanted)
{
    for (const auto& [name, value] : document.properties)
        if (name == wanted) return value;
    return {};
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("headers and a plain body are read")
{
    const auto document = read_mail("From: Li Na <lina@example.cn>\r\nTo: archive@example.cn, Wang Fang <wf@example.cn>\r\n"
                                    "Cc: boss@example.cn\r\nSubject: Contract ready\r\n"
                                    "Date: Tue, 05 Mar 2024 09:12:00 +0800\r\n"
                                    "Content-Type: text/plain; charset=utf-8\r\n\r\n请查收合同。\r\n此致\r\n",
                                    {});
    CHECK(text_of(document) == "From: Li Na <lina@example.cn>\nTo: archive@example.cn, Wang Fang <wf@example.cn>\n"
                               "Cc: boss@example.cn\nSubject: Contract ready\nDate: 2024-03-05T09:12:00+08:00\n"
                               "请查收合同。\n此致\n");
    CHECK(property_of(document, "title") == "Contract ready");
    CHECK(property_of(document, "author") == "Li Na <lina@example.cn>");
    CHECK(property_of(document, "created") == "2024-03-05T09:12:00+08:00");
    CHECK(document.state == TextState::done);
}

TEST_CASE("encoded words in GB2312, GBK, Big5 and UTF-8 are decoded")
{
    const auto gb = read_mail("Subject: =?gb2312?B?ssm5urrPzaw=?=\nFrom: =?GBK?Q?=C0=EE=C4=C8?= <a@b.cn>\n\nx\n", {});
    CHECK(property_of(gb, "title") == "采购合同");
    CHECK(property_of(gb, "author") == "李娜 <a@b.cn>");
    // 镕 is not in GB2312, and mail programs say gb2312 all the same.
    CHECK(property_of(read_mail("Subject: =?gb2312?B?1uzpRrv5?=\n\nx\n", {}), "title") == "朱镕基");
    CHECK(property_of(read_mail("Subject: =?big5?B?plimUA==?=\n\nx\n", {}), "title") == "合同");
    CHECK(property_of(read_mail("Subject: =?utf-8?B?5ZCI5ZCM?= =?utf-8?B?6KGl5YWF?=\n\nx\n", {}), "title") == "合同补充");
}

TEST_CASE("headers in bare GBK bytes are read")
{
    CHECK(property_of(read_mail("Subject: \xB2\xC9\xB9\xBA\xBA\xCF\xCD\xAC\n\nx\n", {}), "title") == "采购合同");
}

TEST_CASE("a body in GBK is read, declared or not, encoded or bare")
{
    CHECK(contains(text_of(read_mail("Content-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: base64\n\n"
                                     "ssm5urrPzaw=\n",
                                     {})),
                   "采购合同"));
    CHECK(contains(text_of(read_mail("Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
                                     "=B2=C9=B9=BA=BA=CF=CD=AC\n",
                                     {})),
                   "采购合同"));
    CHECK(contains(text_of(read_mail("Subject: x\n\n\xB2\xC9\xB9\xBA\xBA\xCF\xCD\xAC\n", {})), "采购合同"));
}

TEST_CASE("of alternatives the plain text is read, and HTML when it is all there is")
{
    const std::string head = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n";
    const std::string tail = "\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>富文本</p><script>no</script>\n--b--\n";
    const std::string both = text_of(read_mail(head + "plain words" + tail, {}));
    CHECK(contains(both, "plain words"));
    CHECK_FALSE(contains(both, "富文本"));
    const std::string blank = text_of(read_mail(head + "  " + tail, {}));
    CHECK(contains(blank, "富文本"));
    CHECK_FALSE(contains(blank, "script"));
    CHECK(text_of(read_mail("Content-Type: text/html\n\n<p>one<p>two\n", {})) == "one\ntwo\n");
}

TEST_CASE("attachments are listed by their decoded names and not read")
{
    const auto text =
        text_of(read_mail("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nbody\n--b\n"
                          "Content-Type: application/pdf; name=\"=?gb2312?B?ssm5urrPzawucGRm?=\"\nContent-Disposition: "
                          "attachment\n\nPDFBYTES\n--b\n"
                          "Content-Type: text/plain\nContent-Disposition: attachment; "
                          "filename*=utf-8''%E5%90%88%E5%90%8C.txt\n\nsecret\n--b--\n",
                          {}));
    CHECK(text == "body\nAttachment: 采购合同.pdf\nAttachment: 合同.txt\n");
}

TEST_CASE("a forwarded mail is read with its headers")
{
    const auto document =
        read_mail("Subject: outer\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
                  "see below\n--b\nContent-Type: message/rfc822\n\nSubject: inner\nFrom: x@y.cn\n\ninner body\n"
                  "--b--\n",
                  {});
    CHECK(text_of(document) == "Subject: outer\nsee below\nFrom: x@y.cn\nSubject: inner\ninner body\n");
    CHECK(property_of(document, "title") == "outer");
}

TEST_CASE("a mail whose text is encrypted says so")
{
    const auto pgp = read_mail("Subject: s\nContent-Type: multipart/encrypted; boundary=b\n\n--b\n"
                               "Content-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
                               "Content-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--b--\n",
                               {});
    CHECK(pgp.state == TextState::encrypted);
    CHECK(contains(text_of(pgp), "Subject: s"));
    const auto smime =
        read_mail("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nAAAA\n", {});
    CHECK(smime.state == TextState::encrypted);
}

TEST_CASE("the line of a mailbox and a byte order mark before the headers are passed over")
{
    CHECK(property_of(read_mail("From a@b.cn Tue Mar  5 09:12:00 2024\nSubject: kept\n\nx\n", {}), "title") == "kept");
    CHECK(property_of(read_mail("\xEF\xBB\xBFSubject: kept\n\nx\n", {}), "title") == "kept");
    CHECK(read_mail("From ", {}).pages.size() <= 1);
}

TEST_CASE("a mail nested without end is refused or cut, never a crash")
{
    std::string parts;
    for (int i = 0; i < 100'000; ++i)
        parts += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
    CHECK(read_mail(parts + "Content-Type: text/plain\n\nx\n", {}).state == TextState::failed);
    std::string few;
    for (int i = 0; i < 1'900; ++i)
        few += "Content-Type: multipart/mixed; bOUNdary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
    CHECK(read_mail(few + "Content-Type: text/plain\n\nx\n", {}).state == TextState::partial);
    std::string mails;
    for (int i = 0; i < 1'900; ++i) mails += "Content-Type: message/rfc822\n\n";
    CHECK(read_mail(mails + "Subject: x\n\nx\n", {}).state == TextState::partial);
}

TEST_CASE("a mail without anything, or with zero bytes, is read without harm")
{
    CHECK(read_mail("", {}).pages.size() <= 1);
    CHECK(read_mail("\0\0\0"s, {}).pages.size() <= 1);
    CHECK(contains(text_of(read_mail("Subject: a\0b\n\nbody\0more\n"s, {})), "body more"));
    CHECK(read_mail("no mail at all", {}).pages.size() <= 1);
}

TEST_CASE("a body past the limit is cut and noted")
{
    const auto document = read_mail("Subject: s\n\n" + std::string(5000, 'x'), ReadLimits{1, 1000});
    CHECK(document.state == TextState::partial);
    CHECK(document.pages.at(0).text.size() <= 1001);
}

TEST_CASE("every cut of a mail is read without harm")
{
    const std::string mail = "Subject: =?gb2312?B?ssm5urrPzaw=?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
                             "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+eDwvcD4=\n--b\n"
                             "Content-Type: message/rfc822\n\nSubject: in\n\nbody\n--b--\n";
    for (std::size_t size = 0; size < mail.size(); ++size)
        CHECK(read_mail(std::string_view(mail).substr(0, size), {}).pages.size() <= 1);
}
