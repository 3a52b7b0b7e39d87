"""The sentences around a passage: as many as asked for, never furniture, never what is shown anyway."""

from __future__ import annotations

import pytest

from newsdiff.model import Furniture, Span, StoryArticle
from newsdiff.report.context import Context
from newsdiff.report.texts import SourceText

TEXT = "Title here\n\nOne is. Two was. [Advert] Three will be.\x1b Four\nends. Five."
SENTENCES = ("One is.", "Two was. [Advert]", "Three will be.\x1b", "Four\nends.", "Five.")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


ADVERT = Furniture(span("[Advert]").start, span("[Advert]").end, "advert")
SOURCE = SourceText(TEXT, (ADVERT,), tuple(map(span, SENTENCES)))
ARTICLES = (
    StoryArticle("a", "a.txt", "A", None, None, "none", 9),
    StoryArticle("b", "b.txt", "B", None, None, "none", 9),
)


def context(number: int) -> Context:
    return Context(ARTICLES, (SOURCE, SourceText("")), number)


@pytest.mark.parametrize(
    ("number", "sentence", "before", "after"),
    [
        pytest.param(0, "Three will be.", (), (), id="none asked for"),
        pytest.param(1, "Three will be.", ("Two was.",), ("Four ends.",), id="one, without the furniture in it"),
        pytest.param(2, "Two was.", ("One is.",), (r"Three will be.\x1b", "Four ends."), id="no more than there are"),
        pytest.param(9, "Five.", ("One is.", "Two was.", r"Three will be.\x1b", "Four ends."), (), id="to the ends"),
        pytest.param(2, "Title here", (), (), id="none around a title"),
    ],
)
def test_sentences_around(number: int, sentence: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    assert context(number).around("a", span(sentence)) == (before, after)


def test_it_ends_at_what_is_shown_itself() -> None:
    shown = [span("One is."), span(SENTENCES[3])]
    assert context(3).around("a", span("Two was."), shown) == ((), (r"Three will be.\x1b",))


def test_an_article_whose_text_is_not_known_has_none() -> None:
    assert context(3).around("b", span("Two was.")) == ((), ())
    assert Context(ARTICLES, None, 3).around("a", span("Two was.")) == ((), ())
    assert not Context(ARTICLES, None, 3).shows
