#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills cold runs of the real program at random moments, and looks whether anything is lost.

    random_kills.py FONDS FILES DIR [MOMENTS] [SEED]

Files what lies below FILES into a new archive in DIR, which must not exist, with a second folder of copies. Then, MOMENTS
times (200): a cold run is killed by SIGKILL at a random moment; every file is got back and compared, before and after
`fonds check --repair --full`; and the run is repeated, to the end every tenth time. Recalls are killed likewise to make
what is cold hot again. Not part of the suite: which moments are hit depends on the machine, so a failure names its seed and moment,
and tests/crash/keeping/cold_crash_test.cpp is where a fault so found gets its test.
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
    killed = 0
    for moment in range(moments):
        kind = "recall" if moment % 5 == 4 else "cold"
        words = ["recall", *codes] if kind == "recall" else ["cold", "run", "--all", "--yes"]
        after = chance.uniform(0, whole[kind] * 1.05)
        running = subprocess.Popen(command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            running.wait(after)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            killed += 1
        when = f"seed {seed}, moment {moment}, {kind} killed after {after:.3f} s"
        if moment % 3 == 0:
            all_there(when)
        found = json.loads(fonds("check", "--repair", "--full", "--json", good=(0, 3, 20)))["findings"]
        if found:
            sys.exit(f"{when}: {json.dumps(found, ensure_ascii=False, indent=1)}")
        all_there(when + ", repaired")
        left = [n for n in os.listdir(archive + "/staging") if not n.endswith(".lock")] + [n for n in os.listdir(second) if n.endswith(".part")]
        if left:
            sys.exit(f"{when}: left behind: {left}")
        if moment % 10 == 9:
            fonds("cold", "run", "--all", "--yes")
            fonds("recall", *codes)
            all_there(when + ", run to its end")
    print(f"{moments} moments, {killed} of them while it ran: nothing lost")


main()
