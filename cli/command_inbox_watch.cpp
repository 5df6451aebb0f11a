// SPDX-License-Identifier: GPL-3.0-or-later
// inbox watch.
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/inbox_display.hpp"

namespace fonds::cli {

namespace {

class WatchDisplay final : public InboxDisplay {
public:
    using InboxDisplay::InboxDisplay;

    void watching(const std::string& inbox) override
    {
        output_.remark(say("watching {}; Ctrl-C ends it", "正在监视 {},按 Ctrl-C 结束", {output_.shown(inbox)}));
    }
    void batch(const InboxSummary& summary) override
    {
        Text all;
        const auto add = [&](std::size_t count, const char* en, const char* zh) {
            if (count == 0) return;
            const Text part = say(en, zh, {count});
            all = all.en.empty() ? part : Text{all.en + ", " + part.en, all.zh + "," + part.zh};
        };
        add(summary.taken, "{} taken", "已接收 {} 个");
        add(summary.known, "{} waiting already", "已在待整理 {} 个");
        add(summary.left, "{} left for later", "留待以后 {} 个");
        add(summary.failed, "{} not taken", "未接收 {} 个");
        add(summary.looked, summary.looked == 1 ? "{} file looked at" : "{} files looked at", "已识别 {} 个文件");
        add(summary.accepted, summary.accepted == 1 ? "{} piece accepted by rule" : "{} pieces accepted by rule",
            "已按规则自动接收 {} 件");
        output_.remark(all);
    }
    void trouble(const Error& problem) override
    {
        Error told = problem;
        if (told.hint.en.empty())
            told.hint = say("The watch goes on and tries it again later.", "监视继续,稍后会再次尝试。");
        output_.problem(told);
    }
};

}  // namespace

Result<int> run_inbox_watch(Context& context)
{
    WatchDisplay display(context.output);
    TRY(context.archive->watch_inbox(display));
    context.output.remark(
        say("stopped; every file is on the desk or still in the inbox", "已停止;文件或已接收,或仍在 inbox 中"));
    return exit_interrupted;
}

}  // namespace fonds::cli
