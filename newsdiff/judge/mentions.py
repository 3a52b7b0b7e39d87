"""The names of a claim and the slots they fill: subject, object, after a preposition, or before a noun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsdiff.judge.lazy import reading
from newsdiff.judge.side import Side

_NOUNS = {"NOUN", "PROPN"}
#: A chain of words that hang on each other is followed so far.
_DEEP = 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a claim, words `[first, last]`; `head` is the number of the word that heads it.

    `top` heads the phrase it stands in ("captain" in "the captain, Edvin Sarre"); that phrase hangs on the word
    `governor` by the preposition `by`, `''` for a subject or object, `mod` before or `of` a noun, `within` after the
    name of a smaller place. `nouns` are the
    nouns it is set beside; `listed` tells that it is one of several; `[start, end)` is its span in the file.
    """

    name: str
    key: str
    kind: str
    role: str
    head: int
    first: int
    last: int
    top: int
    by: str
    governor: int
    nouns: tuple[int, ...]
    listed: bool
    start: int
    end: int

    @property
    def slot(self) -> tuple[str, str]:
        """Its part in the clause: the role, or the preposition whatever the role."""
        return (self.role, "") if not self.by else ("", self.by)


@reading
def mentions(side: Side) -> tuple[Mention, ...]:
    """The names of the claim that stand in a slot of it, in order; pronouns are not names."""
    return tuple(_mention(side, first, last) for first, last in _runs(side))


@reading
def in_slots(side: Side) -> Mapping[tuple[str, str], Mention]:
    """The one name of each slot, if it is not one of several."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions(side):
        found.setdefault(mention.slot, []).append(mention)
    return {slot: each[0] for slot, each in found.items() if len(each) == 1 and not each[0].listed}


def _runs(side: Side) -> Iterator[tuple[int, int]]:
    """The first and last number of each row of words of one entity."""
    words, start = side.words, -1
    for number, word in enumerate(words):
        named = word.entity is not None and word.pos not in {"PRON", "PART", "PUNCT"}
        if start >= 0 and (not named or word.entity != words[start].entity):
            yield start, number - 1
            start = -1
        if named and start < 0:
            start = number
    if start >= 0:
        yield start, len(words) - 1


def _mention(side: Side, first: int, last: int) -> Mention:
    words = side.words
    head = next((n for n in range(last, first - 1, -1) if not first <= words[n].head <= last), last)
    top, nouns, listed = head, list[int](), _joined(side, first, last)
    by, governor = "", words[head].head
    for _ in range(_DEEP):
        over = words[top].head
        if over < 0 or words[top].role == "predicate":
            break
        if words[over].pos == "ADP":
            by, governor = words[over].lemma, words[over].head
            break
        beside = words[over].pos in _NOUNS and words[over].role == words[top].role and over != side.root
        if not beside:
            governor = over
            break
        if over > top and words[over].entity is None and not (words[top].pos == "NOUN" and nouns):
            by, governor = "mod", over  # "Norwegian trawler", "Falk's laptop"
            break
        office = _office_before(side, over) if words[head].kind == "person" != words[over].kind else None
        if office is not None:
            nouns.append(office)  # "the mayor of Larch, Ondine Falk": she is set beside the mayor, not beside the town
            top = office
            continue
        if words[over].entity is not None and words[over].entity != words[head].entity:
            if any(word.pos == "CCONJ" and word.head == over for word in words):
                listed = True
            else:
                by, governor = "within", over  # "Larch, Estmark"
            break
        nouns.append(over)
        listed = listed or _joined(side, over, over)
        top = over
    if by == "of" and governor >= 0 and words[governor].pos in _NOUNS:
        by = "mod"
    if words[head].role == "subject" and by == "by":
        by = ""
    ended = min((n for n, word in enumerate(words) if word.head == head and word.pos == "CCONJ"), default=len(words))
    nouns += [
        n
        for n, word in enumerate(words)
        if word.head == head and word.pos in _NOUNS and not first <= n <= last and n < ended
    ]
    own = tuple(n for n in nouns if words[n].entity is None or words[n].entity == words[head].entity)
    word = words[head]
    return Mention(
        name=word.entity or "",
        key=side.key(word) or "",
        kind=word.kind or "other",
        role=word.role,
        head=head,
        first=first,
        last=last,
        top=top,
        by=by,
        governor=governor,
        nouns=own,
        listed=listed,
        start=words[first].start,
        end=words[last].end,
    )


def _office_before(side: Side, place: int) -> int | None:
    """The common noun that the name at `place` hangs on by "of" or the like."""
    words = side.words
    link = words[place].head
    if words[place].entity is None or link < 0 or words[link].pos != "ADP" or words[link].head < 0:
        return None
    return words[link].head if words[words[link].head].pos == "NOUN" else None


def _joined(side: Side, first: int, last: int) -> bool:
    """Whether "and" or "or" joins the words to others."""
    inside = range(first, last + 1)
    return any(word.pos == "CCONJ" and word.head in inside and n not in inside for n, word in enumerate(side.words))


@reading
def numbered(side: Side) -> Mapping[int, int]:
    """Capitalised nouns that a number right behind them names ("Flight 370"), each with the number's word."""
    return {
        word.head: n
        for n, word in enumerate(side.words)
        if word.pos == "NUM" and word.text.isdigit() and word.head == n - 1 >= 0 and _named_by(side, n)
    }


def _named_by(side: Side, number: int) -> bool:
    """Whether the number is part of a name: behind a capitalised noun, and no part of a date."""
    word, before = side.words[number], side.words[number - 1]
    dated = any(time.start < word.end and word.start < time.end for time in side.claim.times)
    joined = word.start - before.end == 1  # "Falk, 27" gives an age
    return joined and before.text[:1].isupper() and before.pos in _NOUNS and not dated
