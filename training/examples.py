"""What the reader learns from: pairs of sentences with their relation, marked words and their answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from re import finditer

SAME, CONTRADICT, APART = range(3)
#: Not contradictory, and no more is known.
COMPATIBLE = 3
Place = tuple[int, int]
"""`[start, end)` in a text."""


@dataclass
class Mark:
    """Words of one text (`side` 0 or 1) and the place in the other text that answers them, None where nothing does."""

    side: int
    place: Place
    answer: Place | None


@dataclass
class Example:
    """Two texts and what is known of them.

    `relation` is SAME, CONTRADICT, APART or COMPATIBLE, None where only the marks are known; `differing` holds the
    words that make a contradiction, one place a text; `origin` names the story or set for folds, `sort` the kind of
    pair.
    """

    texts: tuple[str, str]
    relation: int | None
    origin: str
    sort: str
    marks: list[Mark] = field(default_factory=list)
    differing: tuple[Place, Place] | None = None
    kind: str = ""


def place_of(words: str, text: str) -> Place | None:
    """Where `words` stand in `text` first, None where they do not."""
    start = text.find(words)
    return None if start < 0 else (start, start + len(words))


def corresponding(place: Place, text: str, other: str) -> Place | None:
    """The place in `other`, nearly the same text as `text`, where the words at `place` stand or are replaced."""
    ours, theirs = list(finditer(r"\w+|[^\w\s]", text)), list(finditer(r"\w+|[^\w\s]", other))
    matcher = SequenceMatcher(None, [w.group() for w in ours], [w.group() for w in theirs], autojunk=False)
    found: list[int] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for number in range(i1, i2):
            if ours[number].start() < place[1] and ours[number].end() > place[0]:
                found += [j1 + number - i1] if tag == "equal" else range(j1, j2)
    if not found or max(found) - min(found) > 3 * len(text[place[0] : place[1]].split()) + 4:
        return None
    return theirs[min(found)].start(), theirs[max(found)].end()


def _pair(
    origin: str,
    kind: str,
    one: str,
    other: str,
    relation: int,
    sort: str,
    marks: list[Mark],
    differing: tuple[Place, Place] | None = None,
) -> Example:
    return Example((one, other), relation, origin, sort, marks, differing, kind)


def contrasts(path: Path) -> Iterator[Example]:
    """The pairs of each group of contrasts in a file of them."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        a, same, less, conflict, other = (row[key] for key in ("a", "same", "less", "conflict", "other"))
        words, changed = place_of(row["a_words"], a), place_of(row["conflict_words"], conflict)
        if words is None or changed is None:
            raise ValueError(f"{path}: {row['group']}: the words of the conflict are not in its sentences")
        equal = corresponding(changed, conflict, same)
        answered = [Mark(0, words, equal), Mark(1, equal, words)] if equal else []
        for ours, theirs in row.get("answers", ()):
            place = place_of(ours, a)
            if place and place != words:
                answered.append(Mark(0, place, place_of(theirs, same) if theirs else None))
                if theirs and (back := place_of(theirs, same)):
                    answered.append(Mark(1, back, place))

        pair = partial(_pair, path.stem, row["kind"])
        yield pair(a, same, SAME, "same", answered)
        yield pair(a, a, SAME, "itself", [Mark(0, words, words)])
        yield pair(a, less, SAME, "less", [])
        both = [Mark(0, words, changed), Mark(1, changed, words)]
        yield pair(a, conflict, CONTRADICT, "conflict", both, (words, changed))
        yield pair(a, other, APART, "other", [Mark(0, words, None)])
        if equal:
            near = [Mark(0, equal, changed), Mark(1, changed, equal)]
            yield pair(same, conflict, CONTRADICT, "near", near, (equal, changed))
            yield pair(other, same, APART, "other2", [Mark(1, equal, None)])
