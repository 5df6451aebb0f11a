// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include "archive/volume_says.hpp"

using namespace fonds;

TEST_CASE("What a volume says of itself is in lines that other bags do not have")
{
    const VolumeSays says =
        volume_says("Bagging-Date: 2026-01-02\nFonds-Archive: id\nFonds-Sealed-At: 2026-01-02T03:04:05.000Z\n"
                    "Fonds-Replaced-Volume: J001-V0001\nFonds-Replaced-Volume: J001-V0002\n");
    CHECK(says.is_volume());
    CHECK(says.archive == "id");
    CHECK(says.replaced == std::vector<std::string>{"J001-V0001", "J001-V0002"});
    CHECK_FALSE(volume_says("Bagging-Date: 2026-01-02\n").is_volume());
}

TEST_CASE("Of volumes of one fonds the number tells which is later, whatever its clock said")
{
    const std::string early = "2026-01-01T00:00:00.000Z", late = "2026-02-01T00:00:00.000Z";
    CHECK(is_sealed_later("J001-V0002", early, "J001-V0001", late));
    CHECK_FALSE(is_sealed_later("J001-V0001", late, "J001-V0002", early));
    CHECK(is_sealed_later("J001-V10000", early, "J001-V9999", early));
    CHECK_FALSE(is_sealed_later("J001-V0001", early, "J001-V0001", early));
    // Others by their moments.
    CHECK(is_sealed_later("K001-V0001", late, "J001-V0002", early));
    CHECK_FALSE(is_sealed_later("K001-V0003", early, "J001-V0002", late));
    CHECK(is_sealed_later("strange", late, "J001-V0002", early));
}
