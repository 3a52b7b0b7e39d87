"""Versions of one article compared: which facts were kept, changed, added or removed from each to the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from newsdiff import __version__
from newsdiff.api import judged, letter, story_article, story_id
from newsdiff.config import Config
from newsdiff.errors import INTERNAL, InputError, NewsdiffError, told
from newsdiff.extract.article import extract_all
from newsdiff.model import Article, Extraction, Report, Skipped, Story
from newsdiff.nlp import pipeline
from newsdiff.read.article import dated_by_story
from newsdiff.reader import absent, card, chosen
from newsdiff.versions.story import changes

__all__ = ["one_revision", "revised", "revisions"]

#: Versions that share less than this part of their facts look like two articles.
_SHARED = 0.1


def revisions(versions: Sequence[Article], config: Config | None = None) -> Report:
    """Compare two or more versions of one article, the oldest first: each with the next.

    Each story of the report is two versions, the older first; each finding has a `change`: `kept`, `changed`, `added`
    or `removed`. What is only said otherwise is kept. Versions without a sentence are left out and named under
    `skipped`. Raises NewsdiffError where fewer than two are left, ModelError where the spaCy pipeline is missing or
    lacks a component.
    """
    config = config or Config()
    chosen(config.reader)  # One that is damaged or missing is told of before the work starts.
    nlp = pipeline(config.model)
    model = f"{nlp.lang}_{nlp.meta['name']}-{nlp.meta['version']}"
    return revised(list(extract_all(dated_by_story(versions), nlp)), config, model)


def revised(found: Sequence[Extraction | Skipped], config: Config, model: str) -> Report:
    """The report of versions that were read already, the oldest first; no spaCy from here on. Raises NewsdiffError."""
    extractions: list[Extraction] = []
    skipped: list[Skipped] = []
    for item in found:
        if isinstance(item, Skipped):
            skipped.append(item)
        elif item.claims:
            extractions.append(item)
        else:
            skipped.append(Skipped(item.article.path, "no sentence that states a fact"))
    if len(extractions) < 2:
        if skipped:
            raise InputError(skipped[0].path, skipped[0].reason, "give a version of running text")
        raise NewsdiffError("revisions needs two or more versions of one article")
    stories: list[Story] = []
    warnings = [f"{item.article.path}: {line}" for item in extractions for line in item.article.warnings]
    errors: list[Exception] = []
    for number, (older, newer) in enumerate(pairwise(extractions)):
        try:
            story = _story(older, newer, (letter(number), letter(number + 1)), config)
        except NewsdiffError:
            raise
        except Exception as error:
            errors.append(error)
            skipped.append(Skipped(newer.article.path, _failed(older, error)))
            continue
        stories.append(story)
        warnings += _hardly_one(older, newer, story)
    if not stories:
        raise errors[0]
    return _report(model, stories, warnings, config, skipped)


def _failed(older: Extraction, error: Exception) -> str:
    """Why a version cannot be compared with the one before it, which costs the other pairs nothing."""
    return f"cannot be compared with {older.article.path} ({INTERNAL}: {told(error)}); --debug with the two shows where"


def _hardly_one(older: Extraction, newer: Extraction, story: Story) -> list[str]:
    """A warning where the two share so little that they are hardly versions of one article."""
    shared = sum(finding.verdict != "unique" for finding in story.findings)
    if shared > _SHARED * len(story.findings):
        return []
    return [
        f"{newer.article.path}: has {shared} of its facts in common with {older.article.path}; "
        "is it a version of the same article?"
    ]


def one_revision(older: Extraction, newer: Extraction, config: Config, model: str) -> Report:
    """The report of two versions, one of which may be empty: an article that is new, or is no more."""
    warnings = tuple(f"{item.article.path}: {line}" for item in (older, newer) for line in item.article.warnings)
    return _report(model, (_story(older, newer, ("a", "b"), config),), warnings, config)


def _report(
    model: str, stories: Sequence[Story], warnings: Sequence[str], config: Config, skipped: Sequence[Skipped] = ()
) -> Report:
    reader = card(config.reader)
    return Report(
        __version__,
        model,
        tuple(stories),
        tuple(skipped),
        (*filter(None, (absent(config.reader),)), *warnings),
        kind="revisions",
        reader=reader.name if reader else None,
    )


def _story(older: Extraction, newer: Extraction, letters: tuple[str, str], config: Config) -> Story:
    told = judged((older, newer), config, earned=False)[1] if older.claims and newer.claims else ()
    findings = changes(older, newer, told, letters)
    named = newer.article if newer.article.text else older.article
    title = newer.article.title or older.article.title or named.path
    return Story(
        id=story_id((older, newer)),
        title=title,
        articles=(story_article(letters[0], older), story_article(letters[1], newer)),
        findings=tuple(finding for finding in findings if finding.confidence >= config.min_confidence),
    )
