"""Every facet: its comparator, the levels at which two of its values relate, and what settles a conflict over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from newsdiff.judge import attribution, date, modality, names, other, places, polarity, quantity, quote
from newsdiff.judge.pairing import Comparison, Pair
from newsdiff.model import FacetKind, Level

Comparator = Callable[[Pair], Iterable[Comparison]]
"""From two claims to the slots they share."""


@dataclass(frozen=True, slots=True)
class FacetSpec:
    """One facet; two that are told apart by what fills the slot have one comparator.

    One that `settles` is said of a thing, whatever the sentence: saying it elsewhere too settles a conflict over it.
    """

    kind: FacetKind
    compare: Comparator
    levels: tuple[Level, ...]
    settles: bool = False


#: In the order in which a finding shows them.
FACETS: tuple[FacetSpec, ...] = (
    FacetSpec("quantity", quantity.compare, quantity.LEVELS, settles=True),
    FacetSpec("date", date.compare, date.LEVELS, settles=True),
    FacetSpec("place", names.compare, places.LEVELS, settles=True),
    FacetSpec("name", names.compare, names.LEVELS, settles=True),
    FacetSpec("attribution", attribution.compare, attribution.LEVELS),
    FacetSpec("quote", quote.compare, quote.LEVELS),
    FacetSpec("polarity", polarity.compare, polarity.LEVELS),
    FacetSpec("modality", modality.compare, modality.LEVELS, settles=True),
    FacetSpec("other", other.compare, other.LEVELS),
)

#: The place of each facet in that order.
ORDER = {spec.kind: number for number, spec in enumerate(FACETS)}
SETTLING = frozenset(spec.kind for spec in FACETS if spec.settles)
#: Every comparator, once.
COMPARATORS: tuple[Comparator, ...] = tuple(dict.fromkeys(spec.compare for spec in FACETS))
