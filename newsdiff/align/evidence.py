"""The evidence that two sentences report the same fact: named numbers that the scorer adds up."""

from __future__ import annotations

import math
from collections.abc import Mapping

from newsdiff.align.profile import Field, Profile, Unit, mass
from newsdiff.lexicon.measures import level, one_dimension
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
    return math.fsum([weight[term] ** 2 for term in shared]) / math.sqrt(first.mass * second.mass) if shared else 0.0


def relatedness(first: Unit, second: Unit, field: Field) -> float:
    """What `likeness` would add if words near in meaning were shared: words of one unit alone, each with its nearest
    of the other's; 0..1."""
    if first.reach.isdisjoint(second.words) or not first.mass or not second.mass:
        return 0.0
    nearest: tuple[dict[str, tuple[float, str]], dict[str, tuple[float, str]]] = {}, {}
    for one in first.words & second.reach:
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
    if not first.figures or not second.figures:
        return 0.0
    left, total = list(second.figures), 0.0
    for one in first.figures:
        for other in left:
            if one_dimension(one, other) and level(one, other).relation != "conflict":
                left.remove(other)
                total += _worth(one)
                break
    return total


def _worth(quantity: Quantity) -> float:
    """How much a shared figure tells: bare ones and twos are in every story."""
    return 1.0 if quantity.unit or abs(quantity.low or quantity.high or 0.0) > 2 else 0.3


def evidence(first: Profile, second: Profile, field: Field) -> tuple[float, ...]:
    """The evidence for one fact in two sentences, in the order of `NAMES`; the same both ways round."""
    a, b, square = first.whole, second.whole, field.square
    common = a.terms & b.terms
    shared = mass(common, square)
    smaller = min(a.mass, b.mass)
    figures = agreeing_figures(a, b) if a.figures and b.figures else 0.0
    days, speakers, quoted = a.days & b.days, a.speakers & b.speakers, a.quoted & b.quoted
    return (
        shared / math.sqrt(a.mass * b.mass) if smaller else 0.0,
        relatedness(a, b, field),
        shared / smaller if smaller else 0.0,
        math.sqrt(shared),
        _best_clause(first, second, common, square),
        math.log1p(len(a.names & b.names)),
        math.log1p(figures),
        1.0 if a.figures and b.figures and not figures else 0.0,
        math.log1p(len(days)),
        1.0 if a.days and b.days and not days else 0.0,
        math.log1p(len(a.predicates & b.predicates)),
        len(quoted) / min(len(a.quoted), len(b.quoted)) if quoted else 0.0,
        1.0 if speakers else 0.0,
        1.0 if a.speakers and b.speakers and not speakers else 0.0,
        abs(first.position - second.position),
        float(first.title) + float(second.title),
        math.log1p(min(len(a.terms), len(b.terms))),
    )


def _best_clause(first: Profile, second: Profile, common: frozenset[str], square: Mapping[str, float]) -> float:
    """The likeness of the likest clauses of two sentences that share the terms `common`."""
    if not common:
        return 0.0
    ours = [(here, part.mass) for part in first.parts if (here := part.terms & common)]
    return max(
        [
            mass(shared, square) / math.sqrt(weight * part.mass)
            for part in second.parts
            for here, weight in ours
            if (shared := here & part.terms)
        ],
        default=0.0,
    )
