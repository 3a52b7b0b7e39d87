"""How telling a fact is: headline and lead first, casualties, money and quotations before background."""

from __future__ import annotations

from collections.abc import Sequence

from newsdiff.lexicon.senses import events
from newsdiff.lexicon.units import is_money
from newsdiff.model import Claim, Quantity

#: What each part of a finding adds, 1 at most in all. A figure of casualties or money counts twice what another does.
_LEAD, _CASUALTIES, _FIGURE, _QUOTED, _SOURCE = 0.55, 0.2, 0.1, 0.1, 0.05
#: How quickly sentences lose weight: the seventh has half that of the headline.
_FADE = 0.15
#: Bare numbers up to this ("one gate", "both sides") are no figures that a story is about.
_FEW = 2
#: More articles than this add no more.
_SOURCES = 3
_HARM = frozenset({"die", "hurt", "missing"})


def salience(claims: Sequence[Claim], sources: int) -> float:
    """0..1, of the claims that report one fact in so many `sources`."""
    lead = max(1.0 / (1 + _FADE * claim.index) for claim in claims)
    figures = max((_figure(claim, item) for claim in claims for item in claim.quantities), default=0.0)
    quoted = _QUOTED * any(claim.quotes for claim in claims)
    return round(min(1.0, _LEAD * lead + figures + quoted + _SOURCE * min(sources, _SOURCES)), 3)


def _figure(claim: Claim, quantity: Quantity) -> float:
    if quantity.unit:
        return _CASUALTIES if is_money(quantity.unit.partition(" per ")[0]) else _FIGURE
    if any(events(word.lemma) & _HARM for word in claim.words):
        return _CASUALTIES
    return _FIGURE if abs(quantity.high or quantity.low or 0.0) > _FEW else 0.0
