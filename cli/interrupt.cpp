// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.hpp"

#include <csignal>

namespace fonds::cli {

namespace {

volatile std::sig_atomic_t asked = 0;

void on_signal(int)
{
    asked = 1;
}

}  // namespace

void catch_interrupts()
{
    struct sigaction action = {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool interrupted()
{
    return asked != 0;
}

}  // namespace fonds::cli
