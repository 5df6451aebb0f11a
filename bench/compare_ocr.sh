#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Recognition of scans in one run: the engine in a bare loop, `fonds ocr` over an archive, OCRmyPDF on the same files. Prints pages a
# second, processor seconds a page and ratios; leaves the texts in TEXT_DIR/{bare,fonds,ocrmypdf} for a scorer.
#   bench/compare_ocr.sh BIN_DIR PDF_DIR TEXT_DIR [ENGINE]      one-page scans NN.pdf; ENGINE ppocr (default) or tesseract
set -euo pipefail
export LC_ALL=C.UTF-8
bin=$1 scans=$2 texts=$3 engine=${4:-ppocr}
models=${FONDS_OCR:-${XDG_DATA_HOME:-$HOME/.local/share}/fonds/ocr}
cores=$(nproc)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TIMEFORMAT='%R %U %S'

# timed COMMAND…: runs it; sets wall and cpu (with that of its children)
timed() {
    local line
    line=$({ time "$@" >"$work/out" 2>&1; } 2>&1) || { cat "$work/out" >&2; return 1; }
    read -r wall user system <<<"$line"
    cpu=$(awk -v u="$user" -v s="$system" 'BEGIN {print u + s}')
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.3f", (b ? a / b : 0)}'; }
told() { printf '  %-22s %s pages/s, %s CPU s/page\n' "$1" "$(ratio "$count" "$2")" "$(ratio "$3" "$count")"; }

mkdir -p "$texts"/{bare,fonds,ocrmypdf} "$work/images" "$work/in"
count=0
for pdf in "$scans"/*.pdf; do
    name=$(basename "$pdf" .pdf)
    # The pixels that the scanner made, so that all read the same.
    dpi=$(pdfimages -list "$pdf" | awk 'NR == 3 {print $13}')
    pdftoppm -r "$dpi" -singlefile "$pdf" "$work/images/$name@$dpi"
    cp "$pdf" "$work/in/"
    count=$((count + 1))
done

echo "$count pages, $cores cores, engine $engine"
timed "$bin/fonds-bench-ocr" "$engine" "$models" 1 "$texts/bare" "$work"/images/*
one_wall=$wall one_cpu=$cpu
told "bare loop, 1 thread" "$wall" "$cpu"
timed "$bin/fonds-bench-ocr" "$engine" "$models" "$cores" "$texts/bare" "$work"/images/*
all_wall=$wall all_cpu=$cpu
told "bare loop, $cores threads" "$wall" "$cpu"

"$bin/fonds" init "$work/archive" --code J001 --name bench >/dev/null 2>&1
"$bin/fonds" -C "$work/archive" file "$work/in" >"$work/filed" 2>/dev/null || true
timed "$bin/fonds" -C "$work/archive" ocr --engine "$engine"
told "fonds ocr" "$wall" "$cpu"
echo "  fonds ocr / (cores x bare loop of 1 thread), pages a second: $(ratio "$(awk -v a="$one_wall" -v n="$cores" 'BEGIN {print a / n}')" "$wall")"
echo "  fonds ocr / bare loop of $cores threads, pages a second: $(ratio "$all_wall" "$wall"); CPU: $(ratio "$cpu" "$all_cpu") (of 1 thread: $(ratio "$cpu" "$one_cpu"))"
fonds_cpu=$cpu
while read -r code path; do
    "$bin/fonds" -C "$work/archive" text "$code" >"$texts/fonds/$(basename "$path" .pdf).txt" 2>/dev/null || true
done <"$work/filed"

if command -v ocrmypdf >/dev/null; then
    peer() {
        local pdf
        for pdf in "$work"/in/*.pdf; do
            ocrmypdf -l chi_sim+eng --deskew --jobs "$cores" --output-type pdf --sidecar "$texts/ocrmypdf/$(basename "$pdf" .pdf).txt" \
                "$pdf" "$work/peer.pdf" || echo "ocrmypdf failed on $pdf"
        done
    }
    timed peer
    told "ocrmypdf" "$wall" "$cpu"
    echo "  fonds ocr / ocrmypdf, CPU: $(ratio "$fonds_cpu" "$cpu")"
fi
