"""Two versions of one article become findings: by sentences that were edited, and as a story where they were not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from newsdiff.codes import AGREED, OF_FACET, UNIQUE
from newsdiff.fingerprint import fingerprint
from newsdiff.judge.confidence import confidence
from newsdiff.judge.finding import summary_of
from newsdiff.judge.salience import salience
from newsdiff.lexicon.measures import comparable, level
from newsdiff.model import (
    Change,
    Claim,
    Extraction,
    Facet,
    FacetKind,
    FacetValue,
    Finding,
    Quantity,
    Reported,
    Span,
    Verdict,
)
from newsdiff.versions.counterparts import counterparts
from newsdiff.versions.facets import facets
from newsdiff.versions.sentences import outcomes
from newsdiff.versions.words import lines

_ORDER: dict[Change, int] = {"changed": 0, "added": 1, "removed": 2, "kept": 3}
_VERDICTS: dict[Change, Verdict] = {"changed": "divergent", "added": "unique", "removed": "unique", "kept": "agreed"}
#: How likely it is that a sentence and the same sentence edited tell of one fact.
_SURE = 0.95
#: Below this confidence the words must say so too: the least share that claims put together have in common, and the
#: share of a claim's words that another says where it is said again.
_LIKELY, _FEW, _MOST = 0.8, 0.34, 0.6
#: Code points of a summary.
_SUMMARY = 100
_Place = tuple[str, int, int]
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "NUM", "ADJ"})
_FIRST: frozenset[FacetKind] = frozenset({"quantity", "quote"})


def changes(
    older: Extraction, newer: Extraction, told: Sequence[Finding], letters: tuple[str, str]
) -> tuple[Finding, ...]:
    """What became of every fact of the `older` version, and the facts that are new, quotations and figures first.

    `told` are the findings of comparing the two as if they were two outlets' (articles a and b): they decide where a
    sentence has no counterpart. `letters` are what the versions are called in the findings.
    """
    return Changes(older, newer, told, letters).all()


class Changes:
    """The work of `changes`: claims of counterpart sentences first, then the findings that hold others."""

    def __init__(self, older: Extraction, newer: Extraction, told: Sequence[Finding], letters: tuple[str, str]) -> None:
        self.older, self.newer, self.letters = older, newer, letters
        self.told = [_lettered(finding, dict(zip("ab", letters, strict=True))) for finding in told]
        self.texts = older.article.text, newer.article.text

    def all(self) -> tuple[Finding, ...]:
        found, free = self._by_counterparts()
        alone = {place: (item, confidence("unique", _SURE)) for place, item in free.items()}
        for finding in self.told:
            left = [item for item in finding.claims if _place(item) in free]
            if not left:
                continue
            sides = {item.article for item in left}
            if len(sides) == 2 and not self._apart(finding):
                found.append(self._rewritten(finding))
            elif len(sides) == 1 and self._covered(left, finding):
                found.append(self._finding(*self._sides(finding), ()))
            else:
                alone |= {_place(item): (item, finding.confidence) for item in left}
        told = {_place(item) for finding in found for item in finding.claims}
        alone = {place: item for place, item in alone.items() if place not in told}
        found += self._came_and_went(alone.values())
        unique = {(item.change, tuple(_place(each) for each in item.claims)): item for item in reversed(found)}
        return tuple(sorted(unique.values(), key=_rank))

    def _by_counterparts(self) -> tuple[list[Finding], dict[_Place, Reported]]:
        """The findings of sentences and what became of them; by their places, the claims that these do not tell of."""
        olds, news = lines(self.older), lines(self.newer)
        known_old = frozenset(word.key for line in olds for word in line.words)
        known_new = frozenset(word.key for line in news for word in line.words)
        found = [
            self._finding(outcome.olds, outcome.news, facets(outcome.differences, self.letters, self.texts))
            for pair in counterparts(olds, news)
            for outcome in outcomes(pair, known_old, known_new)
            if outcome.olds and outcome.news
        ]
        told = {_place(item) for finding in found for item in finding.claims}
        everything = [
            Reported(letter, claim)
            for letter, extraction in zip(self.letters, (self.older, self.newer), strict=True)
            for claim in extraction.claims
        ]
        return found, {_place(item): item for item in everything if _place(item) not in told}

    def _came_and_went(self, alone: Iterable[tuple[Reported, float]]) -> Iterator[Finding]:
        """What came or went with one sentence as one finding."""
        by_sentence: dict[tuple[str, Span], list[tuple[Reported, float]]] = {}
        for item in alone:
            by_sentence.setdefault((item[0].article, item[0].claim.sentence), []).append(item)
        for (letter, _), items in by_sentence.items():
            claims = sorted((item.claim for item, _ in items), key=lambda claim: claim.start)
            sides = (claims, []) if letter == self.letters[0] else ([], claims)
            yield self._finding(*sides, (), max(sure for _, sure in items))

    def _sides(self, finding: Finding) -> tuple[list[Claim], list[Claim]]:
        olds, news = ([item.claim for item in finding.claims if item.article == letter] for letter in self.letters)
        return olds, news

    def _apart(self, finding: Finding) -> bool:
        """Whether nothing but meaning put the claims of the two versions together."""
        return finding.verdict == "agreed" and finding.confidence < _LIKELY and _share(*self._sides(finding)) < _FEW

    def _covered(self, left: Sequence[Reported], finding: Finding) -> bool:
        """Whether claims of one version only say again what the other says in sentences that both have."""
        own = left[0].article
        others = [item.claim for item in finding.claims if item.article != own]
        claims = [item.claim for item in left]
        if finding.verdict != "agreed" or not others or _share(claims, others, least=claims) < _MOST:
            return False
        return not any(self._gone(*((claims, ()) if own == self.letters[0] else ((), claims))))

    def _rewritten(self, finding: Finding) -> Finding:
        """A fact that both versions tell, in sentences that are not one edited: its facets decide."""
        olds, news = self._sides(finding)
        kept = [facet for facet in finding.facets if facet.relation == "conflict" or not _same(facet)]
        same = [replace(facet, relation="same") for facet in finding.facets if facet not in kept]
        kinds = {facet.kind for facet in kept}
        kept += [facet for facet in self._gone(olds, news) if facet.kind not in kinds]
        return self._finding(olds, news, (*kept, *same), finding.confidence)

    def _gone(self, olds: Sequence[Claim], news: Sequence[Claim]) -> Iterator[Facet]:
        """Figures that one version alone has, of all that it says."""
        for letter, text, claims, others in (
            (self.letters[0], self.texts[0], olds, self.newer.quantities),
            (self.letters[1], self.texts[1], news, self.older.quantities),
        ):
            for item in (quantity for claim in claims for quantity in claim.quantities):
                if not any(comparable(item, other) and level(item, other).relation == "same" for other in others):
                    side = "older" if letter == self.letters[0] else "newer"
                    value = FacetValue(letter, text[item.start : item.end], item.start, item.end, _value(item))
                    yield Facet("quantity", "missing", f"only the {side} version says it", (value,))
                    return

    def _finding(
        self, olds: Sequence[Claim], news: Sequence[Claim], told: Sequence[Facet], sure: float | None = None
    ) -> Finding:
        claims = (
            *(Reported(self.letters[0], claim) for claim in olds),
            *(Reported(self.letters[1], claim) for claim in news),
        )
        differing = [facet for facet in told if facet.relation != "same"]
        change = _change(olds, news, differing)
        verdict = _VERDICTS[change]
        code = OF_FACET[differing[0].kind] if differing else UNIQUE if verdict == "unique" else AGREED
        finding = Finding(
            id="",
            verdict=verdict,
            code=code,
            summary=summary_of(news or olds) if olds and news else _whole(news or olds, self.texts[not olds]),
            confidence=confidence(verdict, _SURE) if sure is None else sure,
            salience=salience([item.claim for item in claims], 1),
            facets=tuple(told),
            claims=claims,
            sources=1,
            independent=1,
            change=change,
        )
        return replace(finding, id=fingerprint(finding))


def _lettered(finding: Finding, names: Mapping[str, str]) -> Finding:
    """The finding with its articles called by the versions' letters."""
    return replace(
        finding,
        claims=tuple(Reported(names[item.article], item.claim) for item in finding.claims),
        facets=tuple(
            replace(facet, values=tuple(replace(value, article=names[value.article]) for value in facet.values))
            for facet in finding.facets
        ),
    )


