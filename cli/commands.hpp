// SPDX-License-Identifier: GPL-3.0-or-later
// The commands: a row each, which says what it needs; help and dispatch read the table.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "archive/archive.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "schema/model/account.hpp"

namespace fonds::cli {

enum class Needs { nothing, archive_reading, archive_writing };

/// What a command works with. `archive` is null when the command needs none.
struct Context {
    const Options& options;
    Output& output;
    const Environment& environment;
    Archive* archive = nullptr;
};

/// Returns the exit code; an Error is printed and mapped by the caller.
using Command = Result<int> (*)(Context&);

struct CommandRow {
    std::string_view name;
    Needs needs;
    /// Any of which runs it in a managed archive; none: every user. A command that needs no archive asks itself, where one
    /// is at hand.
    Roles roles;
    Command run;
    std::string_view summary_en;
    std::string_view summary_zh;
};

[[nodiscard]] std::span<const CommandRow> commands();
/// As its row says; a whole archive, to be exported or imported, asks for more than its lists, and a list that is imported
/// for what the commands ask that it stands for.
[[nodiscard]] Roles roles_for(const Options& options);
/// What the caller runs, as refusals tell it: import and export with what they are of.
[[nodiscard]] std::string told_command(const Options& options);

Result<int> run_init(Context&);
Result<int> run_file(Context&);
Result<int> run_attach(Context&);
Result<int> run_edit(Context&);
Result<int> run_note(Context&);
Result<int> run_tag(Context&);
Result<int> run_list(Context&);
Result<int> run_show(Context&);
Result<int> run_get(Context&);
Result<int> run_open(Context&);
Result<int> run_text(Context&);
Result<int> run_search(Context&);
Result<int> run_category_add(Context&);
Result<int> run_category_edit(Context&);
Result<int> run_category_list(Context&);
Result<int> run_category_show(Context&);
Result<int> run_category_export(Context&);
Result<int> run_category_import(Context&);
Result<int> run_category_presets(Context&);
Result<int> run_number_preview(Context&);
Result<int> run_number_check(Context&);
Result<int> run_number_reserve(Context&);
Result<int> run_number_void(Context&);
Result<int> run_number_import(Context&);
Result<int> run_rule_add(Context&);
Result<int> run_rule_edit(Context&);
Result<int> run_rule_list(Context&);
Result<int> run_rule_show(Context&);
Result<int> run_rule_export(Context&);
Result<int> run_rule_import(Context&);
Result<int> run_rule_presets(Context&);
Result<int> run_rule_assign(Context&);
Result<int> run_rule_unassign(Context&);
Result<int> run_rule_give(Context&);
Result<int> run_rule_take(Context&);
Result<int> run_event_add(Context&);
Result<int> run_event_list(Context&);
Result<int> run_event_withdraw(Context&);
Result<int> run_retention_show(Context&);
Result<int> run_retention_list(Context&);
Result<int> run_retention_due(Context&);
Result<int> run_retention_summary(Context&);
Result<int> run_retention_wind(Context&);
Result<int> run_hold_add(Context&);
Result<int> run_hold_list(Context&);
Result<int> run_hold_show(Context&);
Result<int> run_hold_release(Context&);
Result<int> run_hold_review(Context&);
Result<int> run_case_draft(Context&);
Result<int> run_case_list(Context&);
Result<int> run_case_show(Context&);
Result<int> run_case_decide(Context&);
Result<int> run_case_opinion(Context&);
Result<int> run_case_register(Context&);
Result<int> run_case_sign(Context&);
Result<int> run_case_witness(Context&);
Result<int> run_case_destroy(Context&);
Result<int> run_case_pack(Context&);
Result<int> run_case_handover(Context&);
Result<int> run_case_close(Context&);
Result<int> run_case_reopen(Context&);
Result<int> run_case_withdraw(Context&);
Result<int> run_case_print(Context&);
Result<int> run_user_add(Context&);
Result<int> run_user_grant(Context&);
Result<int> run_user_revoke(Context&);
Result<int> run_user_password(Context&);
Result<int> run_user_confirm(Context&);
Result<int> run_user_close(Context&);
Result<int> run_user_list(Context&);
Result<int> run_user_show(Context&);
Result<int> run_examine(Context&);
Result<int> run_examine_list(Context&);
Result<int> run_examine_show(Context&);
Result<int> run_cold_plan(Context&);
Result<int> run_cold_run(Context&);
Result<int> run_recall(Context&);
Result<int> run_scrub(Context&);
Result<int> run_volume_list(Context&);
Result<int> run_volume_show(Context&);
Result<int> run_volume_verify(Context&);
Result<int> run_volume_rewrite(Context&);
Result<int> run_volume_move(Context&);
Result<int> run_volume_adopt(Context&);
Result<int> run_report(Context&);
Result<int> run_log_list(Context&);
Result<int> run_log_export(Context&);
Result<int> run_log_verify(Context&);
Result<int> run_log_checkpoint(Context&);
Result<int> run_log_clock(Context&);
Result<int> run_folder_add(Context&);
Result<int> run_folder_edit(Context&);
Result<int> run_folder_list(Context&);
Result<int> run_folder_show(Context&);
Result<int> run_folder_order(Context&);
Result<int> run_folder_move(Context&);
Result<int> run_folder_split(Context&);
Result<int> run_folder_merge(Context&);
Result<int> run_party_add(Context&);
Result<int> run_party_edit(Context&);
Result<int> run_party_list(Context&);
Result<int> run_party_show(Context&);
Result<int> run_ocr(Context&);
Result<int> run_ocr_setup(Context&);
Result<int> run_inbox_run(Context&);
Result<int> run_inbox_watch(Context&);
Result<int> run_inbox_list(Context&);
Result<int> run_inbox_show(Context&);
Result<int> run_inbox_get(Context&);
Result<int> run_inbox_open(Context&);
Result<int> run_inbox_text(Context&);
Result<int> run_inbox_accept(Context&);
Result<int> run_inbox_reject(Context&);
Result<int> run_inbox_merge(Context&);
Result<int> run_inbox_split(Context&);
Result<int> run_inbox_rotate(Context&);
Result<int> run_labels_separator(Context&);
Result<int> run_labels_code(Context&);
Result<int> run_labels_stamp(Context&);
Result<int> run_print(Context&);
Result<int> run_location_add(Context&);
Result<int> run_location_edit(Context&);
Result<int> run_location_list(Context&);
Result<int> run_location_show(Context&);
Result<int> run_location_move(Context&);
Result<int> run_place(Context&);
Result<int> run_climate_add(Context&);
Result<int> run_climate_list(Context&);
Result<int> run_incident_add(Context&);
Result<int> run_incident_list(Context&);
Result<int> run_loan_lend(Context&);
Result<int> run_loan_return(Context&);
Result<int> run_loan_renew(Context&);
Result<int> run_loan_list(Context&);
Result<int> run_loan_overdue(Context&);
Result<int> run_loan_show(Context&);
Result<int> run_stocktake_start(Context&);
Result<int> run_stocktake_scan(Context&);
Result<int> run_stocktake_report(Context&);
Result<int> run_stocktake_close(Context&);
Result<int> run_stocktake_list(Context&);
Result<int> run_stocktake_plan(Context&);
Result<int> run_export(Context&);
Result<int> run_import(Context&);
Result<int> run_export_archive(Context&);
Result<int> run_import_archive(Context&);
Result<int> run_import_paperless(Context&);
Result<int> run_backup_create(Context&);
Result<int> run_backup_list(Context&);
Result<int> run_backup_verify(Context&);
Result<int> run_backup_restore(Context&);
Result<int> run_backup_mend(Context&);
Result<int> run_backup_forget(Context&);
Result<int> run_duplicates(Context&);
Result<int> run_merge(Context&);
Result<int> run_index(Context&);
Result<int> run_reindex(Context&);
Result<int> run_status(Context&);
Result<int> run_check(Context&);
Result<int> run_check_order(Context&);
Result<int> run_repair(Context&);
Result<int> run_jobs_run(Context&);
Result<int> run_jobs_list(Context&);
Result<int> run_jobs_install(Context&);

/// Parses, opens what the command needs, runs it, prints its error. Returns the exit code of the process.
[[nodiscard]] int run(const std::vector<std::string>& arguments);

}  // namespace fonds::cli
