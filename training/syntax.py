"""Syntax that the network predicts beside its labels while it learns: part of speech, dependency, distance of the head and named entity
of each token, as PolNeAR's automatic annotation gives them. The heads are thrown away; what the layers learnt of syntax stays."""

from torch import nn
from torch.nn import functional as F

POS = """$ '' , -LRB- -RRB- . : CC CD DT EX FW IN JJ JJR JJS LS MD NN NNP NNPS NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD
VBG VBN VBP VBZ WDT WP WP$ WRB `` #""".split()
RELATIONS = """root acl acl:relcl advcl advmod amod appos aux auxpass case cc cc:preconj ccomp compound compound:prt conj cop csubj
csubjpass dep det det:predet discourse dobj expl iobj mark mwe neg nmod nmod:npmod nmod:poss nmod:tmod nsubj nsubjpass nummod
parataxis punct xcomp""".split()
ENTITIES = "O PERSON ORGANIZATION LOCATION MISC DATE TIME NUMBER ORDINAL MONEY PERCENT DURATION SET".split()
# The head is so many tokens away, to either side.
STEPS = (1, 2, 4, 8, 16, 10**9)
NONE = -100
SIZES = (len(POS), len(RELATIONS), len(ENTITIES), 2 * len(STEPS) + 1)

_index = [{name: i for i, name in enumerate(names)} for names in (POS, RELATIONS, ENTITIES)]


def _distance(steps):
    if steps == 0:
        return 0
    side = next(i for i, most in enumerate(STEPS) if abs(steps) <= most)
    return 1 + side + (len(STEPS) if steps > 0 else 0)


def targets(article, tokens):
    """Four ids for each of `tokens`, from the annotation of the token that begins where it begins; NONE where there is none."""
    known = {}
    for sentence in article["sentences"]:
        for i, (start, _, pos, ner, _, head, relation) in enumerate(sentence):
            steps = 0 if head < 0 else head - i
            known[start] = [_index[0].get(pos, NONE), _index[1].get(relation, NONE), _index[2].get(ner, NONE), _distance(steps)]
    nothing = [NONE] * len(SIZES)
    return [known.get(start, nothing) for start, _ in tokens]


class Heads(nn.Module):
    """One linear layer for each of the four."""

    def __init__(self, width):
        super().__init__()
        self.heads = nn.ModuleList(nn.Linear(width, size) for size in SIZES)

    def loss(self, states, batch):
        """Cross-entropy a token, summed over the four; zero where the batch has no annotation."""
        if not bool((batch.syntax != NONE).any()):
            return states.sum() * 0
        return sum(F.cross_entropy(head(states).flatten(0, 1), batch.syntax[..., i].flatten(), ignore_index=NONE)
                   for i, head in enumerate(self.heads))
