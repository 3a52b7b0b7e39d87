"""From an article to its claims, attributions, quantities, times and entities, with offsets into the file."""

from __future__ import annotations

from newsdiff.config import Config
from newsdiff.model import Article, Extraction


def extract(article: Article, config: Config | None = None) -> Extraction:
    """All that newsdiff finds in one article: claims, attributions, quantities, times, entities, furniture.

    Raises ModelError where the spaCy pipeline that `config` names is missing or lacks a component.
    """
    from newsdiff.extract.article import extract_all
    from newsdiff.nlp import pipeline

    return next(extract_all([article], pipeline((config or Config()).model)))
