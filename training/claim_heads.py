"""Trains the heads of claims on what claim_reading.py kept, tells how good they are, and writes src/claim/heads.bin.

usage: claim_heads.py OUT HEADS.bin [--only NAME ...] [--seed N]

A head is a sum over hashed features and a layer of hidden units over means of word vectors (src/claim/head/model.rs). It is scored as it
ships: in int8. Each is taught by one set alone."""

import argparse
import collections
import json
import math
import random
import struct
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

import claim_sets as sets
import corpus
import data

# In the order of the file: buckets and hidden units. At most 64 KB each.
SIZES = {"finite": (32768, 24), "speech": (40960, 32), "evaluation": (40960, 48), "prediction": (40960, 48),
         "check": (40960, 48), "certainty": (40960, 48)}
MAGIC = b"claims\0\0"


class Rows:
    """A reading: hashes end to end, means, and what is known of each row."""

    def __init__(self, path):
        kept = torch.load(path, weights_only=False)
        self.hashes, self.starts, self.means, self.about = kept["hashes"], kept["starts"], kept["means"].float(), kept["about"]

    def batch(self, chosen):
        """Hashes, offsets and means of some rows."""
        parts = [self.hashes[self.starts[i]:self.starts[i + 1]] for i in chosen]
        offsets = torch.tensor([0] + [len(p) for p in parts[:-1]]).cumsum(0)
        return torch.cat(parts), offsets, self.means[chosen]


class Head(nn.Module):
    """What src/claim/head/model.rs computes."""

    def __init__(self, buckets, inputs, hidden):
        super().__init__()
        self.buckets = buckets
        self.bag = nn.EmbeddingBag(buckets, 1, mode="sum")
        nn.init.zeros_(self.bag.weight)
        self.bias = nn.Parameter(torch.zeros(1))
        self.hidden = nn.Linear(inputs, hidden) if hidden else None
        self.out = nn.Linear(hidden, 1, bias=False) if hidden else None
        self.drop = 0.0

    def forward(self, batch):
        hashes, offsets, means = batch
        weights = None
        if self.training and self.drop:
            weights = (torch.rand(len(hashes)) > self.drop).float() / (1 - self.drop)
        score = self.bias + self.bag(hashes % self.buckets, offsets, weights)[:, 0]
        if self.hidden:
            score = score + self.out(F.dropout(self.hidden(F.dropout(means, self.drop, self.training)).relu(), self.drop, self.training))[:, 0]
        return score

    @torch.no_grad()
    def quantise(self):
        """Rounds the weights to what ships."""
        scale = self.bag.weight.abs().max().clamp(min=1e-9) / 127
        self.bag.weight.copy_((self.bag.weight / scale).round() * scale)
        self.scale = scale.item()
        if self.hidden:
            self.scales = self.hidden.weight.abs().amax(1).clamp(min=1e-9) / 127
            self.hidden.weight.copy_((self.hidden.weight / self.scales[:, None]).round() * self.scales[:, None])

    def bytes(self, calibration):
        rows = (self.bag.weight[:, 0] / self.scale).round().to(torch.int8).numpy().tobytes()
        inputs, hidden = (self.hidden.in_features, self.hidden.out_features) if self.hidden else (0, 0)
        parts = [struct.pack("<3I2f", self.buckets, inputs, hidden, self.bias.item(), self.scale), rows]
        if self.hidden:
            floats = lambda t: t.detach().contiguous().numpy().astype("<f4").tobytes()
            units = (self.hidden.weight / self.scales[:, None]).round().to(torch.int8).numpy().tobytes()
            parts += [floats(self.scales), units, floats(self.hidden.bias), floats(self.out.weight[0])]
        return b"".join(parts) + struct.pack("<2f", *calibration)


