#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills cold runs of the real program at random moments, and looks whether anything is lost.

    random_kills.py FONDS FILES DIR [MOMENTS] [SEED]

Files what lies below FILES into a new archive in DIR, which must not exist, with a second folder of copies. Then, MOMENTS
times (200), a cold run, or a recall one time in five, is killed by SIGKILL at a random moment; every file is got back and
compared, before and after `fonds check --repair --full`, which must find nothing. Not part of the suite: which moments
are hit depends on the machine, so a failure names its seed and moment, and cold_crash_test.cpp beside this is where a
fault so found gets its test.
"""
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    program, source, place = sys.argv[1:4]
    moments = int(sys.argv[4]) if len(sys.argv) > 4 else 200
    seed = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    chance = random.Random(seed)
    os.makedirs(place)
    archive, second = place + "/archive", place + "/second"
    os.mkdir(second)

    def command(*words):
        return [program, "-C", archive, *words]

    def fonds(*words, good=(0,)):
        done = subprocess.run(command(*words), capture_output=True)
        if done.returncode not in good:
            sys.exit(f"{' '.join(words)}: {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout

    subprocess.run([program, "init", archive, "--code", "J001", "--name", "Office"], check=True, stdout=subprocess.DEVNULL)
    with open(archive + "/fonds.toml", "w") as settings:
        settings.write(f'[cold]\nparity = 5\ncopies = ["{second}"]\n')
    files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(source) for name in names)
    fonds("file", "--category", "HT", *files, good=(0, 1, 3))
    digests = {}
    for record in json.loads(fonds("list", "--json", "--limit", "100000"))["records"]:
        code = record["code"]
        digests[code] = hashlib.sha256(fonds("get", code, "-o", "-")).hexdigest()
    print(f"{len(digests)} records")

    def all_there(when):
        for code, digest in digests.items():
            if hashlib.sha256(fonds("get", code, "-o", "-")).hexdigest() != digest:
                sys.exit(f"{when}: {code} is not what was filed")

    def timed(*words):
        begin = time.monotonic()
        fonds(*words)
        return time.monotonic() - begin

    codes = list(digests)
    whole = {"cold": timed("cold", "run", "--all", "--yes"), "recall": timed("recall", *codes)}
    runs, killed = 0, 0
    while killed < moments:
        runs += 1
        kind = "recall" if runs % 5 == 4 else "cold"
        words = {"recall": ["recall", *codes], "cold": ["cold", "run", "--all", "--yes"]}
        fonds(*words["cold" if kind == "recall" else "recall"])
        after = chance.uniform(0, whole[kind])
        begin = time.monotonic()
        running = subprocess.Popen(command(*words[kind]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            running.wait(after)
            whole[kind] = time.monotonic() - begin
            continue
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            killed += 1
            whole[kind] *= 1.01
        when = f"seed {seed}, run {runs}, {kind} killed after {after:.3f} s"
        if killed % 3 == 0:
            all_there(when)
        found = json.loads(fonds("check", "--repair", "--full", "--json", good=(0, 3, 20)))["findings"]
        if found:
            sys.exit(f"{when}: {json.dumps(found, ensure_ascii=False, indent=1)}")
        all_there(when + ", repaired")
        left = [name for name in os.listdir(archive + "/staging") if not name.endswith(".lock")]
        left += [name for name in os.listdir(second) if name.endswith(".part")]
        if left:
            sys.exit(f"{when}: left behind: {left}")
    print(f"killed at {killed} moments in {runs} runs: nothing lost")


main()
