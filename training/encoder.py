"""The reader in PyTorch: a BERT encoder of two texts with three heads. The weights to start from are MiniLM's.

The lower layers read each text alone, the upper ones both together (DeFormer, Cao et al. 2020): a sentence that stands
in many pairs goes through the lower half once.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, INNER = 384, 12, 1536
#: The width of the vectors by which marked words find the words that answer them.
SLOT = 64
#: The width in which pieces of one text are compared with those of the other.
COMPARED = 128
#: What begins with nothing learned, and learns faster.
NEW = tuple(
    f"together.{name}" for name in ("types", "look", "scale", "beside", "pair", "ask", "key", "differs", "contrary")
)


class Layer(nn.Module):
    """One layer of BERT: attention and a feed-forward net, each added to what came in and normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """`x` (batch, tokens, WIDTH); `mask` (batch, 1, tokens, tokens) is True where a token may look at another."""
        size, tokens = x.shape[0], x.shape[1]
        qkv = self.qkv(x).reshape(size, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=mask)
        x = self.norm1(x + self.out(seen.transpose(1, 2).reshape(size, tokens, WIDTH)))
        return self.norm2(x + self.outer(functional.gelu(self.inner(x))))


class Alone(nn.Module):
    """The lower half: a text, `[CLS] … [SEP]`, on its own."""

    def __init__(self, layers: int, vocabulary: int) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))

    def forward(self, ids: Tensor, places: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        """`ids` and `places` (batch, tokens): pieces and where each stands in its text; (batch, tokens, WIDTH) out."""
        places = torch.arange(ids.shape[1], device=ids.device)[None] if places is None else places
        x = self.norm(self.words(ids) + self.positions(places))
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Together(nn.Module):
    """The upper half: two texts as the lower half gives them, one behind the other.

    Each piece is set beside what it attends to in the other text, and what comes of that says how the texts are related
    and where they differ (compare and aggregate, Wang and Jiang 2017).
    """

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.types = nn.Embedding(2, WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.look, self.scale = nn.Linear(2 * WIDTH, COMPARED), nn.Parameter(torch.tensor(1.0))
        self.beside = nn.Sequential(nn.Linear(4 * COMPARED, 2 * COMPARED), nn.GELU())
        self.pair = nn.Sequential(nn.Linear(4 * COMPARED + 5 * WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, 3))
        self.ask, self.key = nn.Linear(2 * WIDTH, 2 * SLOT), nn.Linear(2 * WIDTH, 2 * SLOT)
        self.differs, self.contrary = nn.Linear(2 * COMPARED, 1), nn.Parameter(torch.tensor(0.3))
        # What is alike answers: asking and answering begin as one projection.
        for projection in (self.look, self.ask):
            nn.init.normal_(projection.weight, std=(2 * WIDTH) ** -0.5)
        self.key.load_state_dict(self.ask.state_dict())

    def forward(self, states: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Out come the relation's logits (batch, 3), slot vectors (batch, tokens, 4 × SLOT) and the logits of words
        that differ (batch, tokens). `types` (batch, tokens) is 0 for the first text and 1 for the second."""
        x = states + self.types(types)
        for layer in self.layers:
            x = layer(x)
        both = torch.cat([states, x], -1)
        ours = self.look(both)
        across = (types[:, :, None] != types[:, None, :]).to(ours.dtype)
        alike = ours @ ours.transpose(1, 2) * self.scale * COMPARED**-0.5 + (across - 1) * 1e4
        theirs = torch.softmax(alike, -1) @ ours
        beside = self.beside(torch.cat([ours, theirs, (ours - theirs).abs(), ours * theirs], -1))
        second = types.to(x.dtype)[..., None]
        means = [(x * side).sum(1) / side.sum(1) for side in (1 - second, second)]
        likeness = [means[0] + means[1], (means[0] - means[1]).abs(), means[0] * means[1]]
        marks = [x[:, 0], (x * _firsts(types)[..., None]).sum(1)]
        told = torch.cat([beside.mean(1), beside.amax(1), *marks, *likeness], -1)
        differing = self.differs(beside)[..., 0]
        relation = self.pair(told)
        # The likeliest difference speaks for a contradiction.
        same, contradict, apart = relation.split(1, -1)
        contradict = contradict + self.contrary * differing.amax(1, keepdim=True)
        slots = torch.cat([self.ask(both), self.key(both)], -1)
        return torch.cat([same, contradict, apart], -1), slots, differing


def _firsts(types: Tensor) -> Tensor:
    """1 at the first piece of the second text, else 0."""
    before = torch.cat([torch.zeros_like(types[:, :1]), types[:, :-1]], 1)
    return (types - before).float()


class Reader(nn.Module):
    """Both halves. All pairs of a batch have as many pieces together: nothing is padded."""

    def __init__(self, lower: int = 3, upper: int = 3, vocabulary: int = 30522) -> None:
        super().__init__()
        self.alone, self.together = Alone(lower, vocabulary), Together(upper)

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`ids` and `types` (batch, tokens) of two texts, one behind the other; what Together gives."""
        lengths = (types == 0).sum(1, keepdim=True)
        places = torch.arange(ids.shape[1])[None] - lengths * types
        mask = (types[:, :, None] == types[:, None, :])[:, None]
        return self.together(self.alone(ids, places, mask), types)


def pretrained(folder: Path) -> Reader:
    """A reader whose encoder is that of the BERT model in `folder` (`model.safetensors`); its heads know nothing."""
    theirs = load_file(folder / "model.safetensors")
    reader = Reader()
    ours: dict[str, Tensor] = {
        "alone.words.weight": theirs["embeddings.word_embeddings.weight"],
        # BERT adds a type to every piece before its first layer; here that of a first text belongs to the positions.
        "alone.positions.weight": theirs["embeddings.position_embeddings.weight"]
        + theirs["embeddings.token_type_embeddings.weight"][0],
        "alone.norm.weight": theirs["embeddings.LayerNorm.weight"],
        "alone.norm.bias": theirs["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    layers = [f"alone.layers.{n}" for n in range(len(reader.alone.layers))]
    layers += [f"together.layers.{n}" for n in range(len(reader.together.layers))]
    for number, layer in enumerate(layers):
        prefix = f"encoder.layer.{number}."
        for part in ("weight", "bias"):
            attention = [theirs[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            ours[f"{layer}.qkv.{part}"] = torch.cat(attention)
            for name, other in names.items():
                ours[f"{layer}.{name}.{part}"] = theirs[f"{prefix}{other}.{part}"]
    missing, unknown = reader.load_state_dict(ours, strict=False)
    if unknown or any(not name.startswith(NEW) for name in missing):
        raise ValueError(f"{folder}: not the weights of this encoder: {missing} {unknown}")
    with torch.no_grad():
        reader.together.types.weight.mul_(0.02)
    return reader
