"""How well a reader reads: figures on contrasts and on pairs of labelled stories that it has not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch

from newsdiff.reader.pair import Encoded, encode
from newsdiff.reader.wordpiece import WordPiece
from training.batches import batch
from training.encoder import Reader
from training.examples import APART, CONTRADICT, SAME, Example, Place
from training.learn import slot_scores


def predict(reader: Reader, examples: Sequence[Example], tokenise: WordPiece) -> tuple[np.ndarray, list[list]]:
    """Logits of the relation (examples, 3), and for each mark (answer, margin over none), None where it is cut."""
    encoded = [encode(tokenise, *example.texts) for example in examples]
    of_length: dict[int, list[int]] = defaultdict(list)
    for number, item in enumerate(encoded):
        of_length[len(item.ids)].append(number)
    logits, answers = np.zeros((len(examples), 3)), [[None] * len(example.marks) for example in examples]
    with torch.inference_mode():
        for group in (many[k : k + 32] for many in of_length.values() for k in range(0, len(many), 32)):
            step = batch([examples[n] for n in group], [encoded[n] for n in group], None)
            with torch.autocast("cpu", torch.bfloat16):
                relation, slots, _ = reader(step.ids, step.types)
            logits[group] = relation.float().numpy()
            start, end = slot_scores(slots, step)
            each = zip(step.rows.tolist(), step.numbers, start, end, step.allowed, strict=True)
            for row, number, s, e, allowed in each:
                here = allowed.nonzero()[:, 0].numpy()
                answers[group[row]][number] = _best(s.numpy()[here], e.numpy()[here], encoded[group[row]], here)
    return logits, answers


def _best(
    start: np.ndarray, end: np.ndarray, encoded: Encoded, here: np.ndarray, longest: int = 14
) -> tuple[Place, float]:
    table = start[:, None] + end[None, :]
    size = len(start)
    far = np.subtract.outer(np.arange(size), np.arange(size))
    table = np.where((far <= 0) & (far > -longest), table, -1e9)
    none = table[0, 0]
    table[0, :] = -1e9
    first, last = np.unravel_index(int(table.argmax()), table.shape)
    return (encoded.pieces[here[first]][1], encoded.pieces[here[last]][2]), float(table[first, last] - none)


def area(positive: np.ndarray, negative: np.ndarray) -> float:
    """The area under the ROC curve: how often a positive scores above a negative."""
    order = np.argsort(np.concatenate([positive, negative]), kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    n, m = len(positive), len(negative)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m)) if n and m else float("nan")


def average_precision(score: np.ndarray, label: np.ndarray) -> float:
    """Mean precision at each positive, from the highest score down."""
    ranked = label[np.argsort(-score, kind="stable")]
    precision = np.cumsum(ranked) / np.arange(1, len(ranked) + 1)
    return float((precision * ranked).sum() / max(1, ranked.sum()))


def figures(
    examples: Sequence[Example], logits: np.ndarray, answers: list[list], margin: float = 0.0
) -> dict[str, float]:
    """The figures by sort of pair; `margin` is the least score over none at which an answer is given."""
    chance = np.exp(logits - logits.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    sort = np.array([example.sort for example in examples])
    related = 1 - chance[:, APART]
    contrary = logits[:, CONTRADICT] - logits[:, SAME]
    found: dict[str, float] = {}
    if (sort == "same").any():
        bound = float(np.quantile(related[sort == "other"], 0.75))
        for kind in ("same", "less", "conflict"):
            found[f"{kind} found at .25 of other"] = float((related[sort == kind] > bound).mean())
        found["AUC conflict/same"] = area(contrary[sort == "conflict"], contrary[sort == "same"])
        found["AUC near/same"] = area(contrary[sort == "near"], contrary[sort == "same"])
    relation = np.array([-1 if e.relation is None else e.relation for e in examples])
    story = np.isin(sort, ["fact", "apart"])
    if story.any():
        found["AP same fact (stories)"] = average_precision(related[story], (relation[story] != APART).astype(float))
        fact = sort == "fact"
        found["AUC divergent/agreed (stories)"] = area(
            contrary[fact & (relation == CONTRADICT)], contrary[fact & (relation == SAME)]
        )
    right: dict[str, list[bool]] = defaultdict(list)
    for example, given in zip(examples, answers, strict=True):
        for mark, answer in zip(example.marks, given, strict=True):
            if answer is None:
                continue
            place, over = answer
            key = example.sort + (" none" if mark.answer is None else "")
            if example.sort == "fact":
                key += " divergent" if example.relation == CONTRADICT else " agreed"
            hit = over <= margin if mark.answer is None else over > margin and _overlap(place, mark.answer)
            right[f"words {key}"].append(hit)
    found.update({key: float(np.mean(values)) for key, values in sorted(right.items())})
    return found


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
