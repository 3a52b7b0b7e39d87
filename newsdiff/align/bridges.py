"""What makes two sentences candidates though they share no rare word: figures, days and hours in whatever form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from newsdiff.lexicon import units
from newsdiff.model import Claim, Quantity, Time

#: Figures of one sentence whose sums and differences are bridges too; of more there would be too many.
_SUMMED = 4


def bridges(claims: Sequence[Claim]) -> frozenset[str]:
    """The bridges of a sentence: its figures in base units (a third is 33 per cent), the sums and differences of its
    counts, its days and hours. None can be a lemma or a name."""
    quantities = {(item.start, item.end): item for claim in claims for item in claim.quantities}
    found = {bridge for item in quantities.values() for bridge in _figures(item)}
    counts = sorted(
        {item.low for item in quantities.values() if item.unit is None and item.low == item.high and item.low}
    )
    if 1 < len(counts) <= _SUMMED:
        for one, other in combinations(counts, 2):
            found.update((f"={one + other:.3g} count", f"={abs(one - other):.3g} count"))
    for claim in claims:
        found.update(bridge for time in claim.times for bridge in _times(time))
    return frozenset(found)


def _figures(quantity: Quantity) -> Iterator[str]:
    value = quantity.low if quantity.high is None else quantity.high
    if not value or (quantity.unit is None and abs(value) < 3):
        return
    base, _, dimension = units.convert(value, quantity.unit)
    # Two significant places: 4.5 years and 54 months, a third and 33 per cent.
    yield f"={base:.2g} {dimension}" if dimension != "count" else f"={base:.3g} count"


def _times(time: Time) -> Iterator[str]:
    day, _, hour = time.value.partition("T")
    if hour and time.type == "TIME":
        yield f"@{hour}"
    if time.granularity in {"day", "minute", "hour"}:
        if time.earliest is not None:
            yield f"@{time.earliest:%m-%d}"
            yield f"@W{time.earliest.isoweekday()}"
        elif day.startswith("XXXX-WXX-"):
            yield f"@W{day[-1]}"
        elif day.startswith("XXXX-"):
            yield f"@{day.removeprefix('XXXX-')}"
