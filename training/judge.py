"""Holds the scores of the tagger to their bars.

usage: judge.py AS_THEY_ARE.json INVENTED_NAMES.json      each as shared/score/attributions.py --json prints it

Mean exact F1 over source, cue and content: the bar, and how little invented names may cost."""

import json
import sys

BAR, COST = 74.0, 1.0


def mean(path):
    with open(path, encoding="utf-8") as file:
        exact = json.load(file)["exact"]
    return sum(part["f1"] for part in exact.values()) / len(exact)


def main():
    known, invented = map(mean, sys.argv[1:])
    print(f"mean exact F1 {known:.1f} (bar {BAR:.0f}), with invented names {invented:.1f} (at most {COST:.0f} less)")
    sys.exit(known < BAR or known - invented > COST)


if __name__ == "__main__":
    main()
