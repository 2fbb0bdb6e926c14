#!/usr/bin/env python3
"""Counts how often each construction of the rules is right.

usage: hearsay analyze --jsonl polnear/train.jsonl | constructions.py polnear/train.jsonl

Attributions are grouped by their confidence, which differs for each construction and strength of cue in
src/tagger/rule/mod.rs. One is right if an unclaimed gold attribution shares a source character with
it and their contents overlap with a Jaccard index of at least a half, in characters. One that names no source claims no more
than that its content is somebody's: it is right if at least half of that is gold content. PolNeAR marks no nesting, so what lies
inside a gold content is not judged.
"""
import collections, json, sys


def chars(ranges):
    return {i for a, b in ranges for i in range(a, b)}


def main():
    gold = {a["id"]: a["attributions"] for a in map(json.loads, open(sys.argv[1], encoding="utf-8"))}
    right, all_ = collections.Counter(), collections.Counter()
    for line in sys.stdin:
        report = json.loads(line)
        left = [(chars(g["source"]), chars(g["content"])) for g in gold[report["id"]]]
        for a in report["attributions"]:
            if a["within"] is not None:
                continue
            source, content = chars(a["source"]), chars(a["content"])
            key = round(a["confidence"], 3)
            anchor = chars(a["cue"]) | source
            if anchor and any(anchor | content <= chars(g["content"]) for g in gold[report["id"]]):
                continue
            all_[key] += 1
            if not source:
                held = set().union(*(chars(g["content"]) for g in gold[report["id"]]))
                right[key] += 2 * len(content & held) >= len(content)
                continue
            for g in left:
                union = len(g[1] | content)
                if union and 2 * len(g[1] & content) >= union and g[0] & source:
                    left.remove(g)
                    right[key] += 1
                    break
    for key in sorted(all_, reverse=True):
        print(f"{key:.3f}  {right[key]:6} of {all_[key]:6}  {right[key] / all_[key]:.2f}")


main()