def train(name, rows, chosen, targets, weights=None, *, epochs, seed, rate=3e-3, decay=2e-5, drop=0.2, regress=False, hidden=None, size=128):
    """A quantised head; `targets` are shares, or degrees where it regresses."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    buckets, units = SIZES[name]
    head = Head(buckets, rows.means.shape[1], units if hidden is None else hidden)
    head.drop = drop
    groups = [{"params": [head.bag.weight], "weight_decay": decay}, {"params": [p for n, p in head.named_parameters() if n != "bag.weight"], "weight_decay": 1e-3}]
    adam = torch.optim.Adam(groups, lr=rate)
    targets = torch.tensor(targets, dtype=torch.float)
    weights = torch.ones(len(targets)) if weights is None else torch.tensor(weights, dtype=torch.float)
    order, steps, step = list(range(len(chosen))), epochs * math.ceil(len(chosen) / size), 0
    chosen = torch.tensor(chosen)
    for _ in range(epochs):
        rng.shuffle(order)
        for first in range(0, len(order), size):
            own = torch.tensor(order[first:first + size])
            for group in adam.param_groups:
                group["lr"] = rate * data.rate(step, steps)
            out = head(rows.batch(chosen[own]))
            found = F.smooth_l1_loss(out, targets[own], reduction="none") if regress else F.binary_cross_entropy_with_logits(out, targets[own], reduction="none")
            adam.zero_grad()
            (found * weights[own]).mean().backward()
            adam.step()
            step += 1
    head.eval()
    head.quantise()
    return head


@torch.no_grad()
def scores(head, rows, chosen):
    found = []
    for first in range(0, len(chosen), 2000):
        found += head(rows.batch(torch.tensor(chosen[first:first + 2000]))).tolist()
    return found


def platt(odds, labels):
    """Slope and shift that make log-odds honest, by Newton's method."""
    x, y = torch.tensor(odds, dtype=torch.double), torch.tensor(labels, dtype=torch.double)
    w = torch.tensor([1.0, 0.0], dtype=torch.double)
    design = torch.stack([x, torch.ones_like(x)], 1)
    for _ in range(50):
        p = (design @ w).sigmoid()
        gradient = design.T @ (p - y)
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + 1e-9 * torch.eye(2, dtype=torch.double)
        w = w - torch.linalg.solve(hessian, gradient)
    return w.tolist()


def reliability(shares, labels, bins=10):
    """The rows of a reliability diagram, and the expected calibration error."""
    found, error = [], 0.0
    for b in range(bins):
        own = [(s, l) for s, l in zip(shares, labels) if min(int(s * bins), bins - 1) == b]
        if own:
            said, was = sum(s for s, _ in own) / len(own), sum(l for _, l in own) / len(own)
            found.append((b / bins, len(own), said, was))
            error += len(own) / len(shares) * abs(said - was)
    return found, error


def sigmoid(odds):
    return [1 / (1 + math.exp(-o)) for o in odds]


def finite(out, options):
    rows = Rows(out / "grammar.pt")
    part = lambda split: [i for i, a in enumerate(rows.about) if a["split"] == split]
    head = train("finite", rows, part("train"), [float(rows.about[i]["label"]) for i in part("train")], epochs=3, seed=options.seed, drop=0.1, rate=6e-3, decay=0, size=256)
    dev = part("dev")
    said, was = [s > 0 for s in scores(head, rows, dev)], [rows.about[i]["label"] for i in dev]
    both, found, wanted = sum(a and b for a, b in zip(said, was)), sum(said), sum(was)
    print(f"finite verbs: precision {both / found:.3f}, recall {both / wanted:.3f}")
    return [(head, (1, 0))]


LABELS = {"speech": lambda a: a["speech"], "evaluation": lambda a: a["label"] in sets.EVALUATION, "prediction": lambda a: a["label"] in sets.PREDICTION}


