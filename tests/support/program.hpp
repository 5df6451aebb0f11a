// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a real program and keeps what it says.
#pragma once

#include <sys/types.h>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace fonds::test {

struct ProgramCall {
    std::string path;
    std::vector<std::string> arguments;
    /// On top of the test's own environment without FONDS_*, LC_*, LANG and NO_COLOR; LANG is C.UTF-8 unless said here.
    std::map<std::string, std::string> environment;
    std::string input;             ///< its standard input; run() closes it behind
    std::string directory;         ///< where it works; empty: where the test does
    bool terminal = false;         ///< its standard output and standard error are a terminal each, of 100 columns
    bool errors_terminal = false;  ///< its standard error alone is one
};

struct ProgramResult {
    int exit_code = -1;  ///< -1 when a signal ended it
    int signal = 0;
    std::string out, err;

    [[nodiscard]] std::vector<std::string> lines() const;  ///< of out, without line ends
};

/// A program that runs beside the test. One that is silent for a minute is killed, and the test fails.
class RunningProgram {
public:
    /// Its input is written and stays open.
    explicit RunningProgram(const ProgramCall& call);
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    /// Waits until `enough` of its output has come, or it has ended.
    void wait_for_output(const std::function<bool(const std::string& out)>& enough);
    void wait_for_errors(const std::function<bool(const std::string& err)>& enough);
    void signal(int number) const;
    void close_input();
    /// Closes its input and waits for its end.
    [[nodiscard]] ProgramResult finish();

private:
    void start(const ProgramCall& call, const int (&pipes)[6]);
    bool pump();  ///< false at the end of all output

    pid_t pid_ = -1;
    int in_ = -1, out_ = -1, err_ = -1;
    std::string input_;
    bool close_when_written_ = false;
    ProgramResult result_;
};

[[nodiscard]] ProgramResult run(const ProgramCall& call);

/// Calls that say one thing.
[[nodiscard]] inline ProgramCall with_input(std::string bytes)
{
    ProgramCall call;
    call.input = std::move(bytes);
    return call;
}
[[nodiscard]] inline ProgramCall with_environment(std::map<std::string, std::string> environment)
{
    ProgramCall call;
    call.environment = std::move(environment);
    return call;
}
[[nodiscard]] inline ProgramCall on_terminal(std::map<std::string, std::string> environment = {})
{
    ProgramCall call;
    call.environment = std::move(environment);
    call.terminal = true;
    return call;
}
[[nodiscard]] inline ProgramCall working_in(std::string directory)
{
    ProgramCall call;
    call.directory = std::move(directory);
    return call;
}

}  // namespace fonds::test
