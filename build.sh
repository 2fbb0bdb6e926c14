#!/usr/bin/env bash
# Builds, runs, tests and packages Hearsay. `./build.sh help` tells what each verb does and installs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# shellcheck source=scripts/needs.sh
source scripts/needs.sh
# shellcheck source=scripts/wasm.sh
source scripts/wasm.sh
# shellcheck source=scripts/package.sh
source scripts/package.sh
# shellcheck source=scripts/test.sh
source scripts/test.sh
# shellcheck source=scripts/evaluate.sh
source scripts/evaluate.sh
# shellcheck source=scripts/fuzz.sh
source scripts/fuzz.sh

help() {
  cat <<'END'
Usage: ./build.sh VERB [ARGUMENT]

  build               The extension, loadable unpacked: dist/chromium and dist/firefox.
  run [FILE]          Opens a browser with the extension on FILE (HTML or text; without it, the extension's own sample)
                      and presses the toolbar button. With a display the browser stays open; without one it runs unseen,
                      leaves out/page.png, out/panel.png and out/report.json, and prints who says what.
                      --browser chromium|firefox chooses the browser (chromium).
  test                Formats, lints and tests everything, in both browsers.
  package             The two store files: dist/hearsay-VERSION-{chromium,firefox}.zip.
                      --verify builds them in another directory too and compares them byte for byte.
  bench [NAME]        All of them, or the one called NAME:
                      core, each stage of the core natively;
                      slope, instructions against length on texts and pages that are long in one way each;
                      click, the time from the press of the button to the first mark in each browser;
                      reading, what a reader waits for on an article of 5,000 words: marks, card, panel, filter;
                      pages, finding the article, beside Readability on the largest of ../shared/pages, where they are
                      there; fails where a bar is missed;
                      harm, what Hearsay costs the page: longest tasks, a storm of changes, many times on and off;
                      saved, the pages of ../shared/pages, where they are there: each is the same afterwards;
                      tagger, speed, size and memory of the tagger in each browser and natively, beside a plain matrix
                      kernel, harper.js and compromise. Fails where a bar is missed;
                      claims, what telling the claims costs: time, share of the whole, size in the WebAssembly.
  shots               Pictures of the extension at work in both browsers: out/shots, docs/images and extension/store.
  evaluate            How good the analysis is: on the gold articles of tests/gold and, where ../shared and python3 are
                      there, on saved pages and on PolNeAR's development articles. Fails where a bar is missed.
  fuzz [TARGET [N]]   Fuzzes one target of fuzz/, or each, with N executions (a million) and tells what it came upon.
  clean               Removes what was built. --all removes the tools in target/tools and node_modules too.
  help                This.

What a verb installs when it is missing, and how to do without:
  the wasm32 target   build, run, test, package. By `rustup target add wasm32-unknown-unknown`; where rustup cannot
                      download it, rustc-web and rust-web-src by apt-get, used for the WebAssembly alone.
                      HEARSAY_WASM=rustup or HEARSAY_WASM=debian chooses.
  wasm-bindgen        the same verbs. The version in Cargo.lock, by cargo, into target/tools (about 3 minutes); not if
                      PATH has that version.
  node_modules        the same verbs and bench. By `npm ci --ignore-scripts` from package-lock.json: a checker of types,
                      a linter, wasm-opt, a driver of browsers, a writer of zips, the peers of the bench. Nothing of it is
                      shipped.
  nodejs, npm         where there is no node: by apt-get.
  valgrind            bench slope. By apt-get.
  the browsers        run: the one asked for; test and bench: both. chromium and firefox-esr by apt-get; not where
                      CHROMIUM and FIREFOX name a program, or PATH has one.
  the drivers         test. chromium-driver by apt-get, geckodriver by cargo into target/tools; not if PATH has them.
  cargo-fuzz          fuzz. By cargo, into target/tools (about 3 minutes); it needs Rust's nightly beside the stable one.
Packages are installed with apt-get, as root or through sudo. Elsewhere install them yourself; the verb then finds them.
END
}

build() {
  need_node_modules
  build_wasm
  local browser
  for browser in chromium firefox; do
    node scripts/assemble.mjs "$browser"
  done
}

run() {
  local browser=chromium file=extension/welcome/sample.html
  while [ $# -gt 0 ]; do
    case $1 in
      --browser) browser=${2:?"--browser needs a name: chromium or firefox"}; shift 2 ;;
      -*) die "run does not know $1; ./build.sh help tells its options" ;;
      *) file=$1; shift ;;
    esac
  done
  case $browser in chromium | firefox) ;; *) die "--browser is chromium or firefox, not $browser" ;; esac
  [ -r "$file" ] || die "$file cannot be read; give a file of HTML or text"
  "need_$browser"
  build
  node scripts/run.mjs "$browser" "$file"
}

# Formats, lints and tests; scripts/test.sh lists what.
test_() {
  need_chromium
  need_firefox
  need_drivers
  build
  test_everything
}

package() {
  case ${1:-} in '' | --verify) ;; *) die "package knows only --verify" ;; esac
  build
  make_packages
  if [ "${1:-}" = --verify ]; then verify_packages; fi
}

bench() {
  local name=${1:-}
  if [ -z "$name" ] || [ "$name" = core ]; then cargo bench --bench core; fi
  if [ -z "$name" ] || [ "$name" = slope ]; then
    need_valgrind
    cargo build --quiet --example slope
    node benches/slope/count.mjs "${2:-}"
  fi
  case $name in core | slope) return ;; esac
  need_chromium
  need_firefox
  build
  case $name in '' | tagger | pages | claims) build_bench_wasm ;; esac
  local file found=
  for file in benches/browser/*.mjs; do
    [ -z "$name" ] || [ "$file" = "benches/browser/$name.mjs" ] || continue
    found=1
    node "$file"
  done
  [ -n "$found" ] || die "there is no benchmark benches/browser/$name.mjs"
}

shots() {
  need_chromium
  need_firefox
  build
  node scripts/shots.mjs "$@"
}

evaluate() {
  need_cargo
  evaluate_gold
  evaluate_pages
  evaluate_polnear
  evaluate_claims
}

fuzz() {
  need_cargo_fuzz
  local file name
  for file in fuzz/fuzz_targets/${1:-*}.rs; do
    name=$(basename "$file" .rs)
    fuzz_target "$name" "${2:-1000000}" || die "fuzz: $name came upon something; cargo fuzz left it in fuzz/artifacts/$name"
  done
}

clean() {
  case ${1:-} in
    '') find target -mindepth 1 -maxdepth 1 ! -name tools -exec rm -rf {} + 2>/dev/null || true; rm -rf dist out ;;
    --all) rm -rf target dist out node_modules ;;
    *) die "clean knows only --all" ;;
  esac
}

verb=${1:-help}
[ $# -eq 0 ] || shift
case $verb in
  build | run | package | bench | shots | evaluate | fuzz | clean | help) "$verb" "$@" ;;
  # `test` is the shell's own.
  test) test_ ;;
  -h | --help) help ;;
  *) help >&2; die "there is no verb $verb" ;;
esac
