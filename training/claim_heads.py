"""Trains the heads of claims on what claim_reading.py kept, tells how good they are, and writes src/claim/heads.bin.

usage: claim_heads.py OUT HEADS.bin [--only NAME ...] [--seed N]

A head is a sum over hashed features and a layer of hidden units over means of word vectors and states of the tagger's network
(src/claim/head/model.rs). It is scored as it ships: in int8. Each is taught by one set alone, and by what a teacher that one set has taught
says of sentences that nobody labelled (claim_teacher.py, claim_soften.py)."""

import argparse
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
SIZES = {"finite": (32768, 24), "speech": (40960, 32), "evaluation": (40960, 32), "prediction": (40960, 32),
         "check": (40960, 64), "certainty": (32768, 48)}
# How each is trained: times that everything is read; shares of hashes, inputs and hidden units that are left out at random; the rate of
# learning; rows at once; what a row weighs that a teacher labelled.
RECIPES = {
    "finite": {"epochs": 3, "drop": (0.1, 0.1, 0.1), "rate": 6e-3, "size": 256},
    "speech": {"epochs": 3, "drop": (0.5, 0.3, 0.3), "rate": 3e-3, "size": 128, "soft": 0.5},
    "evaluation": {"epochs": 3, "drop": (0.1, 0.1, 0.3), "rate": 3e-3, "size": 128, "soft": 3.0},
    "prediction": {"epochs": 3, "drop": (0.1, 0.1, 0.3), "rate": 3e-3, "size": 128, "soft": 3.0},
    "check": {"epochs": 6, "drop": (0.1, 0.0, 0.1), "rate": 3e-3, "size": 128, "soft": 0.5},
    "certainty": {"epochs": 6, "drop": (0.3, 0.2, 0.3), "rate": 3e-3, "size": 128, "soft": 0.4},
}
# What a row of PoliClaim's silver weighs beside one of its gold.
SILVER = 0.15
MAGIC = b"claims\0\0"


class Rows:
    """One reading or more: hashes end to end, means, and what is known of each row."""

    def __init__(self, *paths):
        kept = [torch.load(path, weights_only=False) for path in paths]
        self.hashes = torch.cat([k["hashes"] for k in kept])
        self.starts = torch.cat([torch.zeros(1, dtype=torch.long), torch.cat([k["starts"].diff() for k in kept]).cumsum(0)])
        self.means = torch.cat([k["means"] for k in kept]).float()
        self.about = [about for k in kept for about in k["about"]]

    def batch(self, chosen):
        """Hashes, offsets and means of some rows."""
        parts = [self.hashes[self.starts[i]:self.starts[i + 1]] for i in chosen]
        offsets = torch.tensor([0] + [len(p) for p in parts[:-1]]).cumsum(0)
        return torch.cat(parts), offsets, self.means[chosen]


class Head(nn.Module):
    """What src/claim/head/model.rs computes."""

    def __init__(self, buckets, inputs, hidden, drop):
        super().__init__()
        self.buckets = buckets
        self.bag = nn.EmbeddingBag(buckets, 1, mode="sum")
        nn.init.zeros_(self.bag.weight)
        self.bias = nn.Parameter(torch.zeros(1))
        self.hidden = nn.Linear(inputs, hidden)
        self.out = nn.Linear(hidden, 1, bias=False)
        self.drop = drop

    def forward(self, batch):
        hashes, offsets, means = batch
        of_hashes, of_inputs, of_hidden = self.drop
        weights = (torch.rand(len(hashes)) > of_hashes).float() / (1 - of_hashes) if self.training else None
        hidden = self.hidden(F.dropout(means, of_inputs, self.training)).relu()
        return self.bias + self.bag(hashes % self.buckets, offsets, weights)[:, 0] + self.out(F.dropout(hidden, of_hidden, self.training))[:, 0]

    @torch.no_grad()
    def quantise(self):
        """Rounds the weights to what ships."""
        scale = self.bag.weight.abs().max().clamp(min=1e-9) / 127
        self.bag.weight.copy_((self.bag.weight / scale).round() * scale)
        self.scale = scale.item()
        self.scales = self.hidden.weight.abs().amax(1).clamp(min=1e-9) / 127
        self.hidden.weight.copy_((self.hidden.weight / self.scales[:, None]).round() * self.scales[:, None])

    def bytes(self, calibration):
        rows = (self.bag.weight[:, 0] / self.scale).round().to(torch.int8).numpy().tobytes()
        sizes = struct.pack("<3I2f", self.buckets, self.hidden.in_features, self.hidden.out_features, self.bias.item(), self.scale)
        floats = lambda t: t.detach().contiguous().numpy().astype("<f4").tobytes()
        units = (self.hidden.weight / self.scales[:, None]).round().to(torch.int8).numpy().tobytes()
        return b"".join([sizes, rows, floats(self.scales), units, floats(self.hidden.bias), floats(self.out.weight[0]), struct.pack("<2f", *calibration)])


