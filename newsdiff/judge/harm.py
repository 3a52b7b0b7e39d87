"""One article says that nobody was hurt, or killed, and another that somebody was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdiff.judge.instants import level
from newsdiff.judge.moment import moments
from newsdiff.judge.polarity import HARM
from newsdiff.judge.side import Comparison, Side, Value
from newsdiff.lexicon.counts import counts
from newsdiff.model import Reported

#: What befalls people, of which articles say that it befell nobody.
_HARMS = ("hurt", "die")
_ANY_HARM = "casualty"
_SUFFERING = frozenset({"subject", "object"})
_PEOPLE = frozenset({"NOUN", "PROPN", "NUM"})
_NOBODY = frozenset({"nobody", "none", "anybody", "anyone"})
_DENIALS = _NOBODY | {"no"}
#: Words that keep a denial, or a report, to some: "no one else", "no further casualties".
_SOME = frozenset("else other others further more another additional extra only yet".split())
#: Times no longer than these are of the event in the news.
_SHORT = frozenset({"second", "minute", "hour", "daypart", "day"})

Found = tuple[Reported, Side, Value]


@dataclass(frozen=True, slots=True)
class Harms:
    """Of each harm the first claim of an article that denies it, and the first that tells of it."""

    denied: dict[str, Found]
    told: dict[str, Found]


def harms_of(sides: Sequence[tuple[Reported, Side]]) -> Harms:
    """What an article says of harm to people in the event of the news."""
    found = Harms({}, {})
    for item, side in sides:
        for table, find in ((found.denied, _denied), (found.told, _told)):
            for harm in _HARMS:
                if harm not in table and (value := find(side, harm)) is not None:
                    table[harm] = item, side, value
    return found


def rival_harms(ours: Harms, theirs: Harms) -> Iterator[tuple[Reported, Reported, Comparison]]:
    """Claims of two articles, one of which only denies a harm and one of which only reports it."""
    for harm in _HARMS:
        for one, other in ((ours.denied, theirs.told), (ours.told, theirs.denied)):
            if harm not in one or harm not in other or (harm in ours.denied) == (harm in ours.told):
                continue
            if (harm in theirs.denied) == (harm in theirs.told) or two_days(one[harm][1], other[harm][1]):
                continue
            (item, _, value), (other_item, _, other_value) = one[harm], other[harm]
            yield item, other_item, Comparison("polarity", HARM, value, other_value)


def _denied(side: Side, harm: str) -> Value | None:
    """The words "nobody was hurt", "there were no deaths", where no word keeps them to some."""
    if side.lemmas.isdisjoint(_DENIALS):
        return None
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
    """Whether no time of the claim is longer than the event in the news, nor of what is so "each day"."""
    return all(time.granularity in _SHORT and time.type != "SET" for time in side.claim.times)


def two_days(one: Side, other: Side) -> bool:
    return any(level(a.time, b.time).relation == "conflict" for a in moments(one) for b in moments(other))


def _value(side: Side, polarity: str) -> Value:
    claim = side.claim
    return Value(claim.start, claim.end, {"polarity": polarity})
