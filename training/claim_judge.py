"""How good the heads of claims are as they ship, by the command itself, and how far the stance of cues goes.

usage: claim_judge.py DATA HEARSAY      DATA holds the sets of claims

Needs no PyTorch. What of PoliClaim is measured by cross-validation, and what of NewsDiscourse by held-out training articles, is told by
claim_heads.py."""

import json
import subprocess
import sys
from pathlib import Path

import claim_reading
import claim_sets as sets
from corpus import HERE, read


def told(name, found, bar):
    print(f"{'ok    ' if found >= bar else 'MISSED'}  {name:52} {found:.3f}, at least {bar:.2f}")
    return found >= bar


def discourse(data, hearsay):
    """Average precision on the development articles of NewsDiscourse, each read as one text."""
    lines, wanted = [], []
    for source, split, own in sets.articles(data):
        if split == "dev":
            text, places = "", []
            for row in own:
                places.append((len(text), len(text) + len(row["text"])))
                text += row["text"] + "\n"
            lines.append(json.dumps({"id": source, "text": text}))
            wanted.append(list(zip(places, own)))
    done = subprocess.run([hearsay, "analyze", "--jsonl"], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    pairs = []
    for line, rows in zip(done.stdout.splitlines(), wanted):
        found = json.loads(line)
        for (start, end), row in rows:
            best = claim_reading.longest(found, start, end)
            if best:
                pairs.append((best, row))
    for name, bar, is_so in (("prediction", 0.60, lambda row: row["label"] in sets.PREDICTION),
                             ("evaluation", 0.68, lambda row: row["label"] in sets.EVALUATION),
                             ("speech", 0.90, lambda row: row["speech"] == 1)):
        yield f"{name}, average precision, NewsDiscourse dev", sets.average_precision([s[name] for s, _ in pairs], [is_so(r) for _, r in pairs]), bar


def certainty(data, hearsay):
    """Pearson's r on the development events of UDS-IH2."""
    texts, wanted = [], []
    by_text = {}
    for row in sets.events(data)[1]:
        by_text.setdefault(row["text"], []).append(row)
    for text, own in by_text.items():
        written, starts = claim_reading.prose(text.split(" "))
        texts.append({"id": own[0]["id"], "text": written, "events": [starts[row["span"][0]] for row in own]})
        wanted.append(own)
    pairs = [(event["certainty"], row["label"]) for found, own in zip(claim_reading.dumps(texts, hearsay), wanted)
             for event, row in zip(found["events"], own) if event]
    yield "certainty, r, UDS-IH2 dev", sets.correlation(*zip(*pairs)), 0.76


def stance(data):
    """r of what the table of cues says of a verb with how far its writer stands behind its clause: CommitmentBank, which taught nothing.

    Its clauses all stand under a negation, a modal, a condition or a question, and so does the verb here."""
    rows = [line.split("\t") for line in (HERE.parent / "src/lexicon/cues.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    cues = {row[0]: (row[2], row[3]) for row in rows if row[1] == "verb"}
    degree = {"vouched": 1.5, "neutral": 0.0, "distanced": -1.0, "rejected": -2.0}

    def stands(row):
        act, stance = cues.get(row["verb"], ("statement", "neutral"))
        if act == "perception":
            # "She saw that the cable snapped" takes it for granted as "noticed" does.
            stance = "vouched"
        if stance == "neutral" and act in ("belief", "intention", "evidence"):
            # "I do not think that" says that it is not.
            return -1.2 if "negation" in row["embedding"] else 0.2
        if stance == "neutral" and "negation" in row["embedding"]:
            return -0.4
        return degree[stance] + (0.3 if "modal" in row["embedding"] else 0)

    bank = read(data / "commitmentbank.jsonl")
    yield "stance of the cue lexicon, r, CommitmentBank", sets.correlation([stands(row) for row in bank], [row["label"] for row in bank]), 0.60


def main():
    data, hearsay = Path(sys.argv[1]), sys.argv[2]
    rows = [*discourse(data, hearsay), *certainty(data, hearsay), *stance(data)]
    sys.exit(not all([told(*row) for row in rows]))


if __name__ == "__main__":
    main()
