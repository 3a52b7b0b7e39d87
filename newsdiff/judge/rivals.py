"""What two articles contradict each other in, in sentences too unlike to align: another captain, nobody hurt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from newsdiff.judge.harm import harms_of, rival_harms
from newsdiff.judge.mentions import Mention, mentions
from newsdiff.judge.offices import Holder, held, leaves, one_office
from newsdiff.judge.pairing import Comparison, Side
from newsdiff.judge.places import TWO_SIDES
from newsdiff.judge.roles import ANOTHER_HOLDER, value
from newsdiff.judge.sides import Sides
from newsdiff.judge.tolls import rival_tolls, tolls
from newsdiff.lexicon.names import same_name
from newsdiff.lexicon.places import has_side, readings, sided
from newsdiff.lexicon.roles import roles
from newsdiff.model import Reported

Rival = tuple[Reported, Reported, Comparison]
_Held = list[tuple[Reported, Holder]]
_Known = tuple[frozenset[str], frozenset[str]]
"""What each of two articles names anywhere, by the story's keys."""


def rivals(
    claims: Sequence[Reported], keys: Mapping[str, Mapping[str, str]], read: Sides | None = None
) -> Iterator[Rival]:
    """Claims of two articles, each with the comparison that makes them conflict; `keys` as for `Docket`.

    An office of one holder whom each article names, and another one; villages of one name on two sides of something;
    harm to nobody in one article, and to somebody in the other.
    """
    read = Sides(keys) if read is None else read
    sides: dict[str, list[tuple[Reported, Side]]] = defaultdict(list)
    for item in claims:
        sides[item.article].append((item, read.of(item)))
    offices = {article: _by_office(each) for article, each in sides.items()}
    on_sides = {article: list(_on_a_side(each)) for article, each in sides.items()}
    harms = {article: harms_of(each) for article, each in sides.items()}
    told = {article: tolls(each) for article, each in sides.items()}
    for one, another in combinations(sorted(sides), 2):
        known = sides[one][0][1].known, sides[another][0][1].known
        yield from _offices(offices[one], offices[another], known)
        yield from _sided(on_sides[one], on_sides[another], known)
        yield from rival_harms(harms[one], harms[another])
        yield from rival_tolls(told[one], told[another])


def _by_office(sides: Sequence[tuple[Reported, Side]]) -> dict[str, _Held]:
    found: dict[str, _Held] = defaultdict(list)
    for item, side in sides:
        for holder in held(side):
            if holder.office.another or leaves(side, holder):
                continue
            found[holder.office.office].append((item, holder))
    return found


def _offices(ours: Mapping[str, _Held], theirs: Mapping[str, _Held], keys_known: _Known) -> Iterator[Rival]:
    known, known_there = keys_known
    for office in sorted(ours.keys() & theirs.keys()):
        here, there = ours[office], theirs[office]
        keys, keys_there = ({holder.mention.key for _, holder in held} for held in (here, there))
        if len(keys) != 1 or len(keys_there) != 1 or keys == keys_there:
            continue
        if any(not one_office(one.office, other.office) for _, one in here for _, other in there):
            continue
        (item, one), (other_item, other) = _plainest(here), _plainest(there)
        if same_name(one.mention.name, other.mention.name) != "different":
            continue
        strangers = not keys & known_there and not keys_there & known
        exchanged = _another(theirs, one) and _another(ours, other)
        if exchanged or (strangers and _one_body(here, there)):
            values = value(one.mention), value(other.mention)
            yield item, other_item, Comparison("name", ANOTHER_HOLDER, *values, words=(office,))


def _plainest(held: _Held) -> tuple[Reported, Holder]:
    """The first claim that names the office as a noun of its own, else the first."""
    return next((each for each in held if not each[1].office.title), held[0])


def _another(offices: Mapping[str, _Held], holder: Holder) -> bool:
    """Whether the other article gives the person another office, and not this one."""
    named = {office for office, held in offices.items() for _, each in held if each.mention.key == holder.mention.key}
    return bool(named) and holder.office.office not in named


def _one_body(here: _Held, there: _Held) -> bool:
    """Whether both articles say of what body the office is, or neither does and one gives it by more than a title.

    Of offices that many in a story may hold both must say it.
    """
    ours = [holder.office for _, holder in here]
    theirs = [holder.office for _, holder in there]
    said = [any(office.whom or office.what for office in offices) for offices in (ours, theirs)]
    if ours[0].office in roles().of_someone:
        return all(said)
    return all(said) or (not any(said) and not all(office.title for office in (*ours, *theirs)))


def _sided(
    here: Sequence[tuple[Reported, Mention]], there: Sequence[tuple[Reported, Mention]], keys_known: _Known
) -> Iterator[Rival]:
    """Places of one name on two sides, of which each article names one and no table knows either."""
    known, known_there = keys_known
    for item, one in here:
        for other_item, other in there:
            if one.by != other.by or not sided(one.name, other.name):
                continue
            if one.key not in known_there and other.key not in known:
                yield item, other_item, Comparison("place", TWO_SIDES, value(one), value(other))


def _on_a_side(sides: Sequence[tuple[Reported, Side]]) -> Iterator[tuple[Reported, Mention]]:
    """The names after a preposition that tell by a word which of two places of one name is meant."""
    for item, side in sides:
        for mention in mentions(side):
            if mention.by and has_side(mention.name) and not readings(mention.name):
                yield item, mention
