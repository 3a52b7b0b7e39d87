"""The articles' own texts, what of them is furniture and where their sentences are, for reports that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsdiff.model import Article, Reading, Span, Story
from newsdiff.report.texts import SourceText


def texts_of(story: Story, articles: Iterable[Article]) -> tuple[SourceText, ...]:
    """The texts of the story's articles, in their order, out of the `articles` that were compared, in theirs.

    Articles that were left out of the story are passed over. Raises ValueError where one of the story's is not there.
    """
    from newsdiff.clean.reading import clean

    given = iter(articles)
    found = []
    for wanted in story.articles:
        article = next((item for item in given if item.path == wanted.path), None)
        if article is None:
            raise ValueError(f"{wanted.path}: not among the articles compared")
        known = {
            item.claim.sentence for finding in story.findings for item in finding.claims if item.article == wanted.id
        }
        reading = clean(article)
        found.append(SourceText(article.text, reading.furniture, tuple(_sentences(article.text, reading, known))))
    return tuple(found)


def _sentences(text: str, reading: Reading, known: set[Span]) -> Iterator[Span]:
    """The sentences of the body: those that are `known` to hold claims, and what lies between them cut at its ends."""
    waiting = sorted(known, reverse=True)
    for passage in reading.passages:
        whole = reading.in_file(passage.start, passage.end)
        at = whole.start
        while waiting and waiting[-1].start < whole.end:
            span = waiting.pop()
            if passage.kind == "body" and span.start >= at:
                yield from _cut(text, at, span.start)
                yield span
            at = max(at, span.end)
        if passage.kind == "body":
            yield from _cut(text, at, whole.end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    from newsdiff.clean.sentences import sentences

    between = text[start:end]
    for first, last in sentences(between):
        words = between[first:last]
        if any(char.isalnum() for char in words):
            lead = len(words) - len(words.lstrip())
            yield Span(start + first + lead, start + first + len(words.rstrip()))
