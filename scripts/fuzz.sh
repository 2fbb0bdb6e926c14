# shellcheck shell=bash
# Fuzzing: fuzz/target.rs says what each target does, fuzz/corpus holds seeds and finds.

# What is built for fuzzing stops at an overflow and a failed assertion. No address sanitizer: the crate forbids unsafe code.
fuzz_cargo() { cargo +nightly fuzz "$1" --sanitizer none --target-dir target/fuzz "${@:2}"; }

need_cargo_fuzz() {
  need_cargo
  export PATH=$PWD/target/tools/bin:$PATH
  has cargo-fuzz || {
    say "building cargo-fuzz (about 3 minutes)"
    cargo install --quiet --locked --root target/tools cargo-fuzz
  }
  rustup toolchain list | grep -q ^nightly || die "fuzzing needs Rust's nightly: rustup toolchain install nightly"
}

# fuzz_target NAME EXECUTIONS
fuzz_target() {
  local name=$1 executions=$2 longest=2048
  # The network takes a thousand times as long for a word as the rest does.
  [ "$name" != network ] || longest=128
  [ "$name" != model ] || longest=24576
  mkdir -p "target/fuzz/corpus/$name"
  say "fuzz: $name, $executions executions of at most $longest bytes"
  fuzz_cargo run "$name" "target/fuzz/corpus/$name" "fuzz/corpus/$name" -- \
    -runs="$executions" -max_len="$longest" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 2>&1 |
    tee "target/fuzz/$name.log" | grep -E '^(stat::|==|SUMMARY)|panicked|Test unit written'
  return "${PIPESTATUS[0]}"
}
