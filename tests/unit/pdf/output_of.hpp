// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

namespace fonds::test {

/// What a command of the shell prints.
inline std::string output_of(const std::string& command)
{
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
    REQUIRE(pipe != nullptr);
    std::string output;
    std::array<char, 4096> chunk;
    for (std::size_t got = 1; got > 0;) {
        got = fread(chunk.data(), 1, chunk.size(), pipe.get());
        output.append(chunk.data(), got);
    }
    return output;
}

}  // namespace fonds::test
