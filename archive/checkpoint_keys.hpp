// SPDX-License-Identifier: GPL-3.0-or-later
// The key that signs the audit log, and where it is kept. Private to the facade.
#pragma once

#include <string>
#include <vector>

#include "archive/secrets/signing.hpp"
#include "archive/state.hpp"
#include "schema/model/checkpoint.hpp"

namespace fonds {

/// Two files: the key itself, for its owner alone (mode 0600), and beside it the public keys that were ever used here, one a
/// line (docs/formats/archive.md). Where: [log] key in fonds.toml, else keys/checkpoint.key in the archive.
class CheckpointKeys {
public:
    explicit CheckpointKeys(const Archive::State& state);

    /// The public ones, oldest first; empty: there is no such file, or it cannot be read.
    [[nodiscard]] Result<std::vector<PublicKey>> known() const;
    /// The key to sign with. Made when there is none and nothing was `signed_before`, or when a new one is wanted; else one
    /// that is missing is ErrorKind::unavailable.
    [[nodiscard]] Result<SigningKey> key(const std::vector<Checkpoint>& signed_before, bool new_key) const;
    /// Can others than its owner read the key?
    [[nodiscard]] bool exposed() const;

private:
    [[nodiscard]] Result<SigningKey> make() const;
    [[nodiscard]] Result<void> make_known(const std::vector<Checkpoint>& signed_before, const SigningKey& key) const;

    FileOps& files_;
    std::string path_, open_path_;
};

}  // namespace fonds
