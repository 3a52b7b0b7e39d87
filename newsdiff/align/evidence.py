"""The evidence that two sentences report the same fact: named numbers that the scorer adds up."""

from __future__ import annotations

import math
from collections.abc import Mapping

from newsdiff.align.profile import Field, Profile, Unit, mass
from newsdiff.lexicon.measures import levels, one_dimension
from newsdiff.model import Quantity

#: The names of the evidence, in the order of `evidence()`.
NAMES = (
    "likeness",
    "related",
    "containment",
    "shared_weight",
    "best_clause",
    "names",
    "figures",
    "figures_differ",
    "times",
    "times_differ",
    "predicate",
    "quotation",
    "speaker",
    "speaker_differs",
    "distance",
    "title",
    "length",
)


def likeness(first: Unit, second: Unit, weight: Mapping[str, float]) -> float:
    """Cosine of the two term sets, each term weighted by its rarity; 0..1."""
    shared = first.terms & second.terms
    return mass(shared, weight) / math.sqrt(first.mass * second.mass) if shared else 0.0


def relatedness(first: Unit, second: Unit, field: Field) -> float:
    """What `likeness` would add if words near in meaning were shared: words of one unit alone, each with its nearest
    of the other's; 0..1."""
    if not first.mass or not second.mass:
        return 0.0
    nearest: tuple[dict[str, tuple[float, str]], dict[str, tuple[float, str]]] = {}, {}
    for one in first.words & field.near.keys():
        if one in second.terms:
            continue
        for other, how in field.near[one].items():
            if other in second.words and other not in first.terms:
                nearest[0][one] = max(nearest[0].get(one, (0.0, "")), (how, other))
                nearest[1][other] = max(nearest[1].get(other, (0.0, "")), (how, one))
    total = math.fsum(
        how * min(field.weight[one], field.weight[other]) ** 2
        for one, (how, other) in nearest[0].items()
        if nearest[1][other][1] == one
    )
    return total / math.sqrt(first.mass * second.mass)


def agreeing_figures(first: Unit, second: Unit) -> float:
    """How many figures of one dimension agree, exactly, converted or rounded; small bare counts tell less."""
    left, total = list(second.figures), 0.0
    for one in first.figures:
        for other in left:
            if one_dimension(one, other) and levels(one, other)[0] != "conflict":
                left.remove(other)
                total += _worth(one)
                break
    return total


def _worth(quantity: Quantity) -> float:
    """How much a shared figure tells: bare ones and twos are in every story."""
    return 1.0 if quantity.unit or abs(quantity.low or quantity.high or 0.0) > 2 else 0.3


def evidence(first: Profile, second: Profile, field: Field) -> tuple[float, ...]:
    """The evidence for one fact in two sentences, in the order of `NAMES`; the same both ways round."""
    a, b, weight = first.whole, second.whole, field.weight
    shared = mass(a.terms & b.terms, weight)
    smaller = min(a.mass, b.mass)
    quoted = a.quoted & b.quoted
    figures = agreeing_figures(a, b)
    return (
        shared / math.sqrt(a.mass * b.mass) if smaller else 0.0,
        relatedness(a, b, field),
        shared / smaller if smaller else 0.0,
        math.sqrt(shared),
        max((likeness(p, q, weight) for p in first.parts for q in second.parts), default=0.0),
        math.log1p(len(a.names & b.names)),
        math.log1p(figures),
        float(bool(a.figures) and bool(b.figures) and not figures),
        math.log1p(len(a.days & b.days)),
        float(bool(a.days) and bool(b.days) and not a.days & b.days),
        math.log1p(len(a.predicates & b.predicates)),
        len(quoted) / min(len(a.quoted), len(b.quoted)) if quoted else 0.0,
        float(bool(a.speakers & b.speakers)),
        float(bool(a.speakers) and bool(b.speakers) and not a.speakers & b.speakers),
        abs(first.position - second.position),
        float(first.title) + float(second.title),
        math.log1p(min(len(a.terms), len(b.terms))),
    )
