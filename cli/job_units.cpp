// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/job_units.hpp"

#include <cctype>

namespace fonds::cli {

namespace {

/// A word of a unit file: quoted, and nothing in it is expanded.
std::string word(const std::string& text, bool of_command)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '%' || (c == '$' && of_command)) quoted += c;
        quoted += c;
    }
    return quoted + "\"";
}

std::string unit_name(const std::string& code)
{
    std::string name = "fonds-jobs-";
    for (const char c : code) {
        const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
        name += plain ? c : '_';
    }
    return name;
}

}  // namespace

Result<JobUnits> job_units(const std::string& code, const std::string& program, const std::string& directory,
                           const std::string& account, const std::string& key, UnitsOf of)
{
    for (const std::string* path : {&program, &directory, &account, &key})
        if (path->find_first_of("\n\r") != std::string::npos)
            return error(ErrorKind::usage,
                         say("A unit cannot name a path with line ends", "systemd 单元不能含有带换行的路径"))
                .at(*path);
    JobUnits units;
    units.name = unit_name(code);
    const std::string about = "jobs of the archive " + units.name.substr(units.name.find("jobs-") + 5);
    units.service = "# Written by fonds jobs install.\n"
                    "[Unit]\n"
                    "Description=Fonds, " +
                    about +
                    "\n"
                    "Documentation=man:fonds-jobs(1)\n"
                    "\n"
                    "[Service]\n"
                    "Type=oneshot\n"
                    "ExecStart=" +
                    word(program, true) + " -C " + word(directory, true) +
                    " jobs run\n"
                    "# 3: done, and there is something to look at (fonds jobs list).\n"
                    "SuccessExitStatus=3\n"
                    "Nice=10\n"
                    "IOSchedulingClass=idle\n"
                    "UMask=0027\n"
                    "NoNewPrivileges=yes\n"
                    "LockPersonality=yes\n"
                    "RestrictRealtime=yes\n"
                    "RestrictSUIDSGID=yes\n"
                    "RestrictAddressFamilies=AF_UNIX\n"
                    "SystemCallArchitectures=native\n";
    if (of == UnitsOf::system) {
        units.service += "User=" + account +
                         "\n"
                         "ProtectSystem=strict\n"
                         "ProtectHome=read-only\n"
                         "ReadWritePaths=" +
                         word(directory, false) + "\n";
        if (const auto slash = key.find_last_of('/'); !key.empty() && slash != 0 && slash != std::string::npos)
            units.service += "ReadWritePaths=" + word("-" + key.substr(0, slash), false) + "\n";
        units.service += "PrivateTmp=yes\n"
                         "PrivateDevices=yes\n"
                         "PrivateNetwork=yes\n"
                         "ProtectClock=yes\n"
                         "ProtectHostname=yes\n"
                         "ProtectKernelTunables=yes\n"
                         "ProtectKernelModules=yes\n"
                         "ProtectKernelLogs=yes\n"
                         "ProtectControlGroups=yes\n"
                         "CapabilityBoundingSet=\n";
    }
    units.timer = "# Written by fonds jobs install.\n"
                  "[Unit]\n"
                  "Description=Every day: Fonds, " +
                  about +
                  "\n"
                  "Documentation=man:fonds-jobs(1)\n"
                  "\n"
                  "[Timer]\n"
                  "OnCalendar=*-*-* 02:00:00\n"
                  "RandomizedDelaySec=15min\n"
                  "# A day on which the machine was off is made up for.\n"
                  "Persistent=true\n"
                  "\n"
                  "[Install]\n"
                  "WantedBy=timers.target\n";
    return units;
}

}  // namespace fonds::cli
