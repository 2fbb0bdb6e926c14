"""Trains the tagger: PolNeAR's training articles in, a checkpoint and its curve out; export.py makes src/tagger/learnt/model.bin of it.

usage: train.py DATA OUT [--soft SOFT.pt] [--seed N] [--epochs N] ...      DATA holds train.jsonl and dev.jsonl

With --soft, from soften.py, it learns from what the teachers hold likely beside what the annotators marked; without, from these alone.

It goes on from OUT/last.pt where there is one. Each epoch's scores on dev are appended to OUT/curve.jsonl; they choose nothing:
the last weights are the result."""

import argparse
import math
import time
from itertools import chain
from pathlib import Path

import torch

import data
import evaluate
from network import Network


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--vectors", type=Path, default=None, help="from vectors.py; OUT/vectors.pt unless given")
    parser.add_argument("--hearsay", default=data.HERE.parent / "target/release/hearsay")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--word-rate", type=float, default=1e-3)
    parser.add_argument("--width", type=int, default=112)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--dropout", type=float, default=0.15)
    parser.add_argument("--word-dropout", type=float, default=0.1)
    parser.add_argument("--soft", type=Path, help="from soften.py")
    parser.add_argument("--trust", type=float, default=0.5, help="share of the teachers where there is gold too")
    parser.add_argument("--others", type=float, default=1.0, help="share of the texts without gold that an epoch reads")
    parser.add_argument("--syntax", type=float, default=0.1, help="weight of the syntax that is predicted beside")
    parser.add_argument("--swap", type=float, default=0.5, help="share of articles read with invented names")
    parser.add_argument("--versions", type=int, default=2, help="how many inventions of each article, without --soft")
    parser.add_argument("--batch", type=int, default=4000, help="tokens, padding included")
    parser.add_argument("--average", type=float, default=0.998, help="decay of the averaged weights")
    parser.add_argument("--half", action="store_true", help="matrices in bfloat16: where a CPU knows it, five times faster")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--limit", type=int, help="articles to train on, for a trial")
    parser.add_argument("--until", type=float, default=math.inf, help="stop after so many minutes; resumable")
    return parser.parse_args()


def main():
    options = arguments()
    began = time.time()
    # More threads than idle cores are many times slower: small operations wait for one another.
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    rng = data.seeded(options.seed)
    kept = torch.load(options.vectors or options.out / "vectors.pt")
    vocabulary = data.Vocabulary(kept["words"])
    dev = data.read(options.data / "dev.jsonl")
    others = []
    if options.soft:
        soft = torch.load(options.soft, weights_only=False)
        fields, versions, others = soft["fields"], soft["versions"], soft["others"]
        for example in chain.from_iterable(versions + others):
            example.words = torch.tensor([vocabulary.row(key) for key in example.keys])
    else:
        articles = data.read(options.data / "train.jsonl")[:options.limit]
        fields, versions = data.versions(articles, rng, options.versions if options.swap else 0, options.hearsay, vocabulary)
    others = list(chain.from_iterable(others))
    _, (dev_examples,) = data.versions(dev, rng, 0, options.hearsay, vocabulary)

    network = Network(fields, kept["vectors"], len(data.LABELS), options.width, options.layers, options.dropout,
                      options.word_dropout)
    words = network.words.weight
    rest = [p for p in network.parameters() if p is not words]
    groups = [{"params": rest, "lr": options.rate}, {"params": [words], "lr": options.word_rate}]
    adam = torch.optim.Adam(groups, betas=(0.9, 0.99))
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(options.average))
    tokens = sum(len(e.tokens) for e in versions[0]) + options.others * sum(len(e.tokens) for e in others)
    steps = options.epochs * math.ceil(1.05 * tokens / options.batch)
    step = first = 0
    last = options.out / "last.pt"
    if last.exists():
        state = torch.load(last, weights_only=False)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        adam.load_state_dict(state["adam"])
        data.restore(rng, state["random"])
        step, first = state["step"], state["epoch"]
    bases = [group["lr"] if not last.exists() else base
             for group, base in zip(adam.param_groups, (options.rate, options.word_rate))]

    for epoch in range(first, options.epochs):
        network.train()
        total = count = 0
        beside = rng.sample(others, round(options.others * len(others)))
        for group in data.epoch(versions, options.swap, options.batch, rng, beside=beside):
            batch = data.collate(group, options.trust)
            for g, base in zip(adam.param_groups, bases):
                g["lr"] = base * data.rate(step, steps)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.half):
                states = network.states(batch).float()
            loss = network.crf.loss(network.head(states), batch)
            if options.syntax:
                loss = loss + options.syntax * network.syntax.loss(states, batch)
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            adam.step()
            # At the start the average would hold on to the random weights.
            if step < 100:
                average.module.load_state_dict(network.state_dict())
            else:
                average.update_parameters(network)
            total, count, step = total + float(loss.detach()), count + 1, step + 1
        scores = evaluate.score(average.module, dev, dev_examples)
        line = {"epoch": epoch + 1, "step": step, "loss": round(total / count, 4),
                "minutes": round((time.time() - began) / 60, 1), "dev": scores}
        data.tell(line, options.out / "curve.jsonl")
        data.keep({"network": network.state_dict(), "average": average.state_dict(), "adam": adam.state_dict(),
                    "random": data.randomness(rng), "step": step, "epoch": epoch + 1,
                    "fields": fields, "words": kept["words"], "width": options.width, "layers": options.layers}, last)
        if (time.time() - began) / 60 > options.until:
            return


if __name__ == "__main__":
    main()
