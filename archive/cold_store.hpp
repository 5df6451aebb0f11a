// SPDX-License-Identifier: GPL-3.0-or-later
// An object store whose bytes are in objects/ or, when they went cold, in volumes. Private to the facade.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/config/cold_settings.hpp"
#include "archive/store/layout.hpp"
#include "archive/store/object_store.hpp"
#include "schema/catalog/volumes.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

/// A copy of a volume that did not give what it should have.
struct CopyTrouble {
    std::string volume;
    VolumeCopy copy;  ///< with the state it is in
    Error problem;
};

/// The file of a copy.
[[nodiscard]] std::string volume_path(const Layout& layout, const std::string& place, const std::string& volume);

/// The key of encrypted volumes: the first line of that file; empty without one. ErrorKind::refused for a key shorter than
/// 16 characters.
[[nodiscard]] Result<std::string> volume_key(FileOps& files, const Layout& layout, const ColdSettings& settings);

/// The same for who encrypts: without one ErrorKind::usage.
[[nodiscard]] Result<std::string> sealing_key(FileOps& files, const Layout& layout, const ColdSettings& settings);

/// Why encrypted volumes cannot be opened now: their key is not where the settings name it, or none is named.
[[nodiscard]] std::optional<Error> missing_key(FileOps& files, const Layout& layout, const ColdSettings& settings);

/// Bytes that an intake publishes are hot from then on. Hot bytes first, then the copies of the volumes, the good ones
/// first, then what parity can repair. Bytes from volumes are verified before any of them is handed out; what open() unpacks
/// is kept in cache/, but not what was encrypted. Safe to call `open` from another thread while no other call runs.
class ColdStore : public ObjectStore {
public:
    /// Repair by parity may take long: true ends it with ErrorKind::interrupted. Without, it goes on to its end.
    virtual void stop_when(std::function<bool()> stop_requested) = 0;
    /// What copies failed to give, since it was last asked.
    [[nodiscard]] virtual std::vector<CopyTrouble> take_troubles() = 0;
    /// Only what is in objects/.
    [[nodiscard]] virtual ObjectStore& hot() = 0;
    /// open(), from volumes alone.
    [[nodiscard]] virtual Result<Fd> open_cold(const Digest& digest) = 0;
    /// Does a copy of a volume give the bytes whole, as it lies there? Neither cache/ nor parity proves that.
    [[nodiscard]] virtual Result<void> prove_cold(const Digest& digest) = 0;
    /// Streams bytes from volumes, whether or not they are hot as well. ErrorKind::not_found when no volume has them,
    /// ErrorKind::fixity when none of those that do gives them whole.
    [[nodiscard]] virtual Result<void> read_cold(const Digest& digest,
                                                 const std::function<Result<void>(std::string_view)>& sink) = 0;
};

[[nodiscard]] std::unique_ptr<ColdStore> make_cold_store(std::unique_ptr<ObjectStore> hot, Volumes volumes,
                                                         const Layout& layout, const ColdSettings& settings, FileOps& ops);

}  // namespace fonds
