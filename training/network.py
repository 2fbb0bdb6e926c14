"""The network: a gated linear recurrence in both directions ("minGRU", Feng et al., 2024) under a linear-chain CRF.

src/tagger/learnt/network.rs computes the same numbers; a test there holds it to these."""

import torch
from torch import nn
from torch.nn import functional as F

# In the order of FIELDS in src/tagger/learnt/features.rs.
WIDTHS = {"suffix3": 24, "prefix3": 16, "suffix2": 8, "shape": 12, "place": 4, "quotation": 8, "cue": 12, "class": 12}


class Scan(torch.autograd.Function):
    """c[t] = f[t] c[t-1] + b[t], over the first axis. Written out because autograd keeps a graph node a step."""

    @staticmethod
    def forward(ctx, f, b):
        c = torch.empty_like(b)
        c[0] = b[0]
        fs, bs, cs = f.unbind(0), b.unbind(0), c.unbind(0)
        for t in range(1, len(bs)):
            torch.addcmul(bs[t], fs[t], cs[t - 1], out=cs[t])
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx, grad):
        f, c = ctx.saved_tensors
        g = grad.clone()
        fs, gs = f.unbind(0), g.unbind(0)
        for t in range(len(gs) - 2, -1, -1):
            gs[t].addcmul_(fs[t + 1], gs[t + 1])
        df = torch.zeros_like(f)
        df[1:] = g[1:] * c[:-1]
        return df, g


class Layer(nn.Module):
    def __init__(self, width, dropout):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        # [tap, channel]: the token before, the token itself, the token after.
        self.taps = nn.Parameter(torch.stack([torch.zeros(width), torch.ones(width), torch.zeros(width)])
                                 + 0.1 * torch.randn(3, width))
        self.tap_bias = nn.Parameter(torch.zeros(width))
        self.gates = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.dropout = nn.Dropout(dropout)
        with torch.no_grad():
            # Forget gates begin open over spans of some tokens, each channel over its own.
            self.gates.bias[width:2 * width].uniform_(-1.0, 3.0)

    def forward(self, x, mask):
        width = x.shape[-1]
        y = self.norm(x) * mask
        y = F.pad(y, (0, 0, 0, 0, 1, 1))
        y = F.silu(y[:-2] * self.taps[0] + y[1:-1] * self.taps[1] + y[2:] * self.taps[2] + self.tap_bias)
        z, f, g = self.gates(y).split(width, dim=-1)
        f = torch.sigmoid(f)
        b = (1 - f) * z * mask
        half = width // 2
        turn = lambda v: torch.cat([v[..., :half], v[..., half:].flip(0)], dim=-1)
        c = turn(Scan.apply(turn(f), turn(b)))
        return x + self.dropout(self.out(F.silu(g) * c))


class Network(nn.Module):
    def __init__(self, fields, vectors, labels, width=128, layers=4, dropout=0.35, word_dropout=0.1):
        super().__init__()
        assert [name for name, _ in fields] == list(WIDTHS)
        self.words = nn.Embedding.from_pretrained(vectors, freeze=False)
        self.fields = nn.ModuleList(nn.Embedding(size, WIDTHS[name]) for name, size in fields)
        for table in self.fields:
            nn.init.normal_(table.weight, std=0.3)
        self.input = nn.Linear(vectors.shape[1] + sum(WIDTHS.values()), width)
        self.layers = nn.ModuleList(Layer(width, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, labels)
        self.transitions = nn.Parameter(0.1 * torch.randn(labels, labels))
        self.starts = nn.Parameter(torch.zeros(labels))
        self.dropout = nn.Dropout(dropout)
        self.word_dropout = word_dropout

    def forward(self, words, rows, mask):
        """Logits [T, B, labels]."""
        if self.training:
            words = words.masked_fill(torch.rand(words.shape) < self.word_dropout, 0)
        parts = [self.words(words)] + [table(rows[..., i]) for i, table in enumerate(self.fields)]
        mask = mask.unsqueeze(-1)
        x = self.input(self.dropout(torch.cat(parts, dim=-1)))
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(self.dropout(self.norm(x)))

    def loss(self, logits, gold, mask):
        """Negative log-likelihood of the gold labels by the CRF, a token."""
        steps, batch, _ = logits.shape
        lanes = torch.arange(batch)
        emit, on = logits.unbind(0), mask.unsqueeze(-1).bool().unbind(0)
        alpha = self.starts + emit[0]
        score = self.starts[gold[0]] + logits[0, lanes, gold[0]]
        for t in range(1, steps):
            step = torch.logsumexp(alpha.unsqueeze(2) + self.transitions, dim=1) + emit[t]
            alpha = torch.where(on[t], step, alpha)
        inner = logits.gather(2, gold.unsqueeze(-1)).squeeze(-1)[1:] + self.transitions[gold[:-1], gold[1:]]
        score = score + (inner * mask[1:]).sum(0)
        return (torch.logsumexp(alpha, dim=1) - score).sum() / mask.sum()


def viterbi(logits, transitions, starts):
    """The best labels of one window; logits [T, labels]."""
    best, back = starts + logits[0], []
    for row in logits[1:]:
        scores, where = (best.unsqueeze(1) + transitions).max(dim=0)
        back.append(where)
        best = scores + row
    tags = [int(best.argmax())]
    for where in reversed(back):
        tags.append(int(where[tags[-1]]))
    return tags[::-1]
