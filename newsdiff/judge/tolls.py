"""Two figures for people of whom one thing is told, in articles that each give but one: 5,000 or 15,000 marched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from newsdiff.judge.harm import of_the_event, two_days
from newsdiff.judge.pairing import Pair
from newsdiff.judge.quantity import compared, one_slot
from newsdiff.judge.setting import places
from newsdiff.judge.side import Comparison, Side
from newsdiff.judge.slot import Figure, figures
from newsdiff.lexicon.counts import counts
from newsdiff.lexicon.measures import level
from newsdiff.lexicon.senses import events
from newsdiff.model import Reported

Told = tuple[Reported, Figure]


def tolls(sides: Sequence[tuple[Reported, Side]]) -> Mapping[str, Sequence[Told]]:
    """The figures of people in the event of the news, by what befell them or what they did."""
    found: dict[str, list[Told]] = defaultdict(list)
    for item, side in sides:
        if figures(side) and of_the_event(side) and side.claim.polarity == "affirmed":
            for figure in figures(side):
                for deed in _deeds(figure):
                    found[deed].append((item, figure))
    return found


def rival_tolls(
    ours: Mapping[str, Sequence[Told]], theirs: Mapping[str, Sequence[Told]]
) -> Iterator[tuple[Reported, Reported, Comparison]]:
    """The claims of two articles whose only figures for one deed conflict."""
    for deed in sorted(ours.keys() & theirs.keys()):
        if len(ours[deed]) != 1 or len(theirs[deed]) != 1:
            continue
        (item, one), (other_item, other) = ours[deed][0], theirs[deed][0]
        found = level(one.quantity, other.quantity)
        if found.relation != "conflict" or two_days(one.side, other.side) or _of_a_part(one.side, other.side):
            continue
        if one_slot(Pair(one.side, other.side), one, other, found.relation):
            yield item, other_item, compared(one, other, found)


def _of_a_part(one: Side, other: Side) -> bool:
    """Whether one claim alone says where: those who died in one town may be some of the dead."""
    return bool(places(one)) != bool(places(other))


def _deeds(figure: Figure) -> frozenset[str]:
    """What befell the people counted, or what they did, where a verb says enough to know it by."""
    if figure.quantity.unit or figure.number is None or not (figure.anyone or figure.someone):
        return frozenset()
    if figure.classes:
        return figure.classes
    idle = counts().support | counts().level | counts().schedule
    return frozenset() if figure.verb is None or figure.verb in idle else events(figure.verb)
