"""What PyTorch 2.8 computes slowly on a CPU, done another way: there its sigmoid costs twenty times what its exponential does, and its
dropout more than the matrices beside it."""

import numpy as np
import torch
from torch import nn

random = np.random.default_rng(0)


def seed(number):
    global random
    random = np.random.default_rng(number)


def sigmoid(x):
    return torch.tanh(x * 0.5) * 0.5 + 0.5


class _Silu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        s = torch.tanh(x * 0.5).mul_(0.5).add_(0.5)
        ctx.save_for_backward(x, s)
        return x * s

    @staticmethod
    def backward(ctx, grad):
        x, s = ctx.saved_tensors
        return (1 - s).mul_(x).add_(1).mul_(s).mul_(grad)


silu = _Silu.apply


class Dropout(nn.Module):
    """Dropout whose share is rounded to a 256th: a random byte decides."""

    def __init__(self, share):
        super().__init__()
        self.least = round(256 * share)

    def forward(self, x):
        if not self.training or not self.least:
            return x
        drawn = torch.from_numpy(random.integers(0, 256, tuple(x.shape), dtype=np.uint8))
        return x * ((drawn >= self.least).to(x.dtype) * (256 / (256 - self.least)))
