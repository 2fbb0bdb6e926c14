"""The teacher: all-MiniLM-L6-v2 (Apache-2.0), tuned on PolNeAR's training articles, under the student's own last layers and CRF.

usage: teacher.py DATA OUT [--seed N] [--epochs N] ...      DATA holds train.jsonl and dev.jsonl

It never ships: soften.py writes what it says of each token, and train.py teaches the small network that. It goes on from
OUT/teacher.pt where there is one; each epoch's scores on dev are appended to OUT/teacher.jsonl and choose nothing."""

import argparse
import math
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

import cheap
import data
import evaluate
import swap
import vectors
from network import Fields, Reader

HIDDEN, HEADS, DEPTH, PIECES = 384, 12, 6, 512


class Block(nn.Module):
    """One layer of BERT's encoder."""

    def __init__(self, dropout):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.dense = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.up = nn.Linear(HIDDEN, 4 * HIDDEN)
        self.down = nn.Linear(4 * HIDDEN, HIDDEN)
        self.last = nn.LayerNorm(HIDDEN, 1e-12)
        self.dropout = cheap.Dropout(dropout)

    def forward(self, x, mask):
        batch, steps, _ = x.shape
        q, k, v = self.qkv(x).view(batch, steps, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm(x + self.dropout(self.dense(seen.transpose(1, 2).reshape(x.shape))))
        return self.last(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM, from its published weights."""

    def __init__(self, w, dropout=0.1):
        super().__init__()
        e = "embeddings."
        self.words = nn.Embedding.from_pretrained(w[e + "word_embeddings.weight"])
        self.places = nn.Embedding.from_pretrained(w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0])
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.blocks = nn.ModuleList(Block(dropout) for _ in range(DEPTH))
        self.dropout = cheap.Dropout(dropout)
        copy = lambda layer, name: layer.load_state_dict({"weight": w[name + ".weight"], "bias": w[name + ".bias"]})
        copy(self.norm, e + "LayerNorm")
        for i, block in enumerate(self.blocks):
            p = f"encoder.layer.{i}."
            joined = lambda kind: torch.cat([w[p + f"attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
            block.qkv.load_state_dict({"weight": joined("weight"), "bias": joined("bias")})
            copy(block.dense, p + "attention.output.dense")
            copy(block.norm, p + "attention.output.LayerNorm")
            copy(block.up, p + "intermediate.dense")
            copy(block.down, p + "output.dense")
            copy(block.last, p + "output.LayerNorm")

    def forward(self, ids, mask):
        """Hidden states [B, pieces, HIDDEN]; mask [B, pieces] of booleans."""
        x = self.dropout(self.norm(self.words(ids) + self.places.weight[:ids.shape[1]]))
        for block in self.blocks:
            x = block(x, mask[:, None, None, :])
        return x


class Teacher(Reader):
    """The encoder's states of a token's first and last piece, beside the core's features, through the student's layers."""

    def __init__(self, w, fields, width=192, layers=2, dropout=0.2):
        super().__init__()
        self.encoder = Encoder(w)
        self.fields = Fields(fields)
        self.above(2 * HIDDEN + Fields.width, width, layers, dropout, len(data.LABELS))

    def read(self, batch):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.encoder(batch.pieces, batch.piece_mask).float()
        lanes = torch.arange(hidden.shape[0])
        ends = [hidden[lanes, batch.ends[..., i]] for i in (0, 1)]
        return torch.cat([*ends, self.fields(batch.rows)], dim=-1)


class Pieces:
    """Word pieces of the words of `hearsay dump`, cached."""

    def __init__(self, vocabulary):
        self.vocabulary, self.known = vocabulary, {}
        self.cls, self.sep = vocabulary["[CLS]"], vocabulary["[SEP]"]

    def of(self, word):
        if word not in self.known:
            self.known[word] = [p for part in vectors.split(word) for p in vectors.pieces(part, self.vocabulary)][:12]
        return self.known[word]


def collate(group, pieces):
    """A data.Batch with the pieces of its windows, [B, pieces], and for each token its first and last, [T, B, 2]."""
    batch = data.collate(group)
    lists, ends = [], torch.zeros(*batch.words.shape, 2, dtype=torch.long)
    for b, (example, start, end) in enumerate(group):
        ids = [pieces.cls]
        for t, i in enumerate(range(start, end)):
            own = pieces.of(example.keys[i])
            first = min(len(ids), PIECES - 2)
            ids += own
            ends[t, b, 0], ends[t, b, 1] = first, min(len(ids) - 1, PIECES - 2)
        lists.append(ids[:PIECES - 1] + [pieces.sep])
    longest = max(map(len, lists))
    batch.pieces = torch.zeros(len(lists), longest, dtype=torch.long)
    batch.piece_mask = torch.zeros(len(lists), longest, dtype=torch.bool)
    for b, ids in enumerate(lists):
        batch.pieces[b, :len(ids)] = torch.tensor(ids)
        batch.piece_mask[b, :len(ids)] = True
    batch.ends = ends
    return batch


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hearsay", default=data.HERE.parent / "target/release/hearsay")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1.5e-3, help="of what is new")
    parser.add_argument("--encoder-rate", type=float, default=1e-4)
    parser.add_argument("--syntax", type=float, default=0.1, help="weight of the syntax that is predicted beside")
    parser.add_argument("--swap", type=float, default=0.4, help="share of articles read with invented names")
    parser.add_argument("--batch", type=int, default=3000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int)
    return parser.parse_args()


def main():
    options = arguments()
    began = time.time()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    rng = data.seeded(options.seed)
    w, vocabulary = vectors.minilm()
    pieces = Pieces(vocabulary)
    articles, dev = data.read(options.data / "train.jsonl")[:options.limit], data.read(options.data / "dev.jsonl")
    fields, read = data.versions(articles, rng, 2, options.hearsay)
    _, (dev_examples,) = data.versions(dev, rng, 0, options.hearsay)

    teacher = Teacher(w, fields)
    low = [p for p in teacher.encoder.parameters() if p.requires_grad]
    rest = [p for n, p in teacher.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": rest, "lr": options.rate}, {"params": low, "lr": options.encoder_rate}]
    adam = torch.optim.AdamW(groups, betas=(0.9, 0.99), weight_decay=0.01)
    bases = [options.rate, options.encoder_rate]
    steps = options.epochs * math.ceil(1.05 * sum(len(e.tokens) for e in read[0]) / options.batch)
    step = first = 0
    last = options.out / "teacher.pt"
    if last.exists():
        state = torch.load(last, weights_only=False)
        teacher.load_state_dict(state["teacher"])
        adam.load_state_dict(state["adam"])
        data.restore(rng, state["random"])
        step, first = state["step"], state["epoch"]
    for epoch in range(first, options.epochs):
        teacher.train()
        total = count = 0
        for group in data.epoch(read, options.swap, options.batch, rng, most=150):
            batch = collate(group, pieces)
            for g, base in zip(adam.param_groups, bases):
                g["lr"] = base * data.rate(step, steps, warm=80)
            states = teacher.states(batch)
            loss = teacher.crf.loss(teacher.head(states), batch)
            whole = loss + options.syntax * teacher.syntax.loss(states, batch)
            adam.zero_grad()
            whole.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            adam.step()
            total, count, step = total + float(loss.detach()), count + 1, step + 1
            if count % 20 == 0:
                print(f"epoch {epoch + 1} batch {count} loss {total / count:.4f} minutes {(time.time() - began) / 60:.1f}", flush=True)
        teacher.eval()
        scores = evaluate.score(teacher, dev, dev_examples, lambda group: collate(group, pieces))
        line = {"epoch": epoch + 1, "step": step, "loss": round(total / count, 4),
                "minutes": round((time.time() - began) / 60, 1), "dev": scores}
        data.tell(line, options.out / "teacher.jsonl")
        data.keep({"teacher": teacher.state_dict(), "adam": adam.state_dict(), "random": data.randomness(rng),
                    "step": step, "epoch": epoch + 1, "fields": fields}, last)


if __name__ == "__main__":
    main()
