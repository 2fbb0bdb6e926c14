"""The teachers of the claim heads: all-MiniLM-L6-v2 (Apache-2.0), tuned on one set each. They never ship.

usage: claim_teacher.py DATA OUT {discourse,check,certainty} [--seed N] [--epochs N] [--rate R]

DATA holds the sets; OUT/NAME.pt gets the tuned weights. Sets whose labels mean different things have teachers of their own."""

import argparse
import json
import random
import re
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

import claim_sets as sets
import data
import vectors
from teacher import HIDDEN, Encoder

# Word pieces of a sentence, and of its neighbours on each side.
OWN, BEFORE, AFTER = 96, 28, 16


class Pieces:
    """Word pieces of plain text, cached by word."""

    def __init__(self, vocabulary):
        self.vocabulary, self.known = vocabulary, {}
        self.cls, self.sep = vocabulary["[CLS]"], vocabulary["[SEP]"]

    def of(self, text):
        found = []
        for word in re.findall(r"\w+|[^\w\s]", text.lower()):
            if word not in self.known:
                self.known[word] = vectors.pieces(word, self.vocabulary)[:12]
            found += self.known[word]
        return found

    def around(self, text, before="", after=""):
        """A sentence and its neighbours' nearest ends."""
        ids = [self.cls, *self.of(text)[:OWN], self.sep]
        if before or after:
            ids += [*self.of(before)[-BEFORE:], self.sep, *self.of(after)[:AFTER], self.sep]
        return ids


class Judge(nn.Module):
    """The encoder and one layer: from the mean and the first state of a sentence, or from a word's states."""

    def __init__(self, w, outputs, events):
        super().__init__()
        self.encoder = Encoder(w)
        self.events = events
        self.inner = nn.Linear(2 * HIDDEN, 256)
        self.out = nn.Linear(256, outputs)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids, mask, places):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(ids, mask)
        hidden = hidden.float()
        if self.events:
            rows, at = places
            seen = torch.cat([hidden[rows, at], hidden[rows, 0]], 1)
        else:
            weight = mask.unsqueeze(2).float()
            seen = torch.cat([(hidden * weight).sum(1) / weight.sum(1), hidden[:, 0]], 1)
        return self.out(self.dropout(F.gelu(self.inner(self.dropout(seen)))))


def padded(lists):
    longest = max(map(len, lists))
    ids, mask = torch.zeros(len(lists), longest, dtype=torch.long), torch.zeros(len(lists), longest, dtype=torch.bool)
    for row, own in enumerate(lists):
        ids[row, :len(own)] = torch.tensor(own)
        mask[row, :len(own)] = True
    return ids, mask


def grouped(lengths, budget, rng=None):
    """Indices in batches of like length, each of about `budget` pieces."""
    jitter = (lambda i: lengths[i] + rng.random() * 8) if rng else (lambda i: lengths[i])
    batches, batch, longest = [], [], 0
    for i in sorted(range(len(lengths)), key=jitter):
        longest = max(longest, lengths[i])
        if batch and longest * (len(batch) + 1) > budget:
            batches.append(batch)
            batch, longest = [], lengths[i]
        batch.append(i)
    batches.append(batch)
    if rng:
        rng.shuffle(batches)
    return batches


def discourse(directory, pieces):
    """Sentences of NewsDiscourse with their neighbours; half of them are read alone, as a lone sentence may have to be."""
    parts = {"train": [], "dev": []}
    for _, split, own in sets.articles(directory):
        for i, row in enumerate(own):
            if row["struck"]:
                continue
            near = (own[i - 1]["text"] if i else "", own[i + 1]["text"] if i + 1 < len(own) else "")
            target = (sets.FUNCTIONS.index(row["label"]), row["speech"], not row["silent"])
            parts[split].append({"lists": [pieces.around(row["text"], *near), pieces.around(row["text"])], "target": target})
    return parts


def check(directory, pieces):
    gold, silver = sets.speeches(directory)
    made = lambda rows, of: [{"lists": [pieces.around(row["text"])], "target": of(row)} for row in rows]
    return {"train": made(silver, lambda row: row["gpt4_likelihood"] / 3), "dev": made(gold, lambda row: row["label"])}


def certainty(directory, pieces):
    """One example a sentence, with all its events."""
    made = {}
    for name, rows in zip(("train", "dev"), sets.events(directory)):
        by_text = {}
        for row in rows:
            by_text.setdefault(row["text"], []).append(row)
        examples = []
        for text, own in by_text.items():
            ids, starts = [pieces.cls], []
            for word in text.split(" "):
                starts.append(len(ids))
                ids += pieces.of(word)
            fits = [(starts[row["span"][0]], row["label"]) for row in own if starts[row["span"][0]] < 160]
            if fits:
                examples.append({"lists": [[*ids[:160], pieces.sep]], "places": [p for p, _ in fits], "target": [l for _, l in fits]})
        made[name] = examples
    return made


