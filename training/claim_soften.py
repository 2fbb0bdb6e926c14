"""What the teachers of claim_teacher.py say of sentences that nobody labelled: those of some training articles of PolNeAR; of `check` also
the sentences of PoliClaim's silver, as they are, in parts, and with some words replaced by like ones.

usage: claim_soften.py DATA TEACHERS OUT.jsonl {discourse,check,certainty}...    DATA holds claims/ and polnear/

Each line is an article, or a sentence of the silver: its text, and of each sentence its span (in code points) and what each teacher says of it: of `discourse` the
log-odds of all functions and of speech, of `check` its log-odds, of `certainty` a degree for each verb, by where it begins."""

import argparse
import collections
import json
import random
import re
from pathlib import Path

import torch

import claim_sets as sets
import claim_teacher
import corpus
import vectors
from soften import Likes

ARTICLES = 800
# The longest sentence that is read, in tokens: beyond, one is a table or a list.
LONGEST = 80
# Copies of a sentence of the silver with some words replaced, the share of them, and the fewest words of a part.
COPIES, REPLACED, FEWEST = 2, 0.3, 5
# Where a clause, or what could be one, begins.
JOINT = re.compile(r"(?:,|;|:| --| –|—)\s+(?=\w)|\s+(?=(?:and|but|because|when|that|which|so) )")


def sampled(data):
    """Some training articles of PolNeAR, and of each the sentences that stand in no set that measures."""
    measures = {sets.plain(row["text"]) for name in ("newsdiscourse", "policlaim", "certainty_uds")
                for row in corpus.read(data / "claims" / f"{name}.jsonl") if row["split"] == "dev" or name == "policlaim"}
    for article in random.Random(1).sample(corpus.read(data / "polnear" / "train.jsonl"), ARTICLES):
        spans = [(own[0][0], own[-1][1], own) for own in article["sentences"] if own and len(own) <= LONGEST]
        yield article, [s for s in spans if sets.plain(article["text"][s[0]:s[1]]) not in measures]


def varied(data):
    """The sentences of PoliClaim's silver and what is made of them; none is of the gold."""
    gold, silver = sets.speeches(data / "claims")
    counts = collections.Counter(word for row in silver for word in re.findall(r"[a-z]+", row["text"]))
    w, vocabulary = vectors.minilm()
    words = [word for word in vocabulary if word.isalpha() and word in counts]
    # The first row of a table of word vectors stands for no word.
    rows = w["embeddings.word_embeddings.weight"][[0, *(vocabulary[word] for word in words)]]
    likes, rng = Likes({"words": words, "vectors": rows}, counts).of, random.Random(1)
    known = {sets.plain(row["text"]) for row in gold}

    def like(match):
        return rng.choice(likes[match[0]]) if match[0] in likes and rng.random() < REPLACED else match[0]

    def made(text):
        yield text
        for _ in range(COPIES):
            yield re.sub(r"\b[a-z]+\b", like, text)
        for part in JOINT.split(text):
            part = re.sub(r"^(and|but|because|when|that|which|so) ", "", part.strip())
            if len(part.split()) >= FEWEST:
                yield part[0].upper() + part[1:] + ("" if part[-1] in ".?!" else ".")

    for row in silver:
        for text in made(row["text"]):
            if (plain := sets.plain(text)) not in known:
                known.add(plain)
                yield text


def judged(name, kept):
    w, vocabulary = vectors.minilm()
    judge = claim_teacher.Judge(w, claim_teacher.TASKS[name][1], name == "certainty")
    judge.load_state_dict(torch.load(kept, weights_only=False)["judge"])
    return judge, claim_teacher.Pieces(vocabulary)


def events(article, sentence, pieces):
    """A sentence of PolNeAR as an example of the teacher of certainty, with where its verbs begin."""
    ids, places, starts = [pieces.cls], [], []
    for start, end, tag, *_ in sentence:
        if tag.startswith("VB"):
            places.append(len(ids))
            starts.append(start)
        ids += pieces.of(article["text"][start:end])
    return {"ids": [*ids, pieces.sep], "places": places}, starts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("teachers", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="+", choices=claim_teacher.TASKS)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    found, places = [], []
    for article, spans in sampled(options.data):
        found.append({"id": article["id"], "text": article["text"], "sentences": [{"span": (start, end)} for start, end, _ in spans]})
        places += [(article, sentence, kept) for (_, _, sentence), kept in zip(spans, found[-1]["sentences"])]
    sentences = list(varied(options.data)) if "check" in options.names else []
    for name in options.names:
        judge, pieces = judged(name, options.teachers / f"{name}.pt")
        if name == "certainty":
            examples = [events(article, sentence, pieces) for article, sentence, _ in places]
            chosen = [i for i, (example, _) in enumerate(examples) if example["places"] and len(example["ids"]) < 160]
            for i, said in zip(chosen, claim_teacher.outputs(judge, [examples[i][0] for i in chosen])):
                places[i][2][name] = [(start, round(degree, 3)) for start, degree in zip(examples[i][1], said[:, 0].tolist())]
        else:
            texts = [pieces.sentence(article["text"][kept["span"][0]:kept["span"][1]]) for article, _, kept in places]
            for (_, _, kept), said in zip(places, claim_teacher.outputs(judge, [{"ids": ids} for ids in texts])):
                kept[name] = [round(odds, 3) for odds in said.tolist()]
        if name == "check":
            said = claim_teacher.outputs(judge, [{"ids": pieces.sentence(text)} for text in sentences])
            found += [{"id": f"silver-{i}", "text": text, "sentences": [{"span": (0, len(text)), name: [round(odds.item(), 3)]}]}
                      for i, (text, odds) in enumerate(zip(sentences, said))]
    partial = options.out.with_name(options.out.name + ".partial")
    partial.write_text("".join(json.dumps(article) + "\n" for article in found), encoding="utf-8")
    partial.rename(options.out)


if __name__ == "__main__":
    main()
