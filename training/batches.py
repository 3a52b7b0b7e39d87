"""Examples as tensors: pieces, masks and targets, in batches of about one length."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from newsdiff.reader.pair import Encoded, encode
from newsdiff.reader.wordpiece import WordPiece
from training.examples import Example, Place

#: Marks of a pair that are learned from at a time.
_MARKS = 6


@dataclass
class Batch:
    """One step. `queries` (marks, tokens) weighs the pieces of marked words; `start`, `end` (marks) are answers, the
    other text's first piece for none; `allowed` (marks, tokens) is True at the other text;
    `numbers` are the marks' in their examples."""

    ids: Tensor
    types: Tensor
    relation: Tensor
    rows: Tensor
    queries: Tensor
    allowed: Tensor
    start: Tensor
    end: Tensor
    numbers: list[int]
    differs: Tensor
    weight: Tensor


def pieces_at(encoded: Encoded, side: int, place: Place) -> list[int]:
    """The numbers of the pieces of text `side` that overlap `place`."""
    return [
        number
        for number, (of, start, end) in enumerate(encoded.pieces)
        if of == side and start < place[1] and end > place[0]
    ]


def batches(examples: Sequence[Example], tokenise: WordPiece, size: int, chance: random.Random) -> Iterator[Batch]:
    """One pass over the examples in random batches of pairs of one length."""
    encoded = [encode(tokenise, *example.texts) for example in examples]
    of_length: dict[int, list[int]] = defaultdict(list)
    for number in chance.sample(range(len(examples)), len(examples)):
        of_length[len(encoded[number].ids)].append(number)
    groups = [many[k : k + size] for many in of_length.values() for k in range(0, len(many), size)]
    chance.shuffle(groups)
    for group in groups:
        yield batch([examples[n] for n in group], [encoded[n] for n in group], chance)


def batch(examples: Sequence[Example], encoded: Sequence[Encoded], chance: random.Random | None) -> Batch:
    """The tensors of a few examples of one length; all their marks where `chance` is None."""
    [longest] = {len(item.ids) for item in encoded}
    differs = torch.full((len(encoded), longest), -1.0)
    rows, queries, allowed, start, end, numbers = [], [], [], [], [], []
    for row, (example, item) in enumerate(zip(examples, encoded, strict=True)):
        if example.differing or example.sort in {"same", "near"}:
            differs[row, :] = 0.0
            for side, place in enumerate(example.differing or ()):
                differs[row, pieces_at(item, side, place)] = 1.0
        marks = list(enumerate(example.marks))
        if chance is not None and len(marks) > _MARKS:
            marks = chance.sample(marks, _MARKS)
        for number, mark in marks:
            asked = pieces_at(item, mark.side, mark.place)
            answer = pieces_at(item, 1 - mark.side, mark.answer) if mark.answer else [item.first[1 - mark.side]]
            if not asked or not answer:
                continue
            query, other = torch.zeros(longest), torch.zeros(longest, dtype=torch.bool)
            query[asked] = 1 / len(asked)
            other[[n for n, (of, _, _) in enumerate(item.pieces) if of == 1 - mark.side]] = True
            rows.append(row)
            queries.append(query)
            allowed.append(other)
            start.append(answer[0])
            end.append(answer[-1])
            numbers.append(number)
    return Batch(
        torch.tensor([item.ids for item in encoded]),
        torch.tensor([item.types for item in encoded]),
        torch.tensor([-1 if e.relation is None else e.relation for e in examples]),
        torch.tensor(rows, dtype=torch.long),
        torch.stack(queries) if queries else torch.zeros(0, longest),
        torch.stack(allowed) if allowed else torch.zeros(0, longest, dtype=torch.bool),
        torch.tensor(start, dtype=torch.long),
        torch.tensor(end, dtype=torch.long),
        numbers,
        differs,
        torch.tensor([0.5 if e.sort in {"near", "other2", "swapped"} else 1.0 for e in examples]),
    )
