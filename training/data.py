"""Articles as the network sees them: what `hearsay dump` prints, with the labels of the gold beside it."""

import json
import random
import subprocess
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

import torch

PARTS = ("source", "cue", "content")
LABELS = ["O"] + [f"{b}-{part}" for part in PARTS for b in "BI"]
UNKNOWN = 0


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def dump(articles, hearsay):
    """The fields and their sizes, and one dump for each article, all from the Rust core."""
    lines = "".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles)
    done = subprocess.run([hearsay, "dump", "--jsonl"], input=lines, capture_output=True, text=True, check=True)
    head, *dumps = map(json.loads, done.stdout.splitlines())
    return head["fields"], dumps


def labels(article, tokens):
    """A BIO label for each token. A token belongs to a span if they share a character."""
    ends = [end for _, end in tokens]
    found = [0] * len(tokens)
    for attribution in article["attributions"]:
        for p, part in enumerate(PARTS):
            for start, end in attribution[part]:
                first = bisect_left(ends, start + 1)
                i = first
                while i < len(tokens) and tokens[i][0] < end:
                    found[i] = 1 + 2 * p + (i > first)
                    i += 1
    return found


@dataclass
class Example:
    """An article in numbers."""

    id: str
    tokens: list
    blocks: list
    windows: list
    words: torch.Tensor
    rows: torch.Tensor
    labels: torch.Tensor


class Vocabulary:
    """The words that have a vector; the lookup of src/tagger/learnt/vocabulary.rs."""

    def __init__(self, words):
        self.words = words
        self.ids = {word: i for i, word in enumerate(words, 1)}

    def row(self, key):
        head, hyphen, last = key.rpartition("-")
        found = self.ids.get(key)
        if found is None and hyphen:
            found = self.ids.get(last)
        return UNKNOWN if found is None else found


def examples(articles, dumps, vocabulary):
    made = []
    for article, d in zip(articles, dumps, strict=True):
        assert article["id"] == d["id"]
        if not d["tokens"]:
            continue
        words = torch.tensor([vocabulary.row(word) for word in d["words"]])
        gold = torch.tensor(labels(article, d["tokens"]) if "attributions" in article else [0] * len(words))
        made.append(Example(d["id"], d["tokens"], d["blocks"], d["windows"], words, torch.tensor(d["rows"]), gold))
    return made


def random_windows(example, rng):
    """Windows cut at paragraphs like the core's, but at other ones in each epoch."""
    size, first = len(example.tokens), 0
    windows, want = [], rng.randint(60, 260)
    for i in range(1, size + 1):
        whole = i == size or (example.blocks[i] != example.blocks[i - 1] and i - first >= want)
        if whole or i - first >= 400:
            windows.append((first, i))
            first, want = i, rng.randint(140, 260)
    return windows


def batches(pieces, budget, rng=None):
    """Groups of (example, start, end) of like length, each of about `budget` tokens, padding included."""
    pieces = sorted(pieces, key=lambda p: p[2] - p[1])
    groups, group = [], []
    for piece in pieces:
        if group and (len(group) + 1) * (piece[2] - piece[1]) > budget:
            groups.append(group)
            group = []
        group.append(piece)
    groups.append(group)
    if rng:
        rng.shuffle(groups)
    return groups


def collate(group):
    """Time-first tensors: words [T, B], rows [T, B, fields], labels [T, B], mask [T, B]."""
    longest = max(end - start for _, start, end in group)
    fields = group[0][0].rows.shape[1]
    words = torch.zeros(longest, len(group), dtype=torch.long)
    rows = torch.zeros(longest, len(group), fields, dtype=torch.long)
    gold = torch.zeros(longest, len(group), dtype=torch.long)
    mask = torch.zeros(longest, len(group))
    for b, (example, start, end) in enumerate(group):
        n = end - start
        words[:n, b] = example.words[start:end]
        rows[:n, b] = example.rows[start:end]
        gold[:n, b] = example.labels[start:end]
        mask[:n, b] = 1
    return words, rows, gold, mask


def spans(tags):
    """(part, first token, last token) of a BIO sequence; an I that follows nothing of its part begins a span."""
    found, open_ = [], None
    for i, tag in enumerate(list(tags) + [0]):
        part = (tag - 1) // 2 if tag else None
        goes_on = open_ and tag and tag % 2 == 0 and part == open_[0]
        if open_ and not goes_on:
            found.append((open_[0], open_[1], i - 1))
            open_ = None
        if tag and not goes_on:
            open_ = (part, i)
    return found


def seeded(seed):
    random.seed(seed)
    torch.manual_seed(seed)
    return random.Random(seed)


HERE = Path(__file__).resolve().parent