def discourse(name, out, options):
    rows = Rows(out / "discourse.pt")
    label = LABELS[name]
    teaches = [i for i, a in enumerate(rows.about) if a["split"] == "train" and not a["struck"] and not (name == "speech" and a["silent"])]
    dev = [i for i, a in enumerate(rows.about) if a["split"] == "dev" and a["among"]]
    alone = [i for i, a in enumerate(rows.about) if a["split"] == "dev" and not a["among"]]
    targets = [float(label(rows.about[i])) for i in teaches]
    head = train(name, rows, teaches, targets, epochs=options.epochs, seed=options.seed, drop=options.drop, decay=options.decay, rate=options.rate)
    for called, chosen in (("among its neighbours", dev), ("alone", alone)):
        found = scores(head, rows, chosen)
        labels = [bool(label(rows.about[i])) for i in chosen]
        print(f"{name}, {called}: average precision {sets.average_precision(found, labels):.3f} on {len(chosen)}", flush=True)
    found = scores(head, rows, dev)
    return [(head, platt(found, [float(label(rows.about[i])) for i in dev]))]


def check(out, options):
    """Cross-validation over speeches for the figures; what ships learns from all of them."""
    rows = Rows(out / "check.pt")
    gold = [i for i, a in enumerate(rows.about) if a["part"] == "gold"]
    silver = [i for i, a in enumerate(rows.about) if a["part"] == "silver"]
    teach = lambda own: train("check", rows, own + silver, [float(rows.about[i]["label"]) for i in own] + [rows.about[i]["likely"] for i in silver],
                              [1.0] * len(own) + [options.silver] * len(silver), epochs=options.epochs, seed=options.seed, drop=options.drop, decay=options.decay, rate=options.rate)
    odds = {}
    for speech in sorted({rows.about[i]["speech"] for i in gold}):
        held = [i for i in gold if rows.about[i]["speech"] == speech]
        head = teach([i for i in gold if rows.about[i]["speech"] != speech])
        odds.update(zip(held, scores(head, rows, held)))
    # The threshold and the calibration of a speech come from the others too.
    right, shares = 0, {}
    for speech in {rows.about[i]["speech"] for i in gold}:
        others = [i for i in gold if rows.about[i]["speech"] != speech]
        slope, shift = platt([odds[i] for i in others], [rows.about[i]["label"] for i in others])
        for i in gold:
            if rows.about[i]["speech"] == speech:
                shares[i] = sigmoid([slope * odds[i] + shift])[0]
    right = sum((shares[i] >= 0.5) == bool(rows.about[i]["label"]) for i in gold)
    print(f"check: accuracy {right / len(gold):.3f} on {len(gold)} by cross-validation over speeches")
    diagram, error = reliability([shares[i] for i in gold], [rows.about[i]["label"] for i in gold])
    for low, count, said, was in diagram:
        print(f"  {low:.1f}  {count:5}  said {said:.3f}  was {was:.3f}")
    print(f"check: expected calibration error {error:.3f}", flush=True)
    calibration = platt([odds[i] for i in gold], [rows.about[i]["label"] for i in gold])
    return [(teach(gold), calibration)]


def certainty(out, options):
    rows = Rows(out / "certainty.pt")
    part = lambda split: [i for i, a in enumerate(rows.about) if a["split"] == split]
    head = train("certainty", rows, part("train"), [rows.about[i]["label"] for i in part("train")], epochs=options.epochs, seed=options.seed,
                 drop=options.drop, decay=options.decay, rate=options.rate, regress=True)
    dev = part("dev")
    r = sets.correlation(scores(head, rows, dev), [rows.about[i]["label"] for i in dev])
    print(f"certainty: r {r:.3f} on {len(dev)}", flush=True)
    return [(head, (1, 0))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("heads", type=Path)
    parser.add_argument("--only", nargs="*", choices=SIZES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--drop", type=float, default=0.5)
    parser.add_argument("--decay", type=float, default=1e-4)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--silver", type=float, default=0.3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    for name in options.only or SIZES:
        make = {"finite": finite, "check": check, "certainty": certainty}.get(name)
        ((head, calibration),) = make(options.out, options) if make else discourse(name, options.out, options)
        (options.out / f"{name}.head").write_bytes(head.bytes(calibration))
    # Heads that were not trained now are those of the last time.
    body = b"".join((options.out / f"{name}.head").read_bytes() for name in SIZES)
    corpus.write_weights(options.heads, body, MAGIC)
    print(f"{options.heads}: {options.heads.stat().st_size} bytes")


if __name__ == "__main__":
    main()
