#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Fonds against Omega and Recoll on the same PDFs in one run: CPU seconds of indexing, wall time of a search command. Prints ratios;
# docs/PERFORMANCE.md keeps them.
#   bench/compare_peers.sh BIN_DIR [SHORT] [LONG]      numbers of short (1–2 pages) and long (17 pages) documents
set -euo pipefail
export LC_ALL=C.UTF-8
bin=$1 short=${2:-1000} long=${3:-200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT='%R %U %S'

# timed NAME COMMAND…: runs it; sets wall and cpu
timed() {
    local line
    line=$({ time "${@:2}" >"$work/$1.out" 2>&1; } 2>&1) || { cat "$work/$1.out" >&2; return 1; }
    read -r wall user system <<<"$line"
    cpu=$(awk -v u="$user" -v s="$system" 'BEGIN {print u + s}')
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", (b ? a / b : 0)}'; }
per_second() { awk -v n="$1" -v s="$2" 'BEGIN {printf "%.1f", n / s}'; }

recoll_config() {
    mkdir -p "$work/recoll-$1"
    printf 'topdirs = %s\nfollowLinks = 0\n' "$2" >"$work/recoll-$1/recoll.conf"
}

index_with_all() {
    local kind=$1 count=$2 directory=$3
    rm -rf "$work/archive-$kind"
    "$bin/fonds" init "$work/archive-$kind" --code J001 --name bench >/dev/null 2>&1
    timed fonds "$bin/fonds" -C "$work/archive-$kind" file "$directory"
    local fonds_cpu=$cpu fonds_wall=$wall
    timed omindex omindex --db "$work/omega-$kind" --url / --no-delete "$directory"
    local omega_cpu=$cpu omega_wall=$wall
    recoll_config "$kind" "$directory"
    timed recollindex recollindex -c "$work/recoll-$kind"
    local recoll_cpu=$cpu recoll_wall=$wall
    echo "index $count $kind PDFs, documents per CPU second (by wall):"
    echo "  fonds        $(per_second "$count" "$fonds_cpu") ($(per_second "$count" "$fonds_wall"))"
    echo "  omindex      $(per_second "$count" "$omega_cpu") ($(per_second "$count" "$omega_wall"))   fonds is $(ratio "$omega_cpu" "$fonds_cpu") times as fast by CPU"
    echo "  recollindex  $(per_second "$count" "$recoll_cpu") ($(per_second "$count" "$recoll_wall"))   fonds is $(ratio "$recoll_cpu" "$fonds_cpu") times as fast by CPU"
}

# Median of 31 runs, one after the other in turn, so that the machine's moods hit all alike.
search_with_all() {
    local word=$1 i
    : >"$work/t-fonds"; : >"$work/t-quest"; : >"$work/t-recollq"
    for i in $(seq 31); do
        timed search "$bin/fonds" -C "$work/archive-short" search "$word" || true
        echo "$wall" >>"$work/t-fonds"
        timed search quest --db "$work/omega-short" "$word" || true
        echo "$wall" >>"$work/t-quest"
        timed search recollq -c "$work/recoll-short" "$word" || true
        echo "$wall" >>"$work/t-recollq"
    done
    local f q r
    f=$(sort -n "$work/t-fonds" | sed -n 16p) q=$(sort -n "$work/t-quest" | sed -n 16p) r=$(sort -n "$work/t-recollq" | sed -n 16p)
    echo "search '$word', process start included, median wall: fonds/quest $(ratio "$f" "$q"), fonds/recollq $(ratio "$f" "$r") (fonds $f s)"
}

"$bin/fonds-samples" "$work/short" --count "$short" >/dev/null
"$bin/fonds-samples" "$work/long" --count "$long" --pages 17 >/dev/null
index_with_all short "$short" "$work/short"
index_with_all long "$long" "$work/long"
search_with_all payment
search_with_all 付款
