"""What the teachers hold likely of each label, for the student to learn from.

usage: soften.py DATA NEWS OUT.pt TEACHER.pt... [--vectors VECTORS.pt]

DATA holds train.jsonl. NEWS is newsdiscourse.jsonl, of which the texts alone are read. OUT gets examples with soft labels: the articles as
they are, with invented names, and with some words replaced by like ones (Jiao et al., TinyBERT, 2020, section 3.3), and the other
news. Several teachers are averaged, label by label and pair by pair."""

import argparse
from itertools import groupby
from pathlib import Path

import torch

import data
import swap
import teacher
import vectors

# Replacing such a word would change what the sentence is, not what it is about.
COMMON = 200


def load(path, w):
    state = torch.load(path, weights_only=False)
    made = teacher.Teacher(w, state["fields"])
    made.load_state_dict(state["teacher"])
    return made.eval()


def news(path, rng):
    """The texts of a file of sentences, a document each, in paragraphs of one to three sentences."""
    articles = []
    for source, sentences in groupby(data.read(path), key=lambda s: s["source"]):
        text = ""
        for sentence in sorted(sentences, key=lambda s: s["pos"]):
            text += sentence["text"].strip() + (" " if rng.random() < 0.4 else "\n")
        articles.append({"id": source, "text": text.strip()})
    return articles


class Likes:
    """Words and those that stand nearest to them among the word vectors, with the same last two letters so that the grammar holds."""

    def __init__(self, kept, counts, most=8):
        words = kept["words"]
        common = {word for word, _ in counts.most_common(COMMON)}
        self.of = {}
        unit = torch.nn.functional.normalize(kept["vectors"][1:], dim=1)
        able = [i for i, word in enumerate(words) if word.isalpha() and len(word) > 3 and word not in common and counts[word] > 1]
        table = unit[able]
        for at in range(0, len(able), 2048):
            near = (table[at:at + 2048] @ table.T).topk(40, dim=1).indices.tolist()
            for row, found in zip(able[at:at + 2048], near):
                word = words[row]
                like = [words[able[j]] for j in found if words[able[j]] != word and words[able[j]][-2:] == word[-2:]]
                if like:
                    self.of[word] = like[:most]

    def replaced(self, article, tokens, rng, share=0.2):
        """The article with a share of its words, written in lower case, replaced."""
        text, edits = article["text"], []
        for start, end in tokens:
            word = text[start:end]
            if word in self.of and rng.random() < share:
                edits.append((start, end, rng.choice(self.of[word])))
        return swap.edited(article, edits)


@torch.no_grad()
def soften(teachers, examples, pieces):
    """Sets `soft` of each example: the mean over teachers, on the windows that the core cuts."""
    windows = [(example, start, end) for example in examples for start, end in example.windows]
    labels = len(data.LABELS)
    for example in examples:
        size = len(example.tokens)
        example.soft = (torch.zeros(size, labels, dtype=torch.half), torch.zeros(size, labels, labels, dtype=torch.half))
    for group in data.batches(windows, 6000):
        batch = teacher.collate(group, pieces)
        found = [t.crf.marginals(t(batch), batch.mask) for t in teachers]
        unary, pairs = (sum(f[i] for f in found) / len(found) for i in (0, 1))
        for b, (example, start, end) in enumerate(group):
            own = unary[:end - start, b]
            example.soft[0][start:end] = own.half()
            example.soft[1][start + 1:end] = pairs[1:end - start, b].half()
            if start:
                # Window by window there is no pair across two; the windows of training differ, so one is needed there.
                before = example.soft[0][start - 1].float()
                example.soft[1][start] = (before.unsqueeze(1) * own[0].unsqueeze(0)).half()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("teachers", type=Path, nargs="+")
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--hearsay", default=data.HERE.parent / "target/release/hearsay")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, help="articles, for a trial")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    rng = data.seeded(options.seed)
    w, vocabulary = vectors.minilm()
    teachers, pieces = [load(path, w) for path in options.teachers], teacher.Pieces(vocabulary)
    articles = data.read(options.data / "train.jsonl")[:options.limit]
    fields, versions = data.versions(articles, rng, 1, options.hearsay)
    likes = Likes(torch.load(options.vectors), data.counts(versions[0]))
    given = swap.given_names()
    changed = [likes.replaced(article, example.tokens, rng) for article, example in zip(articles, versions[0], strict=True)]
    changed = [swap.swap(article, rng, given) if rng.random() < 0.5 else article for article in changed]
    bare = [{"id": a["id"], "text": a["text"]} for a in changed]
    found = news(options.news, rng)[:options.limit]
    others = [data.examples(texts, data.dump(texts, options.hearsay)[1]) for texts in (bare, found)]
    soften(teachers, versions[0], pieces)
    # An invented name changes nothing of what is said: the same shares, where the tokens are as many.
    for example, other in zip(versions[0], versions[1], strict=True):
        if len(example.tokens) == len(other.tokens):
            other.soft = example.soft
    for examples in ([e for e in versions[1] if not e.soft], *others):
        soften(teachers, examples, pieces)
        print(f"{sum(len(e.tokens) for e in examples)} tokens more", flush=True)
    data.keep({"fields": fields, "versions": versions, "others": others}, options.out)


if __name__ == "__main__":
    main()
