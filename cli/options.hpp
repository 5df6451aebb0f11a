// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as plain values. The files option*.cpp and usage.cpp alone know the library that parses it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/language.hpp"
#include "schema/core/error.hpp"

namespace fonds::cli {

/// What can be said of a record; an absent option is not said.
struct MetadataOptions {
    std::optional<std::string> category, title, party, date, grade, folder, number, amount, currency, note, responsible,
        security, unit, project, paper_pages, page_range;
    std::vector<std::string> tags, remove_tags;
};

struct Options {
    std::string command;  ///< "file", or "category add"; empty: none was named
    std::string archive;  ///< -C
    std::string user;     ///< the account to act as; empty: the one of the system's user
    std::string password_file;
    bool json = false;

    std::vector<std::string> arguments;  ///< positional ones, in order
    MetadataOptions metadata;

    struct Init {
        std::string code, name, scheme = "enterprise";
    } init;
    struct File {
        std::string from, code;
        bool allow_duplicate = false;
    } file;
    struct List {
        std::optional<int> year;
        std::string sort;  ///< empty: not said
    } list;
    struct Search {
        std::string sort = "relevance";
        bool reverse = false, no_relax = false, facets = false;
    } search;
    struct Scheme {
        std::optional<std::string> name_zh, name_en, retention, code_template, scope, title, period, name, aliases, note,
            parent, effective_from, effective_until, meaning_zh, meaning_en, grade_rules, expects;
        std::string auto_accept;  ///< yes, no, or not said
        std::string numbering;    ///< template, fonds, category, year, folder, or not said
        std::optional<std::int64_t> most_pieces, most_pages, spine;
        std::string mixed;  ///< yes, no, or not said
        bool open = false, close = false, by_time = false, number_pages = false, dry_run = false;
        std::string preset;
    } scheme;
    struct Inbox {
        bool all = false, ignore_label = false;
    } inbox;
    struct Ocr {
        bool redo = false;
        std::optional<double> below;
        std::string engine;
        std::optional<std::string> of_file;  ///< text --ocr[=ENGINE]
    } ocr;
    struct Labels {
        int count = 1, start = 1;
        std::string paper = "a4", sheet = "70x37", offset;
    } labels;
    struct Places {
        std::string parent, kind, code, capacity, from, at, reader, manner, condition, location;
        std::optional<std::string> name, climate, note, unit, contact, purpose, approved_by, due;
        std::vector<std::string> folders;
        std::optional<int> days, pages;
        bool retire = false, in_use = false, top = false, nowhere = false, dry_run = false, all_or_nothing = false,
             faults = false, all = false, reminders = false, csv = false;
        std::vector<std::string> counters;
    } places;
    struct Numbers {
        std::int64_t count = 1;
        std::string retention, unit, project, note;
        bool dry_run = false, all_or_nothing = false, reserved = false, leap = false;
    } numbers;
    struct Tables {
        std::string format, language, query, category, files;
        std::vector<std::string> types;
        bool undo = false;
    } tables;
    struct Backup {
        std::string scratch, snapshot;
        std::optional<int> older_than;
    } backup;
    struct Retention {
        std::optional<std::string> name_zh, name_en, period, starts, action, year_ends, source, confidence, least, from,
            until, note;
        std::string forced, preset, type, state, authority, kind, query, list;
        std::vector<std::string> folders, parties, projects;
        bool all = false, dry_run = false, overrides = false, held = false, before_papers = false;
    } retention;
    struct Case {
        std::optional<std::string> until, keep_until;
        std::string title, basis, procedure, decision, participants, opinion, receiver, receipt, method, place, note;
        std::vector<std::string> except, backups;
        bool all = false, destroy = false, permanent = false, transfer = false, leave_out = false, unsettled = false;
        bool refuse = false, before = false, after = false;
    } disposal;
    struct Users {
        std::string full_name, system_user, office, new_password_file;
    } users;
    struct Log {
        std::string action, actor;
        std::optional<std::string> from, until;
        bool csv = false, new_key = false, clock_is_right = false;
        std::vector<std::string> keys, codes;
    } log;
    struct Jobs {
        std::string dir;
        bool user_units = false, clock_is_right = false;
    } jobs;
    struct Cold {
        std::optional<std::string> older_than, unused, grades;
        std::vector<std::string> categories;
        bool all = false, encrypt = false, dry_run = false;
        std::string to, from;
        std::optional<std::uint64_t> rate, most;
    } cold;
    struct Exam {
        std::string stage, package;
        bool csv = false;
    } exam;
    struct Report {
        std::string format;
        std::optional<std::string> from, until;
    } report;
    struct Print {
        int width = 0;
        std::string format = "pdf", reader, purpose, due;
    } print;
    std::optional<std::size_t> limit;
    std::size_t offset = 0;
    std::size_t component = 0;
    std::optional<int> page;
    std::string output;
    std::string password;
    std::string reason;  ///< of a rejection, of closing and opening a folder
    bool force = false, history = false, replace = false, remove = false, quick = false, full = false, words = false;
    bool searchable = false, stamped = false;
    bool inspect = false;
    bool repair = false;  ///< check: bring the archive back to clean first; the command is then "repair"
};

/// Parsed options; or the text to print or the mistake, and the exit code, when the program ends here.
struct ParsedCommandLine {
    std::optional<Options> options;
    std::string out;
    std::optional<Error> problem;
    int exit_code = 0;
};
[[nodiscard]] ParsedCommandLine parse_command_line(const std::vector<std::string>& arguments, Language language);

}  // namespace fonds::cli
