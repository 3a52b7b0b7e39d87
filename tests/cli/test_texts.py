"""Where the sentences of an article are: those that hold claims as they are known, the others by their ends."""

from __future__ import annotations

import dataclasses

import pytest

from newsdiff.cli.texts import texts_of
from newsdiff.model import Article, Reported, Span
from newsdiff.read.article import parse
from tests.sample_report import FINDINGS, STORY, claim

TEXT = """A mill burns in Harrow Vale

By Joan Peel

The mill by the river burned down on Monday night, and nobody was hurt. It was built in 1874 by Mr. Ashby, who made \
cloth there for forty years. Why it burned is not known.

Read more: Ten mills that you must see

Firefighters came from three towns in the valley and stayed until the morning of the next day. "It was hot," one said.
"""


def known(words: str) -> Reported:
    start = TEXT.index(words)
    base = claim("a", "The captain, Ivo Brandt")
    span = Span(start, start + len(words))
    return Reported("a", dataclasses.replace(base.claim, start=span.start, end=span.end, text=words, sentence=span))


def sentences(*claims: Reported) -> list[str]:
    finding = dataclasses.replace(FINDINGS[4], claims=claims or (known("Why it burned is not known."),))
    article = dataclasses.replace(STORY.articles[0], path="a.txt")
    story = dataclasses.replace(STORY, articles=(article,), findings=(finding,))
    (found,) = texts_of(story, [parse(TEXT, "a.txt")])
    assert found.text == TEXT
    return [TEXT[span.start : span.end] for span in found.sentences]


def test_furniture_and_title_hold_none() -> None:
    text = " ".join(sentences())
    assert "Read more" not in text
    assert "By Joan" not in text
    assert "A mill burns" not in text
    assert '"It was hot," one said.' in text


def test_a_known_sentence_is_one_whatever_marks_it_holds() -> None:
    whole = "It was built in 1874 by Mr. Ashby, who made cloth there for forty years."
    assert whole not in sentences()
    assert sentences(known(whole))[:3] == [
        "The mill by the river burned down on Monday night, and nobody was hurt.",
        whole,
        "Why it burned is not known.",
    ]


def test_an_article_that_was_not_compared_is_an_error() -> None:
    with pytest.raises(ValueError, match="not among the articles compared"):
        texts_of(STORY, [Article("other.txt", "x")])
