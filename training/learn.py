"""One training run of the reader, with checkpoints: examples in, weights out."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional

from newsdiff.reader.wordpiece import WordPiece
from training.batches import Batch, batches
from training.encoder import NEW, SLOT, Reader
from training.examples import APART, COMPATIBLE, SAME, Example

#: Words that differ are one in ten.
_RARE = torch.tensor(3.0)


@dataclass(frozen=True)
class Plan:
    """How long and how fast to learn."""

    epochs: float = 1.5
    rate: float = 1e-4
    head_rate: float = 8e-4
    batch: int = 32
    seed: int = 1


def slot_scores(slots: torch.Tensor, step: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Scores (marks, tokens) of each piece as the first and the last of the answer; a text's first piece is none."""
    chosen = slots[step.rows].float()
    ask_start, ask_end, key_start, key_end = chosen.split(SLOT, -1)
    scores = []
    for ask, key in ((ask_start, key_start), (ask_end, key_end)):
        query = (step.queries[:, :, None] * ask).sum(1)
        score = (key * query[:, None, :]).sum(-1) / math.sqrt(SLOT)
        scores.append(score.masked_fill(~step.allowed, -1e4))
    return scores[0], scores[1]


def _relation_loss(logits: torch.Tensor, relation: torch.Tensor) -> torch.Tensor:
    """The loss of each pair (pairs,) by the logits (pairs, 3): cross-entropy of its relation; where it is COMPATIBLE,
    the negative log-probability of all but a contradiction."""
    told = functional.cross_entropy(logits, relation.clamp(max=APART), reduction="none", label_smoothing=0.03)
    compatible = logits.logsumexp(1) - logits[:, [SAME, APART]].logsumexp(1)
    return torch.where(relation == COMPATIBLE, compatible, told)


def loss(reader: Reader, step: Batch) -> torch.Tensor:
    """What a step gets wrong: relation, answers, words that differ."""
    with torch.autocast("cpu", torch.bfloat16):
        relation, slots, differs = reader(step.ids, step.types)
    known = step.relation >= 0
    total = (_relation_loss(relation.float()[known], step.relation[known]) * step.weight[known]).mean()
    if len(step.rows):
        start, end = slot_scores(slots, step)
        total = total + 0.5 * (functional.cross_entropy(start, step.start) + functional.cross_entropy(end, step.end))
    told = step.differs >= 0
    if told.any():
        total = total + functional.binary_cross_entropy_with_logits(
            differs.float()[told], step.differs[told], pos_weight=_RARE
        )
    return total


def learn(
    reader: Reader,
    examples: Sequence[Example],
    tokenise: WordPiece,
    plan: Plan,
    checkpoint: Path,
    say: Callable[[str], None] = print,
) -> Reader:
    """Fine-tune `reader` on `examples`; the word embeddings stay as they are. Goes on from `checkpoint`, if any."""
    chance = random.Random(plan.seed)
    torch.manual_seed(plan.seed)
    reader.alone.words.weight.requires_grad_(False)
    heads = [p for n, p in reader.named_parameters() if n.startswith(NEW)]
    body = [p for n, p in reader.named_parameters() if not n.startswith((*NEW, "alone.words"))]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": plan.rate}, {"params": heads, "lr": plan.head_rate}], weight_decay=0.01
    )
    total = math.ceil(len(examples) * plan.epochs)

    done = steps = 0

    def pace(_: int) -> float:
        return min((done + 1) / (0.06 * total + 1), max(0.0, (total - done) / total) + 0.01)

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace)
    began, mean = time.monotonic(), 0.0
    reader.train()
    while done < total:
        for step in batches(examples, tokenise, plan.batch, chance):
            value = loss(reader, step)
            (value * len(step.ids) / plan.batch).backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            optimiser.zero_grad()
            done += len(step.ids)
            schedule.step()
            steps += 1
            mean = 0.99 * mean + 0.01 * value.item() if mean else value.item()
            if steps % 100 == 0:
                speed = done / (time.monotonic() - began)
                say(f"{done} of {total} pairs  loss {mean:.3f}  {speed:.0f} pairs/s")
            if done >= total:
                break
    torch.save(reader.state_dict(), checkpoint)
    return reader.eval()
