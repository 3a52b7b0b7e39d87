"""The articles' own texts, and what of them is furniture, for the formats that show them."""

from __future__ import annotations

from collections.abc import Iterable

from newsdiff.model import Article, Story
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
        found.append(SourceText(article.text, clean(article).furniture))
    return tuple(found)
