"""Do two claims tell of two events of one kind?"""

from __future__ import annotations

from collections.abc import Container

from newsdiff.judge.instants import level
from newsdiff.judge.pairing import Pair, Side
from newsdiff.judge.quantity import figures_differ


def two_events(pair: Pair) -> bool:
    """Whether the claims differ in when, whether or how much it happened: then another name is of another event."""
    denied = pair.first.claim.polarity != pair.second.claim.polarity
    return denied or other_time(pair) or figures_differ(pair)


def other_time(pair: Pair) -> bool:
    """Whether the claims give times of which none agree and some exclude each other."""
    ones, others = ([time for time in side.claim.times if time.type in {"DATE", "TIME"}] for side in pair.sides)
    relations = {level(one, other).relation for one in ones for other in others}
    return "conflict" in relations and not relations & {"same", "compatible"}


def numbered_apart(pair: Pair) -> bool:
    """Whether nouns that answer each other are counted off differently: "the 20th minute" and "the 89th minute"."""
    ours, theirs = _numbered(pair.first), _numbered(pair.second)
    return any(ours[i] != theirs[j] for i, j in pair.matches.items() if i in ours and j in theirs)


def modified_apart(pair: Pair) -> bool:
    """Whether nouns that answer each other are told apart by nouns before them: "port business", "rail business"."""
    answered = set(pair.matches.values())
    return any(
        _before(pair.first, i, pair.matches) and _before(pair.second, j, answered) for i, j in pair.matches.items()
    )


def _before(side: Side, noun: int, answered: Container[int]) -> bool:
    """Whether a common noun that nothing answers stands before the noun, as a part of it."""
    words = side.words
    return words[noun].pos == "NOUN" and any(
        word.head == noun and word.pos == "NOUN" and word.entity is None and n < noun and n not in answered
        for n, word in enumerate(words)
    )


def _numbered(side: Side) -> dict[int, str]:
    """Ordinals in digits by the number of the noun they stand before."""
    return {
        word.head: word.text.lower()
        for word in side.words
        if word.pos in {"ADJ", "NOUN"}
        and word.text[:1].isdigit()
        and word.text[-2:].lower() in {"st", "nd", "rd", "th"}
    }
