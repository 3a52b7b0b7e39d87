"""Do two claims count the same thing, and to the same number?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side, Value
from newsdiff.lexicon.measures import comparable, levels
from newsdiff.lexicon.senses import events, is_person_noun, same_sense
from newsdiff.model import Quantity, Relation, Word

#: The unit of ages: whose age it is decides the slot, not what is said of them.
_AGE = "year of age"
_MORE = frozenset("more further another additional other extra".split())


def compare(pair: Pair) -> Iterator[Comparison]:
    """The quantities of two claims that fill one slot, equal ones first; each quantity is used once."""
    firsts, seconds = list(pair.first.claim.quantities), list(pair.second.claim.quantities)
    for wanted in ("same", "compatible", "conflict"):
        for one in list(firsts):
            for other in list(seconds):
                if not comparable(one, other):
                    continue
                relation, why = levels(one, other)
                if relation != wanted or not _one_slot(pair, one, other, relation):
                    continue
                yield Comparison("quantity", relation, why, _value(one), _value(other))
                firsts.remove(one)
                seconds.remove(other)
                break


def _one_slot(pair: Pair, first: Quantity, second: Quantity, relation: Relation) -> bool:
    one, other = _anchor(pair.first, first), _anchor(pair.second, second)
    if one is None or other is None:
        return False
    noun, other_noun = _counted(pair.first, first, one), _counted(pair.second, second, other)
    verb, other_verb = _governor(pair.first, one), _governor(pair.second, other)
    verbs = verb is not None and other_verb is not None and same_sense(verb.lemma, other_verb.lemma)
    nouns = noun is not None and other_noun is not None and same_sense(noun.lemma, other_noun.lemma)
    if relation == "same":
        return bool(first.unit) or noun is None or other_noun is None or verbs or nouns
    if not pair.same_actors or _adds(pair.first, first) != _adds(pair.second, second):
        return False
    if first.unit == second.unit == _AGE:
        return _bearer(pair.first, first, one) is not None and _bearer(pair.first, first, one) == _bearer(
            pair.second, second, other
        )
    if first.unit or second.unit:
        if noun is None and other_noun is None:
            tied = _link(pair.first, first, one) == _link(pair.second, second, other)
            return verbs and tied and pair.same_subject and pair.overlap >= 0.4
        return nouns and pair.overlap >= 0.4
    if noun is None or other_noun is None:
        return verbs
    persons = is_person_noun(noun.lemma) and is_person_noun(other_noun.lemma)
    return (verbs and (persons or nouns)) or (nouns and not persons and pair.overlap >= 0.3)


def _anchor(side: Side, quantity: Quantity) -> int | None:
    inside = side.within(quantity.start, quantity.end)
    numbers = [i for i in inside if side.words[i].pos == "NUM"]
    return next(iter(numbers or inside), None)


def _outside(side: Side, quantity: Quantity, number: int) -> list[Word]:
    """The words on the way from the number up to the predicate that are not of the quantity itself."""
    inside = set(side.within(quantity.start, quantity.end))
    return [side.words[step] for step in side.path(number) if step not in inside and step != side.root]


def _counted(side: Side, quantity: Quantity, number: int) -> Word | None:
    """The noun that the number counts or measures."""
    noun = next((word for word in _outside(side, quantity, number)[:3] if word.pos in {"NOUN", "PROPN"}), None)
    if noun is None and "measure" in events(side.words[side.root].lemma):
        return next((word for word in side.words if word.role == "subject" and word.pos in {"NOUN", "PROPN"}), None)
    return noun


def _bearer(side: Side, quantity: Quantity, number: int) -> str | None:
    """The story's key of the person whose age it is, or the noun that names them."""
    for word in _outside(side, quantity, number):
        if word.pos in {"NOUN", "PROPN"}:
            return side.key(word) or word.lemma
    return next((side.key(word) for word in side.words if word.role == "subject" and side.key(word)), None)


def _adds(side: Side, quantity: Quantity) -> bool:
    """Whether the figure comes on top of others: "three more"."""
    inside = side.within(quantity.start, quantity.end)
    if not inside:
        return False
    own = () if quantity.modifier else inside
    return any(side.words[n].lemma in _MORE for n in (*own, inside[-1] + 1) if n < len(side.words))


def _link(side: Side, quantity: Quantity, number: int) -> str | None:
    """The preposition that ties the quantity to its verb: what falls "to" a figure does not fall "by" it."""
    return next((word.lemma for word in _outside(side, quantity, number) if word.pos == "ADP"), None)


def _governor(side: Side, number: int) -> Word | None:
    """The verb or predicate adjective over the number."""
    for step in side.path(number)[1:]:
        if side.words[step].pos in {"VERB", "ADJ"} or step == side.root:
            return side.words[step]
    return None


def _value(quantity: Quantity) -> Value:
    return Value(
        quantity.start,
        quantity.end,
        {"low": quantity.low, "high": quantity.high, "unit": quantity.unit, "modifier": quantity.modifier},
    )
