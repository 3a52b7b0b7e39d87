"""What an article says in a finding, sentence by sentence: clauses of one sentence are shown as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsdiff.model import Claim, Facet, Reported
from newsdiff.report.excerpt import GAP, Excerpt, Mark, excerpt


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


def conflicting(article: str, conflicts: Iterable[Facet]) -> list[Mark]:
    """The spans of `article` that hold its conflicting words, in code points of its file."""
    return [(value.start, value.end) for facet in conflicts for value in facet.values if value.article == article]


def wording(sentence: Sequence[Reported], spans: Sequence[Mark] = ()) -> Excerpt:
    """The words of a sentence's claims in the order of the text, with the `spans` of the file in them as marks.

    What stands between two claims is not part of either, and is shown as ….
    """
    text, marks, at = "", [], 0
    for claim in _apart([reported.claim for reported in sentence]):
        begin = max(claim.start, at)
        words = claim.text[begin - claim.start :]
        if text and begin > at:
            text += " " if begin == at + 1 else f" {GAP} "
        shift = len(text) - begin
        text += words
        at = begin + len(words)
        marks += [(max(start, begin) + shift, min(end, at) + shift) for start, end in spans]
    return excerpt(text, marks)


def _apart(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in the order of the text, without those that another one covers."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.start, -claim.end)):
        if not kept or claim.end > kept[-1].end:
            kept.append(claim)
    return kept
