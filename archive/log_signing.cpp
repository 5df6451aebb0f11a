// SPDX-License-Identifier: GPL-3.0-or-later
// Checkpoints of the audit log: made, and judged.
#include <algorithm>

#include "archive/checkpoint_keys.hpp"
#include "archive/log_book.hpp"
#include "archive/state.hpp"
#include "schema/catalog/checkpoints.hpp"
#include "schema/core/file_ops.hpp"

namespace fonds {

namespace {

constexpr std::uint64_t most_bytes = 1 << 20;

/// One key, however it is written.
Result<void> take_key(std::string_view text, LogWitness& witness)
{
    if (auto key = PublicKey::parse(text); key.ok()) {
        witness.keys.push_back(*key);
        return {};
    }
    TRY_ASSIGN(auto code, parse_key_code(text));
    witness.key_codes.push_back(std::move(code));
    return {};
}

bool trusted(const LogWitness& witness, const PublicKey& key)
{
    if (witness.keys.empty() && witness.key_codes.empty()) return true;
    return std::ranges::find(witness.keys, key) != witness.keys.end() ||
           (!witness.key_codes.empty() && std::ranges::find(witness.key_codes, key_code(key)) != witness.key_codes.end());
}

}  // namespace

Result<LogWitness> parse_log_witness(const std::vector<std::string>& keys, const std::vector<std::string>& codes,
                                     const Environment& environment)
{
    LogWitness witness;
    witness.wants_signed = !keys.empty();
    for (const auto& given : keys) {
        const auto file = environment.files->info(given);
        if (!file.ok() || file->type != FileType::regular) {
            TRY(take_key(given, witness));
            continue;
        }
        TRY_ASSIGN(const std::string text, read_file(*environment.files, given, most_bytes));
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            if (end > at) TRY(take_key(std::string_view(text).substr(at, end - at), witness));
            at = end + 1;
        }
    }
    for (const auto& given : codes) {
        TRY_ASSIGN(auto code, parse_log_code(given));
        witness.codes.push_back(std::move(code));
    }
    return witness;
}

void judge(LogVerdict& verdict, const LogWitness& witness)
{
    bool foreign = false;
    for (const SignedEvent& one : verdict.checkpoints) {
        const Checkpoint& checkpoint = one.checkpoint;
        if (!is_signed(signed_text(verdict.origin.id, checkpoint, one.hash), checkpoint.signature.bytes,
                       checkpoint.key.bytes))
            verdict.fault(checkpoint.sequence,
                          say("The signature of event {} is not right: this is not the log that was signed",
                              "第 {} 条的签名不符:这不是当时签名的日志", {checkpoint.sequence}));
        else if (!trusted(witness, checkpoint.key) && !foreign) {
            foreign = true;  // those that follow are mostly of the same key
            verdict.fault(checkpoint.sequence, say("Event {} is signed with another key: {}", "第 {} 条由其他密钥签名:{}",
                                                   {checkpoint.sequence, key_code(checkpoint.key)}));
        }
    }
    for (const LogCode& code : witness.codes) {
        const auto at = verdict.watched.find(code.sequence);
        if (at == verdict.watched.end()) {
            verdict.fault(verdict.events, say("The code {} is of event {}, but the log has only {}: it was cut short",
                                              "代码 {} 对应第 {} 条,而日志只有 {} 条:日志被截断",
                                              {code.text, code.sequence, verdict.events}));
            continue;
        }
        const auto here = log_code(verdict.origin.id, code.sequence, at->second);
        if (!here.ok() || here->text != code.text)
            verdict.fault(code.sequence,
                          say("The code {} is not that of event {} here: this history is not the one that was noted",
                              "代码 {} 与此处第 {} 条不符:这不是当时记下的历史", {code.text, code.sequence}));
    }
    if (witness.wants_signed && verdict.checkpoints.empty())
        verdict.fault(0, say("Nothing in this log is signed", "该日志没有任何签名"));
}

Result<SignedLog> LogBook::sign(bool new_key)
{
    TRY_ASSIGN(const Lock lock, state_.writers_lock());
    const CheckpointKeys keys(state_);
    TRY_ASSIGN(const LogVerdict verdict, verify());
    if (!verdict.faults.empty())
        return error(ErrorKind::fixity, say("The audit log is not whole, and is not signed: {}",
                                            "审计日志不完整,未予签名:{}", {verdict.faults.front().what}))
            .with_hint(say("fonds log verify tells all of it.", "可用 fonds log verify 查看全部问题。"));
    std::vector<Checkpoint> before;
    for (const SignedEvent& one : verdict.checkpoints) before.push_back(one.checkpoint);
    TRY_ASSIGN(const SigningKey key, keys.key(before, new_key));
    const PublicKey own{key.public_key()};
    SignedLog made;
    made.exposed = keys.exposed();
    TRY_ASSIGN(const auto newest, state_.catalog.events(verdict.events - 1, 1));
    const bool nothing_new = !newest.empty() && newest.front().action == "log.signed" && !before.empty() &&
                             before.back().key == own && newest.front().subject == std::to_string(before.back().sequence);
    made.fresh = !nothing_new;
    made.hash = nothing_new ? verdict.checkpoints.back().hash : verdict.last;
    made.checkpoint = nothing_new ? before.back() : Checkpoint{verdict.events, state_.environment.clock->now(), own, {}};
    const std::string& id = state_.catalog.identity().id;
    if (made.fresh) {
        made.checkpoint.signature = Signature{key.sign(signed_text(id, made.checkpoint, made.hash))};
        TRY(Checkpoints(state_.catalog).add(made.checkpoint, state_.stamp()));
    }
    TRY_ASSIGN(made.code, log_code(id, made.checkpoint.sequence, made.hash));
    made.key_code = key_code(made.checkpoint.key);
    return made;
}

}  // namespace fonds
