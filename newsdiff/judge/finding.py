"""A group of claims becomes a finding: its id, its code, what it is about, how sure and how telling it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, groupby, permutations

from newsdiff.codes import AGREED, UNIQUE, code_of
from newsdiff.fingerprint import fingerprint
from newsdiff.judge import Docket
from newsdiff.judge.confidence import confidence
from newsdiff.judge.origins import Origins
from newsdiff.judge.rivals import Rival, rivals
from newsdiff.judge.salience import salience
from newsdiff.judge.sides import Sides
from newsdiff.judge.verdict import Place, place_of
from newsdiff.model import Claim, Facet, FacetKind, FacetValue, Finding, Reported, Verdict
from newsdiff.reader.readings import Readings

#: The probability that claims of sentences too unlike to be aligned tell of one thing, given rival names for it.
_UNLIKE = 0.6
_SUMMARY = 100

Pair = tuple[Sequence[Reported], Sequence[Reported], float]
"""Two aligned sentences, each as its claims, and the probability that they report one fact."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Claims of two or more articles that are held to report one fact, and the probability that they do."""

    claims: tuple[Reported, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Shared:
    """The findings that two or more articles share, and pairs of claims put together that stayed undecided."""

    findings: list[Finding]
    undecided: list[tuple[Reported, Reported]]


def shared_findings(
    groups: Sequence[Aligned],
    sentences: Sequence[Pair],
    keys: Mapping[str, Mapping[str, str]],
    texts: Mapping[str, str],
    claims: Sequence[Reported] = (),
    readings: Readings | None = None,
    published: Mapping[str, date | None] | None = None,
) -> Shared:
    """The findings of a story's aligned claims; `texts` are the articles' texts by letter, `claims` all they make.

    `sentences` are pairs of aligned sentences, each as its claims, with their probability. Claims of such a pair that
    contradict each other make a finding even where their words are too unlike to be grouped. Groups that differ by
    the very same words (two clauses of one quotation, say) are one finding.
    """
    sides = Sides(keys)
    unlike = list(rivals(claims, keys, sides))
    docket = docketed(groups, sentences, keys, unlike, sides, readings, published)
    told = {
        (facet.kind, value.article, value.start)
        for group in groups
        for facet in docket.facets(group.claims)
        if facet.relation == "conflict"
        for value in facet.values
    }
    together = {
        (place_of(one), place_of(other))
        for group in groups
        for one, other in permutations(group.claims, 2)
        if one.article != other.article
    }
    crossed = [
        Aligned((one, other), probability)
        for ones, others, probability in sentences
        for one in ones
        for other in others
        if any(
            {(item.kind, one.article, item.first.start), (item.kind, other.article, item.second.start)} - told
            for item in docket.conflicts(one, other, read=(place_of(one), place_of(other)) in together)
        )
    ]
    crossed += [
        Aligned((one, other), _UNLIKE)
        for one, other, item in unlike
        if any(
            {(each.kind, one.article, each.first.start), (each.kind, other.article, each.second.start)} - told
            for each in docket.conflicts(one, other)
            if each.kind == item.kind
        )
    ]
    origins = Origins(texts)
    found, undecided = [], []
    for group in _merged([*groups, *crossed], docket):
        parts, left = _decided(group, docket)
        found += [_shared_finding(part, docket, texts, origins) for part in parts]
        undecided += left
    return Shared(found, undecided)


def docketed(
    groups: Sequence[Aligned],
    sentences: Sequence[Pair],
    keys: Mapping[str, Mapping[str, str]],
    unlike: Sequence[Rival] = (),
    sides: Sides | None = None,
    readings: Readings | None = None,
    published: Mapping[str, date | None] | None = None,
) -> Docket:
    """All pairs of claims of the story that are put side by side, ready to be judged."""
    grouped = [
        (one, other, group.probability)
        for group in groups
        for one, other in combinations(group.claims, 2)
        if one.article != other.article
    ]
    crossed = [(one, other, chance) for ones, others, chance in sentences for one in ones for other in others]
    aligned = {frozenset((place_of(one), place_of(other))): chance for one, other, chance in (*grouped, *crossed)}
    return Docket([pair[:2] for pair in (*grouped, *crossed)], keys, unlike, sides, readings, aligned, published)


def _decided(group: Aligned, docket: Docket) -> tuple[list[Aligned], list[tuple[Reported, Reported]]]:
    """The parts of a group whose claims agree or contradict each other pair by pair, and the pairs between them."""
    part = {item: {item} for item in group.claims}
    pairs = [pair for pair in combinations(group.claims, 2) if pair[0].article != pair[1].article]
    for one, other in pairs:
        if docket.judged(one, other).decision != "undecided" and part[one] is not part[other]:
            part[one] |= part[other]
            part.update(dict.fromkeys(part[other], part[one]))
    parts = {id(each): each for each in part.values()}.values()
    claims = [tuple(item for item in group.claims if item in each) for each in parts]
    shared = [Aligned(each, group.probability) for each in claims if len({item.article for item in each}) > 1]
    return shared, [(one, other) for one, other in pairs if part[one] is not part[other]]


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
    chances = [
        judged.probability
        for one, other in combinations(group.claims, 2)
        if one.article != other.article
        and (judged := docket.judged(one, other)).decision == verdict
        and judged.probability is not None
    ]
    claims = [item.claim for item in group.claims]
    finding = Finding(
        id="",
        verdict=verdict,
        code=code_of(conflicts[0]) if conflicts else AGREED,
        summary=summary_of(_telling(group.claims, facets)),
        confidence=confidence(verdict, max(chances, default=group.probability), earned=bool(chances)),
        salience=salience(claims, len({item.article for item in group.claims})),
        facets=facets,
        claims=group.claims,
        sources=len({item.article for item in group.claims}),
        independent=origins.independent(group.claims),
    )
    return replace(finding, id=fingerprint(finding))


def unique_findings(
    claims: Sequence[Reported], shared: Shared, rival: Mapping[Place, float], *, earned: bool = False
) -> Iterator[Finding]:
    """The findings that claims make which no finding shares: one of each sentence, with those that are `near` it.

    `rival` is the probability of a sentence's best refused partner; `earned` says whether verdicts are.
    """
    told = {_at(item) for finding in shared.findings for item in finding.claims}
    alone = [item for item in claims if _at(item) not in told]
    found = [
        _unique_finding(tuple(items), rival.get(place, 0.0), earned)
        for place, items in groupby(sorted(alone, key=place_of), key=place_of)
    ]
    holding: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for finding in (*shared.findings, *found):
        for item in finding.claims:
            holding[_at(item)].add(finding.id)
    near: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for pair in shared.undecided:
        for one, other in permutations(pair):
            near[_at(one)] |= holding[_at(other)]
    for finding in found:
        ids = {each for item in finding.claims for each in near[_at(item)]} - {finding.id}
        yield replace(finding, near=tuple(sorted(ids)))


def _at(item: Reported) -> tuple[str, int, int]:
    return item.article, item.claim.start, item.claim.end


def _unique_finding(reported: Sequence[Reported], rival: float, earned: bool) -> Finding:
    claims = [item.claim for item in reported]
    finding = Finding(
        id="",
        verdict="unique",
        code=UNIQUE,
        summary=summary_of(claims),
        confidence=confidence("unique", 1 - rival, earned=earned),
        salience=salience(claims, 1),
        facets=(),
        claims=tuple(reported),
    )
    return replace(finding, id=fingerprint(finding))


def _quoted(facet: Facet, texts: Mapping[str, str]) -> Facet:
    values = tuple(
        FacetValue(value.article, texts[value.article][value.start : value.end], value.start, value.end, value.value)
        for value in facet.values
    )
    return replace(facet, values=values)


def _telling(claims: Sequence[Reported], facets: Sequence[Facet]) -> list[Claim]:
    """The claims that hold the words that conflict, or else those that go together; all where no claim holds any."""
    for relation in ("conflict", "compatible"):
        values = [value for facet in facets if facet.relation == relation for value in facet.values]
        found = [
            item.claim
            for item in claims
            if any(
                value.article == item.article and item.claim.start <= value.start and value.end <= item.claim.end
                for value in values
            )
        ]
        if found:
            return found
    return [item.claim for item in claims]


def summary_of(claims: Sequence[Claim]) -> str:
    """The claim that says it most plainly on one line: one with a named subject, and of these that of a likely length.

    Likely is about sixty characters: what is much shorter has no context, what is much longer has no room.
    """
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
