"""Replaces every person's name in articles by an invented one, so that no name can carry a decision.

usage: swap.py ARTICLES.jsonl OUT.jsonl [--seed N]

Names are the tokens that PolNeAR's automatic annotation calls PERSON. A name keeps its invented one throughout the article; all
offsets move with it."""

import argparse
import copy
import json
import random
from bisect import bisect_right
from pathlib import Path

import corpus

ONSETS = "B Br C Ch D Dr F G Gr H J K Kl L M N P Pr R S Sch Sh St T Th Tr V W Y Z".split()
VOWELS = "a e i o u ai ea ee ie oo ou".split()
CODAS = "b ck d l ll m n nd ng r rd rk s ss st t tt x".split()
ENDS = ["", "", "", "er", "ley", "son", "ton", "man", "ez", "ski", "ova", "ini", "well", "berg", "ade", "aki"]


def invented(rng):
    surname = rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS)
    if rng.random() < 0.3:
        surname += rng.choice(VOWELS) + rng.choice(CODAS)
    return surname + rng.choice(ENDS)


def given_names():
    table = (corpus.HERE.parent / "src/lexicon/given.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t")[0] for line in table if line]


def replaceable(word):
    return len(word) > 1 and word[0].isupper() and all(c.isalpha() or c in "-'’." for c in word)


def swap(article, rng, given):
    text, names = article["text"], {}
    for sentence in article["sentences"]:
        for start, end, _, ner, *_ in sentence:
            word = text[start:end]
            if ner == "PERSON" and replaceable(word) and word not in names:
                first = word.lower() in given
                names[word] = rng.choice(given).capitalize() if first else invented(rng)
                if word.isupper():
                    names[word] = names[word].upper()
    edits = []
    for sentence in article["sentences"]:
        for start, end, pos, ner, *_ in sentence:
            word = text[start:end]
            if word in names and (ner == "PERSON" or pos.startswith("NNP")):
                edits.append((start, end, names[word]))
    return edited(article, edits)


def edited(article, edits):
    """A copy of the article with `edits`, (start, end, new words) that do not overlap; all offsets move along."""
    text = article["text"]
    edits.sort()
    pieces, at, ends, shifts, shift = [], 0, [], [], 0
    for start, end, name in edits:
        pieces += [text[at:start], name]
        at, shift = end, shift + len(name) - (end - start)
        ends.append(end)
        shifts.append(shift)
    pieces.append(text[at:])

    def moved(point):
        i = bisect_right(ends, point)
        return point + (shifts[i - 1] if i else 0)

    new = copy.deepcopy(article)
    new["text"] = "".join(pieces)
    for sentence in new["sentences"]:
        for token in sentence:
            token[0], token[1] = moved(token[0]), moved(token[1])
    for attribution in new.get("attributions", []):
        for part in corpus.PARTS:
            attribution[part] = [[moved(a), moved(b)] for a, b in attribution[part]]
    return new


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    given = given_names()
    with open(options.out, "w", encoding="utf-8") as out:
        for article in corpus.read(options.articles):
            rng = random.Random(f"{options.seed} {article['id']}")
            out.write(json.dumps(swap(article, rng, given), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
