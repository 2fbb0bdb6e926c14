"""The articles as they lie on the disk, and the file that ships: what needs no PyTorch."""

import json
import struct
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = ("source", "cue", "content")
# Of the files of weights; src/weight.rs says how they are laid out.
VERSION, HEAD = 1, 24


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def fnv(body):
    found = 0xCBF29CE484222325
    for byte in body:
        found = ((found ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return found


def write_weights(path, body, magic=b"hearsay\0"):
    """The file of a body of weights; by `magic` it is known for what they are, the tagger's unless told otherwise."""
    path.write_bytes(magic + struct.pack("<IIQ", VERSION, len(body), fnv(body)) + body)