def train(name, rows, chosen, targets, seed, weights=None):
    """A quantised head; `targets` are shares, or degrees of certainty."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    recipe = RECIPES[name]
    epochs, rate, size = recipe["epochs"], recipe["rate"], recipe["size"]
    buckets, units = SIZES[name]
    head = Head(buckets, rows.means.shape[1], units, recipe["drop"])
    adam = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=1e-2)
    regress = name == "certainty"
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
    head = train("finite", rows, part("train"), [float(rows.about[i]["label"]) for i in part("train")], options.seed)
    dev = part("dev")
    said, was = [s > 0 for s in scores(head, rows, dev)], [rows.about[i]["label"] for i in dev]
    both, found, wanted = sum(a and b for a, b in zip(said, was)), sum(said), sum(was)
    print(f"finite verbs: precision {both / found:.3f}, recall {both / wanted:.3f}")
    return head, (1, 0)


# Of a sentence of NewsDiscourse, as an annotator labelled it and as its teacher holds likely.
LABELS = {"speech": lambda a: a["speech"], "evaluation": lambda a: a["label"] in sets.EVALUATION, "prediction": lambda a: a["label"] in sets.PREDICTION}
FUNCTION = {"evaluation": sets.EVALUATION, "prediction": sets.PREDICTION}


def likely(name, odds):
    """The share that a teacher's log-odds of all functions and of speech give to what a head is asked."""
    odds = torch.tensor(odds)
    if name == "speech":
        return odds[-1].sigmoid().item()
    return odds[:-1].softmax(0)[[sets.FUNCTIONS.index(f) for f in FUNCTION[name]]].sum().item()


def discourse(name, out, options):
    """A fifth of the training articles is left out for a second figure; what ships learns from them too."""
    rows = Rows(out / "discourse.pt", out / "soft.pt")
    label, soft = LABELS[name], [i for i, a in enumerate(rows.about) if "discourse" in a]
    hard = [i for i, a in enumerate(rows.about) if a.get("split") == "train" and not a["struck"] and not (name == "speech" and a["silent"])]
    told = [likely(name, rows.about[i]["discourse"]) for i in soft]

    def teach(own):
        return train(name, rows, own + soft, [float(label(rows.about[i])) for i in own] + told, options.seed,
                     [1.0] * len(own) + [RECIPES[name]["soft"]] * len(soft))

    def tell(head, called, chosen):
        found, labels = scores(head, rows, chosen), [bool(label(rows.about[i])) for i in chosen]
        print(f"{name}, {called}: average precision {sets.average_precision(found, labels):.3f} on {len(chosen)}, {sum(labels) / len(labels):.3f} of them so", flush=True)
        return found, labels

    tell(teach([i for i in hard if not rows.about[i]["held"]]), "training articles held out", [i for i in hard if rows.about[i]["held"] and rows.about[i]["among"]])
    head = teach(hard)
    dev = lambda among: [i for i, a in enumerate(rows.about) if a.get("split") == "dev" and a["among"] == among]
    tell(head, "dev, alone", dev(False))
    return head, platt(*tell(head, "dev, among its neighbours", dev(True)))


def check(out, options):
    """Cross-validation over speeches for the figures; what ships learns from all of them. The teacher has seen none of the gold."""
    rows = Rows(out / "check.pt", out / "soft.pt")
    part = lambda called: [i for i, a in enumerate(rows.about) if a.get("part") == called]
    gold, silver = part("gold"), part("silver")
    soft = [i for i, a in enumerate(rows.about) if "check" in a]
    told = [rows.about[i]["likely"] for i in silver] + sigmoid([rows.about[i]["check"][0] for i in soft])

    def teach(own):
        return train("check", rows, own + silver + soft, [float(rows.about[i]["label"]) for i in own] + told, options.seed,
                     [1.0] * len(own) + [SILVER] * len(silver) + [RECIPES["check"]["soft"]] * len(soft))

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
    return teach(gold), calibration


def certainty(out, options):
    rows = Rows(out / "certainty.pt", out / "verbs.pt")
    part = lambda split: [i for i, a in enumerate(rows.about) if a.get("split") == split]
    hard, dev, soft = part("train"), part("dev"), part(None)
    chosen = hard + soft
    head = train("certainty", rows, chosen, [rows.about[i]["label"] for i in chosen], options.seed,
                 [1.0] * len(hard) + [RECIPES["certainty"]["soft"]] * len(soft))
    r = sets.correlation(scores(head, rows, dev), [rows.about[i]["label"] for i in dev])
    print(f"certainty: r {r:.3f} on {len(dev)}", flush=True)
    return head, (1, 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("heads", type=Path)
    parser.add_argument("--only", nargs="*", choices=SIZES)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    for name in options.only or SIZES:
        make = {"finite": finite, "check": check, "certainty": certainty}.get(name)
        head, calibration = make(options.out, options) if make else discourse(name, options.out, options)
        (options.out / f"{name}.head").write_bytes(head.bytes(calibration))
    # Heads that were not trained now are those of the last time.
    body = b"".join((options.out / f"{name}.head").read_bytes() for name in SIZES)
    corpus.write_weights(options.heads, body, MAGIC)
    print(f"{options.heads}: {options.heads.stat().st_size} bytes")


if __name__ == "__main__":
    main()
