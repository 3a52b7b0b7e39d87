"""A group of claims becomes a finding: its id, its code, what it is about, how sure and how telling it is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from newsdiff.judge import Docket
from newsdiff.judge.origins import Origins
from newsdiff.judge.salience import salience
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


@dataclass(frozen=True, slots=True)
class Aligned:
    """Claims of two or more articles that are held to report one fact, and the probability that they do."""

    claims: tuple[Reported, ...]
    probability: float


def shared_findings(
    groups: Sequence[Aligned],
    sentences: Sequence[tuple[Sequence[Reported], Sequence[Reported], float]],
    keys: Mapping[str, Mapping[str, str]],
    texts: Mapping[str, str],
) -> list[Finding]:
    """The findings of a story's aligned claims; `texts` are the articles' texts by letter.

    `sentences` are pairs of aligned sentences, each as its claims, with their probability. Claims of such a pair that
    contradict each other make a finding even where their words are too unlike to be grouped. Groups that differ by
    the very same words (two clauses of one quotation, say) are one finding.
    """
    docket = Docket(
        [
            *(pair for group in groups for pair in combinations(group.claims, 2) if pair[0].article != pair[1].article),
            *((one, other) for ones, others, _ in sentences for one in ones for other in others),
        ],
        keys,
    )
    told = {
        (facet.kind, value.article, value.start)
        for group in groups
        for facet in docket.facets(group.claims)
        if facet.relation == "conflict"
        for value in facet.values
    }
    crossed = [
        Aligned((one, other), probability)
        for ones, others, probability in sentences
        for one in ones
        for other in others
        if any(
            {(item.kind, one.article, item.first.start), (item.kind, other.article, item.second.start)} - told
            for item in docket.conflicts(one, other)
        )
    ]
    origins = Origins(texts)
    return [_shared_finding(group, docket, texts, origins) for group in _merged([*groups, *crossed], docket)]


def _merged(groups: Sequence[Aligned], docket: Docket) -> list[Aligned]:
    """Groups that conflict over the very same words, joined into one."""
    found: list[Aligned] = []
    owner: dict[tuple[FacetKind, str, int], int] = {}
    for group in groups:
        words = {
            (facet.kind, value.article, value.start)
            for facet in docket.facets(group.claims)
            if facet.relation == "conflict"
            for value in facet.values
        }
        known = next((owner[word] for word in sorted(words) if word in owner), len(found))
        if known == len(found):
            found.append(group)
        else:
            claims = {(item.article, item.claim.start, item.claim.end): item for item in found[known].claims}
            claims |= {(item.article, item.claim.start, item.claim.end): item for item in group.claims}
            chance = max(found[known].probability, group.probability)
            found[known] = Aligned(tuple(claims[place] for place in sorted(claims)), chance)
        for word in words:
            owner.setdefault(word, known)
    return found


def _shared_finding(group: Aligned, docket: Docket, texts: Mapping[str, str], origins: Origins) -> Finding:
    facets = tuple(_quoted(facet, texts) for facet in docket.facets(group.claims))
    conflicts = [facet for facet in facets if facet.relation == "conflict"]
    verdict: Verdict = "divergent" if conflicts else "agreed"
    trust = max((_TRUST[facet.kind] for facet in conflicts), default=1.0)
    claims = [item.claim for item in group.claims]
    return Finding(
        id=_fingerprint(verdict, claims),
        verdict=verdict,
        code=_CODES[conflicts[0].kind] if conflicts else _AGREED,
        summary=_summary(claims),
        confidence=round(group.probability * trust, 2),
        salience=salience(claims, len({item.article for item in group.claims})),
        facets=facets,
        claims=group.claims,
        sources=len({item.article for item in group.claims}),
        independent=origins.independent(group.claims),
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
        salience=salience(claims, 1),
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
