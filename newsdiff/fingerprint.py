"""What makes a finding the same one tomorrow, when its articles have been reordered, wrapped or edited elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from newsdiff.model import Facet, FacetValue, Finding, Reported

_MARKS = str.maketrans("‘’“”", "''\"\"")


def fingerprint(finding: Finding) -> str:
    """Twelve hexadecimal digits of what the finding is about.

    A divergent finding is the set of values that conflict, each with the predicate that it is said with; one of
    another verdict is what its claims say, as lemmas. Which article says it, where, in what order, and what else the
    articles say is no part of it, so that two findings of two stories may share one.
    """
    conflicts = [facet for facet in finding.facets if facet.relation == "conflict"]
    said = sorted(_conflict(facet, finding) for facet in conflicts) or sorted(
        {_wording(item) for item in finding.claims}
    )
    told = json.dumps([finding.verdict, *said], ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def same_value(value: FacetValue) -> str:
    """A key that is the same for the same value: as its comparator normalised it, else its words."""
    if not value.value:
        return _folded(value.text)
    return json.dumps(_plain(value.value), sort_keys=True, ensure_ascii=True)


def _conflict(facet: Facet, finding: Finding) -> str:
    values = sorted({(same_value(value), _predicate(value, finding)) for value in facet.values})
    return json.dumps([facet.kind, *values], ensure_ascii=True)


def _predicate(value: FacetValue, finding: Finding) -> str:
    """The predicate of the narrowest clause that holds the value, or of the narrowest in its sentence."""

    def width(item: Reported) -> tuple[bool, int, int]:
        claim = item.claim
        inside = claim.start <= value.start and value.end <= claim.end
        return not inside, claim.end - claim.start, claim.start

    near = [
        item
        for item in finding.claims
        if item.article == value.article
        and min(item.claim.start, item.claim.sentence.start) <= value.start
        and value.end <= max(item.claim.end, item.claim.sentence.end)
    ]
    return _folded(min(near, key=width).claim.predicate) if near else ""


def _wording(item: Reported) -> str:
    lemmas = [word.lemma for word in item.claim.words if word.pos not in {"PUNCT", "SPACE"}]
    return _folded(" ".join(lemmas) or item.claim.text)


def _folded(text: str) -> str:
    return " ".join(text.translate(_MARKS).casefold().split())


def _plain(value: object) -> object:
    """`value` in JSON's types, 27 and 27.0 alike."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return repr(float(value))
    return _folded(str(value))
