# shellcheck shell=bash
# How good the analysis is: the gold articles and, where the shared data lie beside the checkout, saved pages and PolNeAR's
# development articles.

shared=../shared

# score NAME TITLE GOLD VERB...: what `hearsay VERB...` says of the articles of GOLD, scored; the scores are left in target/evaluate/NAME.json.
score() {
  local name=$1 title=$2 gold=$3 predicted=target/evaluate/$1.jsonl
  shift 3
  target/release/hearsay "$@" "$gold" >"$predicted"
  printf '\n%s\n' "$title"
  python3 "$shared/score/attributions.py" "$gold" "$predicted"
  python3 "$shared/score/attributions.py" "$gold" "$predicted" --json >"target/evaluate/$name.json"
}

evaluate_gold() { cargo test --quiet --test gold; }

# The minimal pairs of our own, and what the heads of claims say of sentences that taught them nothing.
evaluate_claims() {
  cargo test --quiet --test pairs
  local data=$shared/data/claims
  if [ ! -e "$data" ] || ! has python3; then
    say "no sets of claims: $data and python3 are needed for them"
    return
  fi
  cargo build --quiet --release
  printf '\nClaims, development parts\n'
  python3 training/claim_judge.py "$data" target/release/hearsay
}

evaluate_polnear() {
  local dev=$shared/data/polnear/dev.jsonl swapped=target/evaluate/swapped.jsonl
  if [ ! -e "$dev" ] || ! has python3; then
    say "no PolNeAR: $dev and python3 are needed for it"
    return
  fi
  cargo build --quiet --release
  mkdir -p target/evaluate
  python3 training/swap.py "$dev" "$swapped"
  score rules "PolNeAR, development articles, by the rules alone" "$dev" analyze --jsonl --tagger rules
  score known "by the network" "$dev" analyze --jsonl
  score invented "by the network, every person's name replaced by an invented one" "$swapped" analyze --jsonl
  score given "the annotators' own spans, linked" "$dev" link
  printf '\n'
  python3 training/judge.py target/evaluate/{known,invented,given}.json
  python3 training/calibrate.py "$dev" src/tagger/learnt/model.bin --only-tell
}

# The pages beside what Readability finds in them. Readability's own Python descendant has an F1 of 0.968 there, trafilatura 0.925.
evaluate_pages() {
  local pages=$shared/pages found=target/evaluate/pages page
  if [ ! -e "$pages" ] || ! has python3; then
    say "no pages: $pages and python3 are needed for them"
    return
  fi
  cargo build --quiet --release
  rm -rf "$found" && mkdir -p "$found"
  for page in "$pages"/*/; do
    page=$(basename "$page")
    target/release/hearsay extract "$pages/$page/source.html" >"$found/$page.txt" || rm "$found/$page.txt"
  done
  printf '\nSaved pages, the article found in each: at least precision 0.96, recall 0.96, F1 0.97\n'
  python3 "$shared/score/extraction.py" "$pages" "$found" | tee target/evaluate/pages.txt
  awk '{ kept = $4 >= 0.96 && $6 >= 0.96 && $8 >= 0.97 } END { exit !kept }' target/evaluate/pages.txt ||
    die 'the extraction misses a bar'
}
