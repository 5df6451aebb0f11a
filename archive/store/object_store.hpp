// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes by their digest, written once (docs/formats/archive.md). Every implementation passes
// tests/support/object_store_conformance.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/core/digest.hpp"
#include "schema/core/fd.hpp"
#include "schema/core/result.hpp"

namespace fonds {

/// Bytes on their way in: durable only after Intake::publish.
struct StagedObject {
    Digest digest;
    std::uint64_t size = 0;
    std::string head;      ///< the first bytes (at most 4096), to tell the type
    std::size_t slot = 0;  ///< within its intake
};

/// A stored object whose bytes were found to be wrong while the right ones were staged.
struct DamagedObject {
    Digest digest;
    std::optional<Error> problem;  ///< why it is still damaged; none: the right bytes have replaced the wrong ones
};

/// One batch of bytes on its way in. Order: add… → publish (durable) → the catalog commits → finish. A process that dies
/// before finish leaves the batch's intent behind, from which recovery knows what nobody refers to. Destroyed without finish
/// it discards what it staged and leaves what it published to recovery. One thread at a time.
class Intake {
public:
    virtual ~Intake() = default;
    /// Copies all of `source` (from its current position) while hashing.
    [[nodiscard]] virtual Result<StagedObject> add(const Fd& source, const std::string& source_name) = 0;
    /// Takes a staged object out of the batch and removes its bytes. It is out even when they cannot be removed.
    [[nodiscard]] virtual Result<void> discard(const StagedObject& object) = 0;
    /// Makes every staged object durable and readable under its digest. Those already stored are read again: whole ones are
    /// not written, one that is proven wrong is replaced by the staged bytes. Tells the damaged ones it met; one that stays
    /// damaged costs the others nothing.
    [[nodiscard]] virtual Result<std::vector<DamagedObject>> publish() = 0;
    /// After the catalog's commit: forgets the intent.
    [[nodiscard]] virtual Result<void> finish() = 0;
};

struct ObjectEntry {
    Digest digest;
    std::uint64_t size = 0;
};

class ObjectStore {
public:
    virtual ~ObjectStore() = default;

    [[nodiscard]] virtual Result<std::unique_ptr<Intake>> begin_intake() = 0;
    /// ErrorKind::fixity when the catalog expects bytes that are not there: the caller knows; here ErrorKind::not_found.
    [[nodiscard]] virtual Result<Fd> open(const Digest& digest) = 0;
    [[nodiscard]] virtual Result<std::uint64_t> size_of(const Digest& digest) = 0;
    /// Streams the object to `sink` in pieces while hashing. Bytes that do not match the digest are ErrorKind::fixity, known
    /// only after the last piece: a caller that must not hand out bad bytes writes to a temporary place first.
    [[nodiscard]] virtual Result<void> read(const Digest& digest,
                                            const std::function<Result<void>(std::string_view)>& sink) = 0;
    /// Every stored object in ascending order of digest. Names that are no digests go to `stranger` (may be empty). What the
    /// system cannot read goes to `unreadable` with its place, and the others follow; without it that error is the end.
    [[nodiscard]] virtual Result<void> for_each(const std::function<Result<void>(const ObjectEntry&)>& visit,
                                                const std::function<void(const std::string&)>& stranger,
                                                const std::function<void(const std::string&, const Error&)>& unreadable) = 0;
    /// Removes an object; one that is not there is fine. Durable when it returns. Only for bytes that nothing refers to,
    /// while nobody else files (the archive lock is held alone).
    [[nodiscard]] virtual Result<void> remove(const Digest& digest) = 0;
    /// The same for many, with one sync a folder.
    [[nodiscard]] virtual Result<void> remove_all(const std::vector<Digest>& digests) = 0;
    /// Does a living batch publish this object? Such a one is stored before the catalog knows it.
    [[nodiscard]] virtual Result<bool> is_arriving(const Digest& digest) = 0;

    /// Batches left behind by processes that died. Recovery removes the objects of their intents for which `is_wanted` is
    /// false, then the batches. Only while nobody else files (the archive lock is held alone).
    struct Recovery {
        std::size_t batches = 0;
        std::size_t removed_objects = 0;
        std::size_t kept_objects = 0;
    };
    [[nodiscard]] virtual Result<std::size_t> left_over_batches() = 0;
    [[nodiscard]] virtual Result<Recovery> recover(const std::function<Result<bool>(const Digest&)>& is_wanted) = 0;
};

class FileOps;
class Layout;
[[nodiscard]] std::unique_ptr<ObjectStore> make_directory_store(const Layout& layout, FileOps& ops);
/// Keeps everything in memory; for tests of use cases.
[[nodiscard]] std::unique_ptr<ObjectStore> make_memory_store();

}  // namespace fonds
