// SPDX-License-Identifier: GPL-3.0-or-later
// fonds-extract: reads documents for fonds, one after the other, in a sandbox. Descriptor 0 is the socket to fonds.
#include <unistd.h>

#include <cstdio>
#include <string_view>

#include "indexer/worker/dispatch.hpp"
#include "indexer/worker/sandbox.hpp"
#include "indexer/worker/serve.hpp"

int main(int argc, char** argv)
{
    if (argc == 2 && std::string_view(argv[1]) == "--version") {
        std::puts("fonds-extract " FONDS_VERSION);
        return 0;
    }
    if (argc != 1 || !fonds::JobChannel::is_socket(STDIN_FILENO)) {
        std::fputs("fonds-extract is started by fonds; on its own it only knows --version\n", stderr);
        return 2;
    }
    fonds::prepare_readers();
    if (const auto entered = fonds::enter_sandbox(); !entered.ok()) {
        std::fprintf(stderr, "fonds-extract: %s\n", entered.error().what.en.c_str());
        return 3;
    }
    fonds::JobChannel channel(STDIN_FILENO);
    fonds::serve(channel);
    ::_exit(0);  // nothing of what hostile files left behind is run again
}
