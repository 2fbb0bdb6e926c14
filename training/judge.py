"""Holds the scores of the tagger and the linker to their bars.

usage: judge.py AS_THEY_ARE.json INVENTED_NAMES.json GIVEN_SPANS.json      each as shared/score/attributions.py --json prints it

Mean exact F1 over source, cue and content: the bar, and how little invented names may cost. F1 of whole attributions: from raw text,
and where the spans are given, so that the linking stands alone."""

import json
import sys

MEAN, COST = 74.0, 1.0
OVERLAP, GIVEN_OVERLAP, GIVEN_STRICT = 67.0, 95.0, 92.0


def main():
    known, invented, given = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
    mean = lambda scores: sum(part["f1"] for part in scores["exact"].values()) / len(scores["exact"])
    whole = lambda scores, kind: scores["attribution"][kind]["f1"]
    rows = [
        ("mean exact F1", mean(known), MEAN),
        ("the same with invented names", mean(invented), mean(known) - COST),
        ("attributions, overlap", whole(known, "overlap"), OVERLAP),
        ("of given spans, overlap", whole(given, "overlap"), GIVEN_OVERLAP),
        ("of given spans, strict", whole(given, "strict"), GIVEN_STRICT),
    ]
    for name, found, bar in rows:
        print(f"{'ok    ' if found >= bar else 'MISSED'}  {name:30} {found:5.1f}, at least {bar:.1f}")
    sys.exit(any(found < bar for _, found, bar in rows))


if __name__ == "__main__":
    main()
