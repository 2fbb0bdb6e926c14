"""The sets of labelled claims, as they lie on the disk: their parts, with what stands in two of them struck from the one that trains."""

import collections
import re
import zlib

from corpus import read

PREDICTION = ("Distant_Expectations_Consequences",)
EVALUATION = ("Distant_Evaluation",)
# Discourse functions in the order of the teacher's outputs.
FUNCTIONS = ("Main", "Main_Consequence", "Cause_Specific", "Cause_General", "Distant_Historical", "Distant_Anecdotal",
             "Distant_Evaluation", "Distant_Expectations_Consequences", "NA")


def plain(text):
    """What two copies of a sentence share."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def without(rows, others):
    """Those of `rows` whose text is not among that of `others`."""
    known = {plain(row["text"]) for row in others}
    return [row for row in rows if plain(row["text"]) not in known]


def held(source):
    """Whether a training article is of the fifth that no teacher learns from: what is measured on it no teacher has told."""
    return zlib.crc32(source.encode()) % 5 == 0


def articles(data):
    """NewsDiscourse, article by article: (id, split, sentences). A sentence of a training article that stands in a development
    article as well is marked `struck`: it is read, as context, and teaches nothing."""
    rows = read(data / "newsdiscourse.jsonl")
    known = {plain(row["text"]) for row in rows if row["split"] == "dev"}
    groups = collections.defaultdict(list)
    for row in rows:
        groups[row["source"], row["split"]].append(row)
    found = []
    for (source, split), own in groups.items():
        own.sort(key=lambda row: row["pos"])
        # In one article of seven of the training part nobody marked who speaks: silence there says nothing.
        silent = split == "train" and not any(row["speech"] for row in own)
        for row in own:
            row["struck"] = split == "train" and plain(row["text"]) in known
            row["silent"] = silent
        found.append((source, split, own))
    return found


def speeches(data):
    """PoliClaim's gold, by speech, and its silver without what the gold holds."""
    gold = read(data / "policlaim.jsonl")
    silver = without(read(data / "policlaim_silver.jsonl"), gold)
    return gold, [row for row in silver if row["source"] not in {g["source"] for g in gold}]


def likely(row):
    """How likely a sentence of the silver is a claim of fact: of GPT-4's scale from 0 to 3 the ends say enough half a step early."""
    return min(1.0, max(0.0, (row["gpt4_likelihood"] - 0.5) / 2))


def events(data):
    """UDS-IH2: the training and the development events."""
    rows = read(data / "certainty_uds.jsonl")
    dev = [row for row in rows if row["split"] == "dev"]
    return without([row for row in rows if row["split"] == "train"], dev), dev


def average_precision(scores, labels):
    """The area under precision over recall, as a sum over the positives."""
    order = sorted(range(len(scores)), key=lambda i: -scores[i])
    hits, total = 0, 0.0
    for rank, i in enumerate(order, 1):
        if labels[i]:
            hits += 1
            total += hits / rank
    return total / max(1, hits)


def correlation(a, b):
    """Pearson's."""
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    cov = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b))
    var = lambda v, m: sum((x - m) ** 2 for x in v)
    return cov / (var(a, mean_a) * var(b, mean_b)) ** 0.5
