"""One article says that nobody was hurt, or killed, and another that somebody was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from newsdiff.judge.instants import levels
from newsdiff.judge.side import Comparison, Side, Value
from newsdiff.lexicon.counts import counts
from newsdiff.model import Reported

#: What befalls people, of which articles say that it befell nobody.
_HARMS = ("hurt", "die")
_ANY_HARM = "casualty"
_SUFFERING = frozenset({"subject", "object"})
_PEOPLE = frozenset({"NOUN", "PROPN", "NUM"})
_NOBODY = frozenset({"nobody", "none", "anybody", "anyone"})
#: Words that keep a denial, or a report, to some: "no one else", "no further casualties".
_SOME = frozenset("else other others further more another additional extra only yet".split())
#: Times no longer than these are of the event in the news.
_SHORT = frozenset({"second", "minute", "hour", "daypart", "day"})

Said = Sequence[tuple[Reported, Side]]
_Find = Callable[[Side, str], Value | None]
_Found = tuple[Reported, Side, Value]


def harms(ours: Said, theirs: Said) -> Iterator[tuple[Reported, Reported, Comparison]]:
    """Claims of two articles, one of which only denies a harm and one of which only reports it."""
    for harm in _HARMS:
        denied, told = ([_first(said, find, harm) for said in (ours, theirs)] for find in (_denied, _told))
        for one, other in ((denied[0], told[1]), (told[0], denied[1])):
            only = (denied[0] is None) != (told[0] is None) and (denied[1] is None) != (told[1] is None)
            if one is not None and other is not None and only and not two_days(one[1], other[1]):
                why = "nobody was harmed in one report, somebody in the other"
                yield one[0], other[0], Comparison("polarity", "conflict", why, one[2], other[2])


def _first(said: Said, find: _Find, harm: str) -> _Found | None:
    return next(((item, side, value) for item, side in said if (value := find(side, harm)) is not None), None)


def _denied(side: Side, harm: str) -> Value | None:
    """The words "nobody was hurt", "there were no deaths", where no word keeps them to some."""
    fates, words = counts().fates, side.words
    if side.lemmas & (_SOME | counts().degree) or not of_the_event(side):
        return None
    for number, word in enumerate(words):
        none = any(each.head == number and each.lemma == "no" for each in words)
        suffers = word.role in _SUFFERING and word.head == side.root
        if (
            suffers
            and fates.get(side.claim.predicate) == harm
            and (word.lemma in _NOBODY or (none and word.lemma == "one"))
        ):
            return _value(side, "negated")
        if (
            none
            and (fates.get(word.lemma) == harm or word.lemma == _ANY_HARM)
            and side.claim.predicate in counts().support | {word.lemma}
        ):
            return _value(side, "negated")
    return None


def _told(side: Side, harm: str) -> Value | None:
    """The words "a guard was hurt", asserted, of people."""
    if side.claim.polarity != "affirmed" or side.claim.modality != "asserted" or side.denies:
        return None
    if counts().fates.get(side.claim.predicate) != harm or not of_the_event(side) or side.lemmas & _SOME:
        return None
    own = [word for word in side.words if word.head == side.root and word.role in _SUFFERING]
    suffering = [word for word in own if word.role == "object"] or own  # "a man was killed", "a man died"
    people = any(word.pos in _PEOPLE and word.kind != "place" for word in suffering)
    return _value(side, "affirmed") if people else None


def of_the_event(side: Side) -> bool:
    return all(time.granularity in _SHORT for time in side.claim.times)


def two_days(one: Side, other: Side) -> bool:
    return any(levels(a.time, b.time)[0] == "conflict" for a in one.moments for b in other.moments)


def _value(side: Side, polarity: str) -> Value:
    claim = side.claim
    return Value(claim.start, claim.end, {"polarity": polarity})
