"""Exact and begin F1 of flat spans, as CofeNet (Wang et al., COLING 2022) scores them, on the gold's own tokens."""

import torch

import data


@torch.no_grad()
def tags(network, examples, collate=data.collate):
    """The labels of each example, window by window as the core cuts them."""
    network.eval()
    found = [[0] * len(example.tokens) for example in examples]
    place = {id(example): i for i, example in enumerate(examples)}
    pieces = [(example, start, end) for example in examples for start, end in example.windows]
    for group in data.batches(pieces, 8000):
        best = network.crf.best(network(collate(group)), [end - start for _, start, end in group])
        for (example, start, end), labels in zip(group, best):
            found[place[id(example)]][start:end] = labels
    return found


def token_spans(ranges, tokens):
    """Ranges of code points as (first, last) of the gold's tokens; `tokens` ascend."""
    found = set()
    for start, end in ranges:
        ids = [i for i, (a, b) in enumerate(tokens) if a < end and b > start]
        if ids:
            found.add((ids[0], ids[-1]))
    return found


def f1(hits, found, wanted):
    return round(200 * hits / (found + wanted), 1) if found + wanted else 0.0


def score(network, articles, examples, collate=data.collate):
    counts = {kind: {part: [0, 0, 0] for part in data.PARTS} for kind in ("exact", "begin")}
    by_id = {example.id: (example, t) for example, t in zip(examples, tags(network, examples, collate))}
    for article in articles:
        example, found = by_id.get(article["id"], (None, []))
        gold_tokens = [(t[0], t[1]) for sentence in article["sentences"] for t in sentence]
        spans = data.spans(found)
        for p, part in enumerate(data.PARTS):
            ranges = [(example.tokens[a][0], example.tokens[b][1]) for q, a, b in spans if q == p]
            ours = token_spans(ranges, gold_tokens)
            gold = token_spans([r for a in article["attributions"] for r in a[part]], gold_tokens)
            for kind, cut in (("exact", lambda s: s), ("begin", lambda s: {a for a, _ in s})):
                mine, want = cut(ours), cut(gold)
                counts[kind][part][0] += len(mine & want)
                counts[kind][part][1] += len(mine)
                counts[kind][part][2] += len(want)
    return {kind: {part: f1(*c) for part, c in parts.items()} for kind, parts in counts.items()}
