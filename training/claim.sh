#!/usr/bin/env bash
# From the sets of claims to src/claim/heads.bin: training/claim.sh [DATA] [OUT] [option of claim_heads.py]...
# DATA holds claims/ and polnear/. To be run anew whenever the tagger's model changes, since the heads read its word vectors.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=$(realpath "${1:-../shared/data}")
out=${2:-training/out/claim}
shift $(($# < 2 ? $# : 2))
python=training/.venv/bin/python
if [ ! -x "$python" ]; then
  python3 -m venv training/.venv
  training/.venv/bin/pip install --quiet -r training/requirements.txt
fi
cargo build --release
"$python" training/claim_reading.py "$data/claims" "$out"
"$python" training/claim_heads.py "$out" src/claim/heads.bin "$@"
cargo build --release
python3 training/claim_judge.py "$data/claims" target/release/hearsay
