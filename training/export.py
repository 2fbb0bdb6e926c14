"""Makes the file that ships of a checkpoint: weights in int8, a scale for each row; src/tagger/learnt/model.rs says how it is laid out.

usage: export.py CHECKPOINT MODEL.bin [--logits TEXT LOGITS]

With --logits it also writes what the quantised network says of a text, one line a token, for the test that holds the core to it."""

import argparse
import json
import struct
from pathlib import Path

import torch

import corpus
import data
from network import Network

def floats(tensor):
    return tensor.detach().contiguous().float().numpy().astype("<f4").tobytes()


def quantised(matrix):
    """(scales, int8 rows) and sets the matrix to what they stand for."""
    with torch.no_grad():
        scales = matrix.abs().amax(dim=1).clamp(min=1e-12) / 127
        rows = (matrix / scales.unsqueeze(1)).round().clamp(-127, 127)
        matrix.copy_(rows * scales.unsqueeze(1))
    return floats(scales) + rows.to(torch.int8).numpy().tobytes()


def load(checkpoint):
    """The averaged network of a checkpoint, its fields and its words."""
    state = torch.load(checkpoint, weights_only=False)
    weights = {name.removeprefix("module."): value for name, value in state["average"].items() if name != "n_averaged"}
    network = Network(state["fields"], torch.zeros_like(weights["words.weight"]), len(data.LABELS),
                      state["width"], state["layers"])
    network.load_state_dict(weights)
    return network.eval(), state["fields"], state["words"]


def body(network, fields, words):
    width = network.norm.weight.shape[0]
    sizes = [width, len(network.layers), network.words.weight.shape[1], len(fields)]
    for table, (_, rows) in zip(network.fields.tables, fields):
        sizes += [rows, table.weight.shape[1]]
    letters = "".join(word + "\n" for word in words).encode()
    assert [w.encode() for w in words] == sorted(w.encode() for w in words)
    parts = [struct.pack(f"<{len(sizes) + 1}I", *sizes, len(letters)), letters]
    dense = lambda layer: [quantised(layer.weight), floats(layer.bias)]
    norm = lambda layer: [floats(layer.weight), floats(layer.bias)]
    parts.append(quantised(network.words.weight))
    parts += [quantised(table.weight) for table in network.fields.tables]
    parts += dense(network.input)
    for layer in network.layers:
        parts += norm(layer.norm) + [floats(layer.taps), floats(layer.tap_bias)] + dense(layer.gates) + dense(layer.out)
    parts += norm(network.norm) + dense(network.head) + [floats(network.crf.transitions), floats(network.crf.starts)]
    # calibrate.py sets the slope and shift of the confidence.
    parts.append(struct.pack("<2f", 1, 0))
    return b"".join(parts)


@torch.no_grad()
def logits(network, text, words, hearsay):
    _, dumps = data.dump([{"id": "", "text": text}], hearsay)
    (example,) = data.examples([{"id": ""}], dumps, data.Vocabulary(words))
    rows = []
    for start, end in example.windows:
        batch = data.collate([(example, start, end)])
        rows += network(batch)[:, 0].tolist()
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--logits", type=Path, nargs=2, metavar=("TEXT", "LOGITS"))
    parser.add_argument("--hearsay", default=data.HERE.parent / "target/release/hearsay")
    options = parser.parse_args()
    torch.set_num_threads(1)
    network, fields, words = load(options.checkpoint)
    written = body(network, fields, words)
    corpus.write_weights(options.model, written)
    print(f"{options.model}: {options.model.stat().st_size} bytes, {len(words)} words")
    if options.logits:
        text, out = options.logits
        rows = logits(network, text.read_text(encoding="utf-8"), words, options.hearsay)
        out.write_text("".join(" ".join(f"{v:.4f}" for v in row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
