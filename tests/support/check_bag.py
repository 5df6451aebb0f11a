#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Is a folder a complete and valid BagIt bag? RFC 8493, read independently of the program that wrote it.

check_bag.py DIRECTORY: says what is wrong, a line each; exit code 1 when anything is.
"""
import hashlib
import os
import re
import sys
import unicodedata

FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]')
DEVICES = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$", re.IGNORECASE)
problems = []


def wrong(text):
    problems.append(text)


def digest_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def lines_of(path):
    with open(path, "rb") as file:
        text = file.read().decode("utf-8")  # 2.1.1: the declared encoding
    if text.startswith("\ufeff"):
        wrong(f"{path}: begins with a byte order mark (2.1.1)")
    return [line for line in re.split(r"\r\n|\n|\r", text) if line != ""]


def manifest(bag, name):
    entries = {}
    for line in lines_of(os.path.join(bag, name)):
        match = re.fullmatch(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)", line)
        if not match:
            wrong(f"{name}: no line of a manifest (2.1.3): {line!r}")
            continue
        path = re.sub(r"%(0[Aa]|0[Dd]|25)", lambda m: chr(int(m.group(1), 16)), match.group(2))
        if path.startswith(("/", "~")) or ".." in path.split("/"):
            wrong(f"{name}: a path leads out of the bag (5.2): {path}")
        if path in entries:
            wrong(f"{name}: twice: {path}")
        entries[path] = match.group(1).lower()
    return entries


def main(bag):
    files = set()
    folded = {}
    for folder, folders, names in os.walk(bag):
        for name in names + folders:
            whole = os.path.join(folder, name)
            if os.path.islink(whole):
                wrong(f"a link: {whole}")
            if FORBIDDEN.search(name) or DEVICES.match(name) or name.endswith((" ", ".")):
                wrong(f"a name that not every system has (5.1.3): {name}")
            key = unicodedata.normalize("NFC", os.path.relpath(whole, bag)).casefold()
            if key in folded:
                wrong(f"names that differ in case alone: {whole}, {folded[key]}")
            folded[key] = whole
        files.update(os.path.relpath(os.path.join(folder, name), bag) for name in names)

    declared = lines_of(os.path.join(bag, "bagit.txt"))
    if len(declared) != 2 or not re.fullmatch(r"BagIt-Version: 1\.0", declared[0]) or declared[1] != (
        "Tag-File-Character-Encoding: UTF-8"
    ):
        wrong(f"bagit.txt (2.1.1): {declared}")
    if not os.path.isdir(os.path.join(bag, "data")):
        wrong("there is no payload directory (2.1.2)")

    payload = manifest(bag, "manifest-sha256.txt")
    tags = manifest(bag, "tagmanifest-sha256.txt")
    for path in payload:
        if not path.startswith("data/"):
            wrong(f"the manifest has what is no payload (2.1.3): {path}")
    for path in tags:
        if path.startswith("data/") or path.startswith("tagmanifest-"):
            wrong(f"the tag manifest has what it must not (2.2.1): {path}")
    for path, digest in {**payload, **tags}.items():
        if path not in files:
            wrong(f"listed and not there (3): {path}")
        elif digest_of(os.path.join(bag, path)) != digest:
            wrong(f"not as listed (3): {path}")
    for path in files:
        if path.startswith("data/") and path not in payload:
            wrong(f"payload that no manifest lists (3): {path}")
        if not path.startswith(("data/", "tagmanifest-")) and path not in tags:
            wrong(f"a tag file that is not listed: {path}")

    info = {}
    for line in lines_of(os.path.join(bag, "bag-info.txt")):
        match = re.fullmatch(r"([^:\s][^:]*): (.*)", line)
        if match:
            info.setdefault(match.group(1), []).append(match.group(2))
        elif not line.startswith((" ", "\t")):
            wrong(f"bag-info.txt (2.2.2): {line!r}")
    size = sum(os.path.getsize(os.path.join(bag, path)) for path in files if path.startswith("data/"))
    oxum = f"{size}.{sum(1 for path in files if path.startswith('data/'))}"
    if info.get("Payload-Oxum", [oxum]) != [oxum]:
        wrong(f"Payload-Oxum is {info['Payload-Oxum']}, the payload is {oxum} (2.2.2)")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", info.get("Bagging-Date", [""])[0]):
        wrong("Bagging-Date is no day (2.2.2)")

    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
