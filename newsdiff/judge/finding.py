"""A group of claims becomes a finding: its id, its code, what it is about, how sure and how telling it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from newsdiff.judge import judge
from newsdiff.model import Claim, Facet, FacetKind, FacetValue, Finding, Reported, Verdict

_CODES: dict[FacetKind, str] = {
    "quantity": "ND101",
    "date": "ND201",
    "place": "ND301",
    "name": "ND401",
    "attribution": "ND402",
    "quote": "ND501",
    "polarity": "ND601",
    "modality": "ND602",
    "other": "ND801",
}
_AGREED, _UNIQUE = "ND000", "ND900"
#: How often a conflict of this kind is one, given claims that are rightly aligned.
_TRUST: dict[FacetKind, float] = {
    "quantity": 0.8,
    "date": 0.7,
    "place": 0.7,
    "name": 0.6,
    "attribution": 0.85,
    "quote": 0.9,
    "polarity": 0.7,
    "modality": 0.65,
    "other": 0.6,
}
_SUMMARY = 100


def shared_findings(
    groups: Sequence[tuple[Sequence[Reported], float]],
    keys: Mapping[str, Mapping[str, str]],
    texts: Mapping[str, str],
) -> list[Finding]:
    """The findings that groups of claims, each with its probability, make; `texts` are the texts by letter.

    Groups that differ by the very same words (two clauses of one quotation, say) are one finding.
    """
    found: dict[object, tuple[Sequence[Reported], float]] = {}
    for number, (reported, probability) in enumerate(groups):
        conflicts = [
            facet
            for facet in judge([(item.article, item.claim) for item in reported], keys).facets
            if facet.relation == "conflict"
        ]
        words = tuple((facet.kind, tuple((v.article, v.start, v.end) for v in facet.values)) for facet in conflicts)
        place: object = words[:1] or number
        known, sure = found.get(place, ((), 0.0))
        merged = sorted((*known, *reported), key=lambda item: (item.article, item.claim.start, item.claim.end))
        found[place] = merged, max(sure, probability)
    return [_shared_finding(reported, probability, keys, texts) for reported, probability in found.values()]


def _shared_finding(
    reported: Sequence[Reported], probability: float, keys: Mapping[str, Mapping[str, str]], texts: Mapping[str, str]
) -> Finding:
    judgement = judge([(item.article, item.claim) for item in reported], keys)
    facets = tuple(_quoted(facet, texts) for facet in judgement.facets)
    conflicts = [facet for facet in facets if facet.relation == "conflict"]
    trust = max((_TRUST[facet.kind] for facet in conflicts), default=1.0)
    return Finding(
        id=_fingerprint(judgement.verdict, [item.claim for item in reported]),
        verdict=judgement.verdict,
        code=_CODES[conflicts[0].kind] if conflicts else _AGREED,
        summary=_summary([item.claim for item in reported]),
        confidence=round(probability * trust, 2),
        salience=_salience([item.claim for item in reported], len({item.article for item in reported})),
        facets=facets,
        claims=tuple(reported),
    )


def unique_finding(reported: Sequence[Reported], rival: float) -> Finding:
    """The finding that one article's claims of one sentence make; `rival` the probability of a refused partner."""
    claims = [item.claim for item in reported]
    return Finding(
        id=_fingerprint("unique", claims),
        verdict="unique",
        code=_UNIQUE,
        summary=_summary(claims),
        confidence=round(1 - rival, 2),
        salience=_salience(claims, 1),
        facets=(),
        claims=tuple(reported),
    )


def _quoted(facet: Facet, texts: Mapping[str, str]) -> Facet:
    values = tuple(
        FacetValue(value.article, texts[value.article][value.start : value.end], value.start, value.end, value.value)
        for value in facet.values
    )
    return Facet(facet.kind, facet.relation, facet.why, values)


def _fingerprint(verdict: Verdict, claims: Sequence[Claim]) -> str:
    """Twelve hexadecimal digits of the claims' lemmas: reflowed lines and reordered articles leave it as it is."""
    lemmas = sorted(" ".join(word.lemma for word in claim.words) for claim in claims)
    return hashlib.sha256("\n".join([verdict, *lemmas]).encode("utf-8", "replace")).hexdigest()[:12]


def _summary(claims: Sequence[Claim]) -> str:
    """The claim that says it most plainly: a title first, else the shortest with a subject, on one line."""
    plain = sorted(
        claims,
        key=lambda claim: (
            not any(word.role == "subject" and word.pos != "PRON" for word in claim.words),
            abs(len(claim.text) - 60),
            claim.text,
        ),
    )
    text = " ".join(plain[0].text.split())
    if len(text) <= _SUMMARY:
        return text
    return text[:_SUMMARY].rsplit(" ", 1)[0].rstrip(",;:—– ") + "…"


def _salience(claims: Sequence[Claim], articles: int) -> float:
    """0..1: titles and leads, figures and quotations, and facts that more articles report come first."""
    lead = max(1.0 / (1 + 0.15 * claim.index) for claim in claims)
    figures = any(claim.quantities for claim in claims)
    quoted = any(claim.quotes for claim in claims)
    return round(min(1.0, 0.55 * lead + 0.2 * figures + 0.1 * quoted + 0.05 * min(articles, 3)), 3)
