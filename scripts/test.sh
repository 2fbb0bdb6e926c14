# shellcheck shell=bash
# Every check there is, one after the other; a failed one does not keep the next from running.

results=()
failed=0

# step NAME CLOSING COMMAND...: runs it, keeps how it ended and the lines that match CLOSING, by which its runner sums up.
step() {
  local name=$1 closing=$2 log=target/test/$1.log began=$SECONDS state=passed
  shift 2
  mkdir -p target/test
  say "test: $name"
  if ! "$@" 2>&1 | tee "$log"; then
    state=FAILED
    failed=$((failed + 1))
  fi
  results+=("$(printf '%-22s %-6s %4d s' "$name" "$state" $((SECONDS - began)))")
  local line
  while IFS= read -r line; do results+=("    $line"); done < <(grep -E "$closing" "$log" | tail -n 20)
}

# skip NAME WHY
skip() { results+=("$(printf '%-22s %s' "$1" "not run: $2")"); }

lint_wasm() {
  # Clippy belongs to rustup's compiler; with Debian's, the compiler's own warnings have to do.
  if [ "$(wasm_way)" = rustup ]; then
    wasm_cargo clippy --quiet --no-default-features --lib --test wasm -- -D warnings
  else
    WASM_FLAGS=$'\x1f-Dwarnings' wasm_cargo check --quiet --no-default-features --lib --test wasm
  fi
}

# wasm_test BROWSER: wasm-bindgen's tests in a real browser.
wasm_test() {
  local driver
  case $1 in
    chromium) driver=CHROMEDRIVER=$(command -v chromedriver) ;;
    firefox) driver=GECKODRIVER=$(command -v geckodriver) ;;
  esac
  node scripts/webdriver.mjs >target/webdriver.json
  (
    export "${driver?}" WASM_BINDGEN_TEST_WEBDRIVER_JSON=$PWD/target/webdriver.json
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner wasm_cargo test --no-default-features --test wasm
  )
}

equal() { cargo build --quiet && build_plain_wasm && node --test --test-reporter=spec tests/equal.test.mjs; }
types() { node_modules/.bin/tsc -p extension && echo "tsc: no fault"; }

test_everything() {
  step format '^(Diff|error)' cargo fmt --check
  step clippy '^(warning|error)' cargo clippy --quiet --all-targets -- -D warnings
  step clippy-wasm '^(warning|error)' lint_wasm
  if has shellcheck; then step shellcheck '^In ' shellcheck -x build.sh; else skip shellcheck "shellcheck is not installed"; fi
  step types 'error|no fault' types
  step cargo '^test result' cargo test --quiet
  step wasm-chromium '^test result' wasm_test chromium
  step wasm-firefox '^test result' wasm_test firefox
  step wasm-equals-native '^ℹ (tests|pass|fail) ' equal
  step extension '^ℹ (tests|pass|fail) ' node --test --test-reporter=spec --test-concurrency=1 tests/browser/*.test.mjs
  step addons-linter '^(errors|notices|warnings) ' node_modules/.bin/addons-linter --warnings-as-errors dist/firefox
  step package 'alike|differ' ./build.sh package --verify

  printf '\n'
  printf '%s\n' "${results[@]}"
  if [ "$failed" -gt 0 ]; then
    say "$failed of the checks failed; target/test holds what each said"
    return 1
  fi
  say "everything passed in $SECONDS s"
}