TASKS = {"discourse": (discourse, len(sets.FUNCTIONS) + 1), "check": (check, 1), "certainty": (certainty, 1)}


def batch(examples, chosen, which):
    lists = [examples[i]["lists"][which[i] if which else 0] for i in chosen]
    ids, mask = padded(lists)
    places = None
    if "places" in examples[chosen[0]]:
        rows = [r for r, i in enumerate(chosen) for _ in examples[i]["places"]]
        at = [p for i in chosen for p in examples[i]["places"]]
        places = torch.tensor(rows), torch.tensor(at)
    return ids, mask, places


def loss(name, out, targets):
    if name == "discourse":
        labels, speech, heard = (torch.tensor(v) for v in zip(*targets))
        spoken = F.binary_cross_entropy_with_logits(out[:, -1], speech.float(), reduction="none")
        return F.cross_entropy(out[:, :-1], labels) + (spoken * heard).mean()
    if name == "check":
        return F.binary_cross_entropy_with_logits(out[:, 0], torch.tensor(targets))
    return F.smooth_l1_loss(out[:, 0], torch.tensor([t for target in targets for t in target]))


@torch.no_grad()
def outputs(judge, lists, places=None, budget=4000):
    """What a tuned judge says of lists of pieces."""
    judge.eval()
    found = [None] * len(lists)
    for chosen in grouped([len(l) for l in lists], budget):
        examples = [{"lists": [lists[i]], **({"places": places[i]} if places else {})} for i in chosen]
        out = judge(*batch(examples, range(len(examples)), None))
        if places:
            out = out.split([len(places[i]) for i in chosen])
        for i, row in zip(chosen, out):
            found[i] = row
    return found


def told(name, judge, dev):
    """How good it is on what it did not see."""
    if name == "discourse":
        scores = {}
        for which, called in enumerate(("among its neighbours", "alone")):
            out = torch.stack(outputs(judge, [e["lists"][which] for e in dev]))
            shares = out[:, :-1].softmax(1)
            for task, of in (("prediction", sets.PREDICTION), ("evaluation", sets.EVALUATION)):
                at = sets.FUNCTIONS.index(of[0])
                scores[f"{task} {called}"] = sets.average_precision(shares[:, at].tolist(), [e["target"][0] == at for e in dev])
            scores[f"speech {called}"] = sets.average_precision(out[:, -1].tolist(), [e["target"][1] for e in dev])
        return scores
    if name == "check":
        out = outputs(judge, [e["lists"][0] for e in dev])
        return {"accuracy on the gold": sum((o[0] > 0) == bool(e["target"]) for o, e in zip(out, dev)) / len(dev)}
    out = outputs(judge, [e["lists"][0] for e in dev], [e["places"] for e in dev])
    return {"r": sets.correlation([v for o in out for v in o[:, 0].tolist()], [t for e in dev for t in e["target"]])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("name", choices=TASKS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--budget", type=int, default=1600)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rng = data.seeded(options.seed)
    w, vocabulary = vectors.minilm()
    pieces = Pieces(vocabulary)
    make, count = TASKS[options.name]
    parts = make(options.data, pieces)
    judge = Judge(w, count, options.name == "certainty")
    tuned = [p for n, p in judge.named_parameters() if n.startswith("encoder") and p.requires_grad]
    fresh = [p for n, p in judge.named_parameters() if not n.startswith("encoder")]
    adam = torch.optim.AdamW([{"params": tuned, "lr": options.rate}, {"params": fresh, "lr": 1e-3}], weight_decay=0.01)
    peaks = [group["lr"] for group in adam.param_groups]
    train, began, step = parts["train"], time.time(), 0
    pick = lambda: [rng.randrange(len(e["lists"])) for e in train]
    lengths = lambda which: [len(e["lists"][k]) for e, k in zip(train, which)]
    steps = options.epochs * len(grouped(lengths(pick()), options.budget))
    options.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(options.epochs):
        judge.train()
        which = pick()
        for chosen in grouped(lengths(which), options.budget, rng):
            for group, peak in zip(adam.param_groups, peaks):
                group["lr"] = peak * data.rate(step, steps)
            out = judge(*batch(train, chosen, which))
            found = loss(options.name, out, [train[i]["target"] for i in chosen])
            adam.zero_grad()
            found.backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            adam.step()
            step += 1
            if step % 100 == 0:
                print(step, steps, round(found.item(), 3), round((time.time() - began) / 60, 1), flush=True)
        line = {"epoch": epoch + 1, "minutes": round((time.time() - began) / 60, 1), "dev": told(options.name, judge, parts["dev"])}
        data.tell(line, options.out / f"{options.name}.jsonl")
    data.keep({"judge": judge.state_dict(), "outputs": count}, options.out / f"{options.name}.pt")


if __name__ == "__main__":
    main()
