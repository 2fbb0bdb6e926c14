"""Articles as the network sees them: what `hearsay dump` prints, with the labels of the gold beside it."""

import collections
import json
import math
import random
import subprocess
from bisect import bisect_left
from dataclasses import dataclass
from itertools import chain

import torch
from torch.nn import functional as F

import cheap
import swap
import syntax
from corpus import HERE, PARTS, read

LABELS = ["O"] + [f"{b}-{part}" for part in PARTS for b in "BI"]
UNKNOWN = 0


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
    """An article in numbers. `soft`, from soften.py: what the teachers hold likely of each label [tokens, L] and pair [tokens, L, L]."""

    id: str
    tokens: list
    keys: list
    blocks: list
    windows: list
    words: torch.Tensor
    rows: torch.Tensor
    labels: torch.Tensor
    syntax: torch.Tensor
    gold: bool
    soft: tuple | None = None


@dataclass
class Batch:
    """Windows side by side, time first: words, mask [T, B]; rows [T, B, fields]; unary [T, B, L] and pairs [T, B, L, L], the shares of the
    labels and of those before and here; syntax [T, B, 4]."""

    words: torch.Tensor
    rows: torch.Tensor
    mask: torch.Tensor
    unary: torch.Tensor
    pairs: torch.Tensor
    syntax: torch.Tensor


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


def examples(articles, dumps, vocabulary=None):
    made = []
    for article, d in zip(articles, dumps, strict=True):
        assert article["id"] == d["id"]
        if not d["tokens"]:
            continue
        gold, annotated = "attributions" in article, "sentences" in article
        words = torch.tensor([vocabulary.row(word) if vocabulary else UNKNOWN for word in d["words"]])
        found = labels(article, d["tokens"]) if gold else [0] * len(words)
        beside = syntax.targets(article, d["tokens"]) if annotated else [[syntax.NONE] * len(syntax.SIZES)] * len(words)
        made.append(Example(d["id"], d["tokens"], d["words"], d["blocks"], d["windows"], words, torch.tensor(d["rows"]),
                            torch.tensor(found), torch.tensor(beside), gold))
    return made


def versions(articles, rng, inventions, hearsay, vocabulary=None):
    """The fields, and the examples: of the articles as they are, and so often with invented names."""
    fields, dumps = dump(articles, hearsay)
    made = [examples(articles, dumps, vocabulary)]
    given = swap.given_names()
    for _ in range(inventions):
        other = [swap.swap(article, rng, given) for article in articles]
        made.append(examples(other, dump(other, hearsay)[1], vocabulary))
    return fields, made


def counts(examples):
    return collections.Counter(key for example in examples for key in example.keys)


def epoch(read, share, budget, rng, most=260, beside=()):
    """Batches of one reading of all articles, a share of them in another version, and of what is beside; windows anew."""
    chosen = [read[rng.randrange(1, len(read))][i] if len(read) > 1 and rng.random() < share else example
              for i, example in enumerate(read[0])]
    return batches([(example, start, end) for example in chain(chosen, beside) for start, end in random_windows(example, rng, most)], budget, rng)


def rate(step, steps, warm=60):
    """Up in a straight line, down along a cosine."""
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warm) / max(1, steps - warm))))


def random_windows(example, rng, most=260):
    """Windows cut at paragraphs like the core's, but at other ones in each epoch."""
    size, first = len(example.tokens), 0
    windows, want = [], rng.randint(most // 4, most)
    for i in range(1, size + 1):
        whole = i == size or (example.blocks[i] != example.blocks[i - 1] and i - first >= want)
        if whole or i - first >= 1.5 * most:
            windows.append((first, i))
            first, want = i, rng.randint(most // 2, most)
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
    if group:
        groups.append(group)
    if rng:
        rng.shuffle(groups)
    return groups


def collate(group, trust=0.0):
    """A Batch. Where an example has soft labels, they weigh so much (all, where there is no gold) and the gold's the rest."""
    longest = max(end - start for _, start, end in group)
    size, fields, count = (longest, len(group)), group[0][0].rows.shape[1], len(LABELS)
    batch = Batch(torch.zeros(size, dtype=torch.long), torch.zeros(*size, fields, dtype=torch.long), torch.zeros(size),
                  torch.zeros(*size, count), torch.zeros(*size, count, count),
                  torch.full((*size, len(syntax.SIZES)), syntax.NONE))
    for b, (example, start, end) in enumerate(group):
        n = end - start
        batch.words[:n, b] = example.words[start:end]
        batch.rows[:n, b] = example.rows[start:end]
        batch.syntax[:n, b] = example.syntax[start:end]
        batch.mask[:n, b] = 1
        hard = F.one_hot(example.labels[start:end], count).float()
        unary, pairs = hard, hard[:-1].unsqueeze(2) * hard[1:].unsqueeze(1)
        if example.soft:
            share = trust if example.gold else 1.0
            unary = (1 - share) * unary + share * example.soft[0][start:end].float()
            pairs = (1 - share) * pairs + share * example.soft[1][start + 1:end].float()
        batch.unary[:n, b], batch.pairs[1:n, b] = unary, pairs
    return batch


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


def tell(line, path):
    """Prints how an epoch went, and appends it to the curve."""
    print(json.dumps(line), flush=True)
    with open(path, "a", encoding="utf-8") as curve:
        curve.write(json.dumps(line) + "\n")


def keep(state, path):
    """Saves a state whole or not at all: what is found there after a stop can be gone on from."""
    partial = path.with_name(path.name + ".partial")
    torch.save(state, partial)
    partial.rename(path)


def seeded(seed):
    random.seed(seed)
    torch.manual_seed(seed)
    cheap.seed(seed)
    return random.Random(seed)


def randomness(rng):
    """All that is random in training, to go on from."""
    return rng.getstate(), torch.get_rng_state(), cheap.random.bit_generator.state


def restore(rng, state):
    rng.setstate(state[0])
    torch.set_rng_state(state[1])
    cheap.random.bit_generator.state = state[2]
