"""What the teachers of claim_teacher.py say of sentences that nobody labelled: those of some training articles of PolNeAR.

usage: claim_soften.py DATA TEACHERS OUT.jsonl {discourse,check,certainty}...    DATA holds claims/ and polnear/

Each line is an article: its text, and of each sentence its span (in code points) and what each teacher says of it: of `discourse` the
log-odds of all functions and of speech, of `check` its log-odds, of `certainty` a degree for each verb, by where it begins."""

import argparse
import json
import random
from pathlib import Path

import torch

import claim_sets as sets
import claim_teacher
import corpus
import vectors

ARTICLES = 800
# The longest sentence that is read, in tokens: beyond, one is a table or a list.
LONGEST = 80


def sampled(data):
    """Some training articles of PolNeAR, and of each the sentences that stand in no set that measures."""
    measures = {sets.plain(row["text"]) for name in ("newsdiscourse", "policlaim", "certainty_uds")
                for row in corpus.read(data / "claims" / f"{name}.jsonl") if row["split"] == "dev" or name == "policlaim"}
    for article in random.Random(1).sample(corpus.read(data / "polnear" / "train.jsonl"), ARTICLES):
        spans = [(own[0][0], own[-1][1], own) for own in article["sentences"] if own and len(own) <= LONGEST]
        yield article, [s for s in spans if sets.plain(article["text"][s[0]:s[1]]) not in measures]


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
    partial = options.out.with_name(options.out.name + ".partial")
    partial.write_text("".join(json.dumps(article) + "\n" for article in found), encoding="utf-8")
    partial.rename(options.out)


if __name__ == "__main__":
    main()
