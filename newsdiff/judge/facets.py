"""Every facet: what it is called, the comparator that finds it, and whether saying its value elsewhere settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from newsdiff.judge import attribution, date, modality, names, other, polarity, quantity, quote
from newsdiff.judge.pairing import Comparison, Pair
from newsdiff.model import FacetKind

Comparator = Callable[[Pair], Iterable[Comparison]]
"""From two claims to the slots they share."""


@dataclass(frozen=True, slots=True)
class FacetSpec:
    """One facet; two that are told apart by what fills the slot have one comparator.

    One that `settles` is said of a thing, whatever the sentence: saying it elsewhere too settles a conflict over it.
    """

    kind: FacetKind
    compare: Comparator
    settles: bool = False


#: In the order in which a finding shows them.
FACETS: tuple[FacetSpec, ...] = (
    FacetSpec("quantity", quantity.compare, settles=True),
    FacetSpec("date", date.compare, settles=True),
    FacetSpec("place", names.compare, settles=True),
    FacetSpec("name", names.compare, settles=True),
    FacetSpec("attribution", attribution.compare),
    FacetSpec("quote", quote.compare),
    FacetSpec("polarity", polarity.compare),
    FacetSpec("modality", modality.compare, settles=True),
    FacetSpec("other", other.compare),
)

#: The place of each facet in that order.
ORDER = {spec.kind: number for number, spec in enumerate(FACETS)}
SETTLING = frozenset(spec.kind for spec in FACETS if spec.settles)
#: Every comparator, once.
COMPARATORS: tuple[Comparator, ...] = tuple(dict.fromkeys(spec.compare for spec in FACETS))
