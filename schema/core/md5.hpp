// SPDX-License-Identifier: GPL-3.0-or-later
// MD5 (RFC 1321): only to compare with what other programs wrote down. It finds damage, not deceit; nothing of ours rests on
// it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace fonds {

/// Hashes a stream piece by piece. One thread at a time.
class Md5 {
public:
    Md5();
    ~Md5();
    Md5(const Md5&) = delete;
    Md5& operator=(const Md5&) = delete;

    void update(std::string_view bytes);
    /// 32 lower-case hexadecimal digits of all updates, as md5sum(1) prints them; it then starts afresh.
    [[nodiscard]] std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace fonds
