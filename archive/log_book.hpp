// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the facade for the audit log: asked, written to a file, and checked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "archive/archive.hpp"
#include "schema/model/clock_look.hpp"
#include "schema/model/exported_log.hpp"

namespace fonds {

/// Which events; what is empty does not matter.
struct LogRequest {
    std::string action;   ///< record.edited, or with * at its end: record.*
    std::string subject;  ///< a reference code, a name … as the event has it
    std::string named;    ///< stands in its detail as a value; it is enough that this or the subject fits
    std::string actor;
    std::optional<Date> from, until;  ///< in the archive's time zone, both included
    std::size_t limit = 100, offset = 0;
};

/// What somebody knows of a log from elsewhere: keys that sign it, and codes from paper.
struct LogWitness {
    std::vector<PublicKey> keys;         ///< with one at least, checkpoints of other keys are faults
    std::vector<std::string> key_codes;  ///< the same, by their codes
    std::vector<LogCode> codes;
    bool wants_signed = false;  ///< a log without any checkpoint is a fault
};
/// `keys`: 64 hexadecimal digits, codes of keys, or files with such, one a line. ErrorKind::usage as parse_log_code says.
[[nodiscard]] Result<LogWitness> parse_log_witness(const std::vector<std::string>& keys,
                                                   const std::vector<std::string>& codes, const Environment& environment);

/// A checkpoint, and what to write down of it.
struct SignedLog {
    Checkpoint checkpoint;
    Digest hash;  ///< of its event
    LogCode code;
    std::string key_code;
    bool fresh = true;     ///< false: nothing has happened since that one was made
    bool exposed = false;  ///< others than its owner can read the file of the key
};

/// Lives no longer than its archive; one thread at a time.
class LogBook {
public:
    explicit LogBook(Archive& archive) : state_(*archive.state_) {}

    /// Newest first.
    [[nodiscard]] Result<std::vector<Event>> events(const LogRequest& request);
    /// The whole log as docs/formats/audit-log.md has it, to `sink`, and what is wrong with it, if anything is.
    [[nodiscard]] Result<LogVerdict> write(const std::function<Result<void>(std::string_view)>& sink);
    /// The same to a new file, complete and durable or not at all; an existing one is ErrorKind::duplicate unless `replace`.
    [[nodiscard]] Result<LogVerdict> save(const std::string& path, bool replace);
    /// The same, written nowhere, with signatures and codes: see judge. Without keys those of the archive's own file count.
    [[nodiscard]] Result<LogVerdict> verify(const LogWitness& witness = {});
    /// Checks the log and signs its end. A log that is not whole is ErrorKind::fixity. The key is made at the first time;
    /// one that is gone is ErrorKind::unavailable unless `new_key`.
    [[nodiscard]] Result<SignedLog> sign(bool new_key);
    /// What an exported log says against this archive's: another archive's, a shorter or another history. Nothing: the log
    /// of this archive goes on from it.
    [[nodiscard]] Result<std::optional<Text>> differs_from(const LogVerdict& exported);
    /// Whether the clock of this computer goes on from what the log tells.
    [[nodiscard]] Result<ClockLook> look_at_clock();
    /// Tells the log that it is right: nothing before stands against it any more. `reason` empty: ErrorKind::usage.
    [[nodiscard]] Result<void> assure_clock(std::string_view reason);

private:
    [[nodiscard]] Result<LogVerdict> pass(LogVerifier verifier, const std::function<Result<void>(std::string_view)>& sink);

    Archive::State& state_;
};

/// Adds to the verdict what is wrong with signatures, and what contradicts the witness.
void judge(LogVerdict& verdict, const LogWitness& witness);

/// Reads an exported log, without any archive. ErrorKind::not_found and io as usual; what is wrong with it is in the
/// verdict.
[[nodiscard]] Result<LogVerdict> verify_log_file(const std::string& path, const Environment& environment,
                                                 const LogWitness& witness = {});

}  // namespace fonds
