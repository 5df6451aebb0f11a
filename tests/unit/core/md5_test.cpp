// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "schema/core/md5.hpp"

using namespace fonds;

TEST_CASE("MD5 is that of RFC 1321, in pieces too, and starts afresh")
{
    Md5 md5;
    CHECK(md5.finish() == "d41d8cd98f00b204e9800998ecf8427e");
    md5.update("message ");
    md5.update("digest");
    CHECK(md5.finish() == "f96b697d7cb7938d525a2f31aaf161d0");
    md5.update("12345678901234567890123456789012345678901234567890123456789012345678901234567890");
    CHECK(md5.finish() == "57edf4a22be3c955ac49da2e2107b67a");
}
