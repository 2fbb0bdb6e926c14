"""The network: a gated linear recurrence in both directions ("minGRU", Feng et al., 2024) under a linear-chain CRF.

src/tagger/learnt/network.rs computes the same numbers; a test there holds it to these."""

import torch
from torch import nn
from torch.nn import functional as F

import cheap
import syntax

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
        self.dropout = cheap.Dropout(dropout)
        with torch.no_grad():
            # Forget gates begin open over spans of some tokens, each channel over its own.
            self.gates.bias[width:2 * width].uniform_(-1.0, 3.0)

    def forward(self, x, mask):
        width = x.shape[-1]
        y = self.norm(x) * mask
        y = F.pad(y, (0, 0, 0, 0, 1, 1))
        y = cheap.silu(y[:-2] * self.taps[0] + y[1:-1] * self.taps[1] + y[2:] * self.taps[2] + self.tap_bias)
        z, f, g = self.gates(y).float().split(width, dim=-1)
        f = cheap.sigmoid(f)
        b = (1 - f) * z * mask
        half = width // 2
        turn = lambda v: torch.cat([v[..., :half], v[..., half:].flip(0)], dim=-1)
        c = turn(Scan.apply(turn(f), turn(b)))
        return x + self.dropout(self.out(cheap.silu(g) * c).float())


class Fields(nn.Module):
    """What the core says of a token beside the word: one small vector a field, side by side."""

    width = sum(WIDTHS.values())

    def __init__(self, fields):
        super().__init__()
        assert [name for name, _ in fields] == list(WIDTHS)
        self.tables = nn.ModuleList(nn.Embedding(size, WIDTHS[name]) for name, size in fields)
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.3)

    def forward(self, rows):
        return torch.cat([table(rows[..., i]) for i, table in enumerate(self.tables)], dim=-1)


class Marginals(torch.autograd.Function):
    """The logarithm of the CRF's normaliser [B], whose gradient are its marginals, by the forward-backward algorithm in shares of one
    (Rabiner, 1989, section V.A); padded tokens count for nothing."""

    @staticmethod
    def ahead(logits, transitions, starts, mask):
        """What Marginals.of needs, and the greatest logit of each token, by which the others were scaled."""
        most = logits.amax(-1, keepdim=True)
        emit, moves = (logits - most).exp(), transitions.exp()
        on = mask.bool().unsqueeze(-1).unbind(0)
        emits = emit.unbind(0)
        share = starts.exp() * emits[0]
        norms = [share.sum(-1, keepdim=True)]
        alphas = [share / norms[0]]
        one = torch.ones_like(norms[0])
        for t in range(1, len(emits)):
            share = (alphas[-1] @ moves) * emits[t]
            norm = share.sum(-1, keepdim=True)
            norms.append(torch.where(on[t], norm, one))
            alphas.append(torch.where(on[t], share / norm, alphas[-1]))
        return (torch.stack(alphas), emit, moves, torch.stack(norms)), most

    @staticmethod
    def forward(ctx, logits, transitions, starts, mask):
        kept, most = Marginals.ahead(logits, transitions, starts, mask)
        ctx.save_for_backward(*kept, mask)
        return ((kept[-1].log() + most).squeeze(-1) * mask).sum(0)

    @staticmethod
    def backward(ctx, grad):
        unary, pairs = Marginals.of(*ctx.saved_tensors)
        return (unary * grad[:, None], torch.einsum("tbij,b->ij", pairs, grad), (unary[0] * grad[:, None]).sum(0), None)

    @staticmethod
    def of(alphas, emit, moves, norms, mask):
        """Shares of the labels [T, B, L] and of their pairs [T, B, L, L] (before, here); the first pair is nothing."""
        on = mask.bool().unsqueeze(-1).unbind(0)
        scaled = emit / norms
        beta = torch.ones_like(alphas[0])
        betas = [beta]
        for t in range(len(scaled) - 1, 0, -1):
            beta = torch.where(on[t], (scaled[t] * beta) @ moves.T, beta)
            betas.append(beta)
        betas = torch.stack(betas[::-1])
        unary = alphas * betas * mask.unsqueeze(-1)
        right = scaled[1:] * betas[1:] * mask[1:].unsqueeze(-1)
        pairs = alphas[:-1].unsqueeze(-1) * moves * right.unsqueeze(-2)
        return unary, F.pad(pairs, (0, 0, 0, 0, 0, 0, 1, 0))


class Crf(nn.Module):
    def __init__(self, labels):
        super().__init__()
        self.transitions = nn.Parameter(0.1 * torch.randn(labels, labels))
        self.starts = nn.Parameter(torch.zeros(labels))

    def loss(self, logits, batch):
        """Cross-entropy to the batch's labels, a token. They may be shares: what other networks hold likely, label by label and pair
        by pair, teaches by the same sum as what an annotator marked."""
        normaliser = Marginals.apply(logits, self.transitions, self.starts, batch.mask)
        expected = ((batch.unary * logits).sum() + (batch.pairs * self.transitions).sum()
                    + (batch.unary[0] * self.starts).sum())
        return (normaliser.sum() - expected) / batch.mask.sum()

    @torch.no_grad()
    def marginals(self, logits, mask):
        """Shares of labels and of pairs, as in Marginals.of."""
        kept, _ = Marginals.ahead(logits, self.transitions, self.starts, mask)
        return Marginals.of(*kept, mask)

    @torch.no_grad()
    def best(self, logits, lengths):
        """The best labels of each window, by Viterbi; logits [T, B, L]."""
        score, back, scores = self.starts + logits[0], [], []
        for row in logits[1:]:
            scores.append(score)
            most, where = (score.unsqueeze(2) + self.transitions).max(dim=1)
            back.append(where)
            score = most + row
        scores.append(score)
        found = []
        for b, length in enumerate(lengths):
            label = int(scores[length - 1][b].argmax())
            tags = [label]
            for where in reversed(back[:length - 1]):
                label = int(where[b, label])
                tags.append(label)
            found.append(tags[::-1])
        return found


class Reader(nn.Module):
    """What student and teacher share: from the input of each token, which `read` computes, to its labels."""

    def above(self, inputs, width, layers, dropout, labels):
        """Makes all that stands on `inputs` numbers a token."""
        self.input = nn.Linear(inputs, width)
        self.layers = nn.ModuleList(Layer(width, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, labels)
        self.crf = Crf(labels)
        # Thrown away when the model is made.
        self.syntax = syntax.Heads(width)
        self.dropout = cheap.Dropout(dropout)

    def states(self, batch):
        """What the last layer holds of each token, [T, B, width]."""
        x = self.input(self.dropout(self.read(batch))).float()
        mask = batch.mask.unsqueeze(-1)
        for layer in self.layers:
            x = layer(x, mask)
        return self.dropout(self.norm(x))

    def forward(self, batch):
        """Logits [T, B, labels]."""
        return self.head(self.states(batch))


class Network(Reader):
    def __init__(self, fields, vectors, labels, width=112, layers=4, dropout=0.15, word_dropout=0.1):
        super().__init__()
        self.words = nn.Embedding.from_pretrained(vectors, freeze=False)
        self.fields = Fields(fields)
        self.above(vectors.shape[1] + Fields.width, width, layers, dropout, labels)
        self.word_dropout = word_dropout

    def read(self, batch):
        words = batch.words
        if self.training:
            words = words.masked_fill(torch.rand(words.shape) < self.word_dropout, 0)
        return torch.cat([self.words(words), self.fields(batch.rows)], dim=-1)
