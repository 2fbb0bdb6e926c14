"""The teachers of the claim heads: all-MiniLM-L6-v2 (Apache-2.0), tuned on one set each. They never ship.

usage: claim_teacher.py DATA OUT {discourse,check,certainty} [--seed N] [--epochs N] [--rate R]

DATA holds the sets; OUT/NAME.pt gets the tuned weights. Sets whose labels mean different things have teachers of their own."""

import argparse
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

# Word pieces of a sentence that are read. Its neighbours told nothing more, and cost as much again.
OWN = 64
# Layers of the encoder that stay as they were published.
STILL = 2


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

    def sentence(self, text):
        return [self.cls, *self.of(text)[:OWN], self.sep]


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
    """Sentences of NewsDiscourse, each alone."""
    parts = {"train": [], "dev": []}
    for source, split, own in sets.articles(directory):
        if split == "train" and sets.held(source):
            continue
        parts[split] += [{"ids": pieces.sentence(row["text"]), "target": (sets.FUNCTIONS.index(row["label"]), row["speech"], not row["silent"])}
                         for row in own if not row["struck"]]
    return parts


def check(directory, pieces):
    gold, silver = sets.speeches(directory)
    # The experts' labels are only measured on: whatever their speeches are asked, no teacher has learnt from them.
    made = lambda rows, of: [{"ids": pieces.sentence(row["text"]), "target": of(row)} for row in rows]
    return {"train": made(silver, sets.likely), "dev": made(gold, lambda row: row["label"])}


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
                examples.append({"ids": [*ids[:160], pieces.sep], "places": [p for p, _ in fits], "target": [l for _, l in fits]})
        made[name] = examples
    return made


TASKS = {"discourse": (discourse, len(sets.FUNCTIONS) + 1), "check": (check, 1), "certainty": (certainty, 1)}


def batch(examples):
    ids, mask = padded([e["ids"] for e in examples])
    places = None
    if "places" in examples[0]:
        rows = [r for r, e in enumerate(examples) for _ in e["places"]]
        places = torch.tensor(rows), torch.tensor([p for e in examples for p in e["places"]])
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
def outputs(judge, examples, budget=4000):
    """What a tuned judge says of each: a row, or one for each of its events."""
    judge.eval()
    found = [None] * len(examples)
    for chosen in grouped([len(e["ids"]) for e in examples], budget):
        own = [examples[i] for i in chosen]
        out = judge(*batch(own))
        for i, row in zip(chosen, out.split([len(e["places"]) for e in own]) if judge.events else out):
            found[i] = row
    return found


def told(name, judge, dev):
    """How good it is on what it did not see."""
    out = outputs(judge, dev)
    if name == "discourse":
        out, scores = torch.stack(out), {}
        shares = out[:, :-1].softmax(1)
        for task, of in (("prediction", sets.PREDICTION), ("evaluation", sets.EVALUATION)):
            at = sets.FUNCTIONS.index(of[0])
            scores[task] = sets.average_precision(shares[:, at].tolist(), [e["target"][0] == at for e in dev])
        scores["speech"] = sets.average_precision(out[:, -1].tolist(), [e["target"][1] for e in dev])
        return scores
    if name == "check":
        return {"accuracy on the gold": sum(bool(o[0] > 0) == bool(e["target"]) for o, e in zip(out, dev)) / len(dev)}
    return {"r": sets.correlation([v for o in out for v in o[:, 0].tolist()], [t for e in dev for t in e["target"]])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("name", choices=TASKS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--budget", type=int, default=1600)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    rng = data.seeded(options.seed)
    w, vocabulary = vectors.minilm()
    make, count = TASKS[options.name]
    parts = make(options.data, Pieces(vocabulary))
    judge = Judge(w, count, options.name == "certainty")
    for still in (judge.encoder.norm, *judge.encoder.blocks[:STILL]):
        still.requires_grad_(False)
    tuned = [p for n, p in judge.named_parameters() if n.startswith("encoder") and p.requires_grad]
    fresh = [p for n, p in judge.named_parameters() if not n.startswith("encoder")]
    adam = torch.optim.AdamW([{"params": tuned, "lr": options.rate}, {"params": fresh, "lr": 1e-3}], weight_decay=0.01)
    peaks = [group["lr"] for group in adam.param_groups]
    train, began, step, first = parts["train"], time.time(), 0, 0
    lengths = [len(e["ids"]) for e in train]
    steps = options.epochs * len(grouped(lengths, options.budget))
    options.out.mkdir(parents=True, exist_ok=True)
    last = options.out / f"{options.name}.pt"
    if last.exists():
        state = torch.load(last, weights_only=False)
        judge.load_state_dict(state["judge"])
        adam.load_state_dict(state["adam"])
        data.restore(rng, state["random"])
        step, first = state["step"], state["epoch"]
    for epoch in range(first, options.epochs):
        judge.train()
        for chosen in grouped(lengths, options.budget, rng):
            for group, peak in zip(adam.param_groups, peaks):
                group["lr"] = peak * data.rate(step, steps)
            own = [train[i] for i in chosen]
            found = loss(options.name, judge(*batch(own)), [e["target"] for e in own])
            adam.zero_grad()
            found.backward()
            nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            adam.step()
            step += 1
            if step % 50 == 0:
                print(step, steps, round(found.item(), 3), round((time.time() - began) / 60, 1), flush=True)
        data.keep({"judge": judge.state_dict(), "adam": adam.state_dict(), "random": data.randomness(rng), "step": step, "epoch": epoch + 1}, last)
        line = {"epoch": epoch + 1, "minutes": round((time.time() - began) / 60, 1), "dev": told(options.name, judge, parts["dev"])}
        data.tell(line, options.out / f"{options.name}.jsonl")


if __name__ == "__main__":
    main()
