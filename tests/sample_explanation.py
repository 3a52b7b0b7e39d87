"""Why the first finding of the sample report is what it is, made by hand."""

from __future__ import annotations

import math
from dataclasses import replace

from newsdiff.model import Evidence, Explanation, Refusal, Sentence, Span, Weighing
from tests.sample_report import REPORT, STORY, TEXTS

BIAS = -4.0


def sentence(article: str, start: str) -> Sentence:
    """The line of `article` that begins with the words `start`."""
    at = TEXTS[article].index(start)
    end = TEXTS[article].index("\n", at)
    return Sentence(article, at, end, TEXTS[article].count("\n", 0, at) + 1, 1, TEXTS[article][at:end])


def weighing(first: Sentence, second: Sentence, *values: float, candidate: bool = True) -> Weighing:
    """The two sentences, weighed by three kinds of evidence of the `values`."""
    kinds = (("likeness", "words in common", 8.5), ("figures", "figures that agree", 2.5), ("distance", "apart", -2.0))
    evidence = tuple(Evidence(*kind[:2], value, kind[2]) for kind, value in zip(kinds, values, strict=True))
    total = BIAS + math.fsum(item.points for item in evidence)
    return Weighing(first, second, BIAS, evidence, total, 1 / (1 + math.exp(-total)), candidate)


A, B, C = (sentence("a", "Of the 212"), sentence("b", "Twenty-five people"), sentence("c", "27 people"))
FINDING = replace(
    STORY.findings[0],
    claims=tuple(
        replace(item, claim=replace(item.claim, sentence=Span(found.start, found.end)))
        for item, found in zip(STORY.findings[0].claims, (A, B, C), strict=True)
    ),
)
EXPLANATION = Explanation(
    report=REPORT,
    story=STORY,
    finding=FINDING,
    sentences=(A, B, C),
    pairs=(
        weighing(B, C, 0.6, 0.0, 0.01),
        weighing(A, C, 0.25, 1.0, 0.2),
        weighing(A, B, 0.05, 0.0, 0.2, candidate=False),
    ),
    refused=Refusal(weighing(A, sentence("b", "Lifeboats took"), 0.2, 0.7, 0.3), "0.24 is below 0.45"),
    accept=0.45,
)
