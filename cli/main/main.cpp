// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/commands.hpp"

int main(int argc, char** argv)
{
    try {
        return fonds::cli::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
    } catch (const std::exception& problem) {
        // Results carry every expected failure; what arrives here is a defect or exhausted memory.
        std::fprintf(stderr, "fonds: internal error: %s\n", problem.what());
        return 1;
    }
}
