# shellcheck shell=bash
# How good the analysis is: the gold articles, and PolNeAR's development articles where the shared data lie beside the checkout.

evaluate_gold() { cargo test --quiet --test gold; }

# score TITLE GOLD ARGUMENT...: analyses the articles of GOLD and scores them.
score() {
  local title=$1 gold=$2
  shift 2
  printf '\n%s\n' "$title"
  target/release/hearsay analyze --jsonl "$@" "$gold" >target/evaluate/predicted.jsonl
  python3 "$shared/score/attributions.py" "$gold" target/evaluate/predicted.jsonl
}

evaluate_polnear() {
  local shared=../shared dev
  dev=$shared/data/polnear/dev.jsonl
  if [ ! -e "$dev" ] || ! has python3; then
    say "no PolNeAR: $dev and python3 are needed for it"
    return
  fi
  cargo build --quiet --release
  mkdir -p target/evaluate
  score "PolNeAR, development articles" "$dev"
  python3 training/swap.py "$dev" target/evaluate/swapped.jsonl
  score "the same, every person's name replaced by an invented one" target/evaluate/swapped.jsonl
  score "the same articles, by the rules alone" "$dev" --tagger rules
  printf '\n'
  python3 training/calibrate.py "$dev" src/tagger/learnt/model.bin --only-tell
}
