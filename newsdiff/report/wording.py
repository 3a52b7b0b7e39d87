"""What an article says in a finding, sentence by sentence: clauses of one sentence are shown as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsdiff.model import Claim, Facet, FacetValue, Finding, Reported, Span, Word
from newsdiff.report.excerpt import GAP, Excerpt, excerpt
from newsdiff.report.visible import visible

_CARRIED = ("subject", "object")


def by_article(claims: Sequence[Reported]) -> list[tuple[str, list[Reported]]]:
    """The claims of each article, articles in the order of their letters: a, b, … z, aa."""
    grouped: dict[str, list[Reported]] = {}
    for reported in claims:
        grouped.setdefault(reported.article, []).append(reported)
    return sorted(grouped.items(), key=lambda item: (len(item[0]), item[0]))


def by_sentence(claims: Sequence[Reported]) -> list[list[Reported]]:
    """The claims of one article that stand in one sentence, sentences in the order of their first claim."""
    grouped: dict[tuple[int, int], list[Reported]] = {}
    for reported in claims:
        grouped.setdefault((reported.claim.sentence.start, reported.claim.sentence.end), []).append(reported)
    return list(grouped.values())


def conflicting(article: str, conflicts: Iterable[Facet]) -> list[FacetValue]:
    """The words of `article` that conflict with another's."""
    return [value for facet in conflicts for value in facet.values if value.article == article]


def nearly_same(finding: Finding) -> list[Facet]:
    """The facets in which the articles agree in other words: rounded, less precise or less complete."""
    return [
        facet
        for facet in finding.facets
        if facet.relation == "compatible" and len({visible(value.text).strip() for value in facet.values}) > 1
    ]


def wording(
    sentence: Sequence[Reported], values: Sequence[FacetValue] = (), spans: Sequence[Span] | None = None
) -> Excerpt:
    """The words of a sentence's claims in the order of the text, with the `values` of that sentence as marks.

    A subject or a value that stands beside the claims is shown with them. What stands between is not part of any,
    and is shown as …. With `spans` these of the file are marked instead of the whole values.
    """
    span = sentence[0].claim.sentence
    inside = [value for value in values if span.start <= value.start and value.end <= span.end]
    pieces = [(reported.claim.start, reported.claim.text) for reported in sentence]
    pieces += [(value.start, value.text) for value in inside]
    pieces += [(word.start, word.text) for reported in sentence for word in _carried(reported.claim)]
    marked = [(item.start, item.end) for item in (inside if spans is None else spans)]
    text, marks, at = "", [], 0
    for start, whole in sorted(pieces, key=lambda piece: (piece[0], -len(piece[1]))):
        begin = max(start, at)
        words = whole[begin - start :]
        if not words:
            continue
        if text and begin > at:
            text += " " if begin == at + 1 else f" {GAP} "
        shift = len(text) - begin
        text += words
        at = begin + len(words)
        marks += [(max(first, begin) + shift, min(last, at) + shift) for first, last in marked]
    return excerpt(text, marks)


def _carried(claim: Claim) -> Iterator[Word]:
    """The words of a clause's subject, or of the noun it tells of, where they stand elsewhere in the sentence."""
    for word in claim.words:
        outside = word.end <= claim.start or claim.end <= word.start
        if outside and word.role in _CARRIED and claim.sentence.start <= word.start and word.end <= claim.sentence.end:
            yield word
