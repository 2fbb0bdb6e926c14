"""Fits how sure the tagger says it is to how often annotators marked the same, and writes slope and shift into the model.

usage: calibrate.py DEV.jsonl MODEL.bin [--only-tell] [--hearsay PATH]

The command must have been built with that model. A prediction is right if content and source meet a gold attribution's: content
with a Jaccard index of a half at least, sources that share a token or are both missing. Prints the expected calibration error in
ten bins, cross-fitted over five folds of articles; fails where it is above 0.05."""

import argparse
import json
import math
import struct
import subprocess
import sys
from pathlib import Path

import corpus

MOST = 0.05


def tokens_in(ranges, tokens):
    return {i for a, b in ranges for i, (s, e) in enumerate(tokens) if s < b and e > a}


def judged(article, report):
    """(confidence, right) of each attribution of a report that stands in no other."""
    tokens = [(t[0], t[1]) for sentence in article["sentences"] for t in sentence]
    sets = lambda found: [(tokens_in(a["source"], tokens), tokens_in(a["content"], tokens)) for a in found]
    ours = [a for a in report["attributions"] if a["within"] is None]
    pairs = []
    gold, found = sets(article["attributions"]), sets(ours)
    for i, (gold_source, gold_content) in enumerate(gold):
        for j, (source, content) in enumerate(found):
            shared = len(gold_content & content) / max(1, len(gold_content | content))
            if shared >= 0.5 and (gold_source & source or not (gold_source or source)):
                pairs.append((shared, i, j))
    used_gold, used = set(), set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
    return [(a["confidence"], j in used) for j, a in enumerate(ours)]


def odds(p):
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))


def apply(x, slope, shift):
    return 1 / (1 + math.exp(-(slope * x + shift)))


def fit(rows):
    """Slope and shift of Platt's scaling, by gradient descent on the log-loss; rows are (log-odds, right)."""
    slope, shift = 1.0, 0.0
    for _ in range(3000):
        errors = [(apply(x, slope, shift) - right, x) for x, right in rows]
        slope -= 0.3 * sum(e * x for e, x in errors) / len(rows)
        shift -= 0.3 * sum(e for e, _ in errors) / len(rows)
    return slope, shift


def calibration_error(pairs, bins=10):
    gaps = [0.0] * bins
    for p, right in pairs:
        gaps[min(bins - 1, int(p * bins))] += p - right
    return sum(map(abs, gaps)) / len(pairs)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("dev", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--hearsay", default=corpus.HERE.parent / "target/release/hearsay")
    parser.add_argument("--only-tell", action="store_true", help="leave the model as it is")
    options = parser.parse_args()
    articles = corpus.read(options.dev)
    lines = subprocess.run([options.hearsay, "analyze", "--tagger", "network", "--jsonl", options.dev], capture_output=True, text=True, check=True)
    reports = [json.loads(line) for line in lines.stdout.splitlines()]
    body = options.model.read_bytes()[corpus.HEAD:]
    slope, shift = struct.unpack("<2f", body[-8:])
    per_article = [[((odds(p) - shift) / slope, right) for p, right in judged(article, report)]
                   for article, report in zip(articles, reports, strict=True)]
    crossed = []
    for fold in range(5):
        known = fit([row for i, rows in enumerate(per_article) if i % 5 != fold for row in rows])
        crossed += [(apply(x, *known), right) for rows in per_article[fold::5] for x, right in rows]
    found = fit([row for rows in per_article for row in rows])
    if not options.only_tell:
        corpus.write_weights(options.model, body[:-8] + struct.pack("<2f", *found))
    error = calibration_error(crossed)
    print(f"slope {found[0]:.3f} shift {found[1]:.3f}; expected calibration error {error:.3f} (at most {MOST})")
    sys.exit(error > MOST)


if __name__ == "__main__":
    main()
