"""What the core reads of the sets of claims: `hearsay dump --claims`, kept in arrays, one for each set.

usage: claim_reading.py DATA OUT [--hearsay PATH]      writes OUT/NAME.pt for discourse, check, certainty and grammar, and for what
the teachers say of unlabelled sentences (OUT/soft.jsonl, claim_soften.py): soft of the sentences, verbs of their verbs"""

import argparse
import bisect
import json
import random
import subprocess
from pathlib import Path

import claim_sets as sets
import corpus


# Articles of PolNeAR that teach what a finite verb is, and those that test it.
GRAMMAR, GRAMMAR_DEV = 500, 40
FINITE = ("VBD", "VBZ", "VBP", "MD")


class Reading:
    """Rows of hashes, end to end, and of means."""

    def __init__(self):
        import numpy

        self.array = numpy.array
        self.hashes, self.starts, self.means, self.about = [], [0], [], []

    def add(self, read, about):
        self.hashes.append(self.array(read["hashes"], dtype="uint32"))
        self.starts.append(self.starts[-1] + len(read["hashes"]))
        self.means.append(self.array(read["means"], dtype="float16"))
        self.about.append(about)

    def keep(self, path):
        import numpy
        import torch

        import data

        data.keep({"hashes": torch.from_numpy(numpy.concatenate(self.hashes).astype("int64")), "starts": torch.tensor(self.starts),
                   "means": torch.from_numpy(numpy.stack(self.means)), "about": self.about}, path)


def dumps(texts, hearsay):
    """The dump of each text, given with its events and words."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    done = subprocess.run([hearsay, "dump", "--jsonl", "--claims"], input=lines, capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        yield json.loads(line)


def longest(found, start, end):
    """Of the sentences of a dump that lie within start..end mostly, the longest."""
    shared = lambda s: min(s["span"][1], end) - max(s["span"][0], start)
    best = max(found["sentences"], key=shared, default=None)
    return best if best and shared(best) > 0 else None


def discourse(directory, out, hearsay):
    """Each sentence twice: among its neighbours, and alone."""
    reading, texts, wanted = Reading(), [], []
    for source, split, own in sets.articles(directory):
        # Wire copy begins a paragraph with nearly every sentence.
        text, places = "", []
        for row in own:
            places.append((len(text), len(text) + len(row["text"])))
            text += row["text"] + "\n"
        texts.append({"id": source, "text": text})
        wanted.append([(place, row, source, split, True) for place, row in zip(places, own)])
        for row in own:
            texts.append({"id": row["id"], "text": row["text"]})
            wanted.append([((0, len(row["text"])), row, source, split, False)])
    for found, rows in zip(dumps(texts, hearsay), wanted):
        for (start, end), row, source, split, among in rows:
            best = longest(found, start, end)
            if best:
                reading.add(best, {"id": row["id"], "split": split, "among": among, "held": split == "train" and sets.held(source), "label": row["label"],
                                   "speech": row["speech"], "silent": row["silent"], "struck": row["struck"]})
    reading.keep(out / "discourse.pt")


def check(directory, out, hearsay):
    reading = Reading()
    gold, silver = sets.speeches(directory)
    rows = [(row, "gold") for row in gold] + [(row, "silver") for row in silver]
    for found, (row, part) in zip(dumps([{"id": r["id"], "text": r["text"]} for r, _ in rows], hearsay), rows):
        best = longest(found, 0, len(row["text"]))
        if best:
            reading.add(best, {"id": row["id"], "part": part, "speech": row["source"], "label": row["label"], "likely": sets.likely(row)})
    reading.keep(out / "check.pt")


# As UDS writes its tokens, and as an article would.
PLAIN = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": "“", "''": "”"}
CLITICS = ("'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "’s", "n’t")
HUGS = {",", ".", ";", ":", "?", "!", ")", "]", "”", "%", "..."}


def prose(tokens):
    """Tokens as a text, and where each begins in it."""
    text, starts = "", []
    for i, token in enumerate(tokens):
        token = PLAIN.get(token, token)
        if text and token not in HUGS and token not in CLITICS and not text.endswith(("(", "[", "“", "$")):
            text += " "
        starts.append(len(text))
        text += token
    return text, starts


def certainty(directory, out, hearsay):
    reading, texts, wanted = Reading(), [], []
    for split, rows in zip(("train", "dev"), sets.events(directory)):
        by_text = {}
        for row in rows:
            by_text.setdefault(row["text"], []).append(row)
        for text, own in by_text.items():
            written, starts = prose(text.split(" "))
            texts.append({"id": own[0]["id"], "text": written, "events": [starts[row["span"][0]] for row in own]})
            wanted.append([(row, split) for row in own])
    missed = 0
    for found, rows in zip(dumps(texts, hearsay), wanted):
        for read, (row, split) in zip(found["events"], rows):
            if read:
                reading.add(read, {"id": row["id"], "split": split, "label": row["label"]})
            else:
                missed += split == "dev"
    print(f"{missed} development events begin no word of ours")
    reading.keep(out / "certainty.pt")


def soft(directory, out, hearsay):
    """Each softened sentence among its neighbours, and its verbs."""
    reading, verbs, rows = Reading(), Reading(), corpus.read(out / "soft.jsonl")
    events = [[event for sentence in row["sentences"] for event in sentence.get("certainty", ())] for row in rows]
    texts = [{"id": row["id"], "text": row["text"], "events": [start for start, _ in own]} for row, own in zip(rows, events)]
    for found, row, own in zip(dumps(texts, hearsay), rows, events):
        ours = {tuple(sentence["span"]): sentence for sentence in found["sentences"]}
        for sentence in row["sentences"]:
            # Where the core ends a sentence elsewhere, the teacher has read another.
            if read := ours.get(tuple(sentence["span"])):
                reading.add(read, {name: sentence[name] for name in ("discourse", "check") if name in sentence})
        for read, (_, degree) in zip(found["events"], own):
            if read:
                verbs.add(read, {"label": degree})
    reading.keep(out / "soft.pt")
    verbs.keep(out / "verbs.pt")


def grammar(directory, out, hearsay):
    reading, texts, wanted = Reading(), [], []
    rng = random.Random(1)
    for part, count in (("train", GRAMMAR), ("dev", GRAMMAR_DEV)):
        articles = corpus.read(directory.parent / "polnear" / f"{part}.jsonl")
        for article in rng.sample(articles, count):
            tokens = [token for sentence in article["sentences"] for token in sentence]
            texts.append({"id": article["id"], "text": article["text"], "words": [t[0] for t in tokens]})
            wanted.append([(part, t[2] in FINITE) for t in tokens])
    for found, rows in zip(dumps(texts, hearsay), wanted):
        for read, (part, finite) in zip(found["words"], rows):
            if read:
                reading.add(read, {"split": part, "label": finite})
    reading.keep(out / "grammar.pt")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path, help="the folder of the sets; that of PolNeAR lies beside it")
    parser.add_argument("out", type=Path)
    parser.add_argument("--hearsay", default=corpus.HERE.parent / "target/release/hearsay")
    parser.add_argument("--only", nargs="*", default=["discourse", "check", "certainty", "grammar", "soft"])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.only:
        globals()[name](options.data, options.out, options.hearsay)
        print(name, flush=True)


if __name__ == "__main__":
    main()