def _share(ours: Sequence[Claim], theirs: Sequence[Claim], least: Sequence[Claim] | None = None) -> float:
    """The share of the telling words of the shorter, or of `least`, that both have: 0..1."""
    one, other = _telling(ours), _telling(theirs)
    size = min(len(one), len(other)) if least is None else len(_telling(least))
    return len(one & other) / size if size else 0.0


def _telling(claims: Sequence[Claim]) -> set[str]:
    return {word.lemma for claim in claims for word in claim.words if word.pos in _TELLING and word.role != "source"}


def _whole(claims: Sequence[Claim], text: str) -> str:
    """What came or went, from its first claim to its last, on one line; of several sentences the plainest claim."""
    if len({claim.sentence for claim in claims}) > 1:
        return summary_of(claims)
    words = " ".join(text[min(claim.start for claim in claims) : max(claim.end for claim in claims)].split())
    return words if len(words) <= _SUMMARY else words[:_SUMMARY].rsplit(" ", 1)[0].rstrip(",;:—– ") + "…"


def _change(olds: Sequence[Claim], news: Sequence[Claim], differing: Sequence[Facet]) -> Change:
    if not olds:
        return "added"
    if not news:
        return "removed"
    return "changed" if differing else "kept"


def _same(facet: Facet) -> bool:
    """Whether a facet in which two outlets would agree is the same in two versions too: no figure, no name is other."""
    if facet.relation == "same":
        return True
    if facet.kind not in ("quantity", "quote", "name", "modality", "polarity"):
        return True
    return len({repr(sorted(value.value.items())) for value in facet.values}) < 2 and bool(facet.values[0].value)


def _value(item: Quantity) -> dict[str, object]:
    return {"low": item.low, "high": item.high, "unit": item.unit, "modifier": item.modifier}


def _place(item: Reported) -> _Place:
    return item.article, item.claim.start, item.claim.end


def _rank(finding: Finding) -> tuple[int, bool, float, str, int]:
    """Changed, added, removed, kept; in each quotations and figures first, then the most telling."""
    assert finding.change is not None
    claims = [item.claim for item in finding.claims]
    if finding.change == "changed":
        first = any(facet.kind in _FIRST for facet in finding.differing)
    else:
        first = any(claim.quotes or claim.quantities for claim in claims)
    return _ORDER[finding.change], not first, -finding.salience, finding.id, claims[0].start
